"""Demo data: generated, deterministic, with a hidden story behind each account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .days import AS_OF
from .generate import PLANTED, frames
from .schema import WORKSPACE

if TYPE_CHECKING:
    from ..workspace import Workspace

__all__ = ["AS_OF", "PLANTED", "WORKSPACE", "demo", "frames"]


def demo(accounts: int = 500, seed: int = 7) -> Workspace:
    """A ready workspace over `frames(accounts, seed)`.

    Parameters
    ----------
    accounts, seed : int
        As in `frames`.
    """
    # Here, so that the generator can be used with numpy and pandas alone.
    from ..workspace import Workspace

    made = frames(accounts, seed)
    return Workspace.from_frames({name: made[name] for name in WORKSPACE["tables"]}, WORKSPACE, quiet=True)
