"""Fewer dimensions: the principal axes of the passages' vectors, which keep inner products best."""

from __future__ import annotations

import numpy as np
import torch

from data import Pairs
from encoder import Encoder

SAMPLE = 40_000


def reduced(model: Encoder, pairs: Pairs, width: int, seed: int) -> Encoder:
    """The same network in `width` dimensions. Not centred: inner products are what counts."""
    random = np.random.default_rng(seed)
    chosen = random.permutation(len(pairs.arrays["corpus"]))[:SAMPLE]
    texts = [pairs.passage(number) for number in chosen] + [pairs.query(pair) for pair in pairs.training[chosen]]
    with torch.no_grad():
        vectors = torch.cat([model.bag(texts[at : at + 2048]) for at in range(0, len(texts), 2048)])
        _, axes = torch.linalg.eigh(vectors.T @ vectors)
        smaller = Encoder(len(model.words.weight), width)
        smaller.words.weight.copy_(model.words.weight @ axes[:, -width:])
        smaller.weighting.load_state_dict(model.weighting.state_dict())
    return smaller
