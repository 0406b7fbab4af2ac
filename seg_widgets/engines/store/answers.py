"""Rows that a query gave, as text that gives the same rows again."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Rows = list[tuple[Any, ...]]
MOST = 20_000
"""Answers of more rows are not kept."""

_READ: dict[str, Callable[[str], Any]] = {
    "time": datetime.fromisoformat,
    "date": date.fromisoformat,
    "decimal": Decimal,
    "float": float,
}


def write_rows(rows: Rows) -> Any:
    """Give rows as what JSON can hold.

    Raises
    ------
    TypeError
        There is a value of another type, or there are too many rows.
    """
    if len(rows) > MOST:
        raise TypeError("too many rows")
    return [[_write(value) for value in row] for row in rows]


def _write(value: Any) -> Any:
    if value is None or isinstance(value, bool | str) or type(value) is int:
        return value
    if isinstance(value, list):
        return [_write(v) for v in value]
    if isinstance(value, datetime):
        return {"time": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, float):
        return {"float": repr(value)}
    raise TypeError(type(value).__name__)


def read_rows(kept: Any) -> Rows:
    """Give the rows again.

    Raises
    ------
    TypeError, ValueError, KeyError, AttributeError
        It is not what was written.
    """
    return [tuple(_read(value) for value in row) for row in kept]


def _read(kept: Any) -> Any:
    if isinstance(kept, list):
        return [_read(v) for v in kept]
    if isinstance(kept, dict):
        ((kind, text),) = kept.items()
        return _READ[kind](text)
    return kept


def read_book(text: str) -> dict[str, Rows]:
    """Read a file of answers: query -> rows; an empty one where it is broken."""
    try:
        return {str(query): read_rows(rows) for query, rows in json.loads(text).items()}
    except (TypeError, ValueError, KeyError, AttributeError, ArithmeticError):
        return {}


def write_book(book: dict[str, Rows]) -> str:
    """Write a file of answers; what cannot be written is left out."""
    kept = {}
    for query, rows in book.items():
        try:
            kept[query] = write_rows(rows)
        except TypeError:
            continue
    return json.dumps(kept, ensure_ascii=True)
