"""Finds, for pairs that resemble people's questions, passages that look right and are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from data import Pairs
from encoder import Encoder

# Kinds of pairs worth the search, and how many pairs at most.
KINDS = ("written", "section", "mention", "call", "comment", "kin")
MAX_PAIRS = 100_000
# The best few are often right as well, though nothing says so.
SKIPPED, LOOKED_AT = 2, 16
WINDOW = 64
MISSING = -1


def lexical_scorer(texts: list[np.ndarray], vocabulary: int) -> Callable[[np.ndarray], np.ndarray]:
    """BM25 over the passages of one corpus (k1 1.2, b 0.75); words of a tenth of the passages are left out."""
    owner = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    flat = np.concatenate(texts).astype(np.int64)
    keys, counts = np.unique(flat * len(texts) + owner, return_counts=True)
    words, owners = keys // len(texts), keys % len(texts)
    starts = np.searchsorted(words, np.arange(vocabulary + 1))
    lengths = np.asarray([len(text) for text in texts])
    saturation = counts + 1.2 * (0.25 + 0.75 * lengths[owners] / lengths.mean())
    found = np.diff(starts)
    rarity = np.log1p((len(texts) - found + 0.5) / (found + 0.5))
    value = (rarity[words] * counts * 2.2 / saturation).astype(np.float32)

    def scores(query: np.ndarray) -> np.ndarray:
        total = np.zeros(len(texts), dtype=np.float32)
        for word in np.unique(query):
            start, end = starts[word], starts[word + 1]
            if end - start <= len(texts) // 10 + 5:
                total[owners[start:end]] += value[start:end]
        return total

    return scores


def choose(scores: np.ndarray, allowed: np.ndarray, random: np.random.Generator) -> int:
    """One of the best places that are allowed and score at all."""
    count = min(LOOKED_AT + SKIPPED, len(scores) - 1)
    best = np.argpartition(-scores, count)[:count]
    best = best[np.argsort(-scores[best])]
    best = best[allowed[best] & (scores[best] > 0)][SKIPPED:]
    return int(random.choice(best)) if len(best) > 0 else MISSING


def mine(folder: Path, seed: int, log: Callable[[str], None]) -> None:
    """Writes `negatives.npy`: a passage for each pair or `MISSING`. Half by BM25, half by the first round's model."""
    random = np.random.default_rng(seed)
    pairs = Pairs(folder)
    state = torch.load(folder / "first.pt")
    model = Encoder(*state["words.weight"].shape)
    model.load_state_dict(state)
    kind = pairs.arrays["kind_names"][pairs.arrays["kind"][pairs.training]]
    asked = pairs.training[np.isin(kind, KINDS)]
    likely = pairs.weight[asked] / pairs.weight[asked].sum()
    asked = random.choice(asked, min(MAX_PAIRS, len(asked)), replace=False, p=likely)
    negatives = np.full(len(pairs.arrays["passage_of"]), MISSING, dtype=np.int32)
    group = pairs.arrays["group"]
    for corpus in np.unique(pairs.corpus_of_pair[asked]):
        members = np.flatnonzero(pairs.arrays["corpus"] == corpus)
        own = asked[pairs.corpus_of_pair[asked] == corpus]
        if len(members) < 64:
            continue
        texts = [pairs.passage(number)[:WINDOW] for number in members]
        lexical = lexical_scorer(texts, pairs.vocabulary)
        vectors = model.vectors(texts)
        groups = group[members]
        for at in range(0, len(own), 256):
            block = own[at : at + 256]
            similar = model.vectors([pairs.query(pair) for pair in block]) @ vectors.T
            for row, pair in enumerate(block):
                scores = similar[row] if row % 2 == 0 else lexical(pairs.query(pair))
                allowed = groups != group[pairs.arrays["passage_of"][pair]]
                chosen = choose(scores, allowed, random)
                negatives[pair] = MISSING if chosen == MISSING else members[chosen]
    np.save(folder / "negatives.npy", negatives)
    log(f"negatives for {(negatives != MISSING).sum()} of {len(negatives)} pairs")
