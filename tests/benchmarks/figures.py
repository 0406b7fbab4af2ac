"""The figures one reports of a release: ``python -m tests.benchmarks.figures``. Ratios side by side, in one run; nothing is asserted.

- An edit's round trip in a browser (a click, the kernel's answer, the new count on the page) beside a bare ping through the
  same comm, on JupyterLab as ``seg-widgets lab`` starts it.
- The import time of seg_widgets beside that of pandas + altair + ipywidgets.
- The sizes of the bundle.
"""

from __future__ import annotations

import gzip
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import seg_widgets
from tests.browser.lab import Lab
from tests.browser.server import LabServer
from tests.components import CHROMIUM, find_chromium

TIMES = 50
SETUP = """import seg_widgets as sw
ws = sw.datasets.demo()
a, c, u = ws.accounts, ws.contacts, ws.usage
builder = sw.SegmentBuilder(ws, sw.Segment("x", a.edition.is_("Gold") & (u.active_days.last(days=30) <= 10) & a.region.is_("EMEA")))
builder"""

PING = """(times) => new Promise((done) => {
  const editor = document.querySelector('.sw-editor');
  const took = []; let began;
  editor.addEventListener('sw-pong', () => { took.push(performance.now() - began);
    took.length < times ? setTimeout(next, 40) : done(took); });
  const next = () => { began = performance.now(); editor.dispatchEvent(new CustomEvent('sw-ping', { detail: took.length })); };
  next();
})"""

EDIT = """(times) => new Promise((done) => {
  const headline = document.querySelector('.sw-in');
  const took = []; let began;
  new MutationObserver(() => { took.push(performance.now() - began); took.length < times ? setTimeout(next, 400) : done(took); })
    .observe(headline, { childList: true, characterData: true, subtree: true });
  const next = () => {
    const rule = document.querySelector('[data-place="where.members.2"]');
    const button = [...rule.querySelectorAll('button')].find((b) => /^(Mute|Unmute)/.test(b.getAttribute('aria-label') ?? ''));
    began = performance.now(); button.click();
  };
  next();
})"""


def told(name: str, took: list[float]) -> str:
    """Give median and p95 of some times in milliseconds."""
    ordered = sorted(took)
    return f"{name}: median {statistics.median(ordered):.1f} ms, p95 {ordered[int(len(ordered) * 0.95) - 1]:.1f} ms ({len(ordered)} times)"


def round_trips() -> None:
    """Measure pings and edits in a browser."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = LabServer(Path(folder))
        try:
            chromium = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM)
            lab = Lab(server, chromium.new_context(viewport={"width": 1440, "height": 1200}).new_page())
            notebook = lab.open([SETUP])
            notebook.run()
            lab.page.locator(".sw-side svg").first.wait_for(timeout=30_000)
            lab.page.wait_for_timeout(4000)
            first, pings, edits = lab.page.evaluate(PING, 5), lab.page.evaluate(PING, TIMES), lab.page.evaluate(EDIT, TIMES)
            del first  # the first ones warm up
            print(told("bare ping", pings))
            print(told("edit to count on the page", edits))
            print(f"ratio of the medians: {statistics.median(edits) / statistics.median(pings):.2f}")
        finally:
            server.stop()


def imports() -> None:
    """Measure imports in fresh processes, alternating."""
    took: dict[str, list[float]] = {"pandas + altair + ipywidgets": [], "the same + seg_widgets": [], "+ SegmentBuilder and Workspace": []}
    lines = ["import pandas, altair, ipywidgets", "import pandas, altair, ipywidgets, seg_widgets",
             "import pandas, altair, ipywidgets, seg_widgets as sw; sw.SegmentBuilder, sw.Workspace, sw.Segment"]  # fmt: skip
    for _ in range(7):
        for name, line in zip(took, lines, strict=True):
            code = f"import time; t = time.perf_counter(); {line}; print(time.perf_counter() - t)"
            took[name].append(1000 * float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout))
    for name, times in took.items():
        print(f"import {name}: median {statistics.median(times):.0f} ms, least {min(times):.0f} ms")


def sizes() -> None:
    """Give the sizes of the bundle, plain and gzipped."""
    for file in sorted((Path(seg_widgets.__file__).parent / "static").glob("*.[jc]s*")):
        if file.suffix in (".js", ".css"):
            data = file.read_bytes()
            print(f"{file.name}: {len(data) / 1000:.0f} kB, {len(gzip.compress(data)) / 1000:.0f} kB gzipped")


if __name__ == "__main__":
    sizes()
    imports()
    round_trips()
