"""Charts as pictures inside a page: they need no kernel, no script and no internet, and take the page's colours, light or dark."""

from __future__ import annotations

import html
import itertools
import re
from typing import Any

NAME = "seg-widgets"
VEGA_LITE = re.compile(r"application/vnd\.vegalite\.v\d+(\.\d+)*\+json")
VEGA = re.compile(r"application/vnd\.vega\.v\d+(\.\d+)*\+json")

_numbers = itertools.count(1)
_ID = re.compile(r'\bid="([^"]+)"')


def offline() -> None:
    """Have every Altair chart of this notebook drawn as a picture in the page, from here on.

    Altair's own way to show a chart loads Vega from the internet. A picture is there wherever the notebook goes: in JupyterLab, in
    nbconvert's HTML, in a mail.
    """
    import altair as alt

    alt.renderers.register(NAME, _rendered)
    alt.renderers.enable(NAME)


def _rendered(spec: dict[str, Any], **_: Any) -> dict[str, str]:
    return {"text/html": picture(spec), "text/plain": described(spec)}


def picture(chart: Any, *, vega: bool = False) -> str:
    """Draw a chart as HTML: one ``figure`` that holds an SVG.

    Parameters
    ----------
    chart
        An Altair chart, a :class:`~seg_widgets.charts.Drawing`, or a spec.
    vega
        The spec is one of Vega, not of Vega-Lite.
    """
    import vl_convert
    from altair.utils._importers import vl_version_for_vl_convert

    from seg_widgets.charts import palette, style_sheet

    spec = _spec(chart)
    made = vl_convert.vega_to_svg(spec) if vega else vl_convert.vegalite_to_svg(spec, vl_version=vl_version_for_vl_convert())
    named = {colour.lower(): meaning for colour, meaning in palette().items()}

    def ours(found: re.Match[str]) -> str:
        meaning = named.get(found[2].lower())
        return f'{found[1]}="var(--sw-chart-{meaning}, {found[2]})"' if meaning else found[0]

    svg = re.sub(r'\b(fill|stroke)="(#[0-9a-fA-F]{6})"', ours, _own_ids(made))
    said = html.escape(described(spec), quote=True)
    svg = svg.replace("<svg ", f'<svg role="img" aria-label="{said}" style="max-width:100%;height:auto" ', 1)
    return f'<figure class="sw-chart" style="margin:0"><style>{style_sheet()}</style>{svg}</figure>'


def described(spec: Any) -> str:
    """Say in words what a chart shows."""
    title = spec.get("title") if isinstance(spec, dict) else None
    words = spec.get("description") or (title.get("text") if isinstance(title, dict) else title)
    return str(words or "A chart.")


def _spec(chart: Any) -> dict[str, Any]:
    from seg_widgets.charts import Drawing

    if isinstance(chart, dict):
        return chart
    made: dict[str, Any] = chart.spec() if isinstance(chart, Drawing) else chart.to_dict()
    return made


def _own_ids(svg: str) -> str:
    """Give the parts of a picture names of its own: every picture calls its first clip path the same."""
    prefix = f"sw{next(_numbers)}-"
    for name in set(_ID.findall(svg)):
        svg = svg.replace(f'id="{name}"', f'id="{prefix}{name}"').replace(f"url(#{name})", f"url(#{prefix}{name})")
        svg = svg.replace(f'href="#{name}"', f'href="#{prefix}{name}"')
    return svg
