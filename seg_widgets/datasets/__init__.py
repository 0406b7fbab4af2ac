"""Demo data: generated, deterministic, with a hidden story behind each account, in sizes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .days import AS_OF
from .generate import PLANTED, check_seed, frames
from .schema import WORKSPACE
from .sizes import SIZES, size_of

if TYPE_CHECKING:
    from ..workspace import Workspace

__all__ = ["AS_OF", "PLANTED", "SIZES", "WORKSPACE", "demo", "frames"]


def demo(
    size: str | int = "small",
    seed: int = 7,
    *,
    accounts: int | None = None,
    usage_rows: int | None = None,
    folder: str | Path | None = None,
    quiet: bool = False,
) -> Workspace:
    """A ready workspace of made-up customers.

    Up to 5,000 accounts it is in memory, over `frames(accounts, seed)`. Larger ones are written to a folder as Parquet the
    first time, in minutes, and used again.

    Parameters
    ----------
    size : str or int
        "small" (500 accounts), "medium" (10,000 accounts, 100,000 contacts, 2 million usage rows), "large" (100,000
        accounts, a million contacts, 20 million usage rows), "huge" (as large, with 100 million usage rows), or a number
        of accounts.
    seed : int
        Any whole number from 0 on.
    accounts : int, optional
        The number of accounts, in place of `size`.
    usage_rows : int, optional
        Another number of usage rows, from 10 to 5,000 an account.
    folder : str or Path, optional
        Where to write the data, whatever its size; it has to be missing, empty, or to hold this very data. Left out: the
        user's cache, if the data is large.
    quiet : bool
        Show no progress.

    Raises
    ------
    ValueError
        If there is no such size, the folder holds something else, or the disk has not the room.
    """
    # Here, so that the generator can be used with numpy and pandas alone.
    from ..workspace import Workspace

    check_seed(seed)
    meant = size_of(size if accounts is None else accounts, usage_rows)
    if meant.plain and folder is None:
        return Workspace.from_frames(frames(meant.accounts, seed), WORKSPACE, quiet=True)

    from .large import ready_folder

    return Workspace.from_folder(ready_folder(meant, seed, folder, quiet=quiet), quiet=True)
