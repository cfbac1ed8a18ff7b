"""Trains how passages are read by layers, while questions are read by their words alone.

What people type is more various than what documentation says, and does not have to pass layers that were trained on the
latter; and a question costs nothing more.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

import development
import rounds
from contrastive import contrast
from data import Batch, Pairs
from encoder import Encoder
from layered import LayeredEncoder

RATE = 5e-4
# Of words and their weights, beside that of the layers: they have learned already.
OF_WORDS = 0.1
WARM_UP = 100
BATCH, NEGATIVES = 512, 96
# Words of a passage that are read while training.
WINDOW = 128


def step_loss(questions: Encoder, model: LayeredEncoder, batch: Batch) -> torch.Tensor:
    negatives = batch.negatives[:NEGATIVES]
    passages = model.vectors([passage[:WINDOW] for passage in batch.passages + negatives])
    groups = np.concatenate([batch.groups, batch.negative_groups[:NEGATIVES]])
    return contrast(questions.bag(batch.queries), passages, batch.groups, groups)


def train(folder: Path, questions: Encoder, model: LayeredEncoder, minutes: float, seed: int, log: rounds.Log) -> None:
    """Trains for some minutes and writes `layered.pt`; `questions` learns with it."""
    torch.manual_seed(seed)
    pairs = Pairs(folder, hard_negatives=True)
    of_words = [*model.words.parameters(), *model.weighting.parameters()]
    optimizer = torch.optim.AdamW(
        [
            {"params": list(model.layers.parameters()), "share": 1.0, "weight_decay": 0.01},
            {"params": of_words, "share": OF_WORDS, "weight_decay": 0.0},
        ],
        lr=RATE,
        betas=(0.9, 0.98),
        fused=True,
    )
    log("passages before " + development.described(development.score(pairs, questions.vectors, model.all_vectors)))
    rounds.run(
        folder,
        rounds.Clock("layered", minutes, RATE, WARM_UP),
        model,
        optimizer,
        lambda step: pairs.batches(BATCH, np.random.default_rng([seed, step])),
        lambda batch: step_loss(questions, model, batch),
        log,
    )
    log("passages held out " + development.described(development.score(pairs, questions.vectors, model.all_vectors)))
