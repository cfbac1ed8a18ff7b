"""Trains the network to find the passage of a query among those of other queries, and among hard negatives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

import development
import rounds
from data import Batch, Pairs
from encoder import Encoder

SCALE = 20.0
WARM_UP = 50


@dataclass(frozen=True)
class Round:
    """One round of training."""

    name: str
    minutes: float
    batch: int
    rate: float
    hard_negatives: bool


def contrast(
    queries: torch.Tensor, passages: torch.Tensor, groups: np.ndarray, passage_groups: np.ndarray
) -> torch.Tensor:
    """InfoNCE in both directions. The first passages belong to the queries, in order; the rest are negatives.

    Passages of one group answer the same questions, and are not each other's negatives.
    """
    count = len(queries)
    same = torch.from_numpy(groups[:, None] == passage_groups[None, :])
    same[torch.arange(count), torch.arange(count)] = False
    logits = (queries @ passages.T * SCALE).masked_fill(same, -1e4)
    target = torch.arange(count)
    backward = logits[:, :count].T
    return (F.cross_entropy(logits, target) + F.cross_entropy(backward, target)) / 2


def step_loss(model: Encoder, batch: Batch) -> torch.Tensor:
    """The loss of one batch."""
    passages = model.bag(batch.passages + batch.negatives)
    groups = np.concatenate([batch.groups, batch.negative_groups])
    return contrast(model.bag(batch.queries), passages, batch.groups, groups)


def train(folder: Path, model: Encoder, plan: Round, seed: int, log: rounds.Log) -> None:
    """Trains for some minutes and writes `<round>.pt`."""
    torch.manual_seed(seed)
    pairs = Pairs(folder, plan.hard_negatives)
    optimizer = torch.optim.Adam(model.parameters(), lr=plan.rate, betas=(0.9, 0.99), fused=True)
    rounds.run(
        folder,
        rounds.Clock(plan.name, plan.minutes, plan.rate, WARM_UP),
        model,
        optimizer,
        lambda step: pairs.batches(plan.batch, np.random.default_rng([seed, step])),
        lambda batch: step_loss(model, batch),
        log,
    )
    found = development.score(pairs, model.vectors, model.vectors)
    log(f"{plan.name} held out " + development.described(found))
