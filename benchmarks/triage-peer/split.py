#!/usr/bin/env python3
"""split.py QUESTIONS.jsonl.gz FROM TO TRAIN TEST: the questions before a share of all as TRAIN, those up to another as TEST.

In the order of their ids, which is that of time; questions without a department are left out, and the department that was
renamed in July 2024 counts as one.
"""
import gzip
import json
import sys

questions = []
with gzip.open(sys.argv[1], "rt", encoding="utf-8") as file:
    for line in file:
        question = json.loads(line)
        label = question["department"]
        if label is None:
            continue
        if label == "Department for Levelling Up, Housing and Communities":
            label = "Ministry of Housing, Communities and Local Government"
        questions.append({"id": question["id"], "text": question["text"], "label": label})
questions.sort(key=lambda question: question["id"])
first, last = int(len(questions) * float(sys.argv[2])), int(len(questions) * float(sys.argv[3]))
for path, part in ((sys.argv[4], questions[:first]), (sys.argv[5], questions[first:last])):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(question, ensure_ascii=False) + "\n" for question in part)
