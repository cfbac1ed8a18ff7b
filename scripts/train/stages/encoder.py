"""How passages are read: weighted word-piece vectors."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

# Tokens that a chunk has at most: as much text as the window of training.
POSITIONS = 192
STEPS = 32


class Weighting(nn.Module):
    """How much a word counts by where it stands and by how often it is there, as BM25 has it, but learned.

    The first words of a chunk are its header, signature and summary; of a name that code repeats thirty times,
    the thirtieth says nothing new.
    """

    def __init__(self) -> None:
        super().__init__()
        # Places on a logarithmic scale: four steps from each power of two to the next.
        steps = (4 * torch.log2(torch.arange(POSITIONS) + 1.0)).long()
        self.register_buffer("step", steps.clamp(max=STEPS - 1), persistent=False)
        self.gain = nn.Parameter(torch.zeros(STEPS))
        self.damping = nn.Parameter(torch.tensor(0.5))

    def forward(self, places: torch.Tensor, counts: torch.Tensor) -> torch.Tensor:
        """Weights of words from their places (0, 1, ...) and their counts in the text."""
        return torch.exp(self.gain[self.step[places]] - self.damping * torch.log(counts))


class Encoder(nn.Module):
    """Token ids to token vectors; a text's vector is their mean, scaled to length 1."""

    def __init__(self, vocabulary: int, width: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, width)
        nn.init.normal_(self.words.weight, 0, 0.05)
        self.weighting = Weighting()

    def bag(self, texts: list[np.ndarray]) -> torch.Tensor:
        """Unit vectors of texts; several times faster than with padding."""
        flat = np.concatenate(texts).astype(np.int64)
        lengths = np.asarray([len(text) for text in texts])
        starts = np.cumsum(lengths) - lengths
        places = np.arange(len(flat)) - np.repeat(starts, lengths)
        owner = np.repeat(np.arange(len(texts)), lengths)
        _, inverse, counts = np.unique(owner * 65536 + flat, return_inverse=True, return_counts=True)
        weights = self.weighting(torch.from_numpy(places), torch.from_numpy(counts[inverse]).float())
        summed = F.embedding_bag(
            torch.from_numpy(flat),
            self.words.weight,
            torch.from_numpy(starts),
            mode="sum",
            per_sample_weights=weights,
        )
        return F.normalize(summed, dim=1)

    def vectors(self, texts: list[np.ndarray], size: int = 4096) -> np.ndarray:
        """The same of any number of texts, without gradients."""
        with torch.no_grad():
            return np.concatenate([self.bag(texts[at : at + size]).numpy() for at in range(0, len(texts), size)])


def padded(texts: list[np.ndarray]) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids and which of them are there."""
    length = max(len(text) for text in texts)
    ids = np.zeros((len(texts), length), dtype=np.int64)
    present = np.zeros((len(texts), length), dtype=bool)
    for row, text in enumerate(texts):
        ids[row, : len(text)] = text
        present[row, : len(text)] = True
    return torch.from_numpy(ids), torch.from_numpy(present)
