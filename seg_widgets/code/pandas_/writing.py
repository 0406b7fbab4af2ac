"""Writing Python that cannot be talked into anything else: quoting, names, docstrings, and laying out conditions."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from seg_widgets.errors import Problem, UnsupportedError

WIDTH = 112


def quoted(value: object) -> str:
    """Write a value as Python: the only way by which a name or a value gets into the text."""
    match value:
        case str():
            written = repr(value)
            return f'"{written[1:-1]}"' if written[0] == "'" and '"' not in value else written
        case bool() | int() | float():
            return repr(value)
        case Decimal():
            return f"Decimal({quoted(str(value))})"
        case date():
            return f"pd.Timestamp({quoted(value.isoformat()[:10])})"
        case _:
            raise UnsupportedError(Problem("unknown-value", f"pandas does not know how to write a {type(value).__name__}."))


def several(values: Sequence[object]) -> str:
    """Write a list of values."""
    return f"[{', '.join(map(quoted, values))}]"


def docstring(text: str) -> str:
    """Write free text as a docstring: it stays inside, and hides nothing."""
    shown = "".join(c if c.isprintable() or c == "\n" else f"\\u{ord(c):04x}" if ord(c) < 65536 else f"\\U{ord(c):08x}" for c in text)
    if "\\" not in shown:
        return '"""' + shown.replace('"""', '\\"\\"\\"') + '\n"""'
    if '"""' not in shown:
        return f'r"""{shown}\n"""'
    return '"""' + shown.replace("\\", "\\\\").replace('"""', '\\"\\"\\"') + '\n"""'


class Names:
    """Hands out identifiers that say what they hold, each once."""

    def __init__(self, taken: Sequence[str]) -> None:
        self.taken = {*taken, *keyword.kwlist, *keyword.softkwlist, *dir(builtins)}

    def new(self, *choices: str) -> str:
        """Give an identifier made of the first choice of words that is free, or of the last with a number."""
        plain = [slug(words) for words in choices]
        for name in plain:
            if name not in self.taken:
                break
        else:
            number = 2
            while (name := f"{plain[-1]}_{number}") in self.taken:
                number += 1
        self.taken.add(name)
        return name


def slug(words: str, longest: int = 48) -> str:
    """Make a plain identifier of words."""
    ascii_ = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    parts = [part for part in re.split(r"[^a-z0-9]+", ascii_.lower()) if part]
    while len(parts) > 1 and len("_".join(parts)) > longest:
        parts.pop()
    name = "_".join(parts)[:longest].strip("_") or "x"
    return f"_{name}" if name[0].isdigit() else name


@dataclass(frozen=True)
class Atom:
    """A condition in one piece. ``loose``: it needs brackets beside an operator."""

    code: str
    loose: bool = False


@dataclass(frozen=True)
class Joined:
    """Conditions joined by ``&`` or ``|``."""

    sign: str
    parts: tuple[Test, ...]


@dataclass(frozen=True)
class Not:
    """The opposite of a condition that is never missing."""

    of: Test


@dataclass(frozen=True)
class AtLeast:
    """At least so many of several conditions."""

    n: int
    parts: tuple[Test, ...]


Test = Atom | Joined | Not | AtLeast


def joined(sign: str, parts: Sequence[Test]) -> Test:
    """Join conditions; one alone stays as it is, and those joined by the same sign are one row."""
    if len(parts) == 1:
        return parts[0]
    level = [inner for part in parts for inner in (part.parts if isinstance(part, Joined) and part.sign == sign else (part,))]
    return Joined(sign, tuple(level))


def lay_out(test: Test, indent: int, first: int | None = None) -> str:
    """Write a condition: on one line where it fits, else a part a line.

    Parameters
    ----------
    indent
        Of the line that it begins on.
    first
        How much of that line is taken already.
    """
    line = _flat(test)
    if len(line) + (indent if first is None else first) <= WIDTH:
        return line
    inner, close = " " * (indent + 4), " " * indent
    match test:
        case Joined():
            return f"(\n{_rows(test, indent + 4)}\n{close})"
        case Not(of):
            return "~" + _bracketed(lay_out(of, indent), of)
        case AtLeast(n, parts):
            rows = [lay_out(part, indent + 4) for part in parts]
            listed = "".join(f"{inner}{row},\n" for row in rows)
            return f"sum(condition.astype(int) for condition in [\n{listed}{close}]) >= {n}"
        case Atom(code):
            return code


def _flat(test: Test) -> str:
    match test:
        case Atom(code):
            return code
        case Joined(sign, parts):
            return f" {sign} ".join(_bracketed(_flat(part), part) for part in parts)
        case Not(of):
            return "~" + _bracketed(_flat(of), of)
        case AtLeast(n, parts):
            return f"sum(condition.astype(int) for condition in [{', '.join(map(_flat, parts))}]) >= {n}"


def _rows(test: Joined, indent: int) -> str:
    """Write a part a line, the sign before it."""
    rows = [_bracketed(lay_out(part, indent, indent + 4), part) for part in test.parts]
    return " " * indent + f"\n{' ' * indent}{test.sign} ".join(rows)


def _bracketed(code: str, test: Test) -> str:
    closed = isinstance(test, Not) or (isinstance(test, Atom) and not test.loose)
    broken = isinstance(test, Joined) and code.startswith("(\n")
    return code if closed or broken else f"({code})"


def chained(name: str, head: str, *calls: str, indent: int = 4) -> list[str]:
    """Write an assignment of a chain of calls: the calls on lines of their own where it is long."""
    margin = " " * indent
    line = f"{margin}{name} = {head}{''.join(calls)}"
    if len(line) <= WIDTH:
        return [line]
    return [f"{margin}{name} = (", f"{margin}    {head}", *(f"{margin}    {call}" for call in calls), f"{margin})"]


def picked(name: str, frame: str, test: Test, indent: int = 4) -> list[str]:
    """Write an assignment of the rows of a frame that meet a condition."""
    margin = " " * indent
    line = f"{margin}{name} = {frame}[{_flat(test)}]"
    if len(line) <= WIDTH:
        return [line]
    inside = lay_out(test, indent + 4)
    if isinstance(test, Joined) and inside.startswith("(\n"):  # the square brackets are brackets enough
        return [f"{margin}{name} = {frame}[", _rows(test, indent + 4), f"{margin}]"]
    return [f"{margin}{name} = {frame}[", f"{margin}    {inside}", f"{margin}]"]


def assigned(name: str, test: Test, indent: int = 4) -> list[str]:
    """Write an assignment of a condition."""
    start = f"{' ' * indent}{name} = "
    return [start + lay_out(test, indent, len(start))]


def called(name: str, function: str, *arguments: str, indent: int = 4) -> list[str]:
    """Write an assignment of a call: an argument a line where it is long."""
    margin = " " * indent
    line = f"{margin}{name} = {function}({', '.join(arguments)})"
    if len(line) <= WIDTH:
        return [line]
    return [f"{margin}{name} = {function}(", *(f"{margin}    {argument}," for argument in arguments), f"{margin})"]
