"""The harness itself: widgets and charts draw with no internet, and a page that asks for it is found out."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.lab import Lab

WIDGETS = """
import ipywidgets as widgets
button, answer = widgets.Button(description="Ping"), widgets.Label("waiting")
button.on_click(lambda _: setattr(answer, "value", "pong"))
widgets.VBox([button, answer])
"""
CHART = """
import altair as alt
import pandas as pd
alt.JupyterChart.enable_offline()
frame = pd.DataFrame({"plan": ["Basic", "Pro"], "accounts": [3, 5]})
alt.JupyterChart(alt.Chart(frame).mark_bar().encode(x="plan", y="accounts"))
"""


def test_a_widget_and_a_chart_draw_and_answer_with_no_internet(lab: Lab) -> None:
    notebook = lab.open([WIDGETS, CHART])
    notebook.run()
    notebook.output(0).get_by_role("button", name="Ping").click()
    expect(notebook.output(0).get_by_text("pong")).to_be_visible()
    expect(notebook.output(1).locator("canvas, svg.marks")).to_be_visible(timeout=20_000)
    lab.screenshot("harness-light")
    lab.theme("dark")
    lab.screenshot("harness-dark")
    assert notebook.run_cell("print(answer.value)") == "pong\n"


def test_a_page_opens_in_the_dark_theme(lab: Lab) -> None:
    lab.open(["1"], theme="dark")
    expect(lab.page.locator("body")).to_have_attribute("data-jp-theme-name", "JupyterLab Dark")


def test_what_a_page_asks_of_the_internet_is_refused_and_noted(lab: Lab) -> None:
    lab.open(["1"])
    answer = lab.page.evaluate("fetch('https://example.com/x.js').then(() => 'there', () => 'refused')")
    assert answer == "refused"
    assert any("example.com/x.js" in complaint for complaint in lab.complaints())
    assert any("ERR_FAILED" in error for error in lab.errors)
    lab.outside.clear()
    lab.errors.clear()


def test_what_a_page_writes_to_the_console_as_an_error_is_noted(lab: Lab) -> None:
    lab.open(["1"])
    lab.page.evaluate("console.error('broken'); setTimeout(() => { throw new Error('thrown') })")
    lab.page.wait_for_timeout(100)
    assert [error.split(" (")[0].split("\n")[0] for error in lab.complaints()] == ["broken", "uncaught: thrown"]
    lab.errors.clear()
