"""Windows to batches."""


def batched(drawn, most, rng):
    """Windows of like length together, in batches of at most `most` pieces with their padding; a window is a tuple of
    its text, the start of its context, its own start and its end."""
    rng.shuffle(drawn)
    drawn.sort(key=lambda w: (w[3] - w[1]) // 16)
    out, batch, longest = [], [], 0
    for w in drawn:
        longest = max(longest, w[3] - w[1] + 2)
        if batch and longest * (len(batch) + 1) > most:
            out.append(batch)
            batch, longest = [], w[3] - w[1] + 2
        batch.append(w)
    out.append(batch)
    rng.shuffle(out)
    return out
