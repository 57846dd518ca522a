"""PolNeAR (Newell et al., LREC 2018) as tags over pieces and arcs between spans.

Contents, cues and sources hardly ever overlap there (under 0.1 % of the marked code points), so one flat tag a
piece loses nothing; a content of several runs is joined by its cue.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .pieces import Pieces, pieces

ROLES = ("source", "cue", "content")
TAGS = 7  # O, B-source, I-source, B-cue, I-cue, B-content, I-content


@dataclass
class Article:
    id: str
    publisher: str
    text: str
    pieces: Pieces
    tags: np.ndarray
    arcs: list  # (first piece of a content run, first piece of its cue or -1, of its source or -1)


def read(path, tok, limit=None):
    lines = Path(path).read_text(encoding="utf-8").splitlines()[:limit]
    return [article(json.loads(line), tok) for line in lines]


def article(record, tok):
    text = record["text"]
    p = pieces(tok, text)
    tags, arcs = gold(p, text, record.get("attributions", []))
    return Article(record["id"], record.get("publisher", ""), text, p, tags, arcs)


def gold(p, text, attributions):
    tags = np.zeros(len(p), np.int64)
    at = np.full(len(text) + 1, -1, np.int64)
    for i, (s, e) in enumerate(zip(p.start, p.end)):
        at[s:e] = i
    arcs = []
    for a in attributions:
        head = {"cue": -1, "source": -1}
        runs = []
        for r, role in enumerate(ROLES):
            for s, e in a.get(role, []):
                inside = at[s:e]
                inside = inside[inside >= 0]
                if not len(inside):
                    continue
                u, v = int(inside.min()), int(inside.max()) + 1
                tags[u] = 1 + 2 * r
                tags[u + 1 : v] = 2 + 2 * r
                if role == "content":
                    runs.append(u)
                elif head[role] < 0:
                    head[role] = u
        arcs += [(u, head["cue"], head["source"]) for u in runs]
    return tags, arcs
