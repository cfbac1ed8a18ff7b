"""Trains the network to find the passage of a query among those of other queries, and among hard negatives."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

import development
from data import Batch, Pairs
from encoder import Encoder

SCALE = 20.0
WARM_UP = 50
SAVED_EVERY = 100


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


def train(folder: Path, model: Encoder, plan: Round, seed: int, log: Callable[[str], None]) -> None:
    """Trains for some minutes and writes `<round>.pt`. Goes on from its last checkpoint when there is one."""
    torch.manual_seed(seed)
    pairs = Pairs(folder, plan.hard_negatives)
    optimizer = torch.optim.Adam(model.parameters(), lr=plan.rate, betas=(0.9, 0.99), fused=True)
    checkpoint = folder / f"{plan.name}.checkpoint"
    step, spent = 0, 0.0
    if checkpoint.exists():
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        step, spent = state["step"], state["spent"]
        log(f"{plan.name} goes on from step {step}")
    started = time.monotonic() - spent
    mean = 0.0
    for batch in pairs.batches(plan.batch, np.random.default_rng([seed, step])):
        share = (time.monotonic() - started) / (plan.minutes * 60)
        if share >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = plan.rate * min(1, (step + 1) / WARM_UP) * (1 - 0.95 * share)
        loss = step_loss(model, batch)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        mean = loss.item() if mean == 0 else 0.97 * mean + 0.03 * loss.item()
        step += 1
        if step % 20 == 0:
            log(f"{plan.name} step {step} loss {mean:.3f} {time.monotonic() - started:.0f} s")
        if step % SAVED_EVERY == 0:
            state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step}
            torch.save({**state, "spent": time.monotonic() - started}, checkpoint)
    torch.save(model.state_dict(), folder / f"{plan.name}.pt")
    checkpoint.unlink(missing_ok=True)
    log(f"{plan.name} held out " + scored(pairs, model))


def scored(pairs: Pairs, model: Encoder) -> str:
    """The development score of the network as it is, in words."""

    def vectors(texts: list[np.ndarray]) -> np.ndarray:
        with torch.no_grad():
            return np.concatenate([model.bag(texts[at : at + 4096]).numpy() for at in range(0, len(texts), 4096)])

    return development.described(development.score(pairs, vectors, vectors))
