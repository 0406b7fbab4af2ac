"""How fast a large definition opens and is edited: ``python -m tests.benchmarks.opening [RULES]``. Nothing is asserted.

In JupyterLab, with Chromium: from the call of the bundle's ``render`` until every rule is drawn, then until each has its
distribution; an edit from the click until the page has drawn it, and until the counts are there; and the longest that the page
was busy in one go while somebody types.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.figures import told
from tests.browser.lab import Lab
from tests.browser.server import LabServer
from tests.components import CHROMIUM, find_chromium

RULES = 40
TIMES = 10
RUNS = 1
SETUP = """import seg_widgets as sw
from seg_widgets import Segment
ws = sw.datasets.demo()
a, c, u, t = ws.accounts, ws.contacts, ws.usage, ws.tickets
kinds = [
    lambda n: a.edition.is_in(["Gold", "Silver"]), lambda n: a.seats >= n, lambda n: u.active_days.last(days=30 + n) <= 25,
    lambda n: a.started_on.before("2026-10-01"), lambda n: c.any(c.created_on.after("2020-01-01")),
    lambda n: t.count.last(days=90 + n) <= 99,
    lambda n: (u.active_days.last(days=20 + n) <= 20) | (a.arr >= n), lambda n: a.region.is_in(["EMEA", "AMER", "APAC"]),
]
first = kinds[0](0)
for n in range(1, RULES):
    first = first & kinds[n % len(kinds)](n)
builder = sw.SegmentBuilder(ws, sw.Segment("Large", first, entity="accounts"))
len(builder.segment.where.members)"""

# The times, in ms after the bundle's `render` was called, at which all rules were drawn, and at which none waits for its distribution.
OPENED = """(rules) => new Promise((done) => {
  const found = {};
  const look = () => requestAnimationFrame(() => {
    const began = performance.getEntriesByName('sw-editor').at(-1)?.startTime;
    if (began === undefined) return look();
    const now = performance.now() - began;
    if (!found.drawn && document.querySelectorAll('.sw-root > [data-place]').length >= rules) found.drawn = now;
    if (found.drawn && document.querySelector('.sw-plot') && !document.querySelector('.sw-waiting')) return done({ ...found, spread: now });
    if (now > 10000) return done(found);
    look();
  });
  look();
})"""
EDIT = """(times) => new Promise((done) => {
  const drawn = [], counted = []; let began;
  const met = document.querySelector('.sw-in');
  const busy = () => document.querySelector('.sw-head [data-status]').dataset.status !== 'ok';
  const next = () => {
    if (drawn.length === times) return done({ drawn, counted });
    const rule = document.querySelector('[data-place="where.members.1"]');
    const button = [...rule.querySelectorAll('button')].find((b) => /^(Mute|Unmute)/.test(b.getAttribute('aria-label') ?? ''));
    began = performance.now(); button.click();
    requestAnimationFrame(() => setTimeout(() => { drawn.push(performance.now() - began); wait(); }));
  };
  const wait = () => (busy() ? requestAnimationFrame(wait) : (counted.push(performance.now() - began), setTimeout(next, 600)));
  next();
})"""
LONGEST = """() => { window.swLong = 0; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.swLong = Math.max(window.swLong, entry.duration);
}).observe({ type: 'longtask' }); }"""


def measured(page: Page, rules: int) -> None:
    """Say what opening and editing took on a page that is about to show the editor."""
    opened = page.evaluate(OPENED, rules)
    print(f"{rules} rules drawn {opened['drawn']:.0f} ms after the bundle was there")
    print(f"every distribution in view {opened['spread']:.0f} ms after" if "spread" in opened else "distributions still awaited after 10 s")
    page.wait_for_timeout(3000)
    edits = page.evaluate(EDIT, TIMES)
    print(told("edit to the next picture", edits["drawn"]))
    print(told("edit to its counts", edits["counted"]))
    page.evaluate(LONGEST)
    field = page.locator('[data-place="where.members.1"] input.sw-number').last
    field.click()
    for digit in "1234567":
        field.press(digit)
        page.wait_for_timeout(60)
    page.wait_for_timeout(1500)
    print(f"the longest that the page was busy in one go while typing: {page.evaluate('window.swLong'):.0f} ms (0: never over 50)")


def main(rules: int) -> None:
    """Open JupyterLab, show a definition of so many rules, as often as told."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = LabServer(Path(folder))
        try:
            chromium = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM)
            for _ in range(RUNS):
                lab = Lab(server, chromium.new_context(viewport={"width": 1440, "height": 1200}).new_page())
                lab.open([SETUP.replace("RULES", str(rules)), "builder"])
                lab.page.evaluate("performance.clearMarks()")
                lab.page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
                measured(lab.page, rules)
                lab.page.context.close()
        finally:
            server.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RULES)
