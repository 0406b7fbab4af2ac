"""Vega for the browser, with no internet: one widget of the kernel brings it, for all charts."""

from __future__ import annotations

import threading
from typing import Any

import anywidget

BRING = """
const all = globalThis;
if (all.segWidgetsVega === undefined) {
  let keep;
  const promise = new Promise((resolve) => (keep = resolve));
  all.segWidgetsVega = { promise, keep };
}
const embed = vegaEmbed;
all.segWidgetsVega.keep(embed);
export default { render() {} };
"""
"""What is bundled with Vega: it keeps the promise that the charts in ``frontend/src/chart/vega.ts`` wait for."""

_lock = threading.Lock()
_bundle: str | None = None
_warming: threading.Thread | None = None
_brought: Vega | None = None


class Vega(anywidget.AnyWidget):
    """Vega, Vega-Lite and vega-embed as vl-convert carries them. It shows nothing; it is 0.9 MB, and sent once."""

    _esm = ""


def offline() -> str:
    """Give Vega as one module. The first time in a session takes a second or two."""
    global _bundle
    with _lock:
        if _bundle is None:
            import vl_convert
            from altair.utils._importers import vl_version_for_vl_convert

            _bundle = vl_convert.javascript_bundle(BRING, vl_version=vl_version_for_vl_convert())
        return _bundle


def warm_up() -> None:
    """Load what the first chart needs while the analyst is still looking for a rule; the kernel stays free."""
    global _warming
    _warming = threading.Thread(target=offline, name="seg-widgets-charts", daemon=True)
    _warming.start()


def ready() -> bool:
    """Say whether a chart can be drawn without keeping the kernel from answering edits meanwhile."""
    return _bundle is not None or _warming is None or not _warming.is_alive()


def vega() -> Any:
    """Give the widget that brings Vega; a new one where it was closed, with all widgets of the kernel."""
    global _brought
    if _brought is None or _brought.comm is None:
        _brought = Vega(_esm=offline())
    return _brought
