"""How the base model's tokenizer treats each character, asked of the tokenizer itself.

    python -m variorum_training.characters > ../crates/variorum-annotate/models/characters.txt

Its tables stand still at an old version of Unicode, so no current table of general categories equals them.
"""

from .pieces import tokenizer


def kind(tok, c):
    seen = tok.normalizer.normalize_str(f"a{c}b")
    if seen == "ab":
        return "gone"
    if seen == "a b":
        return None  # white space as everywhere
    if seen.startswith("a "):
        return "ideograph"
    return "punctuation" if len(tok.pre_tokenizer.pre_tokenize_str(f"a{c}b")) == 3 else None


def ranges(points):
    out = []
    for p in points:
        if out and out[-1][1] == p - 1:
            out[-1][1] = p
        else:
            out.append([p, p])
    return out


def main():
    tok = tokenizer()
    kinds = {"gone": [], "ideograph": [], "punctuation": [], "digit": []}
    for p in range(0x110000):
        if 0xD800 <= p < 0xE000:
            continue
        c = chr(p)
        if k := kind(tok, c):
            kinds[k].append(p)
        if c.isdigit():
            kinds["digit"].append(p)
    print("# Written by training/variorum_training/characters.py: ranges of code points, hexadecimal, ends included.")
    for k, points in kinds.items():
        print(k, *(f"{a:x}-{b:x}" for a, b in ranges(points)))


if __name__ == "__main__":
    main()
