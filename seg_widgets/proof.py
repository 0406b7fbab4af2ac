"""Runs the code that is shown, and compares: what an analyst takes away has just given these members."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from seg_widgets.definition import Segment
from seg_widgets.errors import Problem, UnsupportedError

PANDAS_ROWS = 3_000_000
"""Above so many rows the pandas script is not run beside the kernel, but shown as not run."""


@dataclass(frozen=True)
class Proof:
    """What came of running a piece of code.

    Attributes
    ----------
    same
        ``True``: the same members (or definition); ``False``: not; ``None``: it was not run, for the reason in ``words``.
    words
        A sentence for the analyst.
    """

    same: bool | None
    words: str


def prove(target: str, text: str, segment: Segment, expected: list[Any], home: Any) -> Proof:
    """Run a piece of exported code and compare it with the members.

    Parameters
    ----------
    expected
        The members' keys, in the entity table's order.
    home
        The workspace.

    Raises
    ------
    UnsupportedError
        ``unknown-target``.
    """
    if target not in _PROOFS:
        raise UnsupportedError(Problem("unknown-target", f"There is no proof for {target!r}."))
    try:
        return _PROOFS[target](text, segment, expected, home)
    except _TooMany as error:
        return Proof(None, str(error))
    except Exception as error:
        return Proof(False, f"Run just now, it failed: {type(error).__name__}: {error}")


def _sql(text: str, _: Segment, expected: list[Any], home: Any) -> Proof:
    found = home.keys_of(text)
    return _members(sorted(map(repr, found)) == sorted(map(repr, expected)), len(found), len(expected))


class _TooMany(Exception):
    """More rows than one would put into pandas beside a notebook."""


class _Frames(dict[str, Any]):
    """The workspace's tables as frames, each when the script first asks for it."""

    def __init__(self, home: Any) -> None:
        super().__init__()
        self.home = home

    def __missing__(self, name: str) -> Any:
        rows = self.home.facts[name].rows
        if rows > PANDAS_ROWS:
            raise _TooMany(f"Not run here: {name} has {rows:,} rows, a lot for pandas beside a notebook.")
        self[name] = self.home.frame(name)
        return self[name]


def _pandas(text: str, _: Segment, expected: list[Any], home: Any) -> Proof:
    if home.warehouse is not None:
        raise _TooMany(f"Not run here: the tables are in {home.warehouse.name}.")
    scope: dict[str, Any] = {"__name__": "exported"}
    exec(compile(text, "<exported pandas>", "exec"), scope)  # our own text: names and values in it are quoted
    if home.folder is not None and "load" in scope:  # what is shown reads the files: so does what is run
        rows = max((facts.rows for facts in home.facts.values()), default=0)
        if rows > PANDAS_ROWS:
            raise _TooMany(f"Not run here: there is a table of {rows:,} rows, a lot for pandas beside a notebook.")
        tables = scope["load"](home.folder)
    else:
        tables = _Frames(home)
    found = scope["members"](tables).tolist()
    return _members([str(k) for k in found] == [str(k) for k in expected], len(found), len(expected))


def _python(text: str, segment: Segment, _: list[Any], home: Any) -> Proof:
    import seg_widgets

    scope: dict[str, Any] = {"sw": seg_widgets, "ws": home}
    exec(compile(text, "<exported python>", "exec"), scope)
    return _definition(any(isinstance(v, Segment) and v == segment for v in scope.values()))


def _yaml(text: str, segment: Segment, _: list[Any], __: Any) -> Proof:
    from seg_widgets.code.yaml import read_yaml

    return _definition(read_yaml(text) == segment)


def _english(*_: Any) -> Proof:
    return Proof(None, "Words to read; the other tabs are code that runs.")


def _members(same: bool, found: int, expected: int) -> Proof:
    if same:
        return Proof(True, f"Run just now: the same {expected:,} member{'s' if expected != 1 else ''}.")
    return Proof(False, f"Run just now, it gives {found:,} members where there are {expected:,}. This is a fault of seg_widgets.")


def _definition(same: bool) -> Proof:
    return (
        Proof(True, "Run just now: it builds this very definition.")
        if same
        else Proof(False, "Run just now, it builds another definition. This is a fault of seg_widgets.")
    )


_PROOFS: dict[str, Callable[[str, Segment, list[Any], Any], Proof]] = {
    "sql": _sql,
    "pandas": _pandas,
    "python": _python,
    "yaml": _yaml,
    "english": _english,
}
