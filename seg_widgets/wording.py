"""Turns pydantic's validation errors into ours: the same place names and words everywhere."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ValidationError

from seg_widgets.errors import DefinitionError, Problem, SegmentError, suggest


def problems_of(error: ValidationError, data: Any, family: type[SegmentError] = DefinitionError) -> SegmentError:
    """Make an error of the family out of pydantic's, a problem for each of its lines."""
    return family([_problem(line, data) for line in error.errors()])


def place_of(location: tuple[int | str, ...], data: Any, *, absent_last: bool = False) -> str:
    """Name a place in the data, leaving out the tags that pydantic puts in for the member of a union.

    Parameters
    ----------
    absent_last
        The last step names something that is not there (and should be).
    """
    parts: list[str] = []
    at = data
    for number, step in enumerate(location):
        if isinstance(at, list | tuple) and isinstance(step, int) and step < len(at):
            at = at[step]
        elif isinstance(at, BaseModel) and isinstance(step, str) and step in type(at).model_fields:
            at = getattr(at, step)
        elif isinstance(at, dict) and step in at:
            at = at[step]
        elif not (absent_last and number == len(location) - 1):
            continue
        parts.append(str(step))
    return ".".join(parts)


def _problem(line: Any, data: Any) -> Problem:
    kind, context = line["type"], line.get("ctx", {})
    place = place_of(line["loc"], data, absent_last=kind == "missing")
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        known = [word.strip(" '") for word in str(context.get("expected_tags", "")).split(",") if word.strip(" '")]
        written = context.get("tag")
        if written is None and not known:
            return Problem("no-kind", "This part does not say what kind it is.", place, "Give it a kind.")
        if written is None:
            return Problem("no-kind", "This part does not say what kind it is.", place, suggest("", known, what="kinds"))
        return Problem("unknown-kind", f"There is no kind {written!r} here.", place, suggest(str(written), known, what="kinds"))
    if kind == "missing":
        return Problem("missing-part", f"{line['loc'][-1]!r} is missing.", place, "")
    if kind == "extra_forbidden":
        return Problem("unknown-part", f"{line['loc'][-1]!r} is not a part that is known here.", place, "Check its spelling.")
    if kind == "literal_error":
        known = [w.strip(" '") for w in str(context.get("expected", "")).replace(" or ", ", ").split(",")]
        return Problem(
            "unknown-word",
            f"{line['input']!r} is not known here.",
            place,
            suggest(str(line["input"]), known, what="words"),
        )
    if kind == "value_error":
        error = context.get("error")
        if isinstance(error, Fault):
            return Problem(error.code, error.message, ".".join(x for x in (place, error.part) if x), error.hint)
        return Problem("invalid", f"{error}".rstrip(".") + ".", place, "")
    message, hint = _words(kind, context, line["input"])
    return Problem("invalid", message or f"{line['msg']} (it is {line['input']!r}).", place, hint)


def _words(kind: str, context: dict[str, Any], given: Any) -> tuple[str, str]:
    """Say in plain words, and with what to do, what pydantic says of its types; empty where it has to say it itself."""
    if kind == "greater_than_equal":
        return f"{given!r} is too small.", f"Give {context['ge']} or more."
    if kind == "less_than_equal":
        return f"{given!r} is too large.", f"Give {context['le']} or less."
    if kind.startswith("int_"):
        return f"{given!r} is not a whole number.", "Give a whole number, such as 30."
    if kind.startswith("float_"):
        return f"{given!r} is not a number.", "Give a number, such as 30."
    if kind.startswith(("date_", "datetime_")):
        return f"{given!r} is not a day.", "Write it as YYYY-MM-DD."
    if kind == "string_too_short":
        return "The text is empty.", "Write at least one character."
    if kind == "string_type":
        return f"{given!r} is not a text.", "Put it in quotes."
    return "", ""


class Fault(ValueError):
    """A well-formedness fault found by a node's own validator: a problem whose place pydantic will know."""

    def __init__(self, code: str, message: str, hint: str = "", *, part: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint, self.part = code, message, hint, part
