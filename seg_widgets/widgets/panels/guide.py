"""The strategy guide: questions with what the data says to them; a template that follows is taken as the definition."""

from __future__ import annotations

import html
from functools import partial
from typing import Any

import ipywidgets

from seg_widgets.definition import Segment
from seg_widgets.errors import SegmentError
from seg_widgets.widgets.answered import Answered, Opened
from seg_widgets.widgets.panels.base import Host, Panel


class GuidePanel(Panel):
    """One chapter of the guide at a time."""

    title = "Guide"
    empty = "Here the data answers the questions that a segmentation should settle."
    opens = True

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.chapter = ipywidgets.Dropdown(
            description="Chapter", style={"description_width": "auto"}, layout=ipywidgets.Layout(width="auto", max_width="360px")
        )
        self.chapter.observe(self._on_chapter, "value")
        self.intro = ipywidgets.HTML()
        self.said = ipywidgets.HTML()
        self.questions = ipywidgets.VBox([])
        self.body.children = [self.chapter, self.intro, self.said, self.questions]
        self._answered: Answered | Opened | None = None
        self._found: tuple[Any, Any, Any] | None = None
        self._guide: Any = None
        self._setting = False

    def find(self, answered: Answered | Opened) -> tuple[Answered | Opened, Any]:
        from seg_widgets.strategy import guide

        asked = (answered.workspace, answered.as_of)
        if self._found is None or self._found[:2] != asked:  # rules do not change it
            self._found = (*asked, guide(answered.workspace, as_of=answered.as_of))
        return answered, self._found[2]

    def show(self, found: tuple[Answered | Opened, Any]) -> None:
        self._answered, guide = found
        if self._guide is guide:
            return
        self._guide = guide
        self._setting = True
        try:
            value = self.chapter.value
            self.chapter.options = [(chapter.title, chapter.name) for chapter in guide]
            self.chapter.value = value if value is not None else guide.chapters[0].name
        finally:
            self._setting = False
        self._render()

    def _on_chapter(self, _: Any) -> None:
        if not self._setting:
            self._render()

    def _render(self) -> None:
        from seg_widgets.strategy.pages import question_html

        chapter = self._guide[self.chapter.value]
        goal = f" The goal: {self._guide.goal}." if self._guide.goal else ""
        self.intro.value = f"<p>{html.escape(chapter.intro + goal)}</p>"
        self.said.value = ""
        rows: list[Any] = []
        for question in chapter:
            rows.append(ipywidgets.HTML(f'<div class="sw-guide">{question_html(question, templates=False, wide=False)}</div>'))
            buttons = [self._button(template) for template in question.templates]
            if buttons:
                rows.append(ipywidgets.HBox(buttons, layout=ipywidgets.Layout(flex_flow="row wrap")))
        self.questions.children = rows

    def _button(self, template: Any) -> Any:
        made = ipywidgets.Button(
            description=template.name, tooltip=f"{template.why} {template.act}", layout=ipywidgets.Layout(width="auto")
        )
        made.add_class("sw-take-template")
        made.on_click(partial(self._take, template))
        return made

    def _take(self, template: Any, _: Any) -> None:
        """Have a template in place of the definition; of a split, those whom it splits."""
        if self._answered is None:
            return
        try:
            made = template.bind(self._answered.workspace)
        except SegmentError as error:
            self.said.value = f'<p class="sw-error" role="alert">{html.escape(str(error))}</p>'
            return
        taken = made if isinstance(made, Segment) else made.segment
        self.host.opened = taken
        self.host.set_definition(taken)
        if not isinstance(made, Segment):
            words = f"{template.name} is a split: here are those whom it splits. sw.templates[{template.id!r}].bind(ws) gives its parts."
            self.said.value = f'<p class="sw-ok">{html.escape(words)}</p>'
