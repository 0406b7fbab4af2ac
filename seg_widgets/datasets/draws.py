"""Random draws that stay the same on every machine and numpy version.

Only a bit generator's raw stream is promised to stay as it is; the streams of distribution methods may change. So every
draw here starts from PCG64's raw 64 bits and is mapped by tables of our own, with additions and products only: no
exponential or logarithm, whose last bit may depend on the processor.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


class Draws:
    """One stream of draws for one concept.

    Parameters
    ----------
    seed : int
        The seed of the whole data set, zero or more.
    concept : str
        What is drawn ("accounts", "usage"). Each concept has a stream of its own, so a draw added to one table leaves
        the others as they were.
    """

    def __init__(self, seed: int, concept: str) -> None:
        self._bits = np.random.PCG64(np.random.SeedSequence([seed, *concept.encode()]))

    def uniform(self, shape: int | tuple[int, ...]) -> Array:
        """Floats in [0, 1)."""
        count = int(np.prod(shape))
        raw = np.asarray(self._bits.random_raw(count), dtype=np.uint64)
        found: Array = (raw >> np.uint64(11)) * (1.0 / 2**53)
        return found.reshape(shape)

    def integers(self, low: int, high: int, shape: int | tuple[int, ...]) -> Array:
        """Whole numbers from `low` to `high`, both included."""
        found: Array = np.floor(self.uniform(shape) * (high - low + 1)).astype(np.int64)
        return low + found

    def table(self, at: Sequence[float], values: Sequence[float], shape: int | tuple[int, ...]) -> Array:
        """Floats of the distribution whose quantiles at the shares `at` (from 0 to 1) are `values`."""
        return np.interp(self.uniform(shape), at, values)

    def choice(self, weights: Sequence[float] | Array, count: int) -> Array:
        """Positions by weight.

        Parameters
        ----------
        weights : (k,) or (count, k)
            One row of weights for all, or one for each; they need not add up to 1.
        """
        bounds = np.cumsum(np.atleast_2d(np.asarray(weights, dtype=float)), axis=1)
        at = self.uniform(count)[:, None] * bounds[:, -1:]
        found: Array = np.minimum((at >= bounds).sum(axis=1), bounds.shape[1] - 1)
        return found

    def counts(self, means: Array) -> Array:
        """Whole numbers with the given means, about 0.6 of the mean in spread."""
        # The spread's table has the mean 1: a third of the cases have half of it, a few have three times as much.
        spread = self.table((0.0, 0.3, 0.6, 0.9, 1.0), (0.2, 0.6, 0.95, 1.75, 3.0), len(means))
        found: Array = np.floor(means * spread + self.uniform(len(means))).astype(np.int64)
        return found

    def exactly(self, chosen: int, among: int | Array) -> Array:
        """A mask that is true exactly `chosen` times.

        Parameters
        ----------
        among : int or bool array
            How many there are, or which of them may be chosen.
        """
        allowed = np.ones(among, dtype=bool) if isinstance(among, int) else among
        rank = np.argsort(np.where(allowed, self.uniform(len(allowed)), 2.0), kind="stable")
        mask: Array = np.zeros(len(allowed), dtype=bool)
        mask[rank[:chosen]] = True
        mask &= allowed
        return mask
