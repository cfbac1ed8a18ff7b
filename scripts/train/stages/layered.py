"""How one side is read, questions or passages: transformer layers over the word vectors that both have."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from encoder import POSITIONS, Encoder, Weighting, padded

HEADS = 4
# Distances between words that are told apart: each up to 4, then two steps to each doubling; either side.
NEAR, FAR = 4, 15
DROPOUT = 0.1


def distance_steps(length: int) -> torch.Tensor:
    """Step of the distance from each place (row) to each other (column), from 0 to 2 x FAR (Raffel et al., JMLR 2020)."""
    signed = np.arange(length)[None, :] - np.arange(length)[:, None]
    distance = np.abs(signed)
    steps = np.where(distance <= NEAR, distance, NEAR + np.floor(2 * np.log2(np.maximum(distance, 1) / NEAR)))
    steps = np.minimum(steps, FAR).astype(np.int64)
    return torch.from_numpy(np.where(signed < 0, FAR - steps, FAR + steps))


class Layer(nn.Module):
    """Pre-norm transformer layer (Xiong et al., ICML 2020) that sees distances.

    Output projections start at zero: the layer adds nothing.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm_attention = nn.LayerNorm(width)
        self.query_key_value = nn.Linear(width, 3 * width)
        self.nearness = nn.Parameter(torch.zeros(HEADS, 2 * FAR + 1))
        self.output = nn.Linear(width, width)
        self.norm_feed = nn.LayerNorm(width)
        self.inner = nn.Linear(width, 2 * width)
        self.outer = nn.Linear(2 * width, width)
        for last in (self.output, self.outer):
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)

    def forward(self, hidden: torch.Tensor, mask: torch.Tensor, steps: torch.Tensor) -> torch.Tensor:
        batch, length, width = hidden.shape
        split = self.query_key_value(self.norm_attention(hidden))
        query, key, value = split.view(batch, length, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
        bias = mask + self.nearness[:, steps]
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        joined = self.output(mixed.transpose(1, 2).reshape(batch, length, width))
        hidden = hidden + F.dropout(joined, DROPOUT, self.training)
        fed = self.outer(F.gelu(self.inner(self.norm_feed(hidden))))
        return hidden + F.dropout(fed, DROPOUT, self.training)


class LayeredEncoder(nn.Module):
    """Texts to unit vectors, among those of the encoder that it is made from.

    Of questions the word vectors are the passages' own and stay, because all passages are embedded with them. Of passages
    words and their weights are learned on, with the questions that are read by them alone.
    """

    def __init__(self, plain: Encoder, layers: int, words_learned: bool) -> None:
        super().__init__()
        width = plain.words.weight.shape[1]
        self.words = plain.words.requires_grad_(words_learned)
        self.weighting = plain.weighting if words_learned else Weighting()
        self.weighting.load_state_dict(plain.weighting.state_dict())
        self.layers = nn.ModuleList(Layer(width) for _ in range(layers))
        self.register_buffer("steps", distance_steps(POSITIONS), persistent=False)

    def hidden(self, ids: torch.Tensor, present: torch.Tensor) -> torch.Tensor:
        """Vectors of the words of padded texts."""
        length = ids.shape[1]
        counts = ((ids[:, :, None] == ids[:, None, :]) & present[:, None, :]).sum(2).clamp(min=1)
        hidden = self.words(ids) * self.weighting(torch.arange(length), counts.float())[..., None]
        mask = torch.where(present, 0.0, -1e4)[:, None, None, :]
        for layer in self.layers:
            hidden = layer(hidden, mask, self.steps[:length, :length])
        return hidden

    def forward(self, ids: torch.Tensor, present: torch.Tensor) -> torch.Tensor:
        """Unit vectors of padded texts."""
        return F.normalize((self.hidden(ids, present) * present[..., None]).sum(1).float(), dim=1)

    def vectors(self, texts: list[np.ndarray]) -> torch.Tensor:
        """Unit vectors in order. In parts by length: short texts are not padded to the longest."""
        order = np.argsort([len(text) for text in texts], kind="stable")
        with torch.autocast("cpu", dtype=torch.bfloat16):
            parts = [self(*padded([texts[row] for row in part])) for part in np.array_split(order, 6) if len(part) > 0]
        return torch.cat(parts)[torch.from_numpy(np.argsort(order))]

    def all_vectors(self, texts: list[np.ndarray], size: int = 512) -> np.ndarray:
        """The same of any number of texts, without gradients."""
        self.eval()
        with torch.no_grad():
            found = [self.vectors(texts[at : at + size]).numpy() for at in range(0, len(texts), size)]
        self.train()
        return np.concatenate(found)
