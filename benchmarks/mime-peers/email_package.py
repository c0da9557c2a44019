#!/usr/bin/env python3
"""email_package.py PACK.bin PACK.idx PASSES: decodes every part of every message with Python's email package."""
import email
import email.policy
import sys
import time

with open(sys.argv[1], "rb") as file:
    data = file.read()
with open(sys.argv[2], encoding="ascii") as index:
    places = [tuple(map(int, line.split())) for line in index]

for _ in range(int(sys.argv[3])):
    wall, cpu, decoded, threw = time.perf_counter(), time.process_time(), 0, 0
    for offset, length in places:
        message = email.message_from_bytes(data[offset:offset + length], policy=email.policy.default)
        try:
            decoded += len(str(message["subject"] or "")) + len(str(message["from"] or ""))
            message["date"]
        except Exception:  # the package throws on broken fields
            threw += 1
        for part in message.walk():
            try:
                if part.get_content_maintype() == "text":
                    decoded += len(part.get_content())
                elif not part.is_multipart():
                    decoded += len(part.get_payload(decode=True) or b"")
            except Exception:
                threw += 1
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"python-email MB/s={len(data) / wall / 1e6:.1f} MB/cpu-s={len(data) / cpu / 1e6:.1f} decoded={decoded} threw={threw}")
