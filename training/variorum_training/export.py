"""The trained careful engine to the model file that the Rust side runs:

    python -m variorum_training.export RUN/careful.pt careful.onnx [--float]     (a teacher.pt as well)

Weights of the layers become int8, one scale a column; word embeddings int8, one scale a row; activations are scaled at
run time by the range they take in a window. The head stays in float. The graph holds no mask: one window is one run.
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from .corpus import TAGS
from .encoder import HEADS, KEY, WIDTH

OPSET = 17
INPUTS = ("ids", "fq", "fs", "ps")  # pieces, place to marks, shape of the word, start of a paragraph


class Graph:
    """An ONNX graph under way; every method that adds a node gives the name of its output."""

    def __init__(self, quantised):
        self.nodes, self.weights, self.scaled = [], {}, {}
        self.quantised = quantised

    def constant(self, name, value):
        if name not in self.weights:
            self.weights[name] = numpy_helper.from_array(np.array(value, order="C"), name)
        return name

    def node(self, op, *inputs, outputs=1, **attributes):
        names = [f"{op}_{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(op, list(inputs), names, name=names[0], **attributes))
        return names[0] if outputs == 1 else names

    def linear(self, x, name, weight, bias, quantised=None):
        """`weight` as torch has it: outputs by inputs."""
        w = weight.T
        if not (self.quantised if quantised is None else quantised):
            y = self.node("MatMul", x, self.constant(name + ".weight", w))
        else:
            if x not in self.scaled:
                self.scaled[x] = self.node("DynamicQuantizeLinear", x, outputs=3)
            q, scale, zero = self.scaled[x]
            w, w_scale = to_int8(w, 0)
            none = self.constant("zero", np.int8(0))
            y = self.node("MatMulInteger", q, self.constant(name + ".weight", w), zero, none)
            y = self.node("Cast", y, to=TensorProto.FLOAT)
            both = self.node("Mul", scale, self.constant(name + ".scale", w_scale[0]))
            y = self.node("Mul", y, both)
        return self.node("Add", y, self.constant(name + ".bias", bias))

    def norm(self, x, name, w):
        weight = self.constant(name + ".weight", w[name + ".weight"])
        bias = self.constant(name + ".bias", w[name + ".bias"])
        return self.node("LayerNormalization", x, weight, bias, axis=-1, epsilon=1e-12)

    def gelu(self, x):
        erf = self.node("Erf", self.node("Mul", x, self.constant("root", np.float32(0.5**0.5))))
        sum_ = self.node("Add", erf, self.constant("one", np.float32(1)))
        return self.node("Mul", self.node("Mul", x, sum_), self.constant("half", np.float32(0.5)))


def to_int8(w, axis):
    """Symmetric int8 with one scale for each index of the other axis."""
    scale = np.maximum(np.abs(w).max(axis, keepdims=True), 1e-9).astype(np.float32) / 127
    return np.clip(np.rint(w / scale), -127, 127).astype(np.int8), scale


def embeddings(g, w):
    if g.quantised:
        table, scale = to_int8(w["words.weight"], 1)
        rows = g.node("Cast", g.node("Gather", g.constant("words", table), "ids"), to=TensorProto.FLOAT)
        x = g.node("Mul", rows, g.node("Gather", g.constant("words.scale", scale), "ids"))
    else:
        x = g.node("Gather", g.constant("words", w["words.weight"]), "ids")
    zero, one, two = (g.constant(f"i{k}", np.array([k], np.int64)) for k in range(3))
    length = g.node("Slice", g.node("Shape", "ids"), one, two, zero)
    x = g.node("Add", x, g.node("Slice", g.constant("positions", w["positions.weight"]), zero, length, zero))
    for table, index in (("mark", "fq"), ("shape", "fs"), ("paragraph", "ps")):
        x = g.node("Add", x, g.node("Gather", g.constant(table, w[table + ".weight"]), index))
    return g.norm(x, "norm", w)


def shared(g, scores, v):
    """softmax(scores) v, divided at the end, where the rows are shorter. Instead of the row's maximum taken off (an
    eighth of the run time) the scores are cut where their exponentials and the sums of these are still finite."""
    low, high = g.constant("low", np.float32(-80)), g.constant("high", np.float32(80))
    powers = g.node("Exp", g.node("Clip", scores, low, high))
    sums = g.node("ReduceSum", powers, g.constant("last", np.array([-1], np.int64)), keepdims=1)
    return g.node("Div", g.node("MatMul", powers, v), sums)


def attention(g, x, name, w):
    split = g.constant("split", np.array([0, 0, HEADS, WIDTH // HEADS], np.int64))
    join = g.constant("join", np.array([0, 0, WIDTH], np.int64))
    weights, biases = (np.split(w[f"{name}.qkv.{k}"], 3) for k in ("weight", "bias"))
    scale = np.float32((WIDTH // HEADS) ** -0.5)
    weights[0], biases[0] = weights[0] * scale, biases[0] * scale
    heads = [g.node("Reshape", g.linear(x, f"{name}.{k}", *it), split) for k, *it in zip("qkv", weights, biases)]
    q, k, v = (g.node("Transpose", h, perm=p) for h, p in zip(heads, ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3])))
    seen = g.node("Transpose", shared(g, g.node("MatMul", q, k), v), perm=[0, 2, 1, 3])
    return g.linear(g.node("Reshape", seen, join), name + ".out", w[name + ".out.weight"], w[name + ".out.bias"])


def layer(g, x, name, w):
    linear = lambda x, part: g.linear(x, f"{name}.{part}", w[f"{name}.{part}.weight"], w[f"{name}.{part}.bias"])
    x = g.norm(g.node("Add", attention(g, x, name, w), x), name + ".norm1", w)
    return g.norm(g.node("Add", linear(g.gelu(linear(x, "up")), "down"), x), name + ".norm2", w)


def export(state, quantised=True):
    w = {k: v.float().numpy() for k, v in state.items()}
    layers = 1 + max(int(k.split(".")[1]) for k in w if k.startswith("layers."))
    g = Graph(quantised)
    x = embeddings(g, w)
    for i in range(layers):
        x = layer(g, x, f"layers.{i}", w)
    x = g.linear(x, "head", w["head.weight"], w["head.bias"], quantised=False)
    g.nodes.append(helper.make_node("Identity", [x], ["out"]))
    info = lambda name, kind, *shape: helper.make_tensor_value_info(name, kind, shape)
    ins = [info(name, TensorProto.INT64, "b", "s") for name in INPUTS]
    out = info("out", TensorProto.FLOAT, "b", "s", TAGS + 4 * KEY)
    graph = helper.make_graph(g.nodes, "careful", ins, [out], list(g.weights.values()))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
    model.producer_name = "variorum_training"
    onnx.checker.check_model(model)
    return model


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("weights", type=Path)
    ap.add_argument("model", type=Path)
    ap.add_argument("--float", action="store_true", help="keep all weights in float, to compare with")
    args = ap.parse_args()
    state = torch.load(args.weights, map_location="cpu", weights_only=True)
    model = export(state, quantised=not args.float)
    args.model.write_bytes(model.SerializeToString())
    print(f"{args.model}: {args.model.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
