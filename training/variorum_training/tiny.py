"""Writes the network that the Rust tests run: python -m variorum_training.tiny ../crates/variorum-annotate/models/tiny.onnx

It has the inputs and outputs of the real ones and knows nothing: what it says of a piece is drawn by the piece's
number and its features. Enough to run every path of the decoding, small enough to load in a test.
"""

import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .corpus import TAGS
from .encoder import KEY
from .export import INPUTS, OPSET

ROWS, SEED = 29, 1


def model():
    rng = np.random.default_rng(SEED)
    table = rng.integers(-127, 128, (ROWS, TAGS + 4 * KEY)).astype(np.int8)
    # Tags lean to the inside of a span, so that spans of several words come about.
    table[:, 2:TAGS:2] //= 2
    nodes = [
        helper.make_node("Add", ["ids", "fq"], ["a"]),
        helper.make_node("Add", ["a", "fs"], ["b"]),
        helper.make_node("Add", ["b", "ps"], ["c"]),
        helper.make_node("Mod", ["c", "rows"], ["row"]),
        helper.make_node("Gather", ["table", "row"], ["d"]),
        helper.make_node("Cast", ["d"], ["e"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["e", "scale"], ["out"]),
    ]
    weights = [
        numpy_helper.from_array(table, "table"),
        numpy_helper.from_array(np.int64(ROWS), "rows"),
        numpy_helper.from_array(np.float32(0.03), "scale"),
    ]
    info = lambda name, kind, *shape: helper.make_tensor_value_info(name, kind, shape)
    ins = [info(name, TensorProto.INT64, "b", "s") for name in INPUTS]
    out = info("out", TensorProto.FLOAT, "b", "s", TAGS + 4 * KEY)
    graph = helper.make_graph(nodes, "tiny", ins, [out], weights)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
    onnx.checker.check_model(made)
    return made


if __name__ == "__main__":
    onnx.save(model(), sys.argv[1])
