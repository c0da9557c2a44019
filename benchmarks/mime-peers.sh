#!/usr/bin/env bash
# Reads a pack of mail with our reader and with GMime, and if they are there with Python's email and npm's postal-mime and
# mailparser; prints each one's best pass and the ratio to GMime. One thread each, one after the other.
#   mime-peers.sh FOLDER [PASSES]      FOLDER holds pack.bin and pack.idx: see tests/Postbag.Mime.Tests/oracle/pack.py
# NPM_PEERS names a folder in which postal-mime and mailparser are installed; without it they are left out.
set -eu
here=$(cd "$(dirname "$0")" && pwd); pack=$1; passes=${2:-15}; work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cc -O2 -o "$work/gmime" "$here/mime-peers/gmime.c" $(pkg-config --cflags --libs gmime-3.0)
dotnet build -c Release -v q -nologo -clp:ErrorsOnly "$here/Postbag.Benchmarks" > /dev/null
run() { # name, command…: the pass with the best rate per second of processor time
    name=$1; shift
    "$@" > "$work/$name.txt" 2>> "$work/errors.txt" || { echo "$name did not run"; return 0; }
    sed -n 's/.*MB\/s=\([0-9.]*\) MB\/cpu-s=\([0-9.]*\).*/\1 \2/p' "$work/$name.txt" |
        awk -v n="$name" '$1>w{w=$1} $2>c{c=$2} END{printf "%-14s %7.1f MB/s %7.1f MB/cpu-s\n", n, w, c}' | tee -a "$work/all.txt"
}
run postbag dotnet run -c Release --no-build --project "$here/Postbag.Benchmarks" -- mime "$pack/pack.bin" "$pack/pack.idx" "$passes"
run gmime "$work/gmime" "$pack/pack.bin" "$pack/pack.idx" 5
run postbag-again dotnet run -c Release --no-build --project "$here/Postbag.Benchmarks" -- mime "$pack/pack.bin" "$pack/pack.idx" "$passes"
python3 -c 'import email' && run python-email python3 -W ignore "$here/mime-peers/email_package.py" "$pack/pack.bin" "$pack/pack.idx" 1
if [ -n "${NPM_PEERS:-}" ]; then
    cd "$NPM_PEERS"
    for library in postal-mime mailparser; do run $library node "$here/mime-peers/npm.mjs" $library "$pack/pack.bin" "$pack/pack.idx" 2; done
fi
awk '$1=="gmime"{g=$4} {n[NR]=$1; c[NR]=$4} END{for(i=1;i<=NR;i++) printf "%-14s %5.2f times GMime (per second of processor time)\n", n[i], c[i]/g}' "$work/all.txt"
