"""The careful engine's network: MiniLM-L6 (Wang et al. 2020) with three small input embeddings, a tag head and two
arc heads (a content run points at its cue and at its source; position 0 means none)."""

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

from .corpus import TAGS
from .pieces import BASE, MARK_STATES, SHAPES

WIDTH, HEADS, INNER, POSITIONS, KEY = 384, 12, 1536, 320, 96


def drop(x, rate, training):
    """Dropout with masks cut from one pool: drawing a mask for every layer takes a tenth of the training time."""
    if not training or rate == 0:
        return x
    if rate not in POOLS:
        keep = torch.rand(1 << 23) >= rate
        POOLS[rate] = keep.to(torch.bfloat16) / (1 - rate)
    pool = POOLS[rate]
    start = int(torch.randint(len(pool) - x.numel(), ()))
    return x * pool[start : start + x.numel()].view(x.shape).to(x.dtype)


POOLS = {}


class Layer(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = dropout

    def forward(self, x, bias):
        b, n, _ = x.shape
        q, k, v = (z.view(b, n, HEADS, -1).transpose(1, 2) for z in self.qkv(x).chunk(3, -1))
        # written out: on a CPU's bfloat16 this takes half the time of the fused operator
        a = torch.softmax(q @ k.transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + bias, -1) @ v
        a = self.out(a.transpose(1, 2).reshape(b, n, WIDTH))
        x = self.norm1(x + drop(a, self.dropout, self.training))
        f = self.down(F.gelu(self.up(x)))
        return self.norm2(x + drop(f, self.dropout, self.training))


class Encoder(nn.Module):
    def __init__(self, layers=6, dropout=0.1):
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.mark = nn.Embedding(MARK_STATES, WIDTH)
        self.shape = nn.Embedding(SHAPES, WIDTH)
        self.paragraph = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.head = nn.Linear(WIDTH, TAGS + 4 * KEY)
        self.dropout = dropout

    def forward(self, ids, mask, mark, shape, paragraph):
        """All (batch, n) integers; gives (batch, n, TAGS + 4 KEY): tag logits, cue keys, source keys, cue queries,
        source queries."""
        n = ids.shape[1]
        x = self.words(ids) + self.positions.weight[:n]
        x = x + self.mark(mark) + self.shape(shape) + self.paragraph(paragraph)
        x = drop(self.norm(x), self.dropout, self.training)
        bias = ((1 - mask) * -1e4)[:, None, None, :]
        if torch.is_autocast_enabled("cpu"):
            bias = bias.bfloat16()
        for layer in self.layers:
            x = layer(x, bias)
        return self.head(x)


def from_base(layers=6, dropout=0.1):
    """The network with the base model's weights; what is new starts near zero."""
    net = Encoder(layers, dropout)
    w = load_file(str(BASE / "model.safetensors"))
    w = {k.removeprefix("bert."): v for k, v in w.items()}
    with torch.no_grad():
        net.words.weight.copy_(w["embeddings.word_embeddings.weight"])
        kind = w["embeddings.token_type_embeddings.weight"][0]
        net.positions.weight.copy_(w["embeddings.position_embeddings.weight"][:POSITIONS] + kind)
        for e in (net.mark, net.shape, net.paragraph):
            e.weight.zero_()
        copy(net.norm, w, "embeddings.LayerNorm")
        for i, layer in enumerate(net.layers):
            at = f"encoder.layer.{i}."
            parts = [at + f"attention.self.{k}" for k in ("query", "key", "value")]
            layer.qkv.weight.copy_(torch.cat([w[p + ".weight"] for p in parts]))
            layer.qkv.bias.copy_(torch.cat([w[p + ".bias"] for p in parts]))
            copy(layer.out, w, at + "attention.output.dense")
            copy(layer.norm1, w, at + "attention.output.LayerNorm")
            copy(layer.up, w, at + "intermediate.dense")
            copy(layer.down, w, at + "output.dense")
            copy(layer.norm2, w, at + "output.LayerNorm")
        nn.init.normal_(net.head.weight, std=0.03)
        net.head.bias.zero_()
    net.words.weight.requires_grad = False
    return net


def copy(module, weights, name):
    module.weight.copy_(weights[name + ".weight"])
    module.bias.copy_(weights[name + ".bias"])


def split(z):
    """The head's output as tag logits, cue keys, source keys, cue queries, source queries."""
    return z.split([TAGS, KEY, KEY, KEY, KEY], -1)
