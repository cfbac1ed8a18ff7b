"""Runs one stage of training: `run.py STAGE FOLDER [options]`. What a stage writes lies in FOLDER."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import torch

import asking
import contrastive
import export_onnx
import negatives
import tokens
import vocabulary
from data import Pairs
from encoder import Encoder
from question import QuestionEncoder
from reduce import reduced

# Shares of the minutes: two rounds for how passages are read, the rest for how questions are.
FIRST_SHARE, SECOND_SHARE = 0.4, 0.4


def log(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def passage_encoder(folder: Path, options: argparse.Namespace, width: int, start: str = "") -> Encoder:
    """The passages' network, with the weights of an earlier stage."""
    torch.manual_seed(options.seed)
    model = Encoder(Pairs(folder).vocabulary, width)
    if start != "":
        model.load_state_dict(torch.load(folder / start))
    return model


def first(folder: Path, options: argparse.Namespace) -> None:
    plan = contrastive.Round("first", options.minutes * FIRST_SHARE, 2048, 4e-3, False)
    contrastive.train(folder, passage_encoder(folder, options, options.width), plan, options.seed, log)


def second(folder: Path, options: argparse.Namespace) -> None:
    plan = contrastive.Round("second", options.minutes * SECOND_SHARE, 1536, 2.5e-3, True)
    model = passage_encoder(folder, options, options.width, "first.pt")
    contrastive.train(folder, model, plan, options.seed, log)


def reduce(folder: Path, options: argparse.Namespace) -> None:
    """Writes `passage.pt`, in the dimensions of the finished model."""
    model = passage_encoder(folder, options, options.width, "second.pt")
    if options.dimensions < options.width:
        model = reduced(model, Pairs(folder), options.dimensions, options.seed)
    torch.save(model.state_dict(), folder / "passage.pt")


def finished(folder: Path, options: argparse.Namespace) -> tuple[Encoder, QuestionEncoder]:
    """The passages' network as it is delivered, and the questions' network over it, which adds nothing yet."""
    passages = passage_encoder(folder, options, min(options.width, options.dimensions), "passage.pt")
    passages.requires_grad_(False)
    return passages, QuestionEncoder(passages, options.layers)


def question(folder: Path, options: argparse.Namespace) -> None:
    passages, model = finished(folder, options)
    minutes = options.minutes * (1 - FIRST_SHARE - SECOND_SHARE)
    asking.train(folder, passages, model, minutes, options.seed, log)


def deliver(folder: Path, options: argparse.Namespace) -> None:
    passages, model = finished(folder, options)
    model.load_state_dict(torch.load(folder / "question.pt"))
    export_onnx.export(passages, model.eval(), folder, Path(options.out))
    (folder / "model.done").touch()


STAGES = {
    "vocabulary": lambda folder, options: vocabulary.learn(folder, options.vocabulary),
    "tokens": lambda folder, options: tokens.tokenise(folder),
    "first": first,
    "negatives": lambda folder, options: negatives.mine(folder, options.seed, log),
    "second": second,
    "reduce": reduce,
    "question": question,
    "model": deliver,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", help="folder of the finished model")
    parser.add_argument("--minutes", type=float, default=60, help="of all training together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--width", type=int, default=384)
    parser.add_argument("--dimensions", type=int, default=256, help="of the finished model")
    parser.add_argument("--layers", type=int, default=2, help="over the words of a question")
    parser.add_argument("--vocabulary", type=int, default=24_000)
    options = parser.parse_args()
    torch.set_num_threads(os.cpu_count() or 1)
    STAGES[options.stage](options.folder, options)


if __name__ == "__main__":
    main()
