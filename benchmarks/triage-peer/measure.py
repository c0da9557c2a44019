#!/usr/bin/env python3
"""measure.py TRAIN TEST [OUT]: accuracy, macro-F1, calibration error and accuracy at 80 % coverage on TEST.

Of OUT, what `postbag label` wrote, if it is given; and of scikit-learn's TF-IDF with a linear SVM, as it comes and calibrated
by its own cross-validation (probabilities of the plain one would be none). Without scikit-learn it says so and leaves it out.
"""
import json
import sys
import time


def read(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def report(name, truth, labels, sureness, note=""):
    right = [a == b for a, b in zip(truth, labels)]
    scores = []
    for label in set(truth) | set(labels):
        both = sum(a == b == label for a, b in zip(truth, labels))
        scores.append(2 * both / (truth.count(label) + labels.count(label)))
    error = "-"
    coverage = sorted(range(len(truth)), key=lambda i: -sureness[i])[: int(0.8 * len(truth))]
    if max(sureness) <= 1:
        bins = {}
        for i, p in enumerate(sureness):
            bins.setdefault(min(14, int(p * 15)), []).append(i)
        error = sum(abs(sum(sureness[i] for i in b) - sum(right[i] for i in b)) for b in bins.values()) / len(truth)
        error = f"{error:.4f}"
    print(f"{name:34} accuracy {sum(right) / len(right):.4f}  macro-F1 {sum(scores) / len(scores):.4f}  calibration error {error}"
          f"  accuracy at 80 % {sum(right[i] for i in coverage) / len(coverage):.4f}  {note}", flush=True)


train, test = read(sys.argv[1]), read(sys.argv[2])
truth = [line["label"] for line in test]
if len(sys.argv) > 3:
    found = {line["id"]: line for line in read(sys.argv[3])}
    report("Postbag", truth, [found[line["id"]]["label"] for line in test], [found[line["id"]]["p"] for line in test])
try:
    import numpy
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC
except ImportError:
    print("scikit-learn isn't here (Debian: python3-sklearn): it is left out.")
    sys.exit(0)

texts, labels = [line["text"] for line in train], [line["label"] for line in train]
counts = {label: labels.count(label) for label in set(labels)}
for grams, name in (((1, 1), "words"), ((1, 2), "words and pairs")):
    start = time.perf_counter()
    vectors = TfidfVectorizer(ngram_range=grams, sublinear_tf=True)
    x = vectors.fit_transform(texts)
    model = LinearSVC().fit(x, labels)
    learnt = time.perf_counter() - start
    start = time.perf_counter()
    y = vectors.transform(line["text"] for line in test)
    margins = model.decision_function(y)
    predicting = (time.perf_counter() - start) / len(test) * 1e6
    guessed = list(model.classes_[margins.argmax(1)])
    size = (model.coef_.nbytes + sum(len(word) for word in vectors.vocabulary_)) / 1e6
    margin = [row[-1] - row[-2] + 1 for row in map(sorted, margins)]
    report(f"scikit-learn, {name}", truth, guessed, margin, f"learnt in {learnt:.1f} s, {predicting:.0f} us a text, {size:.0f} MB")
    start = time.perf_counter()
    # A department with fewer questions than folds can't be calibrated; it is left to the plain model.
    keep = [i for i, label in enumerate(labels) if counts[label] >= 5]
    calibrated = CalibratedClassifierCV(LinearSVC(), cv=5).fit(x[keep], numpy.array([labels[i] for i in keep]))
    shares = calibrated.predict_proba(y)
    report(f"scikit-learn, {name}, calibrated", truth, list(calibrated.classes_[shares.argmax(1)]), list(shares.max(1)),
           f"learnt in {time.perf_counter() - start + learnt:.1f} s")
