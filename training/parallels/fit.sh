#!/usr/bin/env bash
# usage: fit.sh PYTHON PROGRAMS STORIES OUT: PROGRAMS holds variorum and examples/sentences
set -euo pipefail
python=$1 programs=$2 stories=$3 out=$4
mkdir -p "$out/editions"
for story in "$stories"/*/; do
    name=$(basename "$story")
    "$programs/variorum" collate "$story"/*.txt --format json --engine fast -o "$out/editions/$name.json"
done
"$python" "$(dirname "$0")/fit.py" "$programs/examples/sentences" "$stories" "$out" "$out/editions" --curve
