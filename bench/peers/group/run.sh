#!/bin/sh
# run.sh DATA EVAL: prepares the sets and runs the story peers in an environment of their own.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=${WORK:-$here/work}
mkdir -p "$work/prepared"
[ -x "$work/venv/bin/python" ] || { python3 -m venv "$work/venv" && "$work/venv/bin/pip" install -q -r "$here/requirements.txt"; }
for set in basil neus_lrc ecbplus groundnews2025 opengroundnews2026 fnc1_test; do
  python3 "$2/stream_input.py" "$1/$set.jsonl" "$work/prepared/$set.jsonl" "$work/prepared/$set.key"
done
"$work/venv/bin/python" "$here/stories.py" "$work/prepared" "$2"
