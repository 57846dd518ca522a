"""The heads for speakers and refusals: gold stories and what the heads see of them -> boosted trees.

usage: python -m variorum_training.heads DUMP.jsonl [DUMP.jsonl ...] [--out FOLDER] [--curve]

A DUMP is what `variorum-train heads --engine E` prints. Labels follow the scorer's own rules (`../shared/eval/score_edition.py`).
Every figure is measured in the folds of `stories.json`, each fold by trees that have not seen its stories. With --out the trees
of all stories are written as `speaker.trees` and `refuse.trees`.
"""
import argparse, json, math, sys
from collections import defaultdict
from pathlib import Path

import lightgbm
import numpy as np

SHARED = Path(__file__).resolve().parents[3] / "shared"
if not SHARED.exists():
    SHARED = Path("../../shared")
SEED = 1
# of the gold quotations found, at most this share is given up for refusals
MOST_LOST = 0.01
# a word seen less often stands for nothing; and how many right and wrong ones a new word is taken to have been seen with
FEWEST, PRIOR = 6, 8.0
REFUSE = dict(objective="binary", learning_rate=0.08, num_leaves=15, min_data_in_leaf=25, lambda_l2=5.0, feature_fraction=0.5,
              bagging_fraction=0.8, bagging_freq=1, max_bin=127)
REFUSE_ROUNDS = 120
SPEAKER = dict(learning_rate=0.1, num_leaves=12, min_data_in_leaf=20, min_sum_hessian_in_leaf=0.5, lambda_l2=5.0,
               feature_fraction=0.5, bagging_fraction=1.0, max_bin=127)
SPEAKER_ROUNDS = 120
# weight of a query whose rules are taken to be silent, beside 1 of the query as it is; and what another's score must be above theirs
BLIND, MARGIN = 2.0, 1.0
COMMON = dict(verbosity=-1, seed=SEED, deterministic=True, force_row_wise=True, num_threads=1)


def scorer():
    sys.path.insert(0, str(SHARED / "eval"))
    import score_edition
    return score_edition


def as_list(x):
    return x if isinstance(x, list) else [x]


class Report:
    """One report of one dump, with the gold's word on each utterance and draft."""

    def __init__(self, line, gold, dump, S):
        self.story, self.dump, self.drafts = line["story"], dump, line["drafts"]
        rid = line["report"]
        every = [q for q in gold["quotations"] if q["report"] == rid and not q.get("nested_in")]
        self.utterances = []
        for d, draft in enumerate(self.drafts):
            for u in draft["utterances"]:
                self.utterances.append(dict(u, id=f"{len(self.utterances)}", report=rid, draft=d, nested=draft["nested"]))
        offered = [u for u in self.utterances if not u["nested"]]
        self.n_gold = len(every)
        best = S.match(every, offered)
        held = S.inside(every, offered)
        kept = set(best.values()) | set(held.values())
        self.gold_of = {}
        for g, u in list(held.items()) + list(best.items()):
            self.gold_of.setdefault(u, []).append(g)
        for u in self.utterances:
            u["right"] = u["id"] in kept
        marked = S.match([q for q in every if q["mode"] in S.MARKED], [u for u in offered if u["mode"] in S.MARKED])
        self.marked = {u: g for g, u in marked.items()}
        self.n_marked_gold = sum(q["mode"] in S.MARKED for q in every)
        by_id = {q["id"]: q for q in every}
        self.queries = []
        for d, draft in enumerate(self.drafts):
            mine = [u for u in offered if u["draft"] == d]
            of = [(self.marked.get(u["id"]), u["id"] in self.marked) for u in mine if u["id"] in self.marked]
            of += [(g, False) for u in mine for g in self.gold_of.get(u["id"], [])]
            of = [(by_id[g], m) for g, m in of if by_id[g].get("speaker")]
            if not of or not draft["candidates"]:
                continue
            answers = as_list(of[0][0]["speaker"])
            right = [any(S.same_name(a, c["name"]) for a in answers) for c in draft["candidates"]]
            counted = sum(m for _, m in of)
            self.queries.append((d, np.array(right), counted))
        # marked gold quotations whose draft has no candidate at all
        self.n_mute = sum(1 for u in self.marked if not self.drafts[int(self.utterances[int(u)]["draft"])]["candidates"]
                          and by_id[self.marked[u]].get("speaker"))


def load(paths):
    S = scorer()
    stories = json.load(open(SHARED / "data/more-stories/stories.json"))
    golds = {k: json.load(open(SHARED / f"data/more-stories/{k}/gold.json")) for k in stories}
    out, names = [], None
    for path in paths:
        for n, line in enumerate(open(path, encoding="utf8")):
            line = json.loads(line)
            if n == 0:
                names = line
            else:
                out.append(Report(line, golds[line["story"]], path, S))
    return out, names, {k: v["fold"] for k, v in stories.items()}


