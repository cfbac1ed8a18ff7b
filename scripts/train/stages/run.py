"""Runs one stage of training: `run.py STAGE FOLDER [options]`. What a stage writes lies in FOLDER."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import torch

import contrastive
import export_onnx
import negatives
import tokens
import vocabulary
from data import Pairs
from encoder import Encoder
from reduce import reduced

HEADS = 6
# Shares of the minutes. Layers, when there are any, get the rest.
FIRST_SHARE = 0.5


def log(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def network(folder: Path, options: argparse.Namespace, start: str = "") -> Encoder:
    """The network, with the weights of an earlier round; layers that it did not have begin as the identity."""
    torch.manual_seed(options.seed)
    model = Encoder(Pairs(folder).vocabulary, options.width, options.layers, HEADS)
    if start != "":
        model.load_state_dict(torch.load(folder / start), strict=False)
    return model


def first(folder: Path, options: argparse.Namespace) -> None:
    plan = contrastive.Round("first", options.minutes * FIRST_SHARE, 2048, 4e-3, False, False)
    contrastive.train(folder, network(folder, options), plan, options.seed, log)


def second(folder: Path, options: argparse.Namespace) -> None:
    layers = options.layers > 0
    batch, rate = (512, 1e-3) if layers else (1536, 2.5e-3)
    plan = contrastive.Round("second", options.minutes * (1 - FIRST_SHARE), batch, rate, True, layers)
    contrastive.train(folder, network(folder, options, "first.pt"), plan, options.seed, log)


def deliver(folder: Path, options: argparse.Namespace) -> None:
    model = network(folder, options, "second.pt")
    # Layers need their width; word vectors alone lose next to nothing.
    if options.layers == 0 and options.dimensions < options.width:
        model = reduced(model, Pairs(folder), options.dimensions, options.seed)
    export_onnx.export(model, folder, Path(options.out))
    (folder / "model.done").touch()


STAGES = {
    "vocabulary": lambda folder, options: vocabulary.learn(folder, options.vocabulary),
    "tokens": lambda folder, options: tokens.tokenise(folder),
    "first": first,
    "negatives": lambda folder, options: negatives.mine(folder, options.seed, log),
    "second": second,
    "model": deliver,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", help="folder of the finished model")
    parser.add_argument("--minutes", type=float, default=60, help="of both rounds together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--width", type=int, default=384)
    parser.add_argument("--dimensions", type=int, default=256, help="of the vectors of a model without layers")
    parser.add_argument("--layers", type=int, default=0)
    parser.add_argument("--vocabulary", type=int, default=24_000)
    options = parser.parse_args()
    torch.set_num_threads(os.cpu_count() or 1)
    STAGES[options.stage](options.folder, options)


if __name__ == "__main__":
    main()
