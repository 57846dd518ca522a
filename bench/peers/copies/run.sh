#!/usr/bin/env bash
# run.sh SCORER SET.jsonl [--labels]: near-copies by MinHash (datasketch, rensa) at several thresholds, and by Variorum,
# on the same file, by the same scorer.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
scorer=$1 set=$2 labels=${3-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet -r "$here/requirements.txt"
"$work/venv/bin/python" "$here/minhash.py" "$set" "$work/out"
(cd "$here/../../.." && cargo build --quiet --release -p variorum)
binary=${CARGO_TARGET_DIR:-$here/../../../target}/release/variorum
"$binary" group "$set" -o "$work/out/variorum.jsonl"
for output in "$work"/out/*.jsonl; do
    printf '%-18s ' "$(basename "$output" .jsonl)"
    # shellcheck disable=SC2086
    python3 "$scorer" "$set" "$output" $labels
done
