#!/usr/bin/env python3
"""pack.py SOURCE OUT: an mbox, a tar of messages, a folder of .eml files (each may be .gz) as OUT/pack.bin, OUT/pack.idx.

Every reader in the comparison is then given exactly the same bytes."""
import gzip
import os
import re
import sys
import tarfile

SEPARATOR = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From [^\n]*\d\d:\d\d[^\n]*\n")
FIELD = re.compile(rb"[\x21-\x39\x3b-\x7e]+[ \t]*:")


def from_mbox(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        data = file.read()
    starts = [match.span() for match in SEPARATOR.finditer(data)]
    for (_, start), (end, _) in zip(starts, starts[1:] + [(len(data), 0)]):
        message = data[start:end]
        for blank in (b"\r\n\r\n", b"\n\n"):
            if message.endswith(blank):
                message = message[: -len(blank) // 2]
                break
        yield re.sub(rb"(?m)^>(>*From )", rb"\1", message)


def from_tar(path):
    with tarfile.open(path) as tar:
        for member in tar:
            if member.isfile():
                yield tar.extractfile(member).read()


def from_folder(path):
    for folder, _, names in sorted(os.walk(path)):
        for name in sorted(names):
            if name.endswith((".eml", ".msg", ".eml.gz")):
                full = os.path.join(folder, name)
                with (gzip.open if name.endswith(".gz") else open)(full, "rb") as file:
                    yield file.read()


def main():
    source, out = sys.argv[1:3]
    os.makedirs(out, exist_ok=True)
    messages = (from_folder if os.path.isdir(source) else from_tar if ".tar" in source else from_mbox)(source)
    offset = count = 0
    with open(out + "/pack.bin", "wb") as pack, open(out + "/pack.idx", "w", encoding="ascii") as index:
        for message in messages:
            if source.find(".tar") >= 0:
                message = re.sub(rb"\AFrom [^\n]*\n", b"", message)
                if not FIELD.match(message):
                    continue
            pack.write(message)
            index.write(f"{offset} {len(message)}\n")
            offset += len(message)
            count += 1
    print(f"{count} messages, {offset} bytes")


main()
