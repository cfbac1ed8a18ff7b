"""Trains layers to guess words that are hidden from them, before they learn to describe passages (Devlin et al., NAACL 2019)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import rounds
from data import Pairs
from encoder import padded
from layered import LayeredEncoder
from vocabulary import SPECIAL

RATE, WARM_UP = 1e-3, 100
BATCH, WINDOW = 128, 128
# Of the words to guess eight in ten are hidden, one is another word, one is left.
GUESSED, HIDDEN, EXCHANGED = 0.15, 0.8, 0.1
MASK = SPECIAL.index("[MASK]")


class Guesser(nn.Module):
    """The layers and a head over the words' own vectors."""

    def __init__(self, layered: LayeredEncoder) -> None:
        super().__init__()
        self.layered = layered
        width = layered.words.weight.shape[1]
        self.head = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.LayerNorm(width))
        self.common = nn.Parameter(torch.zeros(len(layered.words.weight)))

    def loss(self, texts: list[np.ndarray], random: np.random.Generator) -> torch.Tensor:
        """Cross-entropy, in nats a word, of the words to guess."""
        ids, present = padded(texts)
        draw = torch.from_numpy(random.random(ids.shape))
        guessed = present & (draw < GUESSED)
        seen = ids.clone()
        seen[guessed & (draw < GUESSED * HIDDEN)] = MASK
        exchanged = guessed & (draw >= GUESSED * HIDDEN) & (draw < GUESSED * (HIDDEN + EXCHANGED))
        seen[exchanged] = torch.from_numpy(random.integers(len(SPECIAL), len(self.common), int(exchanged.sum())))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.head(self.layered.hidden(seen, present)[guessed])
            logits = hidden @ self.layered.words.weight.T + self.common
        return F.cross_entropy(logits.float(), ids[guessed])


def windows(pairs: Pairs, random: np.random.Generator) -> Iterator[list[np.ndarray]]:
    """Stretches of passages by chance, for ever."""
    while True:
        texts = [pairs.passage(number) for number in random.integers(len(pairs.arrays["corpus"]), size=BATCH)]
        starts = [random.integers(max(1, len(text) - WINDOW + 1)) for text in texts]
        yield [text[start : start + WINDOW] for text, start in zip(texts, starts)]


def train(folder: Path, model: LayeredEncoder, minutes: float, seed: int, log: rounds.Log) -> None:
    """Trains the layers of `model` for some minutes and writes `masked.pt`; the head is not kept."""
    torch.manual_seed(seed)
    guesser = Guesser(model)
    of_words = {id(value) for value in model.words.parameters()}
    optimizer = torch.optim.AdamW(
        [
            {"params": [value for value in guesser.parameters() if id(value) not in of_words], "share": 1.0},
            {"params": list(model.words.parameters()), "share": 0.3},
        ],
        lr=RATE,
        betas=(0.9, 0.98),
        weight_decay=0.01,
        fused=True,
    )
    pairs = Pairs(folder)
    random = np.random.default_rng([seed, 1])
    rounds.run(
        folder,
        rounds.Clock("masked-with-head", minutes, RATE, WARM_UP),
        guesser,
        optimizer,
        lambda step: windows(pairs, np.random.default_rng([seed, step])),
        lambda texts: guesser.loss(texts, random),
        log,
    )
    (folder / "masked-with-head.pt").unlink()
    torch.save(model.state_dict(), folder / "masked.pt")
