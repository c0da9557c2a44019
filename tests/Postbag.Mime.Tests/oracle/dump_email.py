#!/usr/bin/env python3
"""dump_email.py PACK.bin PACK.idx: what Python's email package makes of each message, one line of JSON each."""
import email
import email.policy
import email.utils
import hashlib
import json
import sys


def mailboxes(message, name):
    try:
        field = message[name]
        return [] if field is None else [[a.display_name or None, a.addr_spec] for a in field.addresses]
    except Exception as problem:  # the package throws on broken fields
        return f"! {type(problem).__name__}"


def text(message, name):
    try:
        return None if message[name] is None else str(message[name])
    except Exception as problem:
        return f"! {type(problem).__name__}"


def date(message):
    try:
        return None if message["date"] is None else message["date"].datetime.isoformat()
    except Exception as problem:
        return f"! {type(problem).__name__}"


def trimmed(body):
    """Without white space at the ends of lines and at the end."""
    return b"\n".join(line.rstrip(b" \t\r") for line in body.split(b"\n")).rstrip(b"\n")


def part(message):
    try:
        name = message.get_filename()
    except Exception as problem:
        name = f"! {type(problem).__name__}"
    out = {"type": message.get_content_type(), "name": name, "children": []}
    if message.is_multipart():
        out["children"] = [part(child) for child in message.get_payload()]
    elif message.get_content_maintype() != "multipart":
        try:
            body = message.get_payload(decode=True) or b""
            out["size"], out["sha"] = len(body), hashlib.sha256(body).hexdigest()
            out["trimmed"] = hashlib.sha256(trimmed(body)).hexdigest()
        except Exception as problem:
            out["sha"] = out["trimmed"] = f"! {type(problem).__name__}"
    return out


def main():
    with open(sys.argv[1], "rb") as file:
        data = file.read()
    with open(sys.argv[2], encoding="ascii") as index:
        for line in index:
            offset, length = map(int, line.split())
            message = email.message_from_bytes(data[offset:offset + length], policy=email.policy.default)
            print(json.dumps({
                "subject": text(message, "subject"), "date": date(message),
                "from": mailboxes(message, "from"), "to": mailboxes(message, "to"), "cc": mailboxes(message, "cc"),
                "root": part(message)}))


main()
