#!/usr/bin/env python3
"""Fits the logistic regression of src/likeness.rs.

cargo run --release -p variorum-collate --example gold -- --pairs FOLDER... > pairs.tsv
python3 crates/variorum-collate/examples/fit.py pairs.tsv

Prints leave-one-story-out figures, then weights over all stories. Of a pair of quotations that share a statement only
the pair of segments with the greatest mass is a positive example; pairs under a veto of speaker are negative examples.
"""
import math, sys

def read(path):
    lines = [l.rstrip("\n").split("\t") for l in open(path, encoding="utf8")]
    names = lines[0][5:]
    rows = [(l[0], int(l[1]), int(l[2]), (l[3], l[4]), [float(x) for x in l[5:]]) for l in lines[1:]]
    mass = names.index("mass")
    best = {}
    for story, label, _, ids, x in rows:
        key = (story, ids)
        best[key] = max(best.get(key, 0), x[mass])
    rows = [r for r in rows if not r[1] or r[4][mass] == best[(r[0], r[3])]]
    share = names.index("share_of_shorter")
    # within one report a like pair may well be one utterance told twice: no example of anything
    rows = [r for r in rows if r[3][0] != r[3][1] and (r[1] or r[3][0][0] != r[3][1][0] or r[4][share] < 0.8)]
    return names, rows

def fit(rows, n, l2=0.02, steps=3000, rate=0.3):
    mean = [sum(r[4][i] for r in rows) / len(rows) for i in range(n)]
    sd = [max(1e-3, (sum((r[4][i] - mean[i]) ** 2 for r in rows) / len(rows)) ** 0.5) for i in range(n)]
    xs = [[(r[4][i] - mean[i]) / sd[i] for i in range(n)] for r in rows]
    ys = [r[1] for r in rows]
    w, b = [0.0] * n, 0.0
    for _ in range(steps):
        gw, gb = [l2 * v for v in w], 0.0
        for x, y in zip(xs, ys):
            e = 1 / (1 + math.exp(-max(-30, min(30, b + sum(p * q for p, q in zip(w, x)))))) - y
            e /= len(xs)
            gb += e
            for i in range(n):
                gw[i] += e * x[i]
        w = [max(p - rate * q, 0) if SIGN[i] > 0 else min(p - rate * q, 0) for i, (p, q) in enumerate(zip(w, gw))]
        b -= rate * gb
    return [v / s for v, s in zip(w, sd)], b - sum(v * m / s for v, m, s in zip(w, mean, sd))

def main(path):
    global SIGN
    names, rows = read(path)
    SIGN = [-1 if n.endswith("apart") else 1 for n in names]
    n = len(names)
    total = [0, 0, 0]
    for story in sorted({r[0] for r in rows}):
        w, b = fit([r for r in rows if r[0] != story], n, steps=400)
        tp = fp = fn = 0
        for _, y, veto, ids, x in (r for r in rows if r[0] == story):
            z = b + sum(p * q for p, q in zip(w, x))
            said = z > 0 and not veto
            tp += said and y; fp += said and not y; fn += y and not said
            if "-n" in sys.argv and not y and not veto and z > -1.2:
                print("  near", story, ids, round(z, 2), [round(v, 2) for v in x])
            if "-v" in sys.argv and (said != bool(y) or (z > 0) != bool(y)):
                print("  ", story, ids, y, veto, round(z, 2), [round(v, 2) for v in x])
        print(f"{story:22} tp {tp} fp {fp} fn {fn}")
        total = [total[0] + tp, total[1] + fp, total[2] + fn]
    print("all", total, "P", total[0] / max(1, total[0] + total[1]), "R", total[0] / max(1, total[0] + total[2]))
    w, b = fit(rows, n)
    print("const BIAS: f32 =", round(b, 2), ";")
    for name, v in zip(names, w):
        print(f"    {v:.2f}, // {name}")

main(sys.argv[1])
