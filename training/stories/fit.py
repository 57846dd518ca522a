#!/usr/bin/env python3
"""fit.py PAIRS.tsv OUT.toml [--fold 0|1] [--join X] [--link Y] [--from NUMBERS.toml]: the numbers of data/stories.toml.
PAIRS.tsv is what the example `pairs` writes. A small network (one hidden layer) is fitted to "same story" with every set
counted alike; --fold fits on the stories of one half only, as hashed by their names. Same input, same numbers."""
import argparse, hashlib, sys
import numpy as np

SHARE = {"basil": .5, "neus_lrc": 1.5, "vnmds200": .5, "uci_sample1k": .3, "allsides2021": .5}
MOST = {"neus_lrc": 250_000, "opengroundnews2026": 60_000, "uci_sample1k": 20_000}
HIDDEN = 12

def half(story):
    return int(hashlib.sha256(story.encode()).hexdigest(), 16) % 2

def read(path, fold):
    rng = np.random.default_rng(1)
    sets, same, measures, known = [], [], [], {}
    for line in open(path, encoding="utf8"):
        f = line.rstrip("\n").split("\t")
        for s in (f[1], f[2]):
            if s not in known:
                known[s] = half(s)
        if fold is not None and (known[f[1]] != fold or known[f[2]] != fold):
            continue
        sets.append(f[0]); same.append(f[1] == f[2]); measures.append(np.array(f[3:], dtype=np.float32))
    sets, same, measures = np.array(sets), np.array(same, dtype=np.float32), np.array(measures)
    keep = np.ones(len(sets), bool)
    for s, most in MOST.items():
        at = np.flatnonzero(sets == s)
        if len(at) > most:
            keep[rng.permutation(at)[most:]] = False
    return sets[keep], same[keep], measures[keep]

def fit(sets, same, X, epochs=24):
    rng = np.random.default_rng(7)
    weight = np.zeros(len(same), np.float32)
    for s in sorted(set(sets)):
        m = sets == s
        weight[m] = SHARE.get(s, 1) / m.sum()
    weight /= weight.mean()
    # rare heavy examples are drawn more often rather than weighed: steadier steps
    p = weight / weight.sum()
    mean, sd = X.mean(0), X.std(0) + 1e-3
    Z = (X - mean) / sd
    d = X.shape[1]
    P = [rng.normal(0, (2 / d) ** .5, (d, HIDDEN)), np.zeros(HIDDEN), rng.normal(0, (1 / HIDDEN) ** .5, HIDDEN), np.zeros(1)]
    P = [x.astype(np.float32) for x in P]
    M, V = [np.zeros_like(x) for x in P], [np.zeros_like(x) for x in P]
    n_steps, batch = epochs * 250, 512
    draws = rng.choice(len(same), size=(n_steps, batch), p=p)
    for t in range(n_steps):
        i = draws[t]
        x, y = Z[i], same[i]
        a = x @ P[0] + P[1]; hdn = np.maximum(a, 0)
        o = hdn @ P[2] + P[3][0]
        g = (1 / (1 + np.exp(-o)) - y) / batch
        gh = np.outer(g, P[2]) * (a > 0)
        G = [x.T @ gh + 2e-3 * P[0], gh.sum(0), hdn.T @ g + 2e-3 * P[2], np.array([g.sum()], np.float32)]
        lr = .006 * (1 - t / n_steps) + 1e-5
        for k in range(4):
            M[k] = .9 * M[k] + .1 * G[k]; V[k] = .999 * V[k] + .001 * G[k] ** 2
            P[k] = P[k] - lr * (M[k] / (1 - .9 ** (t + 1))) / (np.sqrt(V[k] / (1 - .999 ** (t + 1))) + 1e-7)
    W = (P[0].T / sd)
    return W, P[1] - W @ mean, P[2], float(P[3][0])

def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("pairs"); a.add_argument("out"); a.add_argument("--fold", type=int)
    a.add_argument("--join", type=float, default=.4); a.add_argument("--link", type=float, default=.4)
    o = a.parse_args()
    sets, same, X = read(o.pairs, o.fold)
    W, b, v, c = fit(sets, same, X)
    out = np.maximum(X @ W.T + b, 0) @ v + c
    for s in sorted(set(sets)):
        m = sets == s
        q = np.clip(1 / (1 + np.exp(-out[m])), 1e-4, 1 - 1e-4)
        loss = -(same[m] * np.log(q) + (1 - same[m]) * np.log(1 - q)).mean()
        order = out[m].argsort().argsort(); n1 = same[m].sum(); n0 = m.sum() - n1
        auc = (order[same[m] == 1].sum() - n1 * (n1 - 1) / 2) / max(n1 * n0, 1)
        print(f"{s:20} pairs {m.sum():7} same {same[m].mean():.3f} loss {loss:.3f} auc {auc:.4f}", file=sys.stderr)
    r = lambda xs: "[" + ", ".join(f"{x:.4f}" for x in xs) + "]"
    with open(o.out, "w") as f:
        f.write("# Numbers of the story score: a small network over what two reports share, and two thresholds.\n"
                "# Source: fitted by training/stories/fit.py on labelled pairs of news reports; numbers only, no text.\n"
                "# Licence: MIT OR Apache-2.0.\n")
        f.write(f"join = {o.join}\nlink = {o.link}\noutput_bias = {c:.4f}\nbias = {r(b)}\noutput = {r(v)}\nhidden = [\n")
        f.write("".join(f"  {r(row)},\n" for row in W) + "]\n")

if __name__ == "__main__":
    main()
