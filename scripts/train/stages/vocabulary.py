"""Learns the WordPiece vocabulary and writes `tokenizer.json`, which the model is delivered with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]

# `CrossEntropyLoss` is three words, `HTTPServer` two.
CASE_CHANGE = r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])"
# Punctuation is left out: it would fill half of a window of code and tell a bag of words little.
WORD = r"[a-z]+|[0-9]+|[^\x00-\x7f\s]"

# One line in so many is enough to count words.
SAMPLED = 4


def new_tokenizer() -> Tokenizer:
    """A tokenizer without a vocabulary: splits identifiers into words, folds case, drops punctuation."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=60))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Replace(Regex(CASE_CHANGE), " "), normalizers.Lowercase()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(WORD), behavior="removed", invert=True)
    return tokenizer


def learn(folder: Path, size: int) -> None:
    """Learns `size` word pieces from the passages and queries in `folder`."""

    def texts() -> Iterator[str]:
        for name, field in (("passages.jsonl", "text"), ("pairs.jsonl", "query")):
            with (folder / name).open(encoding="utf8") as lines:
                for line in islice(lines, 0, None, SAMPLED):
                    yield json.loads(line)[field]

    tokenizer = new_tokenizer()
    trainer = trainers.WordPieceTrainer(
        vocab_size=size, min_frequency=6, limit_alphabet=64, special_tokens=SPECIAL, show_progress=False
    )
    tokenizer.train_from_iterator(texts(), trainer)
    tokenizer.save(str(folder / "tokenizer.json"))
