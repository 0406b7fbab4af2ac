"""What a library keeps beside a definition: tags, and the accounts that must be in or out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml

from seg_widgets.code.scalars import Dumper, Loader
from seg_widgets.errors import LibraryError, Problem, suggest

Key = str | int


@dataclass(frozen=True)
class Pins:
    """Entities by their keys: who must be in, and who must be out, whatever the definition says today."""

    inside: tuple[Key, ...] = ()
    outside: tuple[Key, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.inside or self.outside)


@dataclass(frozen=True)
class Notes:
    """Tags and pins of one segment."""

    tags: tuple[str, ...] = ()
    pins: Pins = field(default_factory=Pins)

    def dump(self) -> dict[str, Any]:
        """Give them as plain data, without what is empty."""
        pinned = {word: list(keys) for word, keys in (("in", self.pins.inside), ("out", self.pins.outside)) if keys}
        return ({"tags": list(self.tags)} if self.tags else {}) | ({"pinned": pinned} if pinned else {})

    def text(self) -> str:
        """Write them as a file, a tag and a key a line; an empty text where there are none."""
        return block(self.dump()) if self.dump() else ""


def tags_of(given: Iterable[str]) -> tuple[str, ...]:
    """Give tags sorted, each once."""
    words = [given] if isinstance(given, str) else given
    return tuple(sorted({str(tag).strip() for tag in words} - {""}))


def pins_of(inside: Iterable[Any] = (), outside: Iterable[Any] = ()) -> Pins:
    """Give pins, each key once.

    Raises
    ------
    LibraryError
        ``pinned-twice``: a key is to be in and out.
    """
    both = tuple(_keys(inside)), tuple(_keys(outside))
    twice = {str(k) for k in both[0]} & {str(k) for k in both[1]}
    if twice:
        words = f"{sorted(twice)[0]!r} is pinned in and out."
        raise LibraryError(Problem("pinned-twice", words, "pinned", "Take it out of one of the two."))
    return Pins(*both)


def _keys(given: Iterable[Any]) -> Iterable[Key]:
    keys = [given] if isinstance(given, str | int) else given
    return dict.fromkeys(int(k) if isinstance(k, int) or (hasattr(k, "item") and isinstance(k.item(), int)) else str(k) for k in keys)


def read_notes(text: str, place: str) -> Notes:
    """Read notes.

    Raises
    ------
    LibraryError
        ``bad-notes``, ``pinned-twice``.
    """
    try:
        data = yaml.load(text, Loader=Loader) or {}
    except (yaml.YAMLError, ValueError) as error:
        raise _bad(f"This is not YAML: {getattr(error, 'problem', None) or error}.", place) from error
    if not isinstance(data, dict):
        raise _bad("Notes are a mapping of 'tags' and 'pinned'.", place)
    return notes_of(data, place)


def notes_of(data: dict[str, Any], place: str) -> Notes:
    """Make notes of plain data: its parts ``tags`` and ``pinned``."""
    for word in data:
        if word not in ("tags", "pinned"):
            raise _bad(f"Notes know no {word!r}.", place, suggest(str(word), ("tags", "pinned"), what="parts"))
    tags, pinned = data.get("tags") or [], data.get("pinned") or {}
    if not isinstance(tags, list) or not all(isinstance(t, str) for t in tags):
        raise _bad("'tags' is a list of words.", place)
    if not isinstance(pinned, dict) or set(pinned) - {"in", "out"} or not all(isinstance(k or [], list) for k in pinned.values()):
        raise _bad("'pinned' is a mapping of 'in' and 'out' to lists of keys.", place)
    for keys in pinned.values():
        if not all(isinstance(k, str | int) and not isinstance(k, bool) for k in keys or []):
            raise _bad("A key is a text or a whole number.", place)
    return Notes(tags_of(tags), pins_of(pinned.get("in") or (), pinned.get("out") or ()))


def block(data: dict[str, Any]) -> str:
    """Write plain data as YAML, a line an item."""
    made: str = yaml.dump(data, Dumper=Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=1_000_000)
    return made


def _bad(words: str, place: str, hint: str = "Mend the file, or take it away.") -> LibraryError:
    return LibraryError(Problem("bad-notes", words, place, hint))
