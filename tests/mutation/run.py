"""One case, or one generated world, on the engine or as a pandas script, against the answer."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from seg_widgets.code.pandas import pandas_code
from seg_widgets.definition import Segment
from seg_widgets.sql import dialect, statement
from tests.engines.loaded import answers, workspace
from tests.generate import AS_OFS, SCHEMA, rows, segments
from tests.reference import evaluate
from tests.spec.frames import frames

_HOMES: dict[str, Any] = {}


def agree_on_case(case: Any, part: str) -> bool:
    """Say whether a spec case has its answer."""
    segment = Segment.load(case.segment)
    known = {name: Segment.load(data) for name, data in case.known.items()}
    if part == "pandas":
        return _pandas(segment, case.schema, case.rows, case.as_of, known) == [str(k) for k in case.members]
    at = repr((case.rows, case.schema))
    if at not in _HOMES:
        _HOMES.clear()  # cases of the same tables follow each other
        _HOMES[at] = workspace(case.rows, case.schema)
    home = _HOMES[at]
    home.segments = known
    return _engine(home, segment, case.as_of, (case.members, case.unknown, case.in_unknown))


def agree_on_world(number: int, part: str) -> bool:
    """Say whether generated definitions over one generated world have the reference's answers."""
    agreed = []

    @seed(number)
    @settings(max_examples=1, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.data())
    def run(data: st.DataObject) -> None:
        as_of = data.draw(st.sampled_from(AS_OFS))
        tables = data.draw(rows(SCHEMA, as_of))
        home = workspace(tables, SCHEMA) if part != "pandas" else None
        for _ in range(8):
            entity = data.draw(st.sampled_from(["accounts", "contacts", "subscriptions"]))
            definition = data.draw(segments(SCHEMA, entity, as_of))
            segment = Segment.load(definition)
            answer = evaluate(definition, SCHEMA, tables, as_of)
            if home is None:
                agreed.append(_pandas(segment, SCHEMA, tables, as_of, {}) == [str(k) for k in answer.members])
            else:
                expected = tuple(map(tuple, (answer.members, answer.unknown, answer.in_unknown)))
                agreed.append(_engine(home, segment, as_of, expected))
            if not agreed[-1]:
                return

    run()
    return all(agreed)


def _engine(home: Any, segment: Segment, as_of: Any, expected: tuple[Any, ...]) -> bool:
    if answers(home, segment, as_of) != expected:
        return False
    made = dialect("duckdb", home.schema.time_zone)
    text = made.text(statement(home.plan(segment, as_of), home.schema, made))
    return sorted((k for (k,) in home.database.rows(text, "whole")), key=repr) == sorted(expected[0], key=repr)


def _pandas(segment: Segment, schema: Any, tables: Any, as_of: Any, known: Any) -> list[str]:
    text = pandas_code(segment, schema, as_of=as_of, known=known)
    scope: dict[str, Any] = {"__name__": "exported"}
    exec(compile(text, "<exported pandas>", "exec"), scope)
    return [str(k) for k in scope["members"](frames(tables, schema)).tolist()]
