"""A round of training that ends by the clock or after some steps, and goes on from its last checkpoint when it was interrupted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import torch

SAVED_EVERY = 100
TOLD_EVERY = 20
# The rate falls from its highest in a straight line to a twentieth.
FALL = 0.95

Batch = TypeVar("Batch")
Log = Callable[[str], None]


@dataclass(frozen=True)
class Clock:
    """`name` names the file of the result; `rate` is the highest, reached after `warm_up` steps.

    A round ends after `steps`, where they are given, and else by the clock.
    """

    name: str
    minutes: float
    rate: float
    warm_up: int
    steps: int | None = None


def run(
    folder: Path,
    clock: Clock,
    model: torch.nn.Module,
    optimizer: torch.optim.Optimizer,
    batches: Callable[[int], Iterable[Batch]],
    loss_of: Callable[[Batch], torch.Tensor],
    log: Log,
) -> None:
    """Writes `<name>.pt`. `batches` is given the step to begin with; a group of parameters may learn at a `share` of the rate."""
    checkpoint = folder / f"{clock.name}.checkpoint"
    step, spent, mean = 0, 0.0, 0.0
    if checkpoint.exists():
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        step, spent = state["step"], state["spent"]
        log(f"{clock.name} goes on from step {step}")
    learned = [value for group in optimizer.param_groups for value in group["params"]]
    started = time.monotonic() - spent
    for batch in batches(step):
        share = (time.monotonic() - started) / (clock.minutes * 60) if clock.steps is None else step / clock.steps
        if share >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = clock.rate * group.get("share", 1.0) * min(1, (step + 1) / clock.warm_up) * (1 - FALL * share)
        loss = loss_of(batch)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        optimizer.step()
        mean = loss.item() if mean == 0 else 0.97 * mean + 0.03 * loss.item()
        step += 1
        if step % TOLD_EVERY == 0:
            log(f"{clock.name} step {step} loss {mean:.3f} {time.monotonic() - started:.0f} s")
        if step % SAVED_EVERY == 0:
            state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step}
            torch.save({**state, "spent": time.monotonic() - started}, checkpoint)
    torch.save(model.state_dict(), folder / f"{clock.name}.pt")
    checkpoint.unlink(missing_ok=True)
