"""The guide's panel: a template that follows from a question becomes the definition."""

from __future__ import annotations

from collections.abc import Iterator

import ipywidgets
import pytest

import seg_widgets as sw
from seg_widgets.widgets.answered import Answered
from seg_widgets.widgets.panels import GuidePanel


class Host:
    """A workbench that keeps what it is told."""

    answered: Answered | None = None

    def __init__(self) -> None:
        self.set: list[sw.Segment] = []

    def add_rule(self, criterion: dict[str, object]) -> None:
        raise AssertionError

    def set_definition(self, segment: sw.Segment) -> None:
        self.set.append(segment)

    def refresh(self) -> None:
        raise AssertionError


@pytest.fixture
def panel() -> Iterator[tuple[GuidePanel, Host]]:
    ws = sw.datasets.demo()
    segment = sw.Segment("x", ws.accounts.arr > 0)
    host = Host()
    made = GuidePanel(host)
    made.update(Answered(ws, segment, ws.as_of, ws.evaluate(segment), segment.count(ws)))
    yield made, host
    made.widget.close()


def buttons(panel: GuidePanel) -> dict[str, ipywidgets.Button]:
    return {b.description: b for row in panel.questions.children if isinstance(row, ipywidgets.HBox) for b in row.children}


def test_chapters_are_chosen_and_questions_shown(panel: tuple[GuidePanel, Host]) -> None:
    made, _ = panel
    assert "Churned customers" in made.intro.value
    made.chapter.value = "lifecycle"
    assert any("get stuck" in row.value for row in made.questions.children if isinstance(row, ipywidgets.HTML))
    assert "Behind in onboarding" in buttons(made)


def test_the_guide_answers_before_there_is_a_rule() -> None:
    builder = sw.SegmentBuilder(sw.datasets.demo(50))
    builder.sides.open("Guide")
    (panel,) = (p for p in builder.sides.panels["sw-side"] if isinstance(p, GuidePanel))
    assert builder.answered is None
    assert buttons(panel)
    panel.chapter.value = "lifecycle"
    buttons(panel)["Behind in onboarding"].click()
    assert builder.segment.name == "Behind in onboarding"
    builder.close()


def test_a_template_is_taken_as_the_definition(panel: tuple[GuidePanel, Host]) -> None:
    made, host = panel
    made.chapter.value = "lifecycle"
    buttons(made)["Behind in onboarding"].click()
    assert [s.name for s in host.set] == ["Behind in onboarding"]
    buttons(made)["Renewing soon"].click()
    assert [s.name for s in host.set] == ["Behind in onboarding", "Renewing soon"]
    assert "is a split" in made.said.value
