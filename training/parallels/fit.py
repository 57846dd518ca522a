"""Fits the two forests that judge whether two sentences tell the same thing, from pairs that the example `sentences` of
variorum-collate measured: training and product see the same numbers.

usage: python fit.py SENTENCES STORIES OUT EDITIONS… [--curve]
SENTENCES is the built example, STORIES the folder of gold stories, EDITIONS folders with an edition for each story
(of one engine each; the forests are fitted to all of them together and every figure is of the first).
OUT gets first.trees and second.trees (of all stories), first-N.trees and second-N.trees (without fold N)."""
import argparse, struct, subprocess
from pathlib import Path
import lightgbm as lgb
import numpy as np

# Few, shallow trees: the stories are few, and a leaf of a handful of pairs is one story's.
FOREST = dict(objective="binary", learning_rate=0.08, num_leaves=15, min_data_in_leaf=60, feature_fraction=0.5,
              bagging_fraction=0.7, bagging_freq=1, lambda_l2=5.0, max_bin=63, seed=1, deterministic=True,
              force_row_wise=True, num_threads=1, verbosity=-1)
TREES = 130


def measure(program, stories, editions, out, first=None):
    """Rows, and of each pair its story, fold and whether it is gold; the gold pairs of each story."""
    command = [program, stories, editions, str(out)]
    subprocess.run(command + (["--first", str(first)] if first else []), check=True)
    lines = (out / "pairs.tsv").read_text(encoding="utf-8").splitlines()
    _, looks, *names = lines[0].split(" ")
    fields = [line.split("\t") for line in lines[1:]]
    rows = np.fromfile(out / "rows.f32", "<f4").reshape(len(fields), len(names))
    story = np.array([f[0] for f in fields])
    fold = np.array([int(f[1]) for f in fields])
    gold = np.array([int(f[2]) for f in fields])
    told = {f[0]: int(f[3]) for f in fields}
    return rows, int(looks), names, story, fold, gold, told


def fit(rows, gold):
    # what is told counts as its bits are: no weights, so that the probability is one
    return lgb.train(FOREST, lgb.Dataset(rows, gold), TREES)


def without(rows, gold, fold, story=None, count=None):
    """For each fold the forest of the others (of `count` of their stories), and what it says of the fold's pairs."""
    said, forests = np.zeros(len(gold), np.float32), {}
    for out in sorted(set(fold)):
        use = fold != out
        if count:
            names = sorted(set(story[use]))
            some = np.random.default_rng(out).permutation(len(names))[:count]
            use &= np.isin(story, [names[at] for at in some])
        forests[out] = fit(rows[use], gold[use])
        said[fold == out] = forests[out].predict(rows[fold == out], num_threads=1)
    return said, forests


def figures(said, gold, told, bound):
    offered = said >= bound
    right = (offered & (gold == 1)).sum()
    p, r = right / max(offered.sum(), 1), right / sum(told.values())
    return p, r, 2 * p * r / max(p + r, 1e-9)


def best(said, gold, told):
    return max((figures(said, gold, told, bound) + (bound,) for bound in np.arange(0.1, 0.8, 0.02)), key=lambda f: f[2])


def write(path, forest, measures):
    """The form that crates/variorum-collate/src/parallel/trees.rs reads: nodes numbered from the root down."""
    model = forest.dump_model()
    out = [struct.pack("<II", measures, len(model["tree_info"]))]
    for tree in model["tree_info"]:
        nodes, leaves, queue = [], [], [tree["tree_structure"]]
        if "leaf_value" in queue[0]:
            out.append(struct.pack("<If", 0, queue[0]["leaf_value"]))
            continue
        count = 1
        while queue:
            node, to = queue.pop(0), []
            for side in ("left_child", "right_child"):
                child = node[side]
                if "leaf_value" in child:
                    to.append(~len(leaves))
                    leaves.append(child["leaf_value"])
                else:
                    to.append(count)
                    count += 1
                    queue.append(child)
            # the measures are f32: the greatest f32 that is not above the bound parts them alike
            bound = np.float32(node["threshold"])
            if float(bound) > node["threshold"]:
                bound = np.nextafter(bound, np.float32(-np.inf))
            nodes.append(struct.pack("<Ifii", node["split_feature"], bound, *to))
        out.append(struct.pack("<I", len(nodes)) + b"".join(nodes) + struct.pack(f"<{len(leaves)}f", *leaves))
    path.write_bytes(b"".join(out))


def main():
    flags = argparse.ArgumentParser()
    flags.add_argument("program")
    flags.add_argument("stories")
    flags.add_argument("out", type=Path)
    flags.add_argument("editions", nargs="+")
    flags.add_argument("--curve", action="store_true")
    flags = flags.parse_args()
    folders = [flags.out / str(at) for at in range(len(flags.editions))]
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)

    parts = [measure(flags.program, flags.stories, e, f) for e, f in zip(flags.editions, folders)]
    _, looks, names, *_, told = parts[0]
    join = lambda at: np.concatenate([part[at] for part in parts])
    rows, story, fold, gold = join(0), join(3), join(4), join(5)
    shown = np.arange(len(gold)) < len(parts[0][0])
    tell = lambda name, said: print(f"{name:12} P %.3f R %.3f F1 %.3f at %.2f" % best(said[shown], gold[shown], told), flush=True)
    print(f"{shown.sum()} pairs, {gold[shown].sum()} of them gold; gold pairs of all stories {sum(told.values())}", flush=True)
    said, firsts = without(rows[:, :looks], gold, fold)
    tell("first look", said)
    start = 0
    for at, (folder, part) in enumerate(zip(folders, parts)):
        end = start + len(part[0])
        said[start:end].astype("<f4").tofile(folder / "first.f32")
        start = end
        parts[at] = measure(flags.program, flags.stories, flags.editions[at], folder, folder / "first.f32")
    rows = join(0)
    said, seconds = without(rows, gold, fold)
    tell("second look", said)
    for bound in (0.3, 0.35, 0.4, 0.45, 0.5):
        print("  at %.2f    P %.3f R %.3f F1 %.3f" % ((bound,) + figures(said[shown], gold[shown], told, bound)), flush=True)
    said[shown].astype("<f4").tofile(flags.out / "second.f32")
    for out in firsts:
        write(flags.out / f"first-{out}.trees", firsts[out], looks)
        write(flags.out / f"second-{out}.trees", seconds[out], len(names))
    write(flags.out / "first.trees", fit(rows[:, :looks], gold), looks)
    whole = fit(rows, gold)
    write(flags.out / "second.trees", whole, len(names))
    gain = whole.feature_importance("gain")
    order = np.argsort(-gain)
    print("gain: " + ", ".join(f"{names[at]} {gain[at] / gain.sum():.3f}" for at in order), flush=True)
    if flags.curve:
        for count in (15, 30, 45):
            said, _ = without(rows, gold, fold, story, count)
            tell(f"{count} stories", said)


if __name__ == "__main__":
    main()
