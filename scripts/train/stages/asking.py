"""Trains how questions are read, while the passages' vectors stay as they are.

Every passage of a corpus is a negative, not the few that share a batch: ADORE (Zhan et al., SIGIR 2021). An index
of the passages needs no layers at all, and a question is short.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

import development
import rounds
from data import Pairs
from encoder import Encoder
from layered import LayeredEncoder

SCALE = 20.0
RATE = 6e-4
WARM_UP = 100
BATCH, SMALLEST = 512, 32
# Passages of a corpus that are looked at in a step, at most.
PASSAGES = 8192
# Share of questions that are drawn out by what else asks for the same passage: people write paragraphs too.
LONGER, MOST_PARTS, LONGEST = 0.25, 5, 128
# Share of words that a question of some length is without, half the time.
DROPPED = 0.1


class Asked:
    """What is asked for each passage, and all passages' vectors, by corpus."""

    def __init__(self, pairs: Pairs, model: Encoder) -> None:
        self.pairs = pairs
        self.random = np.random.default_rng(0)
        self.passage_of = pairs.arrays["passage_of"]
        self.group = pairs.arrays["group"]
        corpora = pairs.arrays["corpus"]
        numbers = range(len(corpora))
        self.vectors = np.concatenate(
            [
                model.vectors([pairs.passage(number) for number in numbers[at : at + 65536]]).astype(np.float16)
                for at in range(0, len(corpora), 65536)
            ]
        )
        order = np.argsort(corpora, kind="stable")
        self.members = np.split(order, np.flatnonzero(np.diff(corpora[order])) + 1)
        self.members_of = {int(corpora[members[0]]): members for members in self.members}
        self.by_passage = np.argsort(self.passage_of, kind="stable")
        self.starts = np.searchsorted(self.passage_of[self.by_passage], np.arange(len(corpora) + 1))

    def question(self, pair: int) -> np.ndarray:
        ids = self.pairs.query(pair)
        start, end = self.starts[self.passage_of[pair] :][:2]
        if end - start > 1 and self.random.random() < LONGER:
            count = min(end - start, int(self.random.integers(1, MOST_PARTS + 1)))
            others = self.by_passage[start + self.random.choice(end - start, count, replace=False)]
            ids = np.concatenate([ids, *(self.pairs.query(other) for other in others)])[:LONGEST]
        if len(ids) > 6 and self.random.random() < 0.5:
            ids = ids[self.random.random(len(ids)) >= DROPPED]
        return ids

    def batches(self, random: np.random.Generator) -> Iterator[np.ndarray]:
        """Pairs of one corpus each, for ever; a kind of pair as often as its weight says. All chance is this generator's."""
        self.random = random
        while True:
            drawn = self.pairs.drawn(self.random)
            corpora = self.pairs.corpus_of_pair[drawn]
            parts = np.split(drawn, np.flatnonzero(np.diff(corpora)) + 1)
            blocks = [part[at : at + BATCH] for part in parts for at in range(0, len(part) - SMALLEST + 1, BATCH)]
            yield from (blocks[at] for at in self.random.permutation(len(blocks)))

    def negatives(self, corpus: int) -> np.ndarray:
        members = self.members_of[corpus]
        return members if len(members) <= PASSAGES else self.random.choice(members, PASSAGES, replace=False)


def step_loss(model: LayeredEncoder, passages: Encoder, asked: Asked, batch: np.ndarray) -> torch.Tensor:
    """Cross entropy of the right passage among all of the corpus; others of its API are left out.

    The right passage is read without what the question repeats of it.
    """
    numbers = asked.negatives(int(asked.pairs.corpus_of_pair[batch[0]]))
    with torch.no_grad():
        right = passages.bag([asked.pairs.positive(pair, asked.random) for pair in batch])
    others = torch.from_numpy(asked.vectors[numbers].astype(np.float32))
    questions = model.vectors([asked.question(pair) for pair in batch])
    same = torch.from_numpy(asked.group[asked.passage_of[batch]][:, None] == asked.group[numbers][None, :])
    wrong = (questions @ others.T).masked_fill(same, -9.0) * SCALE
    good = (questions * right).sum(1, keepdim=True) * SCALE
    return (torch.logsumexp(torch.cat([good, wrong], 1), 1) - good[:, 0]).mean()


def train(
    folder: Path, passages: Encoder, model: LayeredEncoder, minutes: float, seed: int, log: rounds.Log
) -> None:
    """Trains for some minutes and writes `layered.pt`."""
    torch.manual_seed(seed)
    pairs = Pairs(folder)
    learned = [value for value in model.parameters() if value.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=RATE, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    asked = Asked(pairs, passages)
    log("question before " + scored(pairs, passages, model))
    rounds.run(
        folder,
        rounds.Clock("layered", minutes, RATE, WARM_UP),
        model,
        optimizer,
        lambda step: asked.batches(np.random.default_rng([seed, step])),
        lambda batch: step_loss(model, passages, asked, batch),
        log,
    )
    log("question held out " + scored(pairs, passages, model))


def scored(pairs: Pairs, passages: Encoder, model: LayeredEncoder) -> str:
    """The development score of both encoders together, in words."""
    return development.described(development.score(pairs, model.all_vectors, passages.vectors))
