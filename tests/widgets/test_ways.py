"""Where a table and an entity hang together in several ways, the editor offers them, and a first one is taken."""

from __future__ import annotations

import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets.widgets.catalogue import catalogue

PEOPLE = pd.DataFrame({"pid": ["a", "b", "c"], "mentor": ["f1", "f1", "f2"], "payer": ["f2", None, "f2"]})
FIRMS = pd.DataFrame({"fid": ["f1", "f2", "f3"]})
CALLS = pd.DataFrame({
    "cid": range(4), "day": pd.to_datetime(["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"]).date,
    "caller": ["a", "a", "b", "a"], "called": ["b", "c", "c", "c"],
})  # fmt: skip
CONFIG = {
    "as_of": "2026-03-20",
    "tables": {
        "people": {"kind": "entity", "key": "pid", "links": {"mentor": "firms", "payer": "firms"}},
        "firms": {"kind": "entity", "key": "fid"},
        "calls": {
            "kind": "event",
            "key": "cid",
            "time": "day",
            "links": {"caller": "people", "called": "people"},
            "columns": {"called": {"label": "Who was called"}},
        },
    },
}


@pytest.fixture(scope="module")
def ws() -> sw.Workspace:
    return sw.Workspace.from_frames({"people": PEOPLE, "firms": FIRMS, "calls": CALLS}, CONFIG, quiet=True)


def test_the_ways_are_offered_under_their_columns_names(ws: sw.Workspace) -> None:
    tables = catalogue(ws.schema, ws.facts, ws.as_of)["tables"]
    firms = [{"via": "mentor", "label": "Mentor"}, {"via": "payer", "label": "Payer"}]
    calls = [{"via": "caller", "label": "Caller"}, {"via": "called", "label": "Who was called"}]
    assert {name: described["ways"] for name, described in tables.items()} == {
        "people": {"firms": firms, "calls": calls},
        # From calls to firms two ways begin with each link: the first link does not say which.
        "firms": {"people": firms},
        "calls": {},
    }
    assert [(r["table"], r["many"]) for r in tables["people"]["related"]] == [("firms", False)]
    assert [(r["table"], r["many"]) for r in tables["firms"]["related"]] == [("people", True)]


def test_what_is_picked_goes_by_the_first_way(ws: sw.Workspace) -> None:
    picks = catalogue(ws.schema, ws.facts, ws.as_of)["picks"]["people"]
    (number,) = (pick for pick in picks if pick["id"] == "calls:count")
    assert number["criterion"]["metric"]["via"] == "caller"
    for via, expected in (("caller", ["a", "b"]), ("called", ["b", "c"])):
        rule = {**number["criterion"], "metric": {**number["criterion"]["metric"], "via": via}}
        segment = sw.Segment.load({"name": "x", "entity": "people", "where": {"kind": "all", "members": [rule]}})
        assert sorted(segment.members(workspace=ws).iloc[:, 0]) == expected
