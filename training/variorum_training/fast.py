"""Trains the fast engine: python -m variorum_training.fast --teacher RUN/teacher.onnx --out RUN

Labels PolNeAR's training articles and 8,000 unlabelled ones with the teacher (RUN/labels.*.npz, kept for the
next run; working files that hold texts, never committed), then trains a small convolutional network on those labels
and on PolNeAR's own. Two CPU cores: ten minutes for the labels, thirty-five for the network. Writes RUN/fast.pt.
"""

import argparse
import copy
import random
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from . import corpus, student
from .batching import batched
from .corpus import TAGS
from .label import Labels, gather
from .pieces import CLS, SEP, Pieces, context_start, tokenizer, windows

PIECES_A_BATCH = 4096
LENGTHS = (160, 256, 512, 900)  # windows of several lengths, so that no place in a row means anything
CONTEXTS = (0, 32, 64)
ARC_WEIGHT, ARC_SCALE = 0.3, 0.1
PROCESSES = 2  # that label side by side


def gold(articles):
    soft = [np.eye(TAGS, dtype=np.float16)[a.tags] for a in articles]
    return gather([a.pieces for a in articles], soft, [a.arcs for a in articles])


class Texts:
    """Labels with what is needed to cut them: where words begin, and each text's arcs."""

    def __init__(self, labels, first_of_id):
        self.labels, self.first_of_id = labels, first_of_id
        self.arcs = labels.arcs[np.argsort(labels.arcs[:, 0], kind="stable")]

    def __len__(self):
        return len(self.labels.bounds) - 1

    def cut(self, k, length, context):
        """(these texts, context start, start, end) of the windows of text k, counted from the first text."""
        a, b = self.labels.bounds[k : k + 2]
        p = self.pieces(a, b)
        return [
            (self, int(a + context_start(p, s, context)), int(a + s), int(a + e))
            for s, e in windows(p, length, length + length // 4, p.ids)
        ]

    def pieces(self, a, b):
        l = self.labels
        ids = l.ids[a:b]
        return Pieces(ids, None, None, self.first_of_id[ids], l.mark[a:b], l.shape[a:b], l.paragraph[a:b])


def epoch(sets, rng, lengths=LENGTHS, contexts=CONTEXTS, pieces_a_batch=PIECES_A_BATCH):
    """Batches of windows of like length; `sets` are (Texts, how often each text comes)."""
    drawn = []
    for texts, times in sets:
        for k in range(len(texts)):
            for _ in range(int(times) + (rng.random() < times % 1)):
                drawn += texts.cut(k, rng.choice(lengths), rng.choice(contexts))
    return batched(drawn, pieces_a_batch, rng)


def tensors(batch, rng=None):
    n = max(e - c + 2 for _, c, _, e in batch)
    ids, mask, mark, shape, paragraph = np.zeros((5, len(batch), n), np.int64)
    own = np.zeros((len(batch), n), bool)
    soft, arcs = [], []
    for b, (texts, c, s, e) in enumerate(batch):
        m, l = e - c, texts.labels
        ids[b, 0], ids[b, 1 : 1 + m], ids[b, 1 + m] = CLS, l.ids[c:e], SEP
        mask[b, : m + 2] = 1
        mark[b, 1 : 1 + m], shape[b, 1 : 1 + m] = l.mark[c:e], l.shape[c:e]
        paragraph[b, 1 : 1 + m] = l.paragraph[c:e]
        # Headlines, tickers and mangled text come in capitals or without any.
        if rng and rng.random() < 0.04:
            shape[b] = rng.choice((0, 2))
        own[b, 1 + s - c : 1 + m] = texts.first_of_id[l.ids[s:e]]
        soft.append(l.soft[s:e][own[b, 1 + s - c : 1 + m]])
        u, v = np.searchsorted(texts.arcs[:, 0], (s, e))
        inside = np.where((texts.arcs[u:v] >= c) & (texts.arcs[u:v] < e), texts.arcs[u:v] - c + 1, 0)
        arcs.append(torch.from_numpy(inside.astype(np.int64)))
    inputs = tuple(map(torch.from_numpy, (ids, mask, mark, shape, paragraph)))
    return inputs, torch.from_numpy(own), torch.from_numpy(np.concatenate(soft).astype(np.float32)), arcs


def loss_of(output, mask, own, soft, arcs):
    """`output` is (tag logits, cue keys, source keys, cue queries, source queries)."""
    t, ck, sk, cq, sq = output
    loss = F.cross_entropy(t[own], soft)
    count = sum(map(len, arcs))
    if count:
        far = (1 - mask) * -1e4
        for kind, (keys, queries) in enumerate(((ck, cq), (sk, sq)), 1):
            for b, a in enumerate(arcs):
                if len(a):
                    score = queries[b, a[:, 0]] @ keys[b].T * ARC_SCALE + far[b]
                    loss = loss + ARC_WEIGHT * F.cross_entropy(score, a[:, kind], reduction="sum") / count
    return loss


def train(net, sets, out, epochs, rate, seed, quantised_from=0.6, decay=0.998, report=50):
    rng = random.Random(seed)
    torch.manual_seed(seed)
    plan = [epoch(sets, rng) for _ in range(epochs)]
    total = sum(map(len, plan))
    whole = [p for n, p in net.named_parameters() if p.ndim == 2 and n.split(".")[0] in ("first", "convs", "head")]
    rest = [p for n, p in net.named_parameters() if all(p is not w for w in whole)]
    opt = torch.optim.AdamW(
        [dict(params=whole, lr=rate, weight_decay=0.01), dict(params=rest, lr=rate, weight_decay=0.0)],
        fused=True,
        betas=(0.9, 0.98),
    )
    warm = max(1, int(0.03 * total))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        opt, lambda k: min((k + 1) / warm, max(0.01, 1 - (k - warm) / (total - warm)))
    )
    mean = copy.deepcopy(net).eval()
    step, seen, began = 0, 0.0, time.time()
    for todo in plan:
        net.train()
        for batch in todo:
            if step == int(quantised_from * total):
                net.load_state_dict(mean.state_dict())
                net.calibrate([tensors(b)[0] for b in todo[:12]])
                mean = copy.deepcopy(net).eval()
                net.quantised = mean.quantised = True
                print("from here on in integers", flush=True)
            inputs, *labels = tensors(batch, rng)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                output = student.split(net(*inputs).float(), net.of.key)
                loss = loss_of(output, inputs[1], *labels)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            opt.step()
            opt.zero_grad(set_to_none=True)
            schedule.step()
            step += 1
            seen += loss.item()
            with torch.no_grad():
                d = min(decay, step / (step + 10))
                torch._foreach_lerp_(list(mean.parameters()), list(net.parameters()), 1 - d)
            if step % report == 0:
                spent = time.time() - began
                left = spent * (total - step) / step
                print(f"step {step}/{total} loss {seen / report:.4f} {spent:.0f} s, {left:.0f} s left", flush=True)
                seen = 0.0
        student.save(mean, out)
    return mean


