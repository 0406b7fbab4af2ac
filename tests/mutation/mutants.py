"""Mutants: the source of a file with one small thing wrong."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "seg_widgets"
ENGINE = [
    "plan/make.py", "plan/calendar.py", "sql/expressions.py", "sql/conditions.py", "sql/rows.py", "sql/reader.py",
    "sql/query.py", "sql/related.py",
    "sql/sequences.py", "results/evaluate.py",
]  # fmt: skip

_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
# What builds a statement or a script is named, not written with a sign.
_NAMES = {
    "LT": "LTE", "LTE": "LT", "GT": "GTE", "GTE": "GT", "EQ": "NEQ", "NEQ": "EQ", "Add": "Sub", "Sub": "Add", "and_": "or_", "or_": "and_",
    "Min": "Max", "Max": "Min", "true": "false", "false": "true",
}  # fmt: skip
_TEXTS = {
    "&": "|", "|": "&", ">=": ">", "<=": "<", "all": "any", "any": "all", "right": "both", "left": "neither",
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A file, and its source with one thing changed."""

    path: Path
    what: str
    source: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(PACKAGE)}: {self.what}"


def files(part: str) -> list[Path]:
    """Name the files whose mutants are of a part: ``engine`` (plan, SQL, evaluation) or ``pandas``."""
    if part == "engine":
        return [PACKAGE / name for name in ENGINE]
    return sorted((PACKAGE / "code" / "pandas_").glob("*.py"))


def mutants(path: Path) -> Iterator[Mutant]:
    """Give every mutant of a file."""
    text = path.read_text("utf-8")
    whole = ast.parse(text)
    said = {id(inner) for annotation in _annotations(whole) for inner in ast.walk(annotation)}
    for number, node in enumerate(ast.walk(whole)):
        for what, change in _changes(node) if id(node) not in said else ():
            tree = ast.parse(text)
            target = next(n for i, n in enumerate(ast.walk(tree)) if i == number)
            change(target)
            yield Mutant(path, f"line {getattr(node, 'lineno', '?')}: {what}", ast.unparse(ast.fix_missing_locations(tree)))


def _annotations(tree: ast.AST) -> Iterator[ast.AST]:
    """Give what is only said of types: none of it is run."""
    for node in ast.walk(tree):
        found = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        yield from (annotation for annotation in found if annotation is not None)


def named(path: str, old: str, new: str) -> Mutant:
    """Make a mutant by hand: one piece of a file's text replaced."""
    file = PACKAGE / path
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    return Mutant(file, f"{old!r} -> {new!r}", text.replace(old, new))


def _changes(node: ast.AST) -> Iterator[tuple[str, object]]:
    match node:
        case ast.Compare(ops=[op]) if type(op) in _SWAPS:
            yield _sign(op), lambda n: n.ops.__setitem__(0, _SWAPS[type(n.ops[0])]())
        case ast.BinOp(op=op) if type(op) in _SWAPS and not isinstance(node.left, ast.Constant | ast.JoinedStr):
            yield _sign(op), lambda n: setattr(n, "op", _SWAPS[type(n.op)]())
        case ast.BoolOp(op=op):
            yield _sign(op), lambda n: setattr(n, "op", _SWAPS[type(n.op)]())
        case ast.UnaryOp(op=ast.Not()):
            yield "not", lambda n: setattr(n, "operand", ast.UnaryOp(ast.Not(), n.operand))
        case ast.Constant(value=bool() as value):
            yield f"{value} -> {not value}", lambda n: setattr(n, "value", not n.value)
        case ast.Constant(value=int() as value) if abs(value) < 100:
            yield f"{value} -> {value + 1}", lambda n: setattr(n, "value", n.value + 1)
        case ast.Constant(value=str() as value) if value in _TEXTS:
            yield f"{value!r} -> {_TEXTS[value]!r}", lambda n: setattr(n, "value", _TEXTS[n.value])
        case ast.Attribute(attr=attr) if attr in _NAMES:
            yield f"{attr} -> {_NAMES[attr]}", lambda n: setattr(n, "attr", _NAMES[n.attr])


def _sign(op: ast.AST) -> str:
    return f"{type(op).__name__} -> {_SWAPS[type(op)].__name__}"
