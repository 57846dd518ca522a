"""The fast engine's network: a stack of dilated convolutions over small word-piece vectors.

It reads the same five inputs as the careful one and gives the same layout (tag logits, cue keys, source keys, cue
queries, source queries), with a narrower key. Every multiplication that costs anything is a matrix product of 8-bit
activations and 7-bit weights with fixed scales, so a piece's result depends on neither its batch nor the machine:
integers add up the same everywhere, and 7-bit weights cannot overflow the 16-bit sums of processors without VNNI.
What the network computes once `quantised` is set is what the exported graph computes.
"""

from dataclasses import asdict, dataclass

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.numpy import load_file
from torch import nn

from .corpus import TAGS
from .pieces import BASE, MARK_STATES, SHAPES

VOCABULARY = 30522
FEATURES = MARK_STATES * SHAPES * 2
LEVELS = 63  # weights are integers from -LEVELS to LEVELS
LONGEST_WAVE, SHORTEST_WAVE = 1600.0, 10.0  # in pieces


@dataclass(frozen=True)
class Shape:
    """What a student looks like; kept beside its weights."""

    vector: int = 64  # numbers a word piece
    reach: int = 2  # pieces on either side that the first layer sees
    width: int = 96
    dilations: tuple = (1, 2, 4, 8, 16)
    block: str = "plain"  # "plain": relu; "gated": twice the products, one half gates the other
    content: int = 24  # dimensions of a key that speak of the words
    waves: int = 8  # pairs of dimensions of a key that speak of the place
    positions: int = 2048  # longest row

    @property
    def key(self):
        return self.content + 2 * self.waves


class Student(nn.Module):
    def __init__(self, shape):
        super().__init__()
        s = self.of = shape
        self.words = nn.Embedding(VOCABULARY, s.vector)
        self.feats = nn.Embedding(FEATURES, s.width)
        self.first = nn.Linear((2 * s.reach + 1) * s.vector, s.width, bias=False)
        out = s.width * (2 if s.block == "gated" else 1)
        self.convs = nn.ModuleList(nn.Linear(3 * s.width, out, bias=False) for _ in s.dilations)
        self.head = nn.Linear(s.width, TAGS + 4 * s.content)
        # How far a content's cue and its source tend to stand: a sum of waves over the distance.
        self.height = nn.Parameter(torch.zeros(2, s.waves))
        self.phase = nn.Parameter(torch.zeros(2, s.waves))
        self.quantised = False
        # One step of the integers a layer reads: word vectors, each convolution's input, the head's.
        self.register_buffer("steps", torch.ones(len(s.dilations) + 2))
        self.register_buffer("zeros", torch.zeros(len(s.dilations) + 2))
        self.watch = None
        start(self)

    def forward(self, ids, mask, mark, shape, paragraph):
        last = mask.sum(1) - 1
        x = self.fixed(0, self.words(ids))
        x = self.product(self.first, neighbours(x, 1, self.of.reach, last))
        x = F.relu(x + self.feats(mark * (SHAPES * 2) + shape * 2 + paragraph))
        for i, (conv, d) in enumerate(zip(self.convs, self.of.dilations)):
            y = self.product(conv, neighbours(self.fixed(i + 1, x), d, 1, last))
            if self.of.block == "gated":
                a, b = y.chunk(2, -1)
                x = x + a * torch.sigmoid(b)
            else:
                x = x + F.relu(y)
        z = self.product(self.head, self.fixed(len(self.convs) + 1, x))
        return self.with_places(z)

    def with_places(self, z):
        """Adds to keys and queries the dimensions that hold the place."""
        tags, *parts = z.float().split([TAGS] + 4 * [self.of.content], -1)
        keys, queries = self.places(z.shape[1])
        b = z.shape[0]
        put = lambda x, place: torch.cat([x, place.expand(b, *place.shape)], -1)
        return torch.cat([tags] + [put(x, p) for x, p in zip(parts, (keys, keys, *queries))], -1)

    def places(self, n):
        """Position parts of the keys (n, 2 waves) and of the two kinds of queries; none for row 0, which means none."""
        w = self.of.waves
        lengths = LONGEST_WAVE * (SHORTEST_WAVE / LONGEST_WAVE) ** (torch.arange(w) / (w - 1))
        at = torch.arange(n)[:, None] * (2 * torch.pi / lengths)
        there = (torch.arange(n) > 0).float()[:, None]
        keys = torch.cat([at.cos(), at.sin()], -1) * there * 4.0
        queries = [
            torch.cat([h * (at + f).cos(), h * (at + f).sin()], -1) * 4.0 for h, f in zip(self.height, self.phase)
        ]
        return keys, queries

    def near(self):
        """(2, 2 positions - 1): what the position parts of a query and a key come to, by the distance between them."""
        keys, queries = self.places(self.of.positions + 1)
        ahead = [q[1] @ keys[1:].T for q in queries]  # a piece to itself and those behind it
        behind = [keys[1] @ q[1:].T for q in queries]  # one piece to itself and those before it
        return torch.stack([torch.cat([a.flip(0), b[1:]]) for a, b in zip(ahead, behind)])

    def fixed(self, i, x):
        """`x` as the integers of layer i's input stand for it."""
        if self.watch is not None:
            self.watch[i].append(x.detach())
        if not self.quantised:
            return x
        step, zero = self.steps[i], self.zeros[i]
        q = ((x / step).round() + zero).clamp(0, 255)
        hard = (q - zero) * step
        inside = x.clamp(((0 - zero) * step).item(), ((255 - zero) * step).item())
        return inside + (hard - inside).detach()

    def product(self, linear, x):
        w = linear.weight
        if self.quantised:
            step = w.detach().abs().amax(1, keepdim=True).clamp(min=1e-8) / LEVELS
            w = w + ((w / step).round() * step - w).detach()
        return F.linear(x, w, linear.bias)

    def calibrate(self, batches, tail=2e-5):
        """Sets the steps so that all but `tail` of the values of each layer's input lie within the integers."""
        self.watch = [[] for _ in self.steps]
        with torch.no_grad():
            for b in batches:
                self(*b)
        for i, seen in enumerate(self.watch):
            x = torch.cat([s.float().flatten() for s in seen])
            x = x[torch.randperm(len(x))[:2_000_000]].sort().values
            low, high = min(0.0, x[int(tail * len(x))].item()), x[int((1 - tail) * (len(x) - 1))].item()
            self.steps[i] = (high - low) / 255
            self.zeros[i] = round(-low / self.steps[i].item())
        self.watch = None


