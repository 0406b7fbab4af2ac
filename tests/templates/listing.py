"""The list of templates and roles in the documentation, made of the data: ``python -m tests.templates.listing`` writes it."""

from __future__ import annotations

from pathlib import Path

import seg_widgets as sw
from seg_widgets.templates import CATEGORIES, ROLES, Template

DOCS = Path(__file__).parents[2] / "docs" / "templates.md"
BEGIN, END = "<!-- the list -->", "<!-- the end of the list -->"
TITLES = {
    "basic": "Basic: who they are", "lifecycle": "Lifecycle: where they are", "positive": "What goes well", "negative": "What goes wrong",
    "value": "What they are worth, and what they need", "combinations": "Combinations", "essay": "From the essay",
}  # fmt: skip


def listed() -> str:
    """Give every template and every role as Markdown."""
    lines = [BEGIN]
    for category in CATEGORIES:
        lines += [
            "",
            f"### {TITLES[category]}",
            "",
            "| id | template | of | why, and what to do | parameters |",
            "| --- | --- | --- | --- | --- |",
        ]
        lines += [_row(t) for t in sw.templates if t.category == category]
    lines += [
        "",
        "## The roles",
        "",
        "| role | meaning |",
        "| --- | --- |",
        *(f"| `{name}` | {role.meaning} |" for name, role in ROLES.items()),
    ]
    return "\n".join([*lines, "", END])


def _row(t: Template) -> str:
    more = [f"variants: {', '.join(f'`{v.name}`' for v in t.variants)}"] if t.variants else []
    more += [f"split by {', '.join(f'`{d.name}`' for d in t.by)}"] if t.by else []
    name = f"{t.name}<br>`{t.slug}`" + "".join(f"<br>{m}" for m in more)
    parameters = "<br>".join(f"`{p.name}` = {p.default!r}: {p.label}" for p in t.parameters)
    of = t.entity[1:] + "s" if not t.variants else ", ".join(dict.fromkeys(f"{v.entity[1:]}s" for v in t.variants))
    return f"| {t.id} | {name} | {of} | {t.why} {t.act} | {parameters} |"


if __name__ == "__main__":
    text = DOCS.read_text(encoding="utf-8")
    DOCS.write_text(text[: text.index(BEGIN)] + listed() + text[text.index(END) + len(END) :], encoding="utf-8")