# refusals

def word_table(reports, fields):
    """field -> word -> log-odds of being somebody's words, smoothed towards the share of all"""
    count = [defaultdict(lambda: [0, 0]) for _ in fields]
    total = [1, 1]
    for r in reports:
        for u in r.utterances:
            if not u["nested"]:
                total[u["right"]] += 1
                for c, w in zip(count, u["words"]):
                    c[w][u["right"]] += 1
    base = total[1] / sum(total)
    odds = lambda right, wrong: math.log((right + PRIOR * base) / (wrong + PRIOR * (1 - base))) - math.log(base / (1 - base))
    return [{w: odds(a[1], a[0]) for w, a in c.items() if sum(a) >= FEWEST and w} for c in count]


def refuse_rows(reports, tables):
    return np.array([u["row"] + [t.get(w, 0.0) for t, w in zip(tables, u["words"])] for r in reports for u in r.utterances if not u["nested"]],
                    dtype=np.float32)


def refuse_labels(reports):
    return np.array([u["right"] for r in reports for u in r.utterances if not u["nested"]])


def fit_refuse(reports, fields):
    # a word's weight for one part of the stories is counted on the others
    parts = sorted({r.story for r in reports})
    part = {s: k % 8 for k, s in enumerate(parts)}
    X, y = [], []
    for k in range(8):
        mine = [r for r in reports if part[r.story] == k]
        if mine:
            X.append(refuse_rows(mine, word_table([r for r in reports if part[r.story] != k], fields)))
            y.append(refuse_labels(mine))
    X, y = np.vstack(X), np.concatenate(y)
    model = lightgbm.train(dict(REFUSE, **COMMON), lightgbm.Dataset(X, y.astype(float)), REFUSE_ROUNDS)
    return model, word_table(reports, fields)


# speakers

def speaker_data(reports):
    X, y, sizes = [], [], []
    for r in reports:
        for d, right, _ in r.queries:
            if right.any() and not right.all():
                X += [c["row"] for c in r.drafts[d]["candidates"]]
                y.append(right / right.sum())
                sizes.append(len(right))
    return np.array(X, dtype=np.float32), np.concatenate(y), np.array(sizes)


def blinded(X, names):
    """The rows of rules that are silent: every query is learned so too, since the rules were written on these stories and are
    wrong more often on others."""
    X = X.copy()
    X[:, [names.index("ruled"), names.index("ruled-surely")]] = 0
    X[:, names.index("rules-silent")] = 1
    X[:, names.index("rules-kind")] = 5
    return X


def fit_speaker(reports, names):
    X, y, sizes = speaker_data(reports)
    weight = np.r_[np.ones(len(y)), np.full(len(y), BLIND)]
    X, y, sizes = np.vstack([X, blinded(X, names)]), np.r_[y, y], np.r_[sizes, sizes]
    starts = np.r_[0, np.cumsum(sizes)[:-1]]
    group = np.repeat(np.arange(len(sizes)), sizes)

    def listwise(scores, _):
        e = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        p = e / np.add.reduceat(e, starts)[group]
        return weight * (p - y), weight * np.maximum(p * (1 - p), 1e-3)

    return lightgbm.train(dict(SPEAKER, objective=listwise, **COMMON), lightgbm.Dataset(X, y), SPEAKER_ROUNDS)


def speaker_scores(model, r):
    rows = np.array([c["row"] for d, _, _ in r.queries for c in r.drafts[d]["candidates"]], dtype=np.float32)
    if not len(rows):
        return []
    s, out, at = model.predict(rows), [], 0
    for d, right, n in r.queries:
        k = len(right)
        out.append((s[at:at + k], right, n, [c["row"][0] for c in r.drafts[d]["candidates"]]))
        at += k
    return out


def measure_speaker(queries, margin):
    """(right, of), (right by the rules), changed for the better, for the worse; marked quotations only"""
    ok = was = n = better = worse = 0
    for s, right, count, ruled in queries:
        if not count:
            continue
        old = next((i for i, x in enumerate(ruled) if x), None)
        new = int(np.argmax(s))
        if old is None or s[new] <= s[old] + margin:
            new = old
        a, b = (old is not None and right[old]), (new is not None and right[new])
        n += count; ok += count * b; was += count * a; better += count * (b and not a); worse += count * (a and not b)
    return ok, was, n, better, worse


