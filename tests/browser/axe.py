"""What axe-core finds in a page: names, roles, contrast. Its text is read from the front end's development packages, never bundled."""

from __future__ import annotations

import functools
from typing import Any

from playwright.sync_api import Page

from tests.frontend.node import FRONTEND, node

SERIOUS = ("serious", "critical")

# JupyterLab's pages have a policy for scripts that a tag would break; what is evaluated by the browser itself has not.
# The coloured edge of a group is a pseudo-element: it is under no text, and left out, or no contrast inside groups would be judged.
RUN = """async (within) => {
  const found = await axe.run(within, { resultTypes: ['violations'], checks: { 'color-contrast': { options: { ignorePseudo: true } } } });
  return found.violations.flatMap((v) => v.nodes.map((n) =>
    ({ impact: n.impact || v.impact, rule: v.id, html: n.html, why: n.failureSummary || v.help })));
}"""


@functools.cache
def source() -> str:
    """Give the text of axe-core; skip the running test (in CI: fail it) where there is no Node to install it with."""
    node()
    return (FRONTEND / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def findings(page: Page, within: str = ".sw-workbench", impacts: tuple[str, ...] = SERIOUS) -> list[str]:
    """Say what axe finds wrong in a part of a page.

    Parameters
    ----------
    within
        The selector of the part; what it opens in the top layer is inside it.
    impacts
        Which findings count: of ``minor``, ``moderate``, ``serious`` and ``critical``.

    Returns
    -------
    list of str
        A line a finding: its impact, axe's name of the rule, the element, why.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(source())
    found: list[dict[str, Any]] = page.evaluate(RUN, within)
    return [f"{f['impact']} {f['rule']}: {f['html'][:160]} ({' '.join(f['why'].split())})" for f in found if f["impact"] in impacts]
