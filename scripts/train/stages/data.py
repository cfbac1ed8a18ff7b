"""Reads `tokens.npz` and draws batches from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

# How often a pair of each kind is drawn. Nearest to people's questions: those written as such, then what is said where
# an API is used.
WEIGHTS = {
    "summary": 1.0,
    "name": 0.3,
    "parameter": 0.5,
    "error": 1.0,
    "mention": 1.5,
    "call": 2.0,
    "comment": 2.0,
    "kin": 3.0,
    "heading": 0.5,
    "cloze": 0.4,
    "code": 0.6,
    "written": 20.0,
    "section": 10.0,
}
# Pairs of a corpus beyond this many count with their square root: one library's ten thousand colour options are
# not a third of the world.
FULL_WEIGHT = 4000
# Pairs of one corpus that stand together in a batch: a question is asked of one library, so its neighbours in
# the library are the negatives that count.
BLOCK = 128
# Share of passages that are read without header and signature, which give the name away.
BODY_ALONE = 0.25
# Share of words left out of a passage, over all.
DROPPED = 0.08


@dataclass(frozen=True)
class Batch:
    """Token ids of queries, of their passages in the same order, and of passages that look right and are not."""

    queries: list[np.ndarray]
    passages: list[np.ndarray]
    groups: np.ndarray
    negatives: list[np.ndarray]
    negative_groups: np.ndarray


class Pairs:
    """Training pairs as token ids."""

    def __init__(self, folder: Path, hard_negatives: bool = False) -> None:
        self.negatives = np.load(folder / "negatives.npy") if hard_negatives else None
        self.arrays = dict(np.load(folder / "tokens.npz"))
        self.vocabulary = int(self.arrays["vocabulary"])
        kinds = [WEIGHTS[name] for name in self.arrays["kind_names"]]
        passage_of = self.arrays["passage_of"]
        self.corpus_of_pair = self.arrays["corpus"][passage_of]
        share = np.sqrt(FULL_WEIGHT / np.maximum(np.bincount(self.corpus_of_pair), FULL_WEIGHT))
        self.weight = np.asarray(kinds)[self.arrays["kind"]] * share[self.corpus_of_pair]
        held_out = self.arrays["held_out"][passage_of]
        self.training = np.flatnonzero(~held_out)
        self.development = np.flatnonzero(held_out)

    def leave_out(self, kind: str) -> None:
        """From now on no pair of that kind is drawn for training."""
        self.weight[self.arrays["kind_names"][self.arrays["kind"]] == kind] = 0

    def query(self, pair: int) -> np.ndarray:
        starts = self.arrays["query_starts"]
        return self.arrays["query_ids"][starts[pair] : starts[pair + 1]]

    def passage(self, number: int) -> np.ndarray:
        starts = self.arrays["passage_starts"]
        return self.arrays["passage_ids"][starts[number] : starts[number + 1]]

    def positive(self, pair: int, random: np.random.Generator) -> np.ndarray:
        """The passage of a pair without what the query repeats of it, and now and then without its name."""
        number = self.arrays["passage_of"][pair]
        ids = self.passage(number)
        keep = random.random(len(ids)) >= DROPPED
        start, end = self.arrays["cut"][pair]
        # Where the index puts it, it is there: one in four passages keeps it.
        if end > start and random.random() >= 0.25:
            keep[start:end] = False
        body = self.arrays["body"][number]
        if random.random() < BODY_ALONE and len(ids) - body > 12:
            keep[:body] = False
        return ids[keep] if keep.sum() > 6 else ids

    def drawn(self, random: np.random.Generator) -> np.ndarray:
        """Pairs as often as their weight says, those of a corpus together, in any order."""
        expected = self.weight[self.training]
        times = np.floor(expected) + (random.random(len(expected)) < expected % 1)
        drawn = np.repeat(self.training, times.astype(np.int64))
        random.shuffle(drawn)
        return drawn[np.argsort(self.corpus_of_pair[drawn], kind="stable")]

    def batches(self, size: int, random: np.random.Generator) -> Iterator[Batch]:
        """Batches of blocks of one corpus each, for ever; a kind of pair as often as its weight says."""
        while True:
            drawn = self.drawn(random)
            blocks = [drawn[at : at + BLOCK] for at in range(0, len(drawn) - BLOCK + 1, BLOCK)]
            random.shuffle(blocks)
            together = size // BLOCK
            for at in range(0, len(blocks) - together + 1, together):
                yield self.batch(np.concatenate(blocks[at : at + together]), random)

    def batch(self, pairs: np.ndarray, random: np.random.Generator) -> Batch:
        group = self.arrays["group"]
        negatives = np.zeros(0, dtype=np.int32) if self.negatives is None else self.negatives[pairs]
        negatives = negatives[negatives >= 0]
        return Batch(
            queries=[self.query(pair) for pair in pairs],
            passages=[self.positive(pair, random) for pair in pairs],
            groups=group[self.arrays["passage_of"][pairs]],
            negatives=[self.passage(number) for number in negatives],
            negative_groups=group[negatives],
        )
