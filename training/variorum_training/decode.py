"""From a network's numbers to attributions: tags by the best legal path, then contents joined by the cue they point
at, and one source for each group. The Rust side does the same (crates/variorum-annotate/src/engine/).

    python -m variorum_training.decode MODEL.onnx --data DEV.jsonl --out PRED.jsonl     (needs onnxruntime)
"""

import argparse
import json
from pathlib import Path

import numpy as np

from . import corpus
from .corpus import ROLES, TAGS
from .pieces import CLS, SEP, context_start, tokenizer, windows

ARC_SCALE = 0.1
SOURCE, CUE, CONTENT = range(3)
NOT_SEEN = -12.0  # log score of a span that lies outside the window of a content
LEAST_CUE = -6.0  # a content whose best cue scores less has none

NEVER = -1e9
# A step from tag p (row) to tag q: an I- tag only continues its own B- or I- tag.
STEP = np.array(
    [[0.0 if q == 0 or q % 2 == 1 or p in (q, q - 1) else NEVER for q in range(TAGS)] for p in range(TAGS)]
)
START = np.array([0.0 if q == 0 or q % 2 == 1 else NEVER for q in range(TAGS)])


def best_paths(all_scores):
    """For each array (words, 7) of log probabilities the best legal tags; all are walked at once."""
    longest = max((len(s) for s in all_scores), default=0)
    grid = np.full((len(all_scores), longest, TAGS), NEVER)
    grid[:, :, 0] = 0.0
    for row, s in zip(grid, all_scores):
        row[: len(s)] = s
    if not longest:
        return [np.zeros(0, np.int64) for _ in all_scores]
    back = np.zeros(grid.shape, np.int8)
    score = grid[:, 0] + START
    for i in range(1, longest):
        options = score[:, :, None] + STEP
        back[:, i] = options.argmax(1)
        score = options.max(1) + grid[:, i]
    tags = np.zeros(grid.shape[:2], np.int64)
    tags[:, -1] = score.argmax(1)
    rows = np.arange(len(grid))
    for i in range(longest - 1, 0, -1):
        tags[:, i - 1] = back[rows, i, tags[:, i]]
    return [t[: len(s)] for t, s in zip(tags, all_scores)]


def heads_of_words(p):
    heads = np.flatnonzero(p.first)
    return heads if len(heads) and heads[0] == 0 else np.r_[0, heads].astype(np.int64)


def spans(p, word_tags):
    """(first piece, end piece, role) of each marked run, from one tag a word."""
    heads = heads_of_words(p)
    ends = np.r_[heads[1:], len(p)]
    out = []
    for u, v, tag in zip(heads, ends, word_tags):
        if tag == 0:
            continue
        role = (int(tag) - 1) // 2
        if tag % 2 == 0 and out and out[-1][1] == u and out[-1][2] == role:
            out[-1] = (out[-1][0], int(v), role)
        else:
            out.append((int(u), int(v), role))
    return out


def log_softmax(x):
    x = x - x.max(-1, keepdims=True)
    return x - np.log(np.exp(x).sum(-1, keepdims=True))


class Seen:
    """What the network said of one window: pieces c..e of the text, of which s..e are its own; `z` has a row for
    [CLS], one for each piece and one for [SEP]."""

    def __init__(self, c, s, e, z):
        self.c, self.s, self.e, self.z = c, s, e, np.asarray(z, np.float32)
        self.key = (self.z.shape[1] - TAGS) // 4

    def tags(self):
        return log_softmax(self.z[1 + self.s - self.c : 1 + self.e - self.c, :TAGS])

    def arcs(self, piece, kind):
        """Log probabilities over the window's rows that `piece` (a content's first) points there; row 0 is none."""
        at = TAGS + kind * self.key
        keys = self.z[:, at : at + self.key]
        query = self.z[1 + piece - self.c, at + 2 * self.key : at + 3 * self.key]
        return log_softmax(keys @ query * ARC_SCALE)

    def of_spans(self, scores, found):
        out = {}
        for u, v, _ in found:
            a, b = max(u, self.c), min(v, self.e)
            if a < b:
                out[u, v] = float(scores[1 + a - self.c : 1 + b - self.c].max())
        return out


