"""Labels texts with the teacher, for both engines to learn from:

    python -m variorum_training.label --teacher RUN/teacher.onnx --texts TEXTS.jsonl --out LABELS.npz

About eight articles a second on a core; `--parts` shares the work among processes. For each piece the teacher's seven tag probabilities, and for each
content it decodes the cue and the source it links. The labels hold word-piece numbers, hence the texts: they are
working files, never committed.
"""

import argparse
import json
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from . import decode
from .encoder import Encoder
from .pieces import pieces, tokenizer

TARGET, HARD, CONTEXT = 176, 236, 32  # the teacher's windows
LONGEST = 800  # pieces of one text that are labelled, in whole paragraphs


def teacher(path, threads):
    """What runs the weights (.pt), or in 8-bit integers and about twice as fast the model file (.onnx), and how many
    pieces it takes at once: the model file knows no mask, so its windows come one by one."""
    if path.endswith(".onnx"):
        return decode.onnx(path, threads), 1
    torch.set_num_threads(threads)
    net = Encoder(dropout=0.0)
    net.load_state_dict(torch.load(path, map_location="cpu"))
    net.eval()

    def run(*arrays):
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            return net(*map(torch.from_numpy, arrays)).float().numpy()

    return run, 4096


def shortened(p, text):
    """The text up to the last paragraph that ends within LONGEST pieces (or the first paragraph's beginning)."""
    if len(p) <= LONGEST:
        return text
    starts = np.flatnonzero(p.paragraph[: LONGEST + 1])
    cut = int(starts[-1]) if starts[-1] > 0 else LONGEST
    return text[: p.start[cut]]


@dataclass
class Labels:
    """Texts one after another: `bounds` are where each begins and, last, ends; `soft` is (pieces, 7), probabilities;
    `arcs` is (contents, 3): first pieces of content, cue (or -1), source (or -1), counted from the first text."""

    ids: np.ndarray
    mark: np.ndarray
    shape: np.ndarray
    paragraph: np.ndarray
    soft: np.ndarray
    arcs: np.ndarray
    bounds: np.ndarray

    def save(self, path):
        np.savez(path, **vars(self))

    @staticmethod
    def load(path):
        with np.load(path) as f:
            return Labels(**{k: f[k] for k in f.files})


def label(run, at_once, all_pieces):
    soft, arcs = [], []
    all_seen = decode.look(all_pieces, run, TARGET, HARD, CONTEXT, at_once)
    scores = [np.concatenate([w.tags() for w in seen]) for seen in all_seen]
    words = decode.best_paths([s[decode.heads_of_words(p)] for p, s in zip(all_pieces, scores)])
    for p, s, tags, seen in zip(all_pieces, scores, words, all_seen):
        soft.append(np.exp(s).astype(np.float16))
        first = lambda span: -1 if span is None else span[0]
        groups = decode.link(decode.spans(p, tags), seen)
        arcs.append([(c[0], first(cue), first(source)) for contents, cue, source in groups for c in contents])
    return soft, arcs


def gather(all_pieces, soft, arcs):
    bounds = np.cumsum([0] + [len(p) for p in all_pieces])
    joined = lambda name, kind: np.concatenate([getattr(p, name) for p in all_pieces]).astype(kind)
    moved = [
        (x + at, y + at if y >= 0 else -1, z + at if z >= 0 else -1)
        for at, some in zip(bounds, arcs)
        for x, y, z in some
    ]
    return Labels(
        joined("ids", np.uint16),
        joined("mark", np.uint8),
        joined("shape", np.uint8),
        joined("paragraph", np.uint8),
        np.concatenate(soft),
        np.array(moved, np.int32).reshape(-1, 3),
        bounds.astype(np.int64),
    )


def texts(path, part, parts, tok):
    for line in Path(path).read_text(encoding="utf-8").splitlines()[part::parts]:
        text = json.loads(line)["text"]
        p = pieces(tok, text)
        short = shortened(p, text)
        yield p if short is text else pieces(tok, short)


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--teacher", required=True)
    ap.add_argument("--texts", required=True, help="one JSON object with a `text` a line")
    ap.add_argument("--out", required=True)
    ap.add_argument("--part", type=int, default=0, help="label the texts whose number leaves this remainder")
    ap.add_argument("--parts", type=int, default=1)
    ap.add_argument("--threads", type=int, default=1)
    args = ap.parse_args()
    run, at_once = teacher(args.teacher, args.threads)
    everything = [p for p in texts(args.texts, args.part, args.parts, tokenizer()) if len(p)]
    began, soft, arcs = time.time(), [], []
    for i in range(0, len(everything), 100):
        s, a = label(run, at_once, everything[i : i + 100])
        soft += s
        arcs += a
        print(f"{len(soft)}/{len(everything)} texts, {time.time() - began:.0f} s", flush=True)
    gather(everything, soft, arcs).save(args.out)


if __name__ == "__main__":
    main()
