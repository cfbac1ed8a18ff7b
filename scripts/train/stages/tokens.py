"""Turns passages and pairs into arrays of token ids, so that no later stage reads text."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

MAX_PASSAGE = 192  # = encoder.POSITIONS
MAX_QUERY = 28
BATCH = 4096
# Pairs about one API name in 64 are held out, whatever library has it: development only.
HELD_OUT = 64


def batches(path: Path) -> Iterator[list[dict]]:
    """The rows of a JSON lines file, some thousands at a time."""
    rows: list[dict] = []
    with path.open(encoding="utf8") as lines:
        for line in lines:
            rows.append(json.loads(line))
            if len(rows) == BATCH:
                yield rows
                rows = []
    yield rows


class Ragged:
    """Sequences of different lengths in one array, while it grows."""

    def __init__(self) -> None:
        self.parts: list[np.ndarray] = []
        self.lengths: list[int] = []

    def add(self, ids: list[int]) -> None:
        self.parts.append(np.asarray(ids, dtype=np.uint16))
        self.lengths.append(len(ids))

    def arrays(self, name: str) -> dict[str, np.ndarray]:
        starts = np.concatenate([[0], np.cumsum(self.lengths)]).astype(np.int64)
        return {f"{name}_ids": np.concatenate(self.parts), f"{name}_starts": starts}


def tokenise(folder: Path) -> None:
    """Writes `tokens.npz`: what `data.Pairs` reads."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    numbers: dict[str, dict[str, int]] = {"corpus": {}, "group": {}, "kind": {}}

    def number(of: str, name: str) -> int:
        return numbers[of].setdefault(name, len(numbers[of]))

    passages, bodies, corpora, groups, held_out = Ragged(), [], [], [], []
    ends: list[np.ndarray] = []
    for rows in batches(folder / "passages.jsonl"):
        for row, encoding in zip(rows, tokenizer.encode_batch([row["text"] for row in rows])):
            ends.append(np.asarray([end for _, end in encoding.offsets[:MAX_PASSAGE]], dtype=np.uint16))
            passages.add(encoding.ids[:MAX_PASSAGE])
            bodies.append(int(np.searchsorted(ends[-1], row["body"], side="right")))
            corpora.append(number("corpus", row["corpus"]))
            groups.append(number("group", row["group"]))
            leaf = row["group"].rsplit(".", 1)[-1].lower()
            held_out.append(zlib.crc32(leaf.encode()) % HELD_OUT == 0)
    queries, passage_of, kinds, cuts = Ragged(), [], [], []
    for rows in batches(folder / "pairs.jsonl"):
        for row, encoding in zip(rows, tokenizer.encode_batch([row["query"] for row in rows])):
            if len(encoding.ids) < 2:
                continue
            queries.add(encoding.ids[:MAX_QUERY])
            passage_of.append(row["passage"])
            kinds.append(number("kind", row["kind"]))
            cut = np.searchsorted(ends[row["passage"]], row.get("cut", [0, 0]), side="right")
            cuts.append(cut.astype(np.uint8))
    np.savez(
        folder / "tokens.npz",
        **passages.arrays("passage"),
        **queries.arrays("query"),
        body=np.asarray(bodies, dtype=np.uint8),
        corpus=np.asarray(corpora, dtype=np.int32),
        group=np.asarray(groups, dtype=np.int32),
        held_out=np.asarray(held_out),
        passage_of=np.asarray(passage_of, dtype=np.int32),
        kind=np.asarray(kinds, dtype=np.uint8),
        cut=np.stack(cuts),
        kind_names=np.asarray(list(numbers["kind"])),
        corpus_names=np.asarray(list(numbers["corpus"])),
        vocabulary=tokenizer.get_vocab_size(),
    )
