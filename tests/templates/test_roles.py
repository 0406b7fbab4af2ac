"""How a workspace's tables and columns get their roles, and what is said where one is missing."""

from __future__ import annotations

import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets.templates import ROLES
from seg_widgets.templates.proposing import found_roles
from tests.templates.test_demo import demo

DAYS = pd.date_range("2026-01-01", periods=8, freq="7D")
CUSTOMERS = pd.DataFrame(
    {
        "customer_id": [f"c{n}" for n in range(8)], "company": [f"Company {n}" for n in range(8)], "plan": ["pro", "basic"] * 4,
        "signup_date": DAYS, "canceled_at": [*DAYS[:2], *[None] * 6], "vertical": ["a", "b"] * 4, "annual_revenue": range(8),
    }
)  # fmt: skip
USERS = pd.DataFrame({"user_id": range(8), "customer_id": [f"c{n}" for n in range(8)], "position": ["Champion", "Decision Maker"] * 4})
LOGINS = pd.DataFrame({"user_id": range(8), "logged_in_at": DAYS, "module": ["home", "report"] * 4, "duration_seconds": range(8)})


def workspace(**config: object) -> sw.Workspace:
    return sw.Workspace.from_frames({"customers": CUSTOMERS, "users": USERS, "logins": LOGINS}, config, quiet=True)


def test_the_demo_has_every_table_role_and_all_column_roles_but_other_ways_to_say_the_same() -> None:
    ws = demo()
    lacking = set(ROLES) - set(found_roles(ws.schema, ws.facts))
    assert lacking == {"account.churned", "account.on_trial", "account.size_class", "usage.seconds", "contracts.mrr"}


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("account", "customers"), ("contact", "users"), ("usage", "logins"), ("usage.contact", "logins.user_id"),
        ("usage.feature", "logins.module"), ("usage.seconds", "logins.duration_seconds"), ("account.edition", "customers.plan"),
        ("account.started_on", "customers.signup_date"), ("account.churned_on", "customers.canceled_at"),
        ("account.industry", "customers.vertical"), ("account.arr", "customers.annual_revenue"),
        ("contact.role", "users.position"),  # by its values
    ],
)  # fmt: skip
def test_other_names_get_their_roles(role: str, place: str) -> None:
    ws = workspace()
    assert found_roles(ws.schema, ws.facts)[role] == place


def test_seconds_are_not_taken_for_minutes() -> None:
    ws = workspace()
    assert "usage.minutes" not in found_roles(ws.schema, ws.facts)
    bound = sw.templates["N04"].bind(ws)
    assert isinstance(bound, sw.Segment)
    assert "60" in str(bound.dump()["where"])


def test_what_the_workspace_says_goes_first() -> None:
    ws = workspace(roles={"account.industry": "customers.company", "usage": "logins"})
    found = found_roles(ws.schema, ws.facts)
    assert found["account.industry"] == "customers.company"
    assert workspace().schema.roles == {}
    assert "roles:" in ws.to_yaml()
    assert found_roles(ws.schema, ws.facts, {"account.industry": "customers.vertical"})["account.industry"] == "customers.vertical"


def test_a_columns_role_says_which_table_has_the_tables_role() -> None:
    ws = workspace(roles={"tickets.kind": "logins.module"})
    found = found_roles(ws.schema, ws.facts)
    assert found["tickets"] == "logins"
    assert "usage" not in found


@pytest.mark.parametrize(
    ("role", "place", "code", "hint"),
    [
        ("usage.featur", "logins.module", "unknown-role", "usage.feature"),
        ("usage", "login", "unknown-table", "logins"),
        ("usage.feature", "logins.modul", "unknown-column", "module"),
        ("usage.feature", "logins", "no-place", ""),
        ("usage", "logins.module", "no-place", ""),
    ],
)
def test_what_is_said_wrongly_is_an_error_at_its_place(role: str, place: str, code: str, hint: str) -> None:
    ws = workspace(roles={role: place})
    with pytest.raises(sw.WorkspaceError) as error:
        sw.templates["P01"].bind(ws)
    assert (error.value.code, error.value.place) == (code, f"roles.{role}")
    assert hint in error.value.hint


def test_a_column_of_another_table_than_its_roles_is_an_error() -> None:
    ws = workspace(roles={"usage": "logins", "usage.feature": "users.position"})
    with pytest.raises(sw.WorkspaceError) as error:
        sw.templates["P01"].needs(ws)
    assert error.value.code == "role-elsewhere"


def test_every_missing_role_is_named_with_its_meaning_and_where_to_declare_it() -> None:
    ws = workspace()
    with pytest.raises(sw.WorkspaceError) as error:
        sw.templates["C03"].bind(ws)
    assert [(p.code, p.place) for p in error.value.problems] == [
        ("missing-role", "roles.meetings"), ("missing-role", "roles.meetings.kind"), ("missing-role", "roles.meetings.status"),
    ]  # fmt: skip
    assert ROLES["meetings.kind"].meaning in str(error.value)
    assert "roles: {meetings.kind: table.column}" in error.value.problems[1].hint


def test_a_missing_role_comes_with_what_it_might_be() -> None:
    ws = workspace(roles={"usage": "logins"})
    frame = LOGINS.rename(columns={"module": "thing"})
    other = sw.Workspace.from_frames({"customers": CUSTOMERS, "users": USERS, "logins": frame}, quiet=True)
    assert sw.templates["N06"].needs(ws).ok
    held = sw.templates["N06"].needs(other)
    assert [p.place for p in held.missing] == ["roles.usage.feature"]
    assert "logins.thing" in held.missing[0].hint
    assert sw.templates["N06"].needs(other, roles={"usage.feature": "logins.thing"}).ok


def test_a_value_that_does_not_occur_is_a_note_with_the_near_ones_and_no_error() -> None:
    ws = workspace()
    held = sw.templates["N06"].needs(ws, feature="reports")
    assert held.ok
    assert held.notes == ("feature: 'reports' does not occur in logins.module; there are 'report'.",)
    assert sw.templates["N06"].needs(ws, feature="report").notes == ()
    assert "Note: feature" in str(held)


def test_an_edition_without_an_order_is_told_before_it_is_compared() -> None:
    frame = CUSTOMERS.assign(recommended_plan=["basic", "pro"] * 4)
    ws = sw.Workspace.from_frames({"customers": frame, "users": USERS, "logins": LOGINS}, quiet=True)
    held = sw.templates["C14"].needs(ws)
    assert (held.missing, held.ok) == ((), False)
    assert [p.code for p in held.problems] == ["operator-does-not-fit"]
    with pytest.raises(sw.DefinitionError):
        sw.templates["C14"].bind(ws)


def test_the_catalogue_is_split_into_what_is_available_and_what_is_not() -> None:
    found = sw.templates.available(workspace())
    ids = [t.id for t in found.available]
    assert {"B01", "B09", "P01", "P05", "N06", "N10", "V05"} <= set(ids)
    assert set(ids) | set(found.others) == {t.id for t in sw.templates}
    assert not set(ids) & set(found.others)
    assert "L04: no milestones" in repr(found)
    assert "N06" in found.notes
