#!/usr/bin/env python3
"""minhash.py SET.jsonl OUTPUT-FOLDER: near-copies by MinHash and LSH, for datasketch and rensa, at thresholds from .2 to .8.

Each report is compared with the earlier ones, as a stream; what is nearest above the threshold is its original.
Writes OUTPUT-FOLDER/PEER-THRESHOLD.jsonl with {"id", "story", "copy_of"} and prints reports a second.
Shingles: five words in a row, lower-cased, of title and text; 128 permutations."""
import json, os, re, sys, time

THRESHOLDS = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]

def shingles(report):
    words = re.findall(r"\w+", ((report.get("title") or "") + " " + (report.get("text") or "")).lower())
    return [" ".join(words[i:i + 5]) for i in range(len(words) - 4)]

def datasketch(reports, threshold):
    from datasketch import MinHash, MinHashLSH
    lsh, kept, copies = MinHashLSH(threshold=threshold, num_perm=128), {}, {}
    for report in reports:
        sketch = MinHash(num_perm=128)
        sketch.update_batch([s.encode() for s in shingles(report)])
        found = [(kept[k].jaccard(sketch), k) for k in lsh.query(sketch)]
        found = [pair for pair in found if pair[0] >= threshold]
        copies[report["id"]] = max(found)[1] if found else None
        kept[report["id"]] = sketch
        lsh.insert(report["id"], sketch)
    return copies

def rensa(reports, threshold):
    from rensa import RMinHash, RMinHashLSH
    lsh = RMinHashLSH(threshold=threshold, num_perm=128, num_bands=32)
    kept, copies = [], {}
    for at, report in enumerate(reports):
        sketch = RMinHash(num_perm=128, seed=42)
        sketch.update(shingles(report))
        found = [(kept[k].jaccard(sketch), k) for k in lsh.query(sketch)]
        found = [pair for pair in found if pair[0] >= threshold]
        copies[report["id"]] = reports[max(found)[1]]["id"] if found else None
        kept.append(sketch)
        lsh.insert(at, sketch)
    return copies

def main(path, folder):
    os.makedirs(folder, exist_ok=True)
    reports = [json.loads(line) for line in open(path, encoding="utf8")]
    for name, peer in [("datasketch", datasketch), ("rensa", rensa)]:
        for threshold in THRESHOLDS:
            start = time.process_time()
            copies = peer(reports, threshold)
            seconds = time.process_time() - start
            with open(os.path.join(folder, f"{name}-{threshold}.jsonl"), "w") as out:
                for report, copy in copies.items():
                    out.write(json.dumps({"id": report, "story": report, "copy_of": copy}) + "\n")
            print(f"{name} {threshold}: {len(reports) / seconds:.0f} reports a CPU-second", file=sys.stderr)

if __name__ == "__main__":
    main(*sys.argv[1:3])
