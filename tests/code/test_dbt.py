"""A dbt model: Jinja reads it, and what comes of it is the statement."""

from __future__ import annotations

from typing import Any

import jinja2
import pandas as pd
import pytest

import seg_widgets as sw
from tests.engines.loaded import workspace
from tests.spec.cases import CASES

NASTY = "{{ a }} {% b %} {# c #} 'q' \"d\" {{{ }}"


def rendered(text: str) -> tuple[str, list[tuple[str, ...]]]:
    """Let Jinja make the statement, as dbt does; give it with what it asked for."""
    asked: list[tuple[str, ...]] = []

    def quoted(*names: str) -> str:
        asked.append(names)
        return '"' + names[-1].replace('"', '""') + '"'

    environment = jinja2.Environment(undefined=jinja2.StrictUndefined)
    found = environment.from_string(text).render(source=quoted, ref=quoted, config=lambda **given: asked.append(tuple(given)) or "")
    return found, asked


@pytest.mark.parametrize("case", CASES[::25], ids=str)
def test_the_model_gives_the_members(case: Any) -> None:
    home, segment = workspace(case.rows, case.schema, case.segment), sw.Segment.load(case.segment)
    home.segments = {name: sw.Segment.load(known) for name, known in case.known.items()}
    statement, asked = rendered(home.export(segment, "sql", as_of=case.as_of, dbt="crm"))
    assert asked[0] == ("materialized",)
    assert {names[0] for names in asked[1:]} == {"crm"}
    assert sorted(map(repr, home.keys_of(statement))) == sorted(map(repr, case.members))


@pytest.mark.parametrize("source", [True, NASTY])
def test_braces_and_quotes_in_names_and_values_are_kept_from_jinja(source: Any) -> None:
    frame = pd.DataFrame({NASTY: ["a", "b"], "x": [NASTY, "other"]})
    home = sw.Workspace.from_frames({NASTY: frame}, {"tables": {NASTY: {"kind": "entity", "key": NASTY}}}, quiet=True)
    segment = sw.Segment(f"Named {NASTY}", home[NASTY]["x"].is_(NASTY))
    statement, asked = rendered(home.export(segment, "sql", dbt=source))
    assert asked[1] == ((NASTY,) if source is True else (NASTY, NASTY))
    assert home.keys_of(statement) == ["a"]
    assert f"-- Named {NASTY}" in statement
