"""The workbench in a page, as an analyst handles it: by what is written on things."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.lab import Lab, Notebook

SOON = 20_000
"""Milliseconds until what follows an edit must be there, on a busy machine."""


IDLE = "() => window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"


class Workbench:
    """The workbench in a notebook's output."""

    def __init__(self, lab: Lab, notebook: Notebook, name: str = "workbench") -> None:
        self.name = name
        self.lab, self.notebook, self.page = lab, notebook, lab.page
        self.root = self.page.locator(".sw-workbench").first
        expect(self.root).to_be_visible(timeout=SOON)
        self.rules = self.root.locator(".sw-rules")
        self.popup = self.page.locator("[popover]:popover-open")

    def picture(self, name: str) -> None:
        """Take a picture of the page with the whole workbench in it."""
        self.page.wait_for_timeout(400)
        self.lab.screenshot(name)

    def shot(self, what: str) -> None:
        """Take a picture in light and one in dark, named after the workbench; Voilà has no menu for its theme."""
        self.picture(f"{self.name}-{what}")
        if type(self.lab).__name__ != "VoilaApp":
            self.lab.theme("dark")
            self.picture(f"{self.name}-{what}-dark")
            self.lab.theme("light")

    def restarted(self) -> Workbench | None:
        """Restart the kernel and run the notebook again; ``None``: this host has no such thing."""
        if type(self.lab).__name__ == "VoilaApp":
            return None
        self.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
        self.page.wait_for_function(IDLE, timeout=60_000)
        self.notebook.run()
        return Workbench(self.lab, self.notebook, self.name)

    # -- reading

    def members(self, expected: int) -> None:
        """Wait until the headline says how many are in."""
        expect(self.root.locator(".sw-in")).to_have_text(f"{expected:,}", timeout=SOON)

    def status(self, expected: str) -> None:
        """Wait for a status: ok, incomplete or error."""
        expect(self.root.locator("[data-status]").first).to_have_attribute("data-status", expected, timeout=SOON)

    def says(self, text: str) -> None:
        """Wait until the answer's strip says something."""
        expect(self.root.locator(".sw-kpi")).to_contain_text(text, timeout=SOON)

    def rule(self, place: str) -> Locator:
        """Give a rule or a group by its place in the definition."""
        return self.root.locator(f'[data-place="{place}"]').first

    def counts(self, place: str, met: int, after: int) -> None:
        """Wait until a rule says how many meet it alone, and how many are left after it."""
        expect(self.rule(place).locator(".sw-met").first).to_have_text(f"{met:,}", timeout=SOON)
        expect(self.rule(place).locator(".sw-after").first).to_have_text(f"{after:,}", timeout=SOON)

    def python(self, source: str) -> str:
        """Run a cell below; give what it prints."""
        return self.notebook.run_cell(source).strip()

    # -- doing

    def add(self, words: str, inside: Locator | None = None) -> None:
        """Add a rule: open the picker, search, take the first that is found."""
        within = inside if inside is not None else self.rules
        first = within.get_by_role("button", name="Add the first rule")
        (first if first.count() else within.get_by_role("button", name="Add a rule").last).click()
        self.popup.get_by_role("combobox").fill(words)
        self.popup.get_by_role("option").first.click()
        expect(self.popup).to_have_count(0)

    def act(self, place: str, action: str) -> None:
        """Do something to a whole rule, from its menu: in a narrow pane there is no other button for it."""
        self.rule(place).get_by_role("button", name="More actions").first.click()
        self.popup.get_by_role("menuitem", name=action).click()

    def choose(self, place: str, value: str) -> None:
        """Choose a category's value in a rule."""
        self.rule(place).get_by_role("button", name="Choose a value").click()
        self.popup.get_by_role("combobox").fill(value)
        self.popup.get_by_role("option", name=value).first.click()

    def panel(self, name: str) -> Locator:
        """Open a panel; give it."""
        self.root.get_by_role("tab", name=name, exact=True).click()
        return self.root.locator(".sw-panel:visible")

    def code(self, target: str) -> str:
        """Copy the segment's code from its panel, once it says that it was run and agrees."""
        self.root.get_by_role("tab", name="Code", exact=True).click()
        self.root.locator(".sw-targets").get_by_role("button", name=target, exact=True).click()
        expect(self.root.locator(f'pre.sw-code[data-target="{target.lower()}"]')).to_have_count(1, timeout=SOON)
        expect(self.root.locator(".sw-code-bar p.sw-ok")).to_contain_text("Run just now", timeout=SOON)
        self.root.locator(".sw-copy").click()
        expect(self.root.locator(".sw-copy")).to_have_text("Copied")
        copied = self.page.evaluate("navigator.clipboard.readText()")
        assert isinstance(copied, str)
        return copied
