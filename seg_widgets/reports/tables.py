"""Frames as plain HTML tables, for people: words for headings, figures grouped, shares as percentages, missing values shown as such."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from seg_widgets.charts.canvas import clean, percent

MOST = 30
MISSING = "\N{EN DASH}"
"""What stands for a missing value."""


class Table:
    """A frame as a table: what a notebook shows of it, and what a report holds.

    Parameters
    ----------
    frame
        Its index is left out.
    columns
        Which, in which order; a mapping gives headings to them. ``None``: all, by their names. Columns that hold nothing at all
        are left out.
    shares
        Columns of shares, 0 to 1, that are shown as percentages; ``None``: those whose name begins with ``share``.
    most
        So many rows at most; a last line says how many there are.
    empty
        What is said in place of a table without rows.
    """

    def __init__(
        self,
        frame: pd.DataFrame,
        columns: Sequence[str] | Mapping[str, str] | None = None,
        *,
        shares: Sequence[str] | None = None,
        most: int = MOST,
        empty: str = "Nothing.",
    ) -> None:
        names = [n for n in (frame.columns if columns is None else columns) if not len(frame) or _holds_something(frame[n])]
        self.heads = [columns[n] if isinstance(columns, Mapping) else str(n).replace("_", " ").strip().capitalize() for n in names]
        self.shares = {n for n in names if str(n).startswith("share")} if shares is None else set(shares)
        self.frame, self.most, self.empty = frame[names], most, empty

    def _repr_html_(self) -> str:
        return f"<style>{STYLE}</style>{self.html()}"

    def html(self) -> str:
        """Give the table without its looks."""
        if not len(self.frame):
            return f"<p>{html.escape(self.empty)}</p>"
        numeric = [_is_numeric(self.frame[name]) for name in self.frame.columns]
        head = "".join(f"<th{_side(n)}>{html.escape(clean(h))}</th>" for h, n in zip(self.heads, numeric, strict=True))
        kinds = list(zip(self.frame.columns, numeric, strict=True))
        rows = "".join(
            "<tr>" + "".join(f"<td{_side(n, v)}>{self._said(v, name, n)}</td>" for v, (name, n) in zip(row, kinds, strict=True)) + "</tr>"
            for row in self.frame.head(self.most).itertuples(index=False, name=None)
        )
        more = f"<p>The first {self.most:,} of {len(self.frame):,}.</p>" if len(self.frame) > self.most else ""
        return f'<table class="sw-report-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}'

    def _said(self, value: Any, name: Any, numeric: bool) -> str:
        if numeric and name in self.shares and not pd.isna(value):
            return percent(float(value))
        return html.escape(shown(value))

    def __repr__(self) -> str:
        return self.frame.head(self.most).to_string(index=False) if len(self.frame) else self.empty


def _holds_something(column: pd.Series[Any]) -> bool:
    return bool((column.notna() & (column.astype(object) != "")).any())


def _side(numeric: bool, value: Any = None) -> str:
    return ' class="n"' if numeric else ' class="d"' if isinstance(value, date) else ""


def _is_numeric(column: pd.Series[Any]) -> bool:
    return bool(pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column))


def shown(value: Any) -> str:
    """Write one value: figures grouped, days without a time, lists with commas, a missing one as a dash."""
    if isinstance(value, list | tuple | set):
        return ", ".join(map(shown, value)) or MISSING
    if value is None or pd.isna(value):
        return MISSING
    if isinstance(value, bool) or pd.api.types.is_bool(value):
        return "yes" if value else "no"
    if pd.api.types.is_integer(value):
        return f"{value:,}"
    if pd.api.types.is_float(value):
        number = float(value)
        return f"{number:,.0f}" if abs(number) >= 100 or number == round(number) else f"{number:,.3g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if (value.hour, value.minute, value.second) == (0, 0, 0) else f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else clean(value)


class Tiles:
    """A few figures that matter, side by side.

    Parameters
    ----------
    figures
        What it is, the figure, and a word about it (or ``""``), each.
    """

    def __init__(self, figures: Sequence[tuple[str, Any, str]]) -> None:
        self.figures = [(clean(name), value if isinstance(value, str) else shown(value), clean(words)) for name, value, words in figures]

    def html(self) -> str:
        """Give the tiles without their looks."""
        each = "".join(
            f"<div><span>{html.escape(name)}</span><b>{html.escape(value)}</b><small>{html.escape(words)}</small></div>"
            for name, value, words in self.figures
        )
        return f'<div class="sw-report-tiles">{each}</div>'

    def _repr_html_(self) -> str:
        return f"<style>{STYLE}</style>{self.html()}"

    def __repr__(self) -> str:
        return "\n".join(f"{name}: {value} {words}".rstrip() for name, value, words in self.figures)


class Words:
    """A paragraph with its first words in bold: for names and texts of the data, which are never read as markup."""

    def __init__(self, lead: str, text: str = "") -> None:
        self.lead, self.text = clean(lead), clean(text)

    def _repr_html_(self) -> str:
        return f"<p><b>{html.escape(self.lead)}</b> {html.escape(self.text)}</p>"

    def __repr__(self) -> str:
        return f"{self.lead} {self.text}".rstrip()


STYLE = """\
table.sw-report-table { border-collapse: collapse; margin: 4px 0 12px; font-size: 13px; line-height: 1.4; }
table.sw-report-table.sw-report-table :is(th, td) {
  padding: 4px 14px 4px 0; text-align: left; vertical-align: top; background: none; white-space: normal;
  border: 0; border-bottom: 1px solid var(--jp-border-color2, #e2e5ea); max-width: 420px; overflow-wrap: break-word;
}
table.sw-report-table th { font-weight: 600; color: var(--jp-ui-font-color2, #667085); white-space: nowrap; }
table.sw-report-table.sw-report-table .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
table.sw-report-table.sw-report-table .d { white-space: nowrap; }
@media screen and (max-width: 640px) {
  table.sw-report-table { display: block; overflow-x: auto; }
  table.sw-report-table :is(th, td) { min-width: 64px; }
}
.sw-report-tiles { display: flex; flex-wrap: wrap; gap: 10px; margin: 4px 0 14px; }
.sw-report-tiles > div {
  display: flex; flex-direction: column; min-width: 128px; padding: 8px 14px; border: 1px solid var(--jp-border-color2, #e2e5ea);
  border-radius: 8px;
}
.sw-report-tiles :is(span, small) { font-size: 12px; color: var(--jp-ui-font-color2, #667085); }
.sw-report-tiles b { font-size: 22px; line-height: 1.3; font-variant-numeric: tabular-nums; }
"""
"""The looks; in JupyterLab the theme's colours."""
