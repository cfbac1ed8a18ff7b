"""Trains the passages' network from nothing again and again, each time without one thing, and scores held-out pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

import development
import rounds
from contrastive import SCALE, WARM_UP, contrast, step_loss
from data import Batch, Pairs
from encoder import Encoder
from reduce import reduced

BATCH, RATE, STEPS = 1536, 4e-3, 150
# Matryoshka representation learning (Kusupati et al., NeurIPS 2022): the first dimensions are to do alone.
NESTED = (384, 256, 128)


@dataclass(frozen=True)
class Variant:
    """How training differs from the whole."""

    name: str
    hard_negatives: bool = True
    weighting: bool = True
    own_library: bool = True
    left_out: tuple[str, ...] = ()
    loss: Callable[[Encoder, Batch], torch.Tensor] = step_loss


def one_way(model: Encoder, batch: Batch) -> torch.Tensor:
    """Passages of a query, but not queries of a passage."""
    queries, passages = model.bag(batch.queries), model.bag(batch.passages + batch.negatives)
    groups = np.concatenate([batch.groups, batch.negative_groups])
    same = torch.from_numpy(batch.groups[:, None] == groups[None, :])
    own = torch.arange(len(queries))
    same[own, own] = False
    return F.cross_entropy((queries @ passages.T * SCALE).masked_fill(same, -1e4), own)


def nested(model: Encoder, batch: Batch) -> torch.Tensor:
    """The mean of the loss over vectors cut to fewer dimensions."""
    queries, passages = model.bag(batch.queries), model.bag(batch.passages + batch.negatives)
    groups = np.concatenate([batch.groups, batch.negative_groups])
    losses = [
        contrast(
            F.normalize(queries[:, :width], dim=1), F.normalize(passages[:, :width], dim=1), batch.groups, groups
        )
        for width in NESTED
    ]
    return torch.stack(losses).mean()


VARIANTS = (
    Variant("whole"),
    Variant("no written questions", left_out=("written", "section")),
    Variant("none about guides", left_out=("section",)),
    Variant("no hard negatives", hard_negatives=False),
    Variant("place and repetition weigh nothing", weighting=False),
    Variant("batches of all libraries", own_library=False),
    Variant("one direction", loss=one_way),
    Variant("nested dimensions", loss=nested),
)


def mixed(pairs: Pairs, random: np.random.Generator) -> Iterator[Batch]:
    """Batches in which pairs of all libraries stand side by side."""
    while True:
        drawn = random.permutation(pairs.drawn(random))
        for at in range(0, len(drawn) - BATCH + 1, BATCH):
            yield pairs.batch(drawn[at : at + BATCH], random)


def eighth(model: Encoder) -> Encoder:
    """The same network with word vectors as the delivered model has them: 8 bits and a scale a word."""
    smaller = Encoder(*model.words.weight.shape)
    smaller.load_state_dict(model.state_dict())
    with torch.no_grad():
        scale = smaller.words.weight.abs().max(1, keepdim=True).values.clamp(min=1e-12) / 127
        smaller.words.weight.copy_(torch.round(smaller.words.weight / scale) * scale)
    return smaller


def first_dimensions(model: Encoder, width: int) -> Encoder:
    smaller = Encoder(len(model.words.weight), width)
    smaller.weighting.load_state_dict(model.weighting.state_dict())
    with torch.no_grad():
        smaller.words.weight.copy_(model.words.weight[:, :width])
    return smaller


def run(folder: Path, width: int, seed: int, log: rounds.Log) -> None:
    """So many steps for each variant, however fast the machine; what is told are MRR@10 of held-out pairs by kind."""
    for variant in VARIANTS:
        torch.manual_seed(seed)
        pairs = Pairs(folder, variant.hard_negatives)
        for kind in variant.left_out:
            pairs.leave_out(kind)
        model = Encoder(pairs.vocabulary, width)
        if not variant.weighting:
            model.weighting.requires_grad_(False)
            model.weighting.damping.zero_()
        learned = [value for value in model.parameters() if value.requires_grad]
        optimizer = torch.optim.Adam(learned, lr=RATE, betas=(0.9, 0.99), fused=True)

        def batches(step: int) -> Iterator[Batch]:
            random = np.random.default_rng([seed, step])
            return pairs.batches(BATCH, random) if variant.own_library else mixed(pairs, random)

        name = f"without-{variant.name.replace(' ', '-')}"
        clock = rounds.Clock(name, 0, RATE, WARM_UP, STEPS)
        rounds.run(folder, clock, model, optimizer, batches, lambda batch: variant.loss(model, batch), log)
        (folder / f"{name}.pt").unlink()
        smaller = [(f"{size} by principal axes", reduced(model, pairs, size, seed)) for size in NESTED[1:]]
        if variant.loss is nested:
            smaller += [(f"first {size}", first_dimensions(model, size)) for size in NESTED[1:]]
        for what, scored in (("", model), *smaller, ("8 bits", eighth(model))):
            found = development.score(pairs, scored.vectors, scored.vectors)
            log(f"{variant.name}{what and f', {what}'}: {development.described(found)}")
