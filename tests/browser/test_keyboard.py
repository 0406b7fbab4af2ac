"""A segment made in a real JupyterLab with the keyboard alone: the mouse is never touched."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.browser.lab import Lab
from tests.browser.workbench import SOON, Workbench

DEMO = "import seg_widgets as sw\nws = sw.datasets.demo(120)\nbuilder = sw.SegmentBuilder(ws)\nbuilder"


class Keys:
    """A keyboard, and what has the focus."""

    def __init__(self, workbench: Workbench) -> None:
        self.workbench, self.page = workbench, workbench.page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def tab(self, name: str, *, within: str = ".sw-editor", back: bool = False) -> None:
        """Go by Tab until what has the focus is called so, and is in the editor."""
        for _ in range(120):
            self.press("Shift+Tab" if back else "Tab")
            if self.name(within).startswith(name):
                return
        raise AssertionError(f"Tab does not come to {name!r}")

    def name(self, within: str = ".sw-editor") -> str:
        """Say what has the focus, if it is inside something."""
        told = (
            "(w) => { const e = document.activeElement; return e?.closest(w) ? e.getAttribute('aria-label') || e.textContent.trim() : '' }"
        )
        found: str = self.page.evaluate(told, within)
        return found

    def pick(self, words: str) -> None:
        """Search in the picker that is open; take the first that is found."""
        expect(self.workbench.popup).to_have_count(1)
        self.page.keyboard.type(words)
        self.press("Enter")
        expect(self.workbench.popup).to_have_count(0)

    def entry(self, label: str) -> None:
        """Go down an open menu to an entry; take it."""
        for _ in range(40):
            if self.page.evaluate("document.activeElement.dataset.label ?? ''") == label:
                self.press("Enter")
                return
            self.press("ArrowDown")
        raise AssertionError(f"the menu has no {label!r}")


def test_a_segment_by_keyboard_alone(lab: Lab) -> None:
    notebook = lab.open([DEMO])
    lab.viewport(1500, 1500)
    notebook.run()
    workbench = Workbench(lab, notebook)
    keys = Keys(workbench)
    frames = "a = ws.frame('accounts'); c = ws.frame('contacts')\n"

    def told(source: str) -> str:
        """Run a cell; give the focus back to where it was."""
        workbench.page.evaluate("window.was = document.activeElement")
        found = workbench.python(source)
        workbench.page.evaluate("window.was.focus()")
        return found

    def expected(what: str) -> int:
        return int(told(f"{frames}print({what})"))

    # the first rule, its value from the list
    workbench.root.get_by_label("Segment name").focus()  # where one comes to by Tab from the cell
    keys.tab("Add the first rule")
    keys.press("Enter")
    keys.pick("edition")
    keys.press("Enter")
    workbench.page.keyboard.type("Gold")
    keys.press("Enter")
    gold = expected("(a.edition == 'Gold').sum()")
    workbench.members(gold)

    # a group of two
    workbench.rule("where.members.0").locator(".sw-handle").focus()
    keys.press("Control+g")
    workbench.status("ok")
    assert "any of" in workbench.rule("where.members.0").inner_text()
    keys.press("Control+Enter")
    keys.pick("region")
    keys.press("Enter")
    workbench.page.keyboard.type("EMEA")
    keys.press("Enter")
    workbench.members(expected("((a.edition == 'Gold') | (a.region == 'EMEA')).sum()"))

    # related contacts: none that is a Decision Maker
    keys.tab("Related")
    keys.tab("Related")  # the group has its own; the second is that of the rules as a whole
    keys.press("Enter")
    keys.entry("contacts")
    keys.tab("How many of the related contacts", back=True)
    keys.press("n", "o")
    keys.tab("Add a rule")
    keys.press("Enter")
    keys.pick("role")
    keys.press("Enter")
    workbench.page.keyboard.type("Decision Maker")
    keys.press("Enter")
    both = "((a.edition == 'Gold') | (a.region == 'EMEA')) & ~a.account_id.isin(c.account_id[c.role == 'Decision Maker'])"
    workbench.members(expected(f"({both}).sum()"))
    workbench.picture("keyboard-related")

    # a metric divided by another
    keys.press("Control+Enter")  # to the related group: not what is wanted
    keys.press("Escape")
    keys.tab("Add a rule")  # that of the rules as a whole comes next
    keys.press("Enter")
    keys.pick("ARR")
    workbench.page.keyboard.type("10")
    keys.tab("Calculate with", back=True)
    keys.press("Enter", "Enter")  # the first entry divides
    keys.pick("employees")
    workbench.status("ok")
    ratio = f"({both} & (a.arr / a.employees.where(a.employees != 0) >= 10)).sum()"
    workbench.members(expected(ratio))
    workbench.picture("keyboard-computed")

    # muted, wrapped, taken back, done again
    keys.press("Control+/")
    workbench.members(expected(f"({both}).sum()"))
    keys.press("Control+z")
    workbench.members(expected(ratio))
    keys.press("Control+Shift+z")
    workbench.members(expected(f"({both}).sum()"))
    keys.press("Control+z", "Control+g")
    expect(workbench.rule("where.members.2.members.0")).to_be_visible()
    workbench.members(expected(ratio))
    keys.press("Alt+ArrowLeft")
    expect(workbench.rule("where.members.2.members.0")).to_have_count(0)
    made = told("w = builder.segment.where; print(w.kind, [m.kind for m in w.members], w.members[1].quantifier, w.members[2].metric.kind)")
    assert made == "all ['any', 'related', 'criterion'] none ratio"

    # the list of shortcuts, and nothing serious for those who listen
    keys.press("?")
    expect(workbench.popup).to_contain_text("Keyboard shortcuts", timeout=SOON)
    workbench.picture("keyboard-shortcuts")
    assert findings(workbench.page, ".sw-editor") == []
    keys.press("Escape")
    expect(workbench.popup).to_have_count(0)
    lab.theme("dark")
    workbench.page.wait_for_timeout(1500)
    workbench.picture("keyboard-dark")
    assert findings(workbench.page, ".sw-editor") == []
