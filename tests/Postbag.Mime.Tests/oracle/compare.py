#!/usr/bin/env python3
"""compare.py OURS.jsonl OTHER.jsonl [--show WHAT [COUNT]]: on how many messages two readers agree, point by point.

Without --show it prints numbers only. With it, it prints both readings of the first messages that differ in WHAT."""
import collections
import datetime
import json
import re
import sys

NAMES = ("subject", "from", "fromNames", "to", "toNames", "cc", "ccNames", "date", "tree", "attachmentNames", "bytes", "bytesButSpace")


def words(text):
    """White space apart: how folds are undone is a matter of taste, and everyone's tests of it are their own."""
    return None if text is None else re.sub(r"\s+", " ", text).strip()


def tree(part):
    return None if part is None else [part["type"], [tree(child) for child in part["children"]]]


def leaves(part, key):
    if part is None:
        return []
    own = [part.get(key)] if "sha" in part else []
    return own + [leaf for child in part["children"] for leaf in leaves(child, key)]


def base(name):
    return None if name is None else words(re.split(r"[/\\]", name)[-1]) or None


def addresses(value):
    if not isinstance(value, list):
        return value, value
    return [(a or "").lower() for _, a in value], [words(n) or None for n, _ in value]


def instant(date):
    """The moment, whatever the zone: a zone that is missing or unknown counts as UTC."""
    try:
        read = datetime.datetime.fromisoformat(date)
        return (read if read.tzinfo else read.replace(tzinfo=datetime.timezone.utc)).timestamp()
    except (TypeError, ValueError, OverflowError):
        return date


def points(message):
    out = {"subject": words(message.get("subject")), "date": instant(message.get("date"))}
    for field in ("from", "to", "cc"):
        out[field], out[field + "Names"] = addresses(message.get(field, []))
    root = message.get("root")
    out["tree"] = tree(root)
    out["attachmentNames"] = [base(name) for name in leaves(root, "name")]
    out["bytes"] = leaves(root, "sha")

    # White space at the ends of lines apart, which quoted-printable has to take off and others leave.
    out["bytesButSpace"] = leaves(root, "trimmed")
    return out


def main():
    shown = sys.argv[sys.argv.index("--show") + 1:] if "--show" in sys.argv else []
    limit = int(shown[1]) if len(shown) > 1 else 10
    agree, differ, threw = collections.Counter(), collections.Counter(), collections.Counter()
    with open(sys.argv[1], encoding="utf-8") as ours, open(sys.argv[2], encoding="utf-8") as others:
        for number, (our, other) in enumerate(zip(ours, others)):
            mine, theirs = points(json.loads(our)), points(json.loads(other))
            for name in NAMES:
                if isinstance(theirs[name], str) and theirs[name].startswith("! "):
                    threw[name] += 1
                elif mine[name] == theirs[name]:
                    agree[name] += 1
                else:
                    differ[name] += 1
                    if shown and shown[0] == name and differ[name] <= limit:
                        print(number, "\n  ours  ", mine[name], "\n  other ", theirs[name])
    for name in NAMES:
        print(f"{name:16} agree {agree[name]:6}  differ {differ[name]:5}  other threw {threw[name]:4}")


main()
