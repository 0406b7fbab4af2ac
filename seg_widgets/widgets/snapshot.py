"""The last state of a workbench as plain HTML: what a notebook shows that is opened where no kernel runs.

It stands in the output beside the workbench, and is hidden as long as that is alive (``css/layout.css``).
"""

from __future__ import annotations

import html
from datetime import datetime
from typing import Any

from seg_widgets.code.english import node_words
from seg_widgets.definition.walk import get
from seg_widgets.errors import SegmentError
from seg_widgets.widgets.answered import Answered


def snapshot(answered: Answered | None, name: str, current: bool, now: datetime) -> str:
    """Write what the workbench shows.

    Parameters
    ----------
    answered
        The last good answer.
    name
        Of the draft.
    current
        The answer is the draft's.
    now
        When this is.
    """
    at = f"{now:%Y-%m-%d %H:%M}"
    mark = f"The builder needs a running kernel: run this cell to go on. This is how it was left on {at}."
    parts = [f"<p><em>{html.escape(mark)}</em></p>", f"<h4>{html.escape(name or 'Untitled segment')}</h4>"]
    if answered is None:
        parts.append("<p>No rule was complete yet.</p>")
    else:
        if not current:
            parts.append("<p>The last changes were not counted; these figures are from before them.</p>")
        parts += [f"<p>{html.escape(str(answered.counts))}{_worth(answered)}</p>", _rules(answered), _english(answered)]
    return f'<div class="sw-snapshot">{"".join(parts)}</div>'


def _worth(answered: Answered) -> str:
    worth = answered.counts.worth
    if worth is None:
        return ""
    return html.escape(f"; {worth.label} {worth.inside:,.0f} of {worth.total:,.0f} {worth.unit}".rstrip())


def _rules(answered: Answered) -> str:
    """Give the rules at the top level with their figures."""
    segment, schema = answered.segment, answered.workspace.schema
    rows = []
    for place, node in answered.evaluation.by_place():
        if place.removeprefix("where.members.").isdigit():
            words = node_words(get(segment, place), segment.entity, schema, parameters=segment.parameters)
            after = f"{node.after.count():,}" if node.after is not None else ""
            rows.append(f"<tr><td style='text-align:left'>{html.escape(words)}</td><td>{node.met.count():,}</td><td>{after}</td></tr>")
    if not rows:
        return ""
    head = "<tr><th style='text-align:left'>Rule</th><th>meet it</th><th>remain</th></tr>"
    return f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"


def _english(answered: Answered) -> str:
    try:
        words = answered.workspace.export(answered.segment, "english")
    except SegmentError:
        return ""
    return f"<pre>{html.escape(words)}</pre>"


class Snapshots:
    """The snapshots in the outputs that show one workbench."""

    def __init__(self) -> None:
        self._handles: list[Any] = []

    def show(self, text: str) -> None:
        """Add one to the output of the cell that runs."""
        from IPython.display import DisplayHandle

        handle: Any = DisplayHandle()  # type: ignore[no-untyped-call]  # IPython has no types here
        handle.display(_bundle(text), raw=True)
        self._handles.append(handle)

    def update(self, text: str) -> None:
        """Bring all up to date."""
        for handle in self._handles:
            handle.update(_bundle(text), raw=True)

    def __bool__(self) -> bool:
        return bool(self._handles)


def _bundle(text: str) -> dict[str, str]:
    return {"text/html": text, "text/plain": "The last state of the segment builder."}