def neighbours(x, step, reach, last):
    """(batch, n, width) to (batch, n, (2 reach + 1) width): each piece with its neighbours at multiples of `step`;
    beyond either end of a row stands its first or last piece."""
    b, n, c = x.shape
    end = x[torch.arange(b), last]
    x = torch.where((torch.arange(n) <= last[:, None])[..., None], x, end[:, None])
    far = step * reach
    x = torch.cat([x[:, :1].expand(b, far, c), x, end[:, None].expand(b, far, c)], 1)
    return torch.cat([x[:, k * step : k * step + n] for k in range(2 * reach + 1)], -1)


def start(net):
    """Word vectors from the base model's table, its axes turned to the widest and cut off; the rest at random."""
    w = load_file(str(BASE / "model.safetensors"))
    table = next(v for k, v in w.items() if k.endswith("word_embeddings.weight")).astype(np.float32)
    table = table - table.mean(0)
    _, _, axes = np.linalg.svd(table.T @ table)
    v = table @ axes[: net.of.vector].T
    v = v / (v.std(0) + 0.3 * v.std())
    with torch.no_grad():
        net.words.weight.copy_(torch.from_numpy(v))
        net.feats.weight.normal_(std=0.1)
        nn.init.kaiming_normal_(net.first.weight, nonlinearity="relu")
        for c in net.convs:
            nn.init.kaiming_normal_(c.weight, nonlinearity="relu")
            c.weight.mul_(0.5)
        net.head.weight.normal_(std=0.03)
        net.head.weight[TAGS:].mul_(10.0)
        net.head.bias.zero_()


def save(net, path):
    torch.save(dict(shape=asdict(net.of), weights=net.state_dict()), path)


def load(path):
    kept = torch.load(path, map_location="cpu")
    kept["shape"]["dilations"] = tuple(kept["shape"]["dilations"])
    net = Student(Shape(**kept["shape"]))
    net.load_state_dict(kept["weights"])
    net.quantised = True
    return net.eval()


def split(z, key):
    return z.split([TAGS, key, key, key, key], -1)
