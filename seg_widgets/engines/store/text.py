"""Parts of a plan as text: equal parts have the same text, others another one. Across processes and machines."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any


def text_of(part: Any) -> str:
    """Write a leaf, a comparison, a group or any other part of a plan, complete.

    Numbers that are equal are written alike (1, 1.0, true), as they are equal where metrics are kept in memory.

    Raises
    ------
    TypeError
        There is something in it that has no text.
    """
    if part is None:
        return "-"
    if isinstance(part, str):
        return json.dumps(part)
    if isinstance(part, bool | int | float | Decimal):
        return _number(part)
    if isinstance(part, datetime):
        return f"time {part.isoformat()}"
    if isinstance(part, date):
        return part.isoformat()
    if isinstance(part, tuple):
        return "[" + ",".join(map(text_of, part)) + "]"
    if is_dataclass(part) and not isinstance(part, type):
        return type(part).__name__ + "(" + ",".join(f"{f.name}={text_of(getattr(part, f.name))}" for f in fields(part)) + ")"
    raise TypeError(f"{type(part).__name__} is no part of a plan")


def _number(value: bool | int | float | Decimal) -> str:
    try:
        return str(Fraction(value))
    except (OverflowError, ValueError) as error:  # endless, or no number
        if value != value:
            raise TypeError("what is not equal to itself has no text") from error
        return "endless" if value > 0 else "-endless"


def digest(text: str) -> str:
    """Give a name to a text: 40 hexadecimal digits of SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:40]