def link(found, seen):
    """Groups of (contents, cue or None, source or None); a cue and a source are (first piece, end piece)."""
    of = lambda role: [f for f in found if f[2] == role]
    groups = {}
    for u, v, _ in of(CONTENT):
        w = next(w for w in seen if w.s <= u < w.e)
        cues = w.of_spans(w.arcs(u, 0), of(CUE))
        to_source = w.arcs(u, 1)
        cue = max(cues, key=cues.get, default=None)
        if cue is None or cues[cue] < LEAST_CUE:
            cue = ("alone", u)
        groups.setdefault(cue, []).append(((u, v), w.of_spans(to_source, of(SOURCE)), float(to_source[0])))
    out = []
    for cue, members in groups.items():
        contents = sorted(c for c, _, _ in members)
        total = {s: sum(m.get(s, NOT_SEEN) for _, m, _ in members) for s in {s for _, m, _ in members for s in m}}
        source = max(sorted(total), key=total.get, default=None)
        if source is not None and total[source] <= sum(none for _, _, none in members):
            source = None
        out.append((contents, None if cue[0] == "alone" else cue, source))
    return out


def attributions(p, groups):
    place = lambda span: [int(p.start[span[0]]), int(p.end[span[1] - 1])]
    some = lambda span: [] if span is None else [place(span)]
    return [
        dict(source=some(source), cue=some(cue), content=[place(c) for c in contents])
        for contents, cue, source in groups
    ]


def cut(p, target, hard, context):
    """(context start, start, end) of each window of a text."""
    return [(context_start(p, s, context), s, e) for s, e in windows(p, target, hard, p.ids)]


def rows(batch):
    """The five integer inputs for windows [(pieces, c, e)], padded to the longest."""
    n = max(e - c + 2 for _, c, e in batch)
    ids, mask, mark, shape, paragraph = np.zeros((5, len(batch), n), np.int64)
    for b, (p, c, e) in enumerate(batch):
        m = e - c
        ids[b, 0], ids[b, 1 : 1 + m], ids[b, 1 + m] = CLS, p.ids[c:e], SEP
        mask[b, : m + 2] = 1
        mark[b, 1 : 1 + m], shape[b, 1 : 1 + m] = p.mark[c:e], p.shape[c:e]
        paragraph[b, 1 : 1 + m] = p.paragraph[c:e]
    return ids, mask, mark, shape, paragraph


def look(all_pieces, run, target, hard, context, pieces_a_batch=4096):
    """`run` (five integer arrays to (b, n, width)) over texts: for each text its windows as `Seen`."""
    todo = [(k, p, *w) for k, p in enumerate(all_pieces) for w in cut(p, target, hard, context)]
    todo.sort(key=lambda t: t[4] - t[2])
    out = [[] for _ in all_pieces]
    while todo:
        size = max(1, pieces_a_batch // (todo[-1][4] - todo[-1][2] + 2))
        batch, todo = todo[-size:], todo[:-size]
        z = run(*rows([(p, c, e) for _, p, c, _, e in batch]))
        for (k, _, c, s, e), one in zip(batch, z):
            out[k].append(Seen(c, s, e, one[: e - c + 2]))
    return [sorted(seen, key=lambda w: w.s) for seen in out]


def onnx(path, threads=1):
    """What runs a model file; it knows no mask, so a batch must be windows of one length."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(path), options)

    def run(ids, _, *features):
        return session.run(["out"], dict(zip(("ids", "fq", "fs", "ps"), (ids, *features))))[0]

    return run


def decode(all_pieces, all_seen):
    """The attributions of each text."""
    scores = [np.concatenate([w.tags() for w in seen]) if seen else np.zeros((0, TAGS)) for seen in all_seen]
    words = best_paths([s[heads_of_words(p)] if len(p) else s for p, s in zip(all_pieces, scores)])
    return [
        attributions(p, link(spans(p, tags), seen)) if len(p) else []
        for p, tags, seen in zip(all_pieces, words, all_seen)
    ]


def write(path, articles, found):
    lines = (json.dumps(dict(id=a.id, attributions=f)) for a, f in zip(articles, found))
    Path(path).write_text("\n".join(lines) + "\n")


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("model")
    ap.add_argument("--data", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--target", type=int, default=128)
    ap.add_argument("--hard", type=int, default=160)
    ap.add_argument("--context", type=int, default=16)
    args = ap.parse_args()
    run = onnx(args.model)
    articles = corpus.read(args.data, tokenizer())
    texts = [a.pieces for a in articles]
    write(args.out, articles, decode(texts, look(texts, run, args.target, args.hard, args.context, 1)))


if __name__ == "__main__":
    main()