def measure_refuse(scored, n_marked_gold, threshold):
    """scored: (score, right, marked, matched as marked)"""
    keep = [x for x in scored if x[0] >= threshold]
    lost = sum(x[1] for x in scored) - sum(x[1] for x in keep)
    p = sum(x[1] for x in keep) / len(keep)
    marked = [x for x in keep if x[2]]
    mp = sum(x[3] for x in marked) / len(marked)
    mr = sum(x[3] for x in marked) / n_marked_gold
    return dict(offered=len(keep), p=p, lost=lost / sum(x[1] for x in scored), marked_p=mp, marked_r=mr, f1=2 * mp * mr / (mp + mr))


def folds(reports, fold_of, names, most=None):
    """Reports of each fold scored by trees of the others; `most` stories of them at most."""
    queries, scored = defaultdict(list), defaultdict(list)
    S = scorer()
    for f in range(5):
        train = [r for r in reports if fold_of[r.story] != f]
        if most:
            stories = sorted({r.story for r in train}, key=lambda s: hash_of(s))[:most]
            train = [r for r in train if r.story in stories]
        test = [r for r in reports if fold_of[r.story] == f]
        ranker = fit_speaker(train, names)
        model, tables = fit_refuse(train, FIELDS)
        for r in test:
            queries[r.dump] += speaker_scores(ranker, r)
        s = model.predict(refuse_rows(test, tables), raw_score=True)
        at = 0
        for r in test:
            for u in r.utterances:
                if not u["nested"]:
                    scored[r.dump].append((s[at], u["right"], u["mode"] in S.MARKED, u["id"] in r.marked))
                    at += 1
    return queries, scored


def hash_of(s):
    import hashlib
    return hashlib.sha256(s.encode()).hexdigest()


FIELDS = ["cue", "before-cue", "first", "second"]


def threshold_for(scored):
    right = sorted(x[0] for x in scored if x[1])
    return right[int(MOST_LOST * len(right))]


def report(reports, fold_of, names, most=None):
    queries, scored = folds(reports, fold_of, names, most)
    gold = defaultdict(int)
    for r in reports:
        gold[r.dump] += r.n_marked_gold
    for dump in queries:
        oracle = sum(n for _, right, n, _ in queries[dump] if right.any()) / sum(n for _, _, n, _ in queries[dump])
        print(f"{dump}: oracle {oracle:.3f}")
        for margin in (0, 0.3, 0.6, 1.0, 1.5, 2.0):
            ok, was, n, better, worse = measure_speaker(queries[dump], margin)
            print(f"  speaker, margin {margin}: {was / n:.4f} -> {ok / n:.4f} of {n}; better {better}, worse {worse}")
        before = measure_refuse(scored[dump], gold[dump], -99)
        show = lambda m: " ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in m.items())
        print("  refuse nothing:", show(before))
        for lost in (0.005, 0.01, 0.02, 0.04):
            right = sorted(x[0] for x in scored[dump] if x[1])
            t = right[int(lost * len(right))]
            print(f"  threshold {t:.2f}:", show(measure_refuse(scored[dump], gold[dump], t)))
    return queries, scored


def write(path, model, features, threshold, words=()):
    lines = ["variorum-trees 1", f"threshold {threshold:.6g}", "bias 0"] + [f"feature {n}" for n in features]
    for field, table in words:
        lines += [f"word {field} {w} {x:.4f}" for w, x in sorted(table.items()) if " " not in w]

    def walk(node, out):
        at = len(out)
        out.append(None)
        if "leaf_value" in node:
            out[at] = f"leaf {node['leaf_value']:.5g}"
        else:
            left = walk(node["left_child"], out)
            right = walk(node["right_child"], out)
            out[at] = f"split {node['split_feature']} {node['threshold']:.7g} {left} {right}"
        return at

    for tree in model.dump_model()["tree_info"]:
        out = []
        walk(tree["tree_structure"], out)
        lines += ["tree"] + out
    Path(path).write_text("\n".join(lines) + "\n", encoding="utf8")


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("dumps", nargs="+")
    a.add_argument("--out")
    a.add_argument("--curve", action="store_true")
    o = a.parse_args()
    reports, names, fold_of = load(o.dumps)
    assert names["words"] == FIELDS
    if o.curve:
        for most in (15, 30, 45):
            print(f"== {most} stories")
            report(reports, fold_of, names["speaker"], most)
    print("== all stories of the other folds")
    _, scored = report(reports, fold_of, names["speaker"])
    if o.out:
        # the threshold is the one that gives up so many right ones in the folds
        threshold = threshold_for([x for dump in scored.values() for x in dump])
        model, tables = fit_refuse(reports, FIELDS)
        write(f"{o.out}/refuse.trees", model, names["refuse"] + FIELDS, threshold, list(zip(FIELDS, tables)))
        write(f"{o.out}/speaker.trees", fit_speaker(reports, names["speaker"]), names["speaker"], MARGIN)


if __name__ == "__main__":
    main()
