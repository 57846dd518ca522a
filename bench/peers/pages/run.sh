#!/usr/bin/env bash
# Scores Variorum and Python trafilatura on the same pages. usage: run.sh FOLDER GOLD SCORER
set -euo pipefail
[ $# -eq 3 ] || { echo "usage: run.sh FOLDER GOLD SCORER" >&2; exit 2; }
pages=$(realpath "$1") gold=$(realpath "$2") scorer=$(realpath "$3")
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

target=${CARGO_TARGET_DIR:-$(cd ../../.. && pwd)/target}
cargo build --quiet --release -p variorum-read --example page_text
echo "variorum"
"$target/release/examples/page_text" "$pages" > "$work/variorum.jsonl"
python3 "$scorer" "$gold" "$work/variorum.jsonl"
echo "variorum, without a tree"
"$target/release/examples/page_text" "$pages" --flat > "$work/flat.jsonl"
python3 "$scorer" "$gold" "$work/flat.jsonl"

venv=${PEERS_VENV:-$work/venv}
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/pip" install --quiet --requirement requirements.txt
echo "python trafilatura"
"$venv/bin/python" trafilatura_text.py "$pages" > "$work/trafilatura.jsonl"
python3 "$scorer" "$gold" "$work/trafilatura.jsonl"
