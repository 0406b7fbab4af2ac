"""Small tables in panels, from rows of words and figures."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import Any

NONE = "\N{EN DASH}"


def table(
    head: Sequence[tuple[str, bool]], rows: Iterable[Sequence[Any]], *, label: str, empty: str = "Nobody.", optional: Iterable[str] = ()
) -> str:
    """Write a table.

    Parameters
    ----------
    head
        A column's title, and whether it holds figures.
    rows
        Figures, words (escaped here), or :class:`Cell`.
    label
        What a screen reader calls it.
    optional
        Titles of columns that are left out where nothing is in them.
    """
    rows = [tuple(row) for row in rows]
    kept = [n for n in range(len(head)) if not optional or head[n][0] not in optional or any(not _blank(row[n]) for row in rows)]
    head, rows = [head[n] for n in kept], [tuple(row[n] for n in kept) for row in rows]
    titles = "".join(f'<th scope="col"{_kind(figures)}>{html.escape(title)}</th>' for title, figures in head)
    body = "".join("<tr>" + "".join(_cell(v, figures) for v, (_, figures) in zip(row, head, strict=True)) + "</tr>" for row in rows)
    body = body or f'<tr><td colspan="{len(head)}">{html.escape(empty)}</td></tr>'
    return (
        f'<div class="sw-scroll" tabindex="0" role="region" aria-label="{html.escape(label)}">'
        f'<table class="sw-table"><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table></div>'
    )


class Cell(str):
    """A cell that is HTML already."""

    __slots__ = ()


def wrapping(text: str, least: int = 150) -> Cell:
    """Give words that may take several lines, in a column of at least so many pixels."""
    if not text:
        return Cell(f'<span class="sw-missing">{NONE}</span>')
    return Cell(f'<span style="display:inline-block;white-space:normal;min-width:{least}px">{html.escape(text)}</span>')


def _blank(value: Any) -> bool:
    """Say whether there is nothing in a cell."""
    return value is None or value == "" or value == wrapping("") or value != value


def _kind(figures: bool) -> str:
    return ' class="n"' if figures else ""


def _cell(value: Any, figures: bool) -> str:
    if isinstance(value, Cell):
        return f"<td{_kind(figures)}>{value}</td>"
    if value is None or value == "" or value != value:
        return f'<td{_kind(figures)}><span class="sw-missing">{NONE}</span></td>'
    words = f"{value:,}" if isinstance(value, int) else f"{value:,.0f}" if isinstance(value, float) else str(value)
    return f"<td{_kind(figures)}>{html.escape(words)}</td>"


def called(key: Any, label: Any) -> str:
    """Name an entity: its label with its key, or the key alone."""
    return str(key) if label is None or label != label or str(label) == str(key) else f"{label} ({key})"


def percent(share: float) -> str:
    """Write a share, 0 to 1; nothing where there is none."""
    return "" if share != share else f"{share:.0%}"


def words(text: str, kind: str = "p") -> str:
    """Write a sentence: ``p``, ``h3``, or one of the panels' notes (``sw-ok``, ``sw-warn``)."""
    safe = html.escape(text)
    return f"<{kind}>{safe}</{kind}>" if kind in ("p", "h3") else f'<div class="{kind}">{safe}</div>'