def first_of_id(tok):
    pieces = tok.get_vocab()
    out = np.ones(student.VOCABULARY, bool)
    for piece, i in pieces.items():
        out[i] = not piece.startswith("##")
    return out


def labels(teacher, texts, out, name, first):
    """The teacher's labels of a file of texts, made once, each process labelling its share."""
    paths = [out / f"labels.{name}.{k}.npz" for k in range(PROCESSES)]
    command = [sys.executable, "-m", "variorum_training.label", "--teacher", teacher, "--texts", str(texts)]
    share = lambda k: ["--part", str(k), "--parts", str(PROCESSES), "--out", str(paths[k])]
    running = [subprocess.Popen(command + share(k)) for k, path in enumerate(paths) if not path.exists()]
    if any([p.wait() for p in running]):
        raise SystemExit("labelling failed")
    return [Texts(Labels.load(path), first) for path in paths]


def taught(teacher, data, out, first):
    """("polnear" or "more", Texts) with the teacher's labels."""
    files = (("polnear", data / "polnear" / "train.jsonl"), ("more", data / "clusters" / "abp_background8k.jsonl"))
    return [(name, texts) for name, path in files for texts in labels(str(teacher), path, out, name, first)]


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--teacher", help="without it: on PolNeAR's own labels alone")
    ap.add_argument("--data", default="../../shared/data")
    ap.add_argument("--out", required=True)
    ap.add_argument("--epochs", type=int, default=6)
    ap.add_argument("--rate", type=float, default=2e-3)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--without", help="leave this publisher out, to test on it")
    args = ap.parse_args()
    out, data = Path(args.out), Path(args.data)
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(args.threads)
    tok = tokenizer()
    first = first_of_id(tok)
    articles = [a for a in corpus.read(data / "polnear" / "train.jsonl", tok) if a.publisher != args.without]
    sets = [(Texts(gold(articles), first), 2)]
    if args.teacher:
        sets += [(texts, 1) for _, texts in taught(args.teacher, data, out, first)]
    print([(len(t), len(t.labels.ids), times) for t, times in sets], flush=True)
    train(student.Student(student.Shape()), sets, out / "fast.pt", args.epochs, args.rate, args.seed)


if __name__ == "__main__":
    main()
