"""The network: weighted word-piece vectors, then transformer layers that begin as the identity."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

# Tokens that a chunk has at most: as much text as the window of training.
POSITIONS = 192
STEPS = 32


class Layer(nn.Module):
    """Pre-norm transformer layer (Xiong et al., ICML 2020). Output projections start at zero: the layer adds nothing."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm_attention = nn.LayerNorm(width)
        self.query_key_value = nn.Linear(width, 3 * width)
        self.output = nn.Linear(width, width)
        self.norm_feed = nn.LayerNorm(width)
        self.inner = nn.Linear(width, 2 * width)
        self.outer = nn.Linear(2 * width, width)
        for last in (self.output, self.outer):
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)

    def forward(self, hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        batch, length, width = hidden.shape
        split = self.query_key_value(self.norm_attention(hidden))
        query, key, value = split.view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        hidden = hidden + self.output(mixed.transpose(1, 2).reshape(batch, length, width))
        return hidden + self.outer(F.gelu(self.inner(self.norm_feed(hidden))))


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

    def __init__(self, vocabulary: int, width: int, layers: int, heads: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, width)
        nn.init.normal_(self.words.weight, 0, 0.05)
        self.weighting = Weighting()
        self.layers = nn.ModuleList(Layer(width, heads) for _ in range(layers))

    def bag(self, texts: list[np.ndarray]) -> torch.Tensor:
        """Unit vectors of texts, layers left out: several times faster than with padding."""
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

    def forward(self, ids: torch.Tensor, present: torch.Tensor) -> torch.Tensor:
        """Unit vectors of padded texts."""
        counts = ((ids[:, :, None] == ids[:, None, :]) & present[:, None, :]).sum(2).clamp(min=1)
        places = torch.arange(ids.shape[1])
        hidden = self.words(ids) * self.weighting(places, counts.float())[..., None]
        mask = present[:, None, None, :]
        for layer in self.layers:
            hidden = layer(hidden, mask)
        weight = present[..., None].to(hidden.dtype)
        return F.normalize((hidden * weight).sum(1).float(), dim=1)


def padded(texts: list[np.ndarray]) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids and which of them are there."""
    length = max(len(text) for text in texts)
    ids = np.zeros((len(texts), length), dtype=np.int64)
    present = np.zeros((len(texts), length), dtype=bool)
    for row, text in enumerate(texts):
        ids[row, : len(text)] = text
        present[row, : len(text)] = True
    return torch.from_numpy(ids), torch.from_numpy(present)
