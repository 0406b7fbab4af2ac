"""A chart in two parts: its design, which many answers share, and its data.

Altair checks all that a chart is made of, which takes it 50 to 150 ms and is the same work for every answer. So a design is
made and checked once and kept; the next answer brings only its rows. Whole charts come of both with :meth:`Drawing.chart`.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import altair as alt

Record = dict[str, Any]
KEPT = 200
"""So many designs are kept."""

APART = ("datasets", "width", "height", "description")
"""What of a spec is not of its design: it changes from answer to answer, and a drawn chart takes it over in place."""

_DESIGNS: OrderedDict[Any, Design] = OrderedDict()
_lock = threading.Lock()


@dataclass(frozen=True, eq=False)
class Design:
    """What a chart looks like, without its data.

    Attributes
    ----------
    chart
        In Altair, with data by name.
    spec
        The same in Vega-Lite, checked against its schema.
    selections
        The chart's selections by name: ``point``, ``index`` or ``interval``.
    """

    chart: Any
    spec: dict[str, Any]
    selections: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Drawing:
    """A design with data.

    Attributes
    ----------
    datasets
        The rows of each of the design's named data.
    width, height
        In pixels; ``None``: what the design says.
    description
        What the chart shows, in words, for those who do not see it.
    """

    design: Design
    datasets: Mapping[str, Sequence[Record]]
    width: float | None = None
    height: float | None = None
    description: str = ""
    _own: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, chart: Any) -> Drawing:
        """Take any Altair chart apart. It is checked anew, so this takes its time."""
        spec = chart.to_dict()
        rows = _named_in_order(spec)
        own = {key: spec.pop(key) for key in ("width", "height", "description") if key in spec}
        return cls(Design(chart, spec, _selections(spec)), rows, _own=own)

    def spec(self) -> dict[str, Any]:
        """Give the chart in Vega-Lite."""
        return self.design.spec | self.apart()

    def apart(self) -> dict[str, Any]:
        """Give what of the spec is not of its design."""
        said = {"width": self.width, "height": self.height, "description": self.description}
        made = self._own | {name: value for name, value in said.items() if value}
        return made | ({"datasets": {name: list(rows) for name, rows in self.datasets.items()}} if self.datasets else {})

    def chart(self) -> alt.LayerChart:
        """Give the chart in Altair."""
        if self._own:
            return self.design.chart  # type: ignore[no-any-return]  # taken apart from a whole chart
        said = {"width": self.width, "height": self.height, "description": self.description or None}
        made: alt.LayerChart = self.design.chart.properties(**{name: value for name, value in said.items() if value is not None})
        made.datasets = {name: list(rows) for name, rows in self.datasets.items()}
        return made


def design(key: Any, make: Callable[[], Any]) -> Design:
    """Give the design of a key; have it made where there is none yet.

    Parameters
    ----------
    key
        All that the design depends on; hashable.
    make
        Makes the Altair chart, with ``alt.NamedData``.
    """
    with _lock:
        found = _DESIGNS.get(key)
        if found is not None:
            _DESIGNS.move_to_end(key)
            return found
    chart = make()
    spec = {name: value for name, value in chart.to_dict().items() if name not in APART}
    made = Design(chart, spec, _selections(spec))
    with _lock:
        _DESIGNS[key] = made
        while len(_DESIGNS) > KEPT:
            _DESIGNS.popitem(last=False)
    return made


def _selections(spec: Mapping[str, Any]) -> dict[str, str]:
    """Name the selections of a spec's top, as JupyterChart does."""
    found = {}
    for param in spec.get("params", []):
        if "select" in param:
            select = param["select"] if isinstance(param["select"], dict) else {"type": param["select"]}
            pointed = select["type"] == "point" and not (select.get("fields") or select.get("encodings"))
            found[param["name"]] = "index" if pointed else select["type"]
    return found


def _named_in_order(spec: dict[str, Any]) -> dict[str, list[Record]]:
    """Take the datasets out of a spec. Altair names them by what is in them; here they are called by their order."""
    rows = spec.pop("datasets", {})
    names: dict[str, str] = {}

    def rename(node: Any) -> None:
        if isinstance(node, dict):
            data = node.get("data")
            if isinstance(data, dict) and data.get("name") in rows:
                node["data"] = data | {"name": names.setdefault(data["name"], f"data{len(names)}")}
            for part in node.values():
                rename(part)
        elif isinstance(node, list):
            for part in node:
                rename(part)

    rename(spec)
    return {names.get(name, name): values for name, values in rows.items()}
