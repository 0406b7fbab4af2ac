"""How much demo data there is: sizes by name or by the number of accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from .generate import LARGEST, SMALLEST

MOST_ACCOUNTS = 1_000_000
_CONTACTS_EACH, _USES_EACH = 10, 200
_FEWEST_USES_EACH, _MOST_USES_EACH = 10, 5_000


@dataclass(frozen=True)
class Size:
    """A size.

    Attributes
    ----------
    accounts : how many accounts.
    contacts, usage_rows : how many of those; None: as many as the accounts' stories suggest.
    """

    accounts: int
    contacts: int | None = None
    usage_rows: int | None = None

    @property
    def plain(self) -> bool:
        """Whether `generate.frames` draws it."""
        return self.contacts is None and self.usage_rows is None


SIZES: Mapping[str, Size] = MappingProxyType(
    {
        "small": Size(500),
        "medium": Size(10_000, 100_000, 2_000_000),
        "large": Size(100_000, 1_000_000, 20_000_000),
        "huge": Size(100_000, 1_000_000, 100_000_000),
    }
)
"""The sizes that have a name."""


def size_of(size: str | int, usage_rows: int | None = None) -> Size:
    """The size that is meant.

    Parameters
    ----------
    size : str or int
        A name in `SIZES`, or a number of accounts from 40 to a million. Above 5,000 accounts there are 10 contacts and
        200 usage rows an account.
    usage_rows : int, optional
        Another number of usage rows, from 10 to 5,000 an account.

    Raises
    ------
    ValueError
        If there is no such size.
    """
    if isinstance(size, str):
        if size not in SIZES:
            raise ValueError(f"size must be one of {', '.join(SIZES)}, or a number of accounts, not {size!r}")
        found = SIZES[size]
    elif not SMALLEST <= size <= MOST_ACCOUNTS:
        raise ValueError(f"accounts must be from {SMALLEST} to {MOST_ACCOUNTS:,}, not {size:,}")
    else:
        found = Size(size) if size <= LARGEST else Size(size, _CONTACTS_EACH * size, _USES_EACH * size)
    if usage_rows is None:
        return found
    low, high = _FEWEST_USES_EACH * found.accounts, _MOST_USES_EACH * found.accounts
    if not low <= usage_rows <= high:
        raise ValueError(f"usage_rows must be from {low:,} to {high:,} for {found.accounts:,} accounts, not {usage_rows:,}")
    return replace(found, contacts=found.contacts or _CONTACTS_EACH * found.accounts, usage_rows=usage_rows)
