"""Trains the careful engine from its teacher: python -m variorum_training.distil --teacher RUN/teacher.pt --out RUN

Four of the teacher's six layers, chosen by how near the network stays to the teacher without any training, learn
PolNeAR's own labels and the teacher's on unlabelled articles: two thirds of the work for .5 of a point of F1. The
labels are made by RUN/teacher.onnx (`export`), as for the fast engine, and kept. Two CPU cores: twenty minutes a round.
Writes RUN/careful.pt after each. The committed weights took two runs of two rounds, the second with `--start`,
`--seed 2` and `--rate 1.5e-4`; the first still with GOLD = 1.5.
"""

import argparse
import random
from pathlib import Path

import torch

from . import corpus, fast
from .careful import train
from .encoder import Encoder, split
from .pieces import tokenizer

KEEP = (0, 2, 3, 4)  # of all fours the one whose tags on the development half are nearest to those of all six
LENGTHS, CONTEXTS, PIECES_A_BATCH = (176,), (0, 16, 32, 32, 48, 64), 3600
GOLD, AGAIN, MORE = 2, 0.25, 0.5  # how often a round shows PolNeAR's labels, the teacher's there, and elsewhere


def spliced(path):
    """The teacher without the layers that are not kept."""
    teacher, net = Encoder(), Encoder(layers=len(KEEP))
    teacher.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    teacher.layers = torch.nn.ModuleList(teacher.layers[i] for i in KEEP)
    net.load_state_dict(teacher.state_dict())
    net.words.weight.requires_grad = False
    return net


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--teacher", required=True, type=Path, help="weights; the model file beside them makes the labels")
    ap.add_argument("--data", default="../../shared/data", type=Path)
    ap.add_argument("--out", required=True, type=Path)
    ap.add_argument("--start", type=Path, help="go on from the weights of a run before")
    ap.add_argument("--rounds", type=int, default=4)
    ap.add_argument("--rate", type=float, default=2e-4)
    ap.add_argument("--seed", type=int, default=1)
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(2)
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    tok = tokenizer()
    first = fast.first_of_id(tok)
    labelled = fast.taught(args.teacher.with_suffix(".onnx"), args.data, args.out, first)
    gold = fast.Texts(fast.gold(corpus.read(args.data / "polnear" / "train.jsonl", tok)), first)
    sets = [(gold, GOLD)] + [(texts, AGAIN if name == "polnear" else MORE) for name, texts in labelled]
    plan = [fast.epoch(sets, rng, LENGTHS, CONTEXTS, PIECES_A_BATCH) for _ in range(args.rounds)]

    def loss(net, batch):
        inputs, *labels = fast.tensors(batch, rng)
        return fast.loss_of(split(net(*inputs).float()), inputs[1], *labels)

    net = spliced(args.teacher)
    if args.start:
        net.load_state_dict(torch.load(args.start, map_location="cpu", weights_only=True))
    train(net, plan, loss, args.out / "careful.pt", args.rate, fresh=1.0)


if __name__ == "__main__":
    main()
