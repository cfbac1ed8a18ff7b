"""How well a model finds the passages of held-out pairs: the signal that training is steered by."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from data import Pairs

KINDS = ("written", "section", "mention", "call", "comment", "kin", "summary", "heading")
MAX_PAIRS = 2400
DISTRACTORS = 12000

Encode = Callable[[list[np.ndarray]], np.ndarray]


def score(pairs: Pairs, ask: Encode, encode: Encode) -> dict[str, float]:
    """MRR@10 by kind of pair, among passages of the same corpus: those of the questions and others by chance."""
    random = np.random.default_rng(7)
    names = pairs.arrays["kind_names"][pairs.arrays["kind"][pairs.development]]
    asked = pairs.development[np.isin(names, KINDS)]
    asked = random.permutation(asked)[:MAX_PAIRS]
    numbers = pairs.arrays["passage_of"][asked]
    others = random.permutation(len(pairs.arrays["corpus"]))[:DISTRACTORS]
    pool = np.unique(np.concatenate([numbers, others]))
    questions = ask([pairs.query(pair) for pair in asked])
    answers = encode([pairs.passage(number) for number in pool])
    similarity = questions @ answers.T
    corpus = pairs.arrays["corpus"]
    similarity[corpus[numbers][:, None] != corpus[pool][None, :]] = -9
    group = pairs.arrays["group"]
    right = group[numbers][:, None] == group[pool][None, :]
    best = np.where(right, similarity, -9).max(1)
    rank = 1 + (np.where(right, -9, similarity) > best[:, None]).sum(1)
    gain = np.where(rank <= 10, 1 / rank, 0)
    kind = pairs.arrays["kind_names"][pairs.arrays["kind"][asked]]
    result = {name: float(gain[kind == name].mean()) for name in KINDS if (kind == name).any()}
    return {**result, "mean": float(np.mean(list(result.values())))}


def described(found: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:.3f}" for name, value in found.items())
