"""Reads every .eml of a folder with Python's email package and prints what it finds as JSON."""
import email
import email.policy
import json
import pathlib
import sys

messages = []
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.eml")):
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    html = message.get_body(("html",))
    messages.append({
        "subject": str(message["subject"] or ""),
        "to": [a.addr_spec for a in message["to"].addresses] if message["to"] else [],
        "html": html.get_content().replace("\r\n", "\n") if html else "",
        "files": [[p.get_filename(), p.get_payload(decode=True).hex()] for p in message.iter_attachments()],
        "defects": [str(d) for part in message.walk() for d in part.defects],
    })
json.dump(messages, sys.stdout)
