"""RE2's patterns for engines with another flavour of regular expressions, as near as it goes.

A definition's pattern is RE2's. It is taken apart once; what another flavour reads otherwise is written in its words. What
cannot be said there (Unicode classes in PostgreSQL) is left as it stands, and the engine refuses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_FLAGS = re.compile(r"\(\?([a-zA-Z]*)(?:-([a-zA-Z]*))?([:)])")
_NAME = re.compile(r"\(\?P?<[A-Za-z_]\w*>")
_COUNT = re.compile(r"\{\d+(,\d*)?\}")
_POSIX = re.compile(r"\[:(\^?)([a-z]+):\]")
_ESCAPE = re.compile(r"\\(?:[pP]\{[^}]*\}|x\{[^}]*\}|Q.*?(?:\\E|\Z)|.)", re.DOTALL)
_DIGITS = {"d": "0-9", "w": "A-Za-z0-9_", "s": r"\t\n\f\r "}


def _parts(pattern: str) -> Iterator[tuple[str, str]]:
    """Take a pattern apart: ``flags``, ``name``, ``count``, ``escape``, ``open``, ``close``, ``posix``, ``inside`` and ``char``."""
    at, inside = 0, False
    while at < len(pattern):
        rest = pattern[at:]
        if found := _ESCAPE.match(rest):
            kind, text = ("escape inside" if inside else "escape"), found[0]
        elif inside:
            posix = _POSIX.match(rest)
            kind, text = ("posix", posix[0]) if posix else ("close" if rest[0] == "]" else "inside", rest[0])
            inside = kind != "close"
        elif found := _NAME.match(rest):
            kind, text = "name", found[0]
        elif found := _FLAGS.match(rest):
            kind, text = "flags", found[0]
        elif found := _COUNT.match(rest):
            kind, text = "count", found[0]
        elif rest[0] == "[":
            # A bracket that comes first in a class is one of its characters.
            text = "[^" if rest.startswith("[^") else "["
            kind, inside = "open", True
            yield kind, text
            at += len(text)
            if pattern[at : at + 1] == "]":
                yield "escape inside", r"\]"
                at += 1
            continue
        else:
            kind, text = "char", rest[0]
        yield kind, text
        at += len(text)


def _quoted(text: str) -> str:
    """Write out what stands between ``\\Q`` and ``\\E``."""
    return "".join(f"\\{c}" if not c.isalnum() and c.isascii() else c for c in text[2:].removesuffix("\\E"))


def java(pattern: str, *, flags: bool = True) -> str:
    """Write a pattern for ``java.util.regex``.

    Parameters
    ----------
    flags
        Say that only ``\\n`` ends a line and that case is Unicode's. (Trino has both anyhow, and refuses the flags.)
    """
    lines = any("m" in (_FLAGS.match(text) or [""] * 2)[1] for kind, text in _parts(pattern) if kind == "flags")
    made = ["(?d)"] if flags else []
    before = ""
    for kind, text in _parts(pattern):
        if kind == "flags":
            on, off, end = _FLAGS.match(text).groups()  # type: ignore[union-attr]
            on, off = on.replace("U", ""), (off or "").replace("U", "")
            on += "u" if flags and "i" in on else ""
            text = f"(?{on}{'-' + off if off else ''}{end}" if on or off or end == ":" else ""
        elif kind == "name":
            text = "("
        elif kind == "posix":
            negated, word = _POSIX.match(text).groups()  # type: ignore[union-attr]
            text = (r"\W" if negated else r"\w") if word == "word" else rf"\{'P' if negated else 'p'}{{{_posix(word)}}}"
        elif kind.startswith("escape") and text.startswith("\\Q"):
            text = _quoted(text)
        elif kind.startswith("escape") and (script := re.fullmatch(r"\\([pP])\{([A-Z][a-z]{2,}\w*)\}", text)):
            text = rf"\{script[1]}{{Is{script[2]}}}"
        elif (kind == "inside" and (text == "[" or (text == "&" and before == "&"))) or (kind == "char" and text == "{"):
            text = f"\\{text}"
        elif kind == "char" and text == "$" and not lines:
            text = r"\z"  # Java's own also matches before a last line's end
        made.append(text)
        before = text[-1:]
    return "".join(made)


def _posix(word: str) -> str:
    return {"ascii": "ASCII", "xdigit": "XDigit"}.get(word, word.capitalize())


def posix(pattern: str) -> str:
    """Write a pattern for PostgreSQL's advanced regular expressions: ASCII's classes, and no dot that takes a line's end."""
    asked = _FLAGS.match(pattern)
    on = asked[1] if asked and asked[3] == ")" and not asked[2] else ""
    if on:
        pattern = pattern[len(asked[0]) :]  # type: ignore[index]
    flags = ("i" if "i" in on else "") + ("w" if "m" in on else "")
    made = [f"(?{flags})"] if flags else []
    for kind, text in _parts(pattern):
        if kind == "name":
            text = "("
        elif kind == "char" and text == "." and "s" not in on:
            text = r"[^\n]"
        elif kind.startswith("escape"):
            letter, inside = text[1:2], kind == "escape inside"
            if letter == "Q":
                text = _quoted(text)
            elif letter in _DIGITS:
                text = _DIGITS[letter] if inside else f"[{_DIGITS[letter]}]"
            elif letter.lower() in _DIGITS and not inside:
                text = f"[^{_DIGITS[letter.lower()]}]"
            elif not inside:
                text = {"b": r"\y", "B": r"\Y", "z": r"\Z"}.get(letter, text)
        made.append(text)
    return "".join(made)
