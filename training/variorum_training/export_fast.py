"""The fast engine's network to the model file that the Rust side runs:

    python -m variorum_training.export_fast RUN/fast.pt fast.onnx

Inputs ids, fq (mark), fs (shape), ps (paragraph), each (1, row) integers; output `out`, (1, row, 7 + 4 key), and the
constant `near`, (2, 2 positions - 1): what an arc to a cue and to a source gets for the distance alone, from a content
that stands `positions - 1` pieces before its end to one that stands as far behind. The graph holds no mask: one window
is one run. A convolution is a gather of rows and a matrix product: the runtime gathers bytes, which it does not
concatenate, and row numbers clamped to the window stand for its edges.
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from . import student
from .corpus import TAGS
from .pieces import SHAPES

INPUTS = ("ids", "fq", "fs", "ps")


class Graph:
    def __init__(self):
        self.nodes, self.constants, self.names = [], [], {}

    def const(self, value, name=None):
        value = np.array(value, order="C")
        key = (value.dtype.str, value.shape, value.tobytes())
        if key not in self.names:
            self.names[key] = name or f"c{len(self.constants)}"
            self.constants.append(numpy_helper.from_array(value, self.names[key]))
        return self.names[key]

    def ints(self, *values):
        return self.const(np.array(values, np.int64))

    def __call__(self, op, *inputs, **attributes):
        name = f"{op}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, list(inputs), [name], name=name, **attributes))
        return name

    def save(self, result, width, near, path):
        self.nodes.append(helper.make_node("Identity", [result], ["out"]))
        self.nodes.append(helper.make_node("Identity", [self.const(near)], ["near"]))
        ins = [helper.make_tensor_value_info(n, TensorProto.INT64, ["b", "s"]) for n in INPUTS]
        out = helper.make_tensor_value_info("out", TensorProto.FLOAT, ["b", "s", width])
        far = helper.make_tensor_value_info("near", TensorProto.FLOAT, near.shape)
        graph = helper.make_graph(self.nodes, "fast", ins, [out, far], self.constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        onnx.checker.check_model(model)
        onnx.save(model, path)


class Rows:
    """Where each piece's neighbours stand in the window."""

    def __init__(self, g, longest):
        self.g, self.longest, self.made = g, longest, {}
        self.shape = g("Shape", "ids")
        self.n = g("Slice", self.shape, g.ints(1), g.ints(2))
        self.last = g("Sub", self.n, g.ints(1))

    def neighbours(self, step, reach):
        if (step, reach) not in self.made:
            at = np.arange(self.longest)[:, None] + step * np.arange(-reach, reach + 1)
            self.made[step, reach] = self.g("Min", self.first(np.maximum(at, 0)), self.last)
        return self.made[step, reach]

    def first(self, table):
        """As many rows of a constant as the window has pieces."""
        return self.g("Slice", self.g.const(table), self.g.ints(0), self.n, self.g.ints(0))


def export(net, path):
    g, of = Graph(), net.of
    rows = Rows(g, of.positions)
    step = lambda i: net.steps[i].item()
    zero = lambda i: g.const(np.array(int(net.zeros[i]), np.uint8))
    flat = lambda name: g("Reshape", name, g.ints(-1))

    def integers(i, x):
        return g("QuantizeLinear", x, g.const(np.array(step(i), np.float32)), zero(i))

    def product(i, x, weight):
        """`weight` is (out, in)."""
        each = np.maximum(np.abs(weight).max(1), 1e-8) / student.LEVELS
        w = np.round(weight / each[:, None]).astype(np.int8)
        z = g("MatMulInteger", x, g.const(w.T), zero(i), g.const(np.array(0, np.int8)))
        return g("Mul", g("Cast", z, to=TensorProto.FLOAT), g.const((each * step(i)).astype(np.float32)))

    def gathered(x, distance, reach, width):
        x = g("Gather", x, rows.neighbours(distance, reach), axis=0)
        return g("Reshape", x, g.ints(-1, (2 * reach + 1) * width))

    table = np.clip(np.round(array(net.words.weight) / step(0)) + int(net.zeros[0]), 0, 255).astype(np.uint8)
    ids = g("Gather", flat("ids"), rows.neighbours(1, of.reach), axis=0)
    x = g("Gather", g.const(table, "words"), ids, axis=0)
    x = g("Reshape", x, g.ints(-1, (2 * of.reach + 1) * of.vector))
    x = product(0, x, array(net.first.weight))
    feature = g("Add", g("Add", g("Mul", "fq", g.ints(SHAPES * 2)), g("Mul", "fs", g.ints(2))), "ps")
    x = g("Relu", g("Add", x, g("Gather", g.const(array(net.feats.weight)), flat(feature), axis=0)))
    for i, (conv, d) in enumerate(zip(net.convs, of.dilations), 1):
        q = gathered(integers(i, x), d, 1, of.width)
        w = array(conv.weight)
        if of.block == "gated":
            a, b = product(i, q, w[: of.width]), product(i, q, w[of.width :])
            x = g("Add", g("Mul", a, g("Sigmoid", b)), x)
        else:
            x = g("Add", g("Relu", product(i, q, w)), x)
    i = len(net.convs) + 1
    width = TAGS + 4 * of.content
    z = g("Add", product(i, integers(i, x), array(net.head.weight)), g.const(array(net.head.bias)))
    with torch.no_grad():
        near = net.near().numpy()
    g.save(g("Reshape", z, g.ints(1, -1, width)), width, near, path)


def array(parameter):
    return parameter.detach().numpy()


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("weights")
    ap.add_argument("model")
    args = ap.parse_args()
    export(student.load(args.weights), args.model)
    print(f"{args.model}: {Path(args.model).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
