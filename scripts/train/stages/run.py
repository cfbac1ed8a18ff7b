"""Runs one stage of training: `run.py STAGE FOLDER [options]`. What a stage writes lies in FOLDER."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import torch

import ablation
import asking
import contrastive
import describing
import export_onnx
import masked
import negatives
import tokens
import vocabulary
from data import Pairs
from encoder import Encoder
from layered import LayeredEncoder
from reduce import reduced

# Share of the minutes that layers get, when there are any; the rounds before have the rest, each the same.
SHARE_OF_LAYERS = 0.4


def log(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def passage_encoder(folder: Path, options: argparse.Namespace, width: int, start: str = "") -> Encoder:
    """The passages' network, with the weights of an earlier stage."""
    torch.manual_seed(options.seed)
    model = Encoder(Pairs(folder).vocabulary, width)
    if start != "":
        model.load_state_dict(torch.load(folder / start))
    return model


def round_minutes(options: argparse.Namespace) -> float:
    rounds = 2 if options.hard_negatives else 1
    return options.minutes * (1 if options.layers == 0 else 1 - SHARE_OF_LAYERS) / rounds


def first(folder: Path, options: argparse.Namespace) -> None:
    plan = contrastive.Round("first", round_minutes(options), 2048, 4e-3, False)
    contrastive.train(folder, passage_encoder(folder, options, options.width), plan, options.seed, log)


def second(folder: Path, options: argparse.Namespace) -> None:
    if not options.hard_negatives:
        return
    plan = contrastive.Round("second", round_minutes(options), 1536, 2.5e-3, True)
    model = passage_encoder(folder, options, options.width, "first.pt")
    contrastive.train(folder, model, plan, options.seed, log)


def reduce(folder: Path, options: argparse.Namespace) -> None:
    """Writes `passage.pt`, in the dimensions of the finished model."""
    last = "second.pt" if options.hard_negatives else "first.pt"
    model = passage_encoder(folder, options, options.width, last)
    if options.dimensions < options.width:
        model = reduced(model, Pairs(folder), options.dimensions, options.seed)
    torch.save(model.state_dict(), folder / "passage.pt")


def finished_passages(folder: Path, options: argparse.Namespace) -> Encoder:
    """The passages' network as it is delivered."""
    model = passage_encoder(folder, options, min(options.width, options.dimensions), "passage.pt")
    return model.requires_grad_(False)


def guess(folder: Path, options: argparse.Namespace) -> None:
    """Writes `masked.pt`: layers that have learned to guess hidden words of passages. Without minutes for it nothing is done."""
    if options.masked == 0 or options.layers == 0:
        return
    plain = finished_passages(folder, options)
    masked.train(folder, LayeredEncoder(plain, options.layers, words_learned=True), options.masked, options.seed, log)


def layers(folder: Path, options: argparse.Namespace) -> None:
    """Writes `layered.pt`. Without layers both sides are read by their words, and there is nothing to do."""
    if options.layers == 0:
        return
    minutes = options.minutes * SHARE_OF_LAYERS
    plain = finished_passages(folder, options)
    model = LayeredEncoder(plain, options.layers, words_learned=options.over == "passages")
    if (folder / "masked.pt").exists():
        # The words as they were: questions are read by them.
        kept = {name: value for name, value in torch.load(folder / "masked.pt").items() if name.startswith("layers.")}
        model.load_state_dict(kept, strict=False)
    train = describing.train if options.over == "passages" else asking.train
    train(folder, plain, model, minutes, options.seed, log)


def deliver(folder: Path, options: argparse.Namespace) -> None:
    plain = finished_passages(folder, options)
    layered = None
    if options.layers > 0:
        # What learned the words has those of the other side too: they are the same.
        layered = LayeredEncoder(plain, options.layers, words_learned=options.over == "passages").eval()
        layered.load_state_dict(torch.load(folder / "layered.pt"))
    export_onnx.export(plain, layered, options.over, folder, Path(options.out))
    (folder / "model.done").touch()


STAGES = {
    "vocabulary": lambda folder, options: vocabulary.learn(folder, options.vocabulary),
    "tokens": lambda folder, options: tokens.tokenise(folder),
    "first": first,
    "negatives": lambda folder, options: negatives.mine(folder, options.seed, log),
    "second": second,
    "reduce": reduce,
    "masked": guess,
    "layers": layers,
    "model": deliver,
    # Not part of the one command.
    "ablation": lambda folder, options: ablation.run(folder, options.width, options.seed, log),
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
    parser.add_argument("--hard-negatives", action="store_true", help="a second round, with passages that look right and are not")
    parser.add_argument("--layers", type=int, default=0, help="over the words of one side")
    parser.add_argument("--over", choices=("questions", "passages"), default="questions", help="the side that has layers")
    parser.add_argument("--masked", type=float, default=0, help="minutes of guessing hidden words, before the layers' own")
    parser.add_argument("--vocabulary", type=int, default=24_000)
    options = parser.parse_args()
    torch.set_num_threads(os.cpu_count() or 1)
    STAGES[options.stage](options.folder, options)


if __name__ == "__main__":
    main()
