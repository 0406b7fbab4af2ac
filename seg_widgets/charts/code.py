"""A chart as Altair code: standalone Python, with the data in it, that makes the same chart again."""

from __future__ import annotations

import json
import logging
import pprint
from collections.abc import Iterator, Sequence
from typing import Any

_log = logging.getLogger(__name__)
WIDE = 116
CHANNELS = {
    "x": "X", "y": "Y", "x2": "X2", "y2": "Y2", "color": "Color", "fill": "Fill", "stroke": "Stroke", "opacity": "Opacity",
    "size": "Size", "shape": "Shape", "text": "Text", "detail": "Detail", "order": "Order", "row": "Row", "column": "Column",
    "xOffset": "XOffset", "yOffset": "YOffset", "strokeDash": "StrokeDash", "description": "Description", "tooltip": "Tooltip",
}  # fmt: skip
_TYPES = {"quantitative": "Q", "nominal": "N", "ordinal": "O", "temporal": "T"}
_OUTSIDE = {"$schema", "datasets", "layer", "mark", "encoding", "data", "params", "config", "title", "transform"}


def altair_code(chart: Any) -> str:
    """Write a chart as Python that makes it again.

    The code has been run and gives the chart's own spec: where the chart uses what is not written out in full here, it is made of its
    spec.

    Parameters
    ----------
    chart
        Any Altair chart.

    Returns
    -------
    str
        Python that imports only altair, holds the data, and ends with the chart.
    """
    spec = chart.to_dict()
    try:
        written = "\n".join(_lines(spec))
        if same_chart(spec, run(written).to_dict()):
            return written
    except Exception:  # a part that is not written out: the whole is given below
        _log.debug("a chart could not be written out", exc_info=True)
    return "\n".join([*_head(spec), f"chart = alt.Chart.from_dict({_literal(spec)})", "chart", ""])


def run(code: str) -> Any:
    """Run such code; give its chart."""
    names: dict[str, Any] = {}
    exec(compile(code, "<chart>", "exec"), names)
    return names["chart"]


