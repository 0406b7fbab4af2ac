"""An answer: two-valued, and in Kleene's three-valued logic beside it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Truth:
    """Whether a condition is met, and the Kleene answer beside it (``None``: unknown)."""

    met: bool
    kleene: bool | None


def known_or_not(answer: bool | None) -> Truth:
    """What is unknown is not met: a comparison with a missing value is not, whichever way it points."""
    return Truth(answer is True, answer)
