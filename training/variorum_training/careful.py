"""Trains the teacher of both engines: python -m variorum_training.careful --out RUN [--data ../../shared/data/polnear]

Two CPU cores: about an hour. Writes RUN/teacher.pt (averaged weights) after each epoch, so a run can be looked at, or
stopped, at any epoch's end. `distil` makes the careful engine of it.
"""

import argparse
import copy
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from . import corpus
from .batching import batched
from .encoder import KEY, from_base, split
from .pieces import CLS, SEP, context_start, tokenizer, windows

TARGET, HARD, LONGEST_CONTEXT = 176, 236, 64
ARC_WEIGHT, ARC_SCALE = 0.15, 0.1
PIECES_A_BATCH = 3600


def prepare(articles):
    return [(a, s, e) for a in articles for s, e in windows(a.pieces, TARGET, HARD, a.pieces.ids)]


def batches(all_windows, rng):
    """Windows of like length together, each with a left context of random length."""
    drawn = []
    for a, s, e in all_windows:
        c = context_start(a.pieces, s, rng.choice((0, 16, 32, 32, 48, LONGEST_CONTEXT)))
        drawn.append((a, c, s, min(e, c + 314)))
    return batched(drawn, PIECES_A_BATCH, rng)


def tensors(batch, rng=None):
    n = max(e - c + 2 for _, c, _, e in batch)
    n = (n + 15) // 16 * 16
    z = lambda: torch.zeros(len(batch), n, dtype=torch.long)
    ids, mask, mark, shape, par, tags, own = z(), z(), z(), z(), z(), z(), z()
    anchors, cues, sources = [], [], []
    for b, (a, c, s, e) in enumerate(batch):
        m, p = e - c, a.pieces
        put = lambda t, x: t[b, 1 : 1 + m].copy_(torch.as_tensor(x[c:e]))
        ids[b, 0], ids[b, 1 + m] = CLS, SEP
        mask[b, : m + 2] = 1
        put(ids, p.ids), put(mark, p.mark), put(shape, p.shape), put(par, p.paragraph), put(tags, a.tags)
        own[b, 1 + s - c : 1 + m] = 1
        # Headlines, tickers and mangled text come in capitals or without any.
        if rng and rng.random() < 0.05:
            shape[b] = rng.choice((0, 2))
        inside = lambda q: q - c + 1 if c <= q < e else 0
        for q, cue, source in a.arcs:
            if s <= q < e:
                anchors.append((b, inside(q)))
                cues.append(inside(cue))
                sources.append(inside(source))
    index = torch.tensor(anchors, dtype=torch.long).view(-1, 2)
    return (ids, mask, mark, shape, par), tags, own, index, torch.tensor(cues), torch.tensor(sources)


def loss_of(net, inputs, tags, own, index, cues, sources):
    t, ck, sk, cq, sq = split(net(*inputs).float())
    own = own.bool()
    loss = F.cross_entropy(t[own], tags[own])
    if len(index):
        b, i = index.unbind(1)
        far = (1 - inputs[1][b]) * -1e4
        for q, k, gold in ((cq, ck, cues), (sq, sk, sources)):
            score = torch.einsum("ad,and->an", q[b, i], k[b]) * ARC_SCALE + far
            loss = loss + ARC_WEIGHT * F.cross_entropy(score, gold)
    return loss


def train(net, plan, loss_of_batch, path, rate, fresh=5.0, decay=0.998):
    """Runs over `plan`, a list of batches for each epoch; `loss_of_batch` takes the network and one of them. Keeps the
    averaged weights in `path` after each epoch."""
    new = ("mark", "shape", "paragraph", "head")
    groups = {}
    for name, p in net.named_parameters():
        if p.requires_grad:
            scale = fresh if name.split(".")[0] in new else 1.0
            fade = 0.01 if p.ndim == 2 and not name.split(".")[0] in new[:3] else 0.0
            groups.setdefault((scale, fade), []).append(p)
    opt = torch.optim.AdamW(
        [dict(params=ps, lr=rate * s, weight_decay=w) for (s, w), ps in groups.items()], fused=True
    )
    total = sum(map(len, plan))
    warm = max(1, int(0.06 * total))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        opt, lambda k: min((k + 1) / warm, max(0.02, (total - k) / (total - warm)))
    )
    mean = copy.deepcopy(net).eval()
    step, seen, began = 0, 0.0, time.time()
    for epoch, todo in enumerate(plan, 1):
        net.train()
        for batch in todo:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of_batch(net, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            opt.step()
            opt.zero_grad(set_to_none=True)
            schedule.step()
            step += 1
            seen += loss.item()
            with torch.no_grad():
                d = min(decay, step / (step + 10))
                for a, b in zip(mean.parameters(), net.parameters()):
                    if b.requires_grad:
                        a.lerp_(b, 1 - d)
            if step % 50 == 0:
                spent = time.time() - began
                left = spent * (total - step) / step
                print(f"step {step}/{total} loss {seen / 50:.4f} {spent:.0f} s, {left:.0f} s left", flush=True)
                seen = 0.0
        torch.save(mean.state_dict(), path)
        print(f"epoch {epoch} kept after {time.time() - began:.0f} s", flush=True)
    return mean


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", default="../../shared/data/polnear")
    ap.add_argument("--out", required=True)
    ap.add_argument("--epochs", type=int, default=6)
    ap.add_argument("--rate", type=float, default=2e-4)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--without", help="leave this publisher out, to test on it")
    ap.add_argument("--limit", type=int)
    args = ap.parse_args()
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(2)
    articles = corpus.read(Path(args.data) / "train.jsonl", tokenizer(), args.limit)
    articles = [a for a in articles if a.publisher != args.without]
    data = prepare(articles)
    print(f"{len(articles)} articles, {len(data)} windows", flush=True)
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    plan = [batches(data, rng) for _ in range(args.epochs)]
    train(from_base(), plan, lambda net, batch: loss_of(net, *tensors(batch, rng)), out / "teacher.pt", args.rate)


if __name__ == "__main__":
    main()
