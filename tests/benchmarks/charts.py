"""How quickly charts follow: ``python -m tests.benchmarks.charts [accounts]``. Ratios side by side, in one run; nothing is asserted.

A threshold is turned in the editor; the time is taken until both charts of the Overview show the new answer's figures, beside a bare
ping through the same comm, on JupyterLab as ``seg-widgets lab`` starts it. So are the times of the parts in Python.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.benchmarks.figures import PING, TIMES, told
from tests.browser.lab import Lab
from tests.browser.server import LabServer
from tests.components import CHROMIUM, find_chromium

SETUP = """import seg_widgets as sw
ws = sw.datasets.demo({accounts}, usage_rows={usage})
a, u = ws.accounts, ws.usage
builder = sw.SegmentBuilder(ws, sw.Segment("x", a.edition.is_("Gold") & (u.active_days.last(days=30) <= 10) & (a.arr >= 0)))
builder"""

# Turns the number of the last rule, and waits for the headline and for both charts to say the same new figure.
EDIT = """async (times) => {
  const root = document.querySelector('.sw-workbench');
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const label = (chart) => (chart.querySelector('[aria-label]:not(button):not([role=menu])') ?? chart).getAttribute('aria-label') ?? '';
  const counts = [], charts = [], painted = [];
  for (let time = 0; time < times; time++) {
    const input = root.querySelector('[data-place="where.members.2"] input');
    const before = root.querySelector('.sw-in').textContent;
    const began = performance.now();
    set.call(input, String(1000 + 400 * ((time * 7) % 53)));
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await new Promise((done, failed) => {
      let counted = false;
      const late = setTimeout(() => failed(new Error('not drawn after ' + before)), 15000);
      const look = () => {
        const now = root.querySelector('.sw-in').textContent;
        if (now === before) return;
        if (!counted) { counted = true; counts.push(performance.now() - began); }
        const shown = [...root.querySelectorAll('.sw-side .sw-chart')].filter((c) => c.offsetParent);
        if (!shown.every((chart) => label(chart).includes(`${now} members`))) return;
        charts.push(performance.now() - began);
        seen.disconnect(); clearTimeout(late);
        requestAnimationFrame(() => setTimeout(() => { painted.push(performance.now() - began); done(); }));
      };
      const seen = new MutationObserver(look);
      seen.observe(root, { childList: true, characterData: true, subtree: true, attributes: true, attributeFilter: ['aria-label'] });
    });
    await new Promise((done) => setTimeout(done, 500));
  }
  return { counts, charts, painted };
}"""


def main(accounts: int) -> None:
    """Measure pings, counts and charts in a browser."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = LabServer(Path(folder))
        try:
            chromium = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM)
            lab = Lab(server, chromium.new_context(viewport={"width": 1440, "height": 1200}).new_page())
            notebook = lab.open([SETUP.format(accounts=accounts, usage=max(10 * accounts, 5000) if accounts > 5000 else None)])
            notebook.run(timeout=600)
            lab.page.locator(".sw-side .sw-chart svg").nth(1).wait_for(timeout=60_000)
            lab.page.wait_for_timeout(4000)
            lab.page.evaluate(PING, 5), lab.page.evaluate(EDIT, 8)  # the first ones warm up
            pings, took = lab.page.evaluate(PING, TIMES), lab.page.evaluate(EDIT, TIMES)
            print(told("bare ping", pings))
            for name, key in (("edit to count", "counts"), ("edit to both charts", "charts"), ("edit to both charts painted", "painted")):
                ratio, high = (f(took[key]) / f(pings) for f in (statistics.median, p95))
                print(f"{told(name, took[key])}; {ratio:.2f} pings at the median, {high:.2f} at p95")
        finally:
            server.stop()


def p95(took: list[float]) -> float:
    """Give the 95th percentile as :func:`told` does."""
    return sorted(took)[int(len(took) * 0.95) - 1]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
