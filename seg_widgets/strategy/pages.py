"""The guide as HTML: for notebooks, reports and the panel."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from seg_widgets.charts.canvas import percent
from seg_widgets.reports.tables import STYLE, Table

if TYPE_CHECKING:
    from seg_widgets.strategy.answering import Chapter, Guide, Question
    from seg_widgets.strategy.looking import Look

HEADS = {"what": "What", "known": "Known", "values": "Values", "parts": "How the parts differ", "goal": "And the goal"}
LOOK = """\
.sw-guide { max-width: 860px; }
.sw-guide h4 { margin: 16px 0 2px; font-size: 14px; }
.sw-guide p { margin: 2px 0 6px; }
.sw-guide .sw-lacking { opacity: 0.75; font-size: 12px; }
"""


def guide_page(guide: Guide) -> str:
    """Write the whole guide, a chapter behind each heading."""
    goal = f"<p>The goal: {html.escape(guide.goal)}.</p>" if guide.goal else ""
    chapters = "".join(
        f"<details{' open' if n == 0 else ''}><summary><b>{html.escape(c.title)}</b>, {len(c)} questions</summary>{_chapter(c)}</details>"
        for n, c in enumerate(guide.chapters)
    )
    return f'<style>{STYLE}{LOOK}</style><div class="sw-guide">{goal}{chapters}</div>'


def chapter_page(chapter: Chapter) -> str:
    """Write a chapter."""
    return f'<style>{STYLE}{LOOK}</style><div class="sw-guide">{_chapter(chapter)}</div>'


def question_page(question: Question) -> str:
    """Write a question."""
    return f'<style>{STYLE}{LOOK}</style><div class="sw-guide">{question_html(question)}</div>'


def _chapter(chapter: Chapter) -> str:
    return f"<p>{html.escape(chapter.intro)}</p>" + "".join(question_html(q) for q in chapter)


def question_html(question: Question, *, templates: bool = True, wide: bool = True) -> str:
    """Write a question, without looks.

    Parameters
    ----------
    templates
        Name the templates that follow from it, too.
    wide
        There is room for a table; else what the data says is a list.
    """
    parts = [f"<h4>{html.escape(question.ask)}</h4><p>{html.escape(question.why)}</p>"]
    if question.looks and not wide:
        parts.append("<ul>" + "".join(f"<li>{_line(look)}</li>" for look in question.looks) + "</ul>")
    elif question.looks:
        frame = question.frame.drop(columns="place")
        heads = {name: head for name, head in HEADS.items() if name in ("what", "parts") or _says(frame[name])}
        parts.append(Table(frame, heads, shares=["known"], most=12).html())
    else:
        parts.append("<p>The tables have nothing to say to this.</p>")
    if question.absent:
        missing = ", ".join(role.replace(".", ": ").replace("_", " ") for role in question.absent)
        several = f"{len(question.absent)} things are" if len(question.absent) > 1 else "One thing is"
        parts.append(f'<details class="sw-lacking"><summary>{several} not in the tables</summary><p>{html.escape(missing)}</p></details>')
    if templates and question.templates:
        named = ", ".join(f"<b>{html.escape(t.name)}</b> ({t.id})" for t in question.templates)
        parts.append(f"<p>Templates that follow: {named}.</p>")
    if question.others:
        named = "; ".join(f"{name} (no {lacks})" for name, lacks in question.others.items())
        parts.append(f'<p class="sw-lacking">Not possible here: {html.escape(named)}.</p>')
    return "".join(parts)


def _line(look: Look) -> str:
    said = [percent(look.known) + " known"] if look.known == look.known else []
    said += [f"{look.values:,} values"] if look.values else []
    said += [look.parts] if look.parts else []
    said += [f"goal: {look.goal}"] if look.goal else []
    return f"<b>{html.escape(look.what)}</b>: {html.escape('; '.join(said) or 'nothing')}."


def _says(column: Any) -> bool:
    return any(value is not None and value == value and value != "" for value in column)
