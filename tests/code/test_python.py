"""The Python that is shown builds exactly the segment that it was made of."""

from __future__ import annotations

import ast
from types import SimpleNamespace
from typing import Any

import pytest

from seg_widgets import dsl
from seg_widgets.code.names import WORKSPACE_WORDS
from seg_widgets.code.python import WIDTH, python_code
from seg_widgets.definition import Parameter, Segment
from seg_widgets.definition.spelling import TABLE_WORDS
from seg_widgets.errors import UnsupportedError
from seg_widgets.schema import Schema

from .corpus import SCHEMA, SEGMENTS, A, B, agg, crit, group, seg

WORDS = ("all_of", "any_of", "none_of", "at_least_of", "everyone", "in_segment", "listed", "number", "outer", "param")
SW = SimpleNamespace(Segment=Segment, Parameter=Parameter, **{n: getattr(dsl, n) for n in WORDS})


class Tables:
    """A workspace, as far as the language is concerned: its own words win over tables."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    def __getitem__(self, name: str) -> Any:
        return dsl.table(self.schema, name, home=self)  # type: ignore[arg-type]

    def __getattr__(self, name: str) -> Any:
        return None if name in WORKSPACE_WORDS else self[name]


def rebuild(code: str, schema: Schema) -> Segment:
    """Run the code and give the segment that it leaves, as the one new thing that is not a table."""
    ws = Tables(schema)
    space: dict[str, Any] = {"sw": SW, "ws": ws}
    exec(compile(code, "<shown>", "exec"), space)
    assert (space["sw"], space["ws"]) == (SW, ws), "the code overwrites what it stands on"
    (made,) = [v for v in space.values() if isinstance(v, Segment)]
    return made


@pytest.mark.parametrize("segment", SEGMENTS, ids=lambda s: repr(s.name))
@pytest.mark.parametrize("schema", [SCHEMA, None], ids=["schema", "bare"])
def test_rebuilds_the_same_definition(segment: Segment, schema: Schema | None) -> None:
    code = python_code(segment, schema)
    made = rebuild(code, SCHEMA)
    assert made.dump() == segment.dump(), code
    assert python_code(made, schema) == code


def test_reads_as_people_write() -> None:
    quiet = crit(agg("active_days"), "<=", 10)
    scope, asked = group("all", crit("plan_tier", "is", "Gold")), group("all", crit("last_login", ">", "2024-11-01"))
    contacts = {"kind": "related", "table": "contacts", "quantifier": "none", "scope": scope, "where": asked}
    segment = seg(
        A,
        quiet,
        group("any", crit("renews_on", "in_next", {"kind": "span", "n": 90}), B),
        contacts,
        name="Gold, quiet",
        description="Call",
    )
    assert (
        python_code(segment, SCHEMA)
        == """accounts, usage, contacts = ws.accounts, ws.usage, ws.contacts

gold_quiet = sw.Segment(
    "Gold, quiet",
    accounts.plan_tier.is_("Gold")
    & (usage.active_days.last(days=30) <= 10)
    & sw.any_of(accounts.renews_on.in_next(days=90), accounts.seats >= 10)
    & contacts.where(plan_tier="Gold").none(contacts.last_login.after("2024-11-01")),
    entity="accounts",
    description="Call",
)
"""
    )


def test_lines_break_at_arguments_and_keep_to_the_width() -> None:
    wide = group("any", *(crit("plan_tier", "is", "A longish name of a plan") for _ in range(4)))
    code = python_code(seg(A, crit(agg("sum", "count", where=group("any", wide, wide)), "<", crit().metric)))
    assert max(map(len, code.splitlines())) <= WIDTH
    assert code.count('.is_("A longish name of a plan"),\n') == 8


@pytest.mark.parametrize("segment", SEGMENTS[::7])
def test_is_python_that_parses_into_an_assignment_last(segment: Segment) -> None:
    assert isinstance(ast.parse(python_code(segment)).body[-1], ast.Assign)


def test_the_words_of_the_workspace_are_no_tables() -> None:
    import pandas

    from seg_widgets.workspace import Workspace

    ws = Workspace.from_frames({"accounts": pandas.DataFrame({"account_id": ["a", "b"]})}, quiet=True)
    words = {n for n in {*dir(type(ws)), *vars(ws)} if not n.startswith("_")}
    assert words <= WORKSPACE_WORDS, "python_code must write ws[...] for tables of these names"


def test_the_words_of_a_table_are_no_columns() -> None:
    assert {n for n in dir(dsl.TableHandle) if not n.startswith("_")} == TABLE_WORDS


def test_an_option_that_the_language_has_not_is_refused() -> None:
    with pytest.raises(UnsupportedError, match="ignore_case"):
        python_code(seg(crit("seats", "<", 5, ignore_case=True)))
