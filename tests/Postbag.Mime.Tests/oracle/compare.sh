#!/usr/bin/env bash
# Compares our reader with GMime and with Python's email over an mbox, a tar of messages or a folder of .eml files.
#   compare.sh SOURCE [WORKFOLDER]     prints numbers only; see compare.py --show for what differs
set -eu
here=$(cd "$(dirname "$0")" && pwd); top=$(cd "$here/../../.." && pwd)
source=$1; work=${2:-$(mktemp -d)}; mkdir -p "$work"
cc -O2 -o "$work/dump_gmime" "$here/dump_gmime.c" $(pkg-config --cflags --libs gmime-3.0)
python3 "$here/pack.py" "$source" "$work"
dotnet run -c Release --project "$top/benchmarks/Postbag.Benchmarks" -- mime-dump "$work/pack.bin" "$work/pack.idx" > "$work/ours.jsonl"
"$work/dump_gmime" "$work/pack.bin" "$work/pack.idx" > "$work/gmime.jsonl"
python3 -W ignore "$here/dump_email.py" "$work/pack.bin" "$work/pack.idx" > "$work/email.jsonl"
for other in gmime email; do echo "== ours and $other"; python3 "$here/compare.py" "$work/ours.jsonl" "$work/$other.jsonl"; done