def same_chart(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Say whether two specs are of the same chart: views and data may be called otherwise."""
    return bool(_plain(one) == _plain(other))


def _plain(spec: dict[str, Any]) -> Any:
    """Give a spec with its data in place, and its views by their order."""
    rows = spec.get("datasets", {})
    names: dict[str, str] = {}

    def plain(node: Any) -> Any:
        if isinstance(node, dict):
            made = {}
            for key, part in node.items():
                if key == "data" and isinstance(part, dict) and part.get("name") in rows:
                    made[key] = rows[part["name"]]
                elif key == "name" and isinstance(part, str) and part.startswith("view_"):
                    made[key] = names.setdefault(part, f"view{len(names)}")
                elif key not in ("datasets", "$schema"):
                    made[key] = plain(part)
            return made
        if isinstance(node, list):
            return [plain(part) for part in node]
        return names.get(node, node) if isinstance(node, str) else node

    # The views are named in the layers, which the list of selections refers to: those first.
    found = plain({key: spec[key] for key in sorted(spec, key=lambda key: key == "params")})
    return json.loads(json.dumps(found, sort_keys=True, default=str))


def _lines(spec: dict[str, Any]) -> Iterator[str]:
    yield from _head(spec)
    names = {}
    for number, (name, rows) in enumerate(spec.get("datasets", {}).items(), 1):
        names[name] = f"data{number}" if len(spec["datasets"]) > 1 else "data"
        yield f"{names[name]} = {_rows(rows)}"
    yield ""
    params: dict[str, str] = {}
    for param in spec.get("params", []):
        params[param["name"]] = _identifier(param["name"], params)
        yield f"{params[param['name']]} = {_param(param)}"
    layers = spec.get("layer")
    views = {view: param["name"] for param in spec.get("params", []) for view in param.get("views", [])}
    units = []
    for layer in layers if layers is not None else [spec]:
        own = [params[views[layer["name"]]]] if layer.get("name") in views else []
        own += [params[p["name"]] for p in spec.get("params", []) if layers is None and not p.get("views")]
        units.append(_unit(layer, layer.get("data") or spec.get("data"), names, own))
    if layers is None:
        yield f"chart = {units[0]}"
    else:
        yield "chart = alt.layer("
        yield from (f"    {unit}," for unit in units)
        yield ")"
    said = {key: value for key, value in spec.items() if key not in _OUTSIDE and not (layers is None and key == "name")}
    if "title" in spec:
        said["title"] = spec["title"]
    if said:
        yield f"chart = chart.properties(\n{_keywords(said)}\n)"
    if spec.get("config"):
        yield f"chart = chart.configure(\n{_keywords(spec['config'])}\n)"
    yield "chart"
    yield ""


def _head(spec: dict[str, Any]) -> Iterator[str]:
    words = str(spec.get("description") or "A chart.").replace("\\", "\\\\").replace('"', "'")
    yield f'"""{words}"""'
    yield ""
    yield "import altair as alt"
    yield ""


def _unit(layer: dict[str, Any], data: Any, names: dict[str, str], params: list[str]) -> str:
    unknown = set(layer) - {"mark", "encoding", "data", "name", "transform"} - (_known_of_top if "$schema" in layer else set())
    if unknown:
        raise ValueError(f"not written out: {sorted(unknown)}")
    mark = layer["mark"] if isinstance(layer["mark"], dict) else {"type": layer["mark"]}
    options = ", ".join(f"{key}={value!r}" for key, value in mark.items() if key != "type")
    rows = f"alt.InlineData(values={names[data['name']]})" if isinstance(data, dict) and data.get("name") in names else "alt.Data()"
    encoded = ",\n        ".join(f"{name}={_channel(name, of)}" for name, of in layer.get("encoding", {}).items())
    added = f".add_params({', '.join(params)})" if params else ""
    made = ""
    for step in layer.get("transform", []):
        if set(step) != {"calculate", "as"}:
            raise ValueError(f"not written out: {sorted(step)}")
        made += f".transform_calculate(\n        as_={step['as']!r}, calculate={step['calculate']!r}\n    )"
    return f"alt.Chart({rows}){made}.mark_{mark['type']}({options}).encode(\n        {encoded},\n    ){added}"


_known_of_top = _OUTSIDE | {"width", "height", "autosize", "description", "usermeta", "background", "padding"}


def _channel(name: str, of: Any) -> str:
    if isinstance(of, list):
        return "[" + ", ".join(_channel(name, part) for part in of) + "]"
    kind = CHANNELS[name]
    rest = dict(of)
    if set(rest) >= {"field", "type"} and str(rest["field"]).isidentifier() and rest["type"] in _TYPES:
        first = [repr(f"{rest.pop('field')}:{_TYPES[rest.pop('type')]}")]
    elif set(rest) == {"field"}:
        first = [repr(rest.pop("field"))]
    elif "datum" in rest:
        kind, first = f"{kind}Datum", [repr(rest.pop("datum"))]
    elif "value" in rest:
        kind, first = f"{kind}Value", [repr(rest.pop("value"))]
    else:
        first = []
    return f"alt.{kind}({', '.join([*first, *(f'{key}={value!r}' for key, value in rest.items())])})"


def _param(param: dict[str, Any]) -> str:
    unknown = set(param) - {"name", "select", "views"}
    select = dict(param["select"])
    if unknown or select["type"] not in ("point", "interval"):
        raise ValueError(f"not written out: {param}")
    kind = select.pop("type")
    return f"alt.selection_{kind}({', '.join(f'{key}={value!r}' for key, value in ({'name': param['name']} | select).items())})"


def _identifier(name: str, taken: dict[str, str]) -> str:
    return name if name.isidentifier() and not name.startswith(("alt", "chart", "data")) else f"selection{len(taken) + 1}"


def _keywords(of: dict[str, Any]) -> str:
    return "\n".join(f"    {key}={_literal(value, 4)}," for key, value in of.items())


def _rows(rows: Sequence[Any]) -> str:
    """Write rows, a line each."""
    return "[\n" + "".join(f"    {row!r},\n" for row in rows) + "]" if rows else "[]"


def _literal(value: Any, indent: int = 0) -> str:
    return pprint.pformat(value, width=WIDE - indent, compact=True, sort_dicts=False).replace(
        "\n", "\n" + " " * (indent + 1 if indent else 0)
    )
