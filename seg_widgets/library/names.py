"""How the file of a segment is called: plain letters, digits and dashes, whatever the segment's own name holds."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection

LONGEST = 60
"""Characters of a file's name before its ending: paths stay short enough for every system."""

_SPELLED = str.maketrans({
    "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
    "&": " and ", "%": " percent ", "€": " eur ", "$": " usd ",
})  # fmt: skip
# What Windows keeps for devices, whatever the ending.
_RESERVED = frozenset(["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))])
_FOLDERS = frozenset(["workspace", "history", "notes", "handed"])
"""Names that mean something else in the folder."""


def file_stem(name: str, taken: Collection[str] = ()) -> str:
    """Give a file's name, without its ending, for a segment's.

    Only ``a-z``, ``0-9`` and ``-``, so that it is the same on every system: no capitals for one that takes them for equal, no
    accents for one that writes them in two ways. A name that loses something by it which tells it apart (another alphabet), or
    whose file's name is taken, has six digits of its hash behind it: by the hash, and not by a number, two people who save
    two such segments in two copies of the folder get two files.

    Parameters
    ----------
    taken
        Names of files that are there, in small letters.
    """
    whole = unicodedata.normalize("NFC", name).lower().translate(_SPELLED)
    letters = unicodedata.normalize("NFKD", whole)
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    lost = any(c.isalnum() and not c.isascii() for c in plain)
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    short = stem[:LONGEST].strip("-")
    if short and short == stem and not lost and short not in _RESERVED | _FOLDERS and short not in taken:
        return short
    start = short[: LONGEST - 7].strip("-") or "segment"
    marked = (f"{start}-{hashlib.sha256(f'{name}{more}'.encode()).hexdigest()[:6]}" for more in ("", *range(1, 100)))
    return next(found for found in marked if found not in taken)
