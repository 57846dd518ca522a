#!/usr/bin/env python3
"""stories.py FOLDER EVAL: what a user would pick for stories, on the same prepared input as `variorum group`.

FOLDER holds SET.jsonl and SET.key as stream_input.py writes them; EVAL is the folder of score_clusters.py.
Two peers over scikit-learn's TF-IDF (sublinear, English stop words, titles and texts): average link over cosine distance
(a batch method) and a streaming centroid. Each has one threshold for all sets; it is chosen on one half of the stories
(hashed by name, the halves of training/stories/fit.py) and scored on the other half, both ways."""
import hashlib, json, sys, time
import numpy as np
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer

SETS = ["basil", "neus_lrc", "ecbplus", "groundnews2025", "opengroundnews2026", "fnc1_test"]
THRESHOLDS = {"average link": [.04, .06, .08, .1, .12, .15, .18, .21, .25, .3], "streaming centroid": [.1, .14, .18, .22, .26, .3, .35, .4]}

def half(story):
    return int(hashlib.sha256(story.encode()).hexdigest(), 16) % 2

def read(folder, name, fold):
    key = dict(l.rstrip("\n").split("\t")[:2] for l in open(f"{folder}/{name}.key", encoding="utf8"))
    ids, texts = [], []
    for l in open(f"{folder}/{name}.jsonl", encoding="utf8"):
        d = json.loads(l)
        if half(key[d["id"]]) == fold:
            ids.append(d["id"]); texts.append((d.get("title") or "") + "\n" + d["text"])
    return ids, texts, {i: key[i] for i in ids}

def average_link(X):
    D = 1 - (X @ X.T).toarray()
    np.clip(D, 0, None, out=D)
    model = AgglomerativeClustering(metric="precomputed", linkage="average", n_clusters=None, distance_threshold=0).fit(D)
    n = len(D)
    def labels(least):
        up = list(range(2 * n))
        for i, (a, b) in enumerate(model.children_):
            if model.distances_[i] <= 1 - least:
                up[a] = up[b] = n + i
        def root(i):
            while up[i] != i:
                i = up[i]
            return i
        return [root(i) for i in range(n)]
    return labels

def centroid(X):
    rows = [list(zip(X.indices[X.indptr[i]:X.indptr[i + 1]].tolist(), X.data[X.indptr[i]:X.indptr[i + 1]].tolist())) for i in range(X.shape[0])]
    def labels(least):
        holders, squares, out = {}, [], []  # holders: word -> {cluster: sum}
        for row in rows:
            dots = {}
            for w, v in row:
                for c, s in holders.get(w, {}).items():
                    dots[c] = dots.get(c, 0.0) + v * s
            at, best = -1, least
            for c, dot in dots.items():
                if dot / squares[c] ** .5 >= best:
                    at, best = c, dot / squares[c] ** .5
            if at < 0:
                at = len(squares); squares.append(0.0)
            for w, v in row:
                cs = holders.setdefault(w, {}); old = cs.get(at, 0.0)
                cs[at] = old + v
                squares[at] += (old + v) ** 2 - old ** 2
            out.append(at)
        return out
    return labels

def main():
    folder, ev = sys.argv[1:3]
    sys.path.insert(0, ev)
    import score_clusters as S
    for name, peer in (("average link", average_link), ("streaming centroid", centroid)):
        table, thresholds = {}, THRESHOLDS[name]
        for fold in (0, 1):
            for s in SETS:
                ids, texts, gold = read(folder, s, fold)
                start = time.time()
                X = TfidfVectorizer(sublinear_tf=True, stop_words="english", dtype=np.float32).fit_transform(texts)
                labels = peer(X.tocsr())
                for t in thresholds:
                    told = dict(zip(ids, labels(t)))
                    table[fold, s, t] = (S.bcubed(gold, told)[2], S.pairwise(gold, told)[2])
                print(f"# {name} half {fold} {s} {len(ids)} reports, {time.time() - start:.1f} s for all thresholds", flush=True)
        mean = lambda fold, t, k: sum(table[fold, s, t][k] for s in SETS) / len(SETS)
        for fold in (0, 1):
            t = max(thresholds, key=lambda t: mean(1 - fold, t, 0))
            sets = "  ".join(f"{s} {table[fold, s, t][0]:.3f}" for s in SETS)
            print(f"{name}, half {fold}, threshold {t} of the other half: macro B3 {mean(fold, t, 0):.4f} pairwise {mean(fold, t, 1):.4f}  {sets}", flush=True)

if __name__ == "__main__":
    main()
