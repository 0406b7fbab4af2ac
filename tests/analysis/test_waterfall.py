"""The waterfall: figures worked out by hand, every verdict, and drop-one against an evaluation without the rule."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from seg_widgets.analysis import waterfall
from seg_widgets.results import evaluate
from tests.analysis.world import LETTERS, answer, frame_rows, letter, lettered, random_group, random_session

FIGURES = ("met", "before", "after", "removed", "added", "alone")

# LETTERS: a is met by abc ab ac a abcd (5), b by abc ab bc b abcd (5), c by abc ac bc c abcd (5), d by abcd d (2).


def test_all_takes_out_in_order_and_alone():
    frame = waterfall(answer(lettered(), "all", letter("a"), letter("b"), letter("c")))
    assert frame_rows(frame, *FIGURES) == [
        (10, 10, 10, 0, 0, 0),
        (5, 10, 5, 5, 0, 1),  # b and c without a: bc
        (5, 5, 3, 2, 0, 1),  # a and c without b: ac
        (5, 3, 2, 1, 0, 1),  # a and b without c: ab
    ]
    assert list(frame["kind"]) == ["universe", "all", "all", "all"]
    assert set(frame["verdict"]) == {""}


def test_any_brings_in_in_order_and_alone():
    frame = waterfall(answer(lettered(), "any", letter("a"), letter("b"), letter("d")))
    assert frame_rows(frame, *FIGURES)[1:] == [
        (5, 0, 5, 0, 5, 2),  # only a: ac, a
        (5, 5, 7, 0, 2, 2),  # only b: bc, b
        (2, 7, 8, 0, 1, 1),  # only d: d
    ]


def test_none_takes_out_those_who_meet_it():
    frame = waterfall(answer(lettered(), "none", letter("a"), letter("b"), letter("d")))
    assert frame_rows(frame, *FIGURES)[1:] == [(5, 10, 5, 5, 0, 2), (5, 5, 3, 2, 0, 2), (2, 3, 2, 1, 0, 1)]


def test_at_least_counts_who_meets_enough_so_far():
    frame = waterfall(answer(lettered(), "at_least", letter("a"), letter("b"), letter("c"), n=2))
    assert frame_rows(frame, *FIGURES)[1:] == [
        (5, 0, 0, 0, 0, 2),  # ab and ac would meet one of the others only
        (5, 0, 3, 0, 3, 2),  # abc, ab, abcd; without b: ab, bc go
        (5, 3, 5, 0, 2, 2),  # ac, bc; without c: ac, bc go
    ]


@pytest.mark.parametrize("n", [1, 2, 3])
def test_at_least_of_any_number_ends_at_the_segment(n: int):
    evaluation = answer(lettered(), "at_least", letter("a"), letter("b"), letter("c"), n=n)
    assert waterfall(evaluation)["after"].iloc[-1] == evaluation.members.count()


def test_unknown_is_who_might_meet_it_were_it_known():
    frame = waterfall(answer(lettered(["a", "a?", "a?b", "b"]), "all", letter("a"), letter("b")))
    assert frame_rows(frame, "met", "unknown")[1:] == [(1, 2), (2, 0)]


@pytest.mark.parametrize(
    ("rows", "kind", "verdicts"),
    [
        (LETTERS, "all", ["", "", ""]),
        (["ab", "ab", "c", "abc"], "all", ["redundant", "dead", ""]),  # a and b are the same: either could go
        (["abc", "bc", "b", ""], "all", ["", "dead", "dead"]),  # whoever meets a meets b and c
        (["abc", "ab", "bc", "b", ""], "all", ["", "dead", ""]),
        (["abc", "ab", "bc"], "all", ["", "everyone", ""]),
        (["ab", "ab", "b"], "all", ["", "everyone", "nobody"]),
        (["a", "a", "b", "c"], "all", ["", "contradictory", ""]),
        (["ab", "bc", "c", "a"], "all", ["", "", "contradictory"]),
        (["ac", "bc", "c"], "all", ["", "contradictory", "everyone"]),
        ([], "all", ["", "", ""]),
        (["a", "ab", "c", ""], "any", ["", "dead", ""]),
        (["ab", "ac", "b", "c", ""], "any", ["redundant", "", ""]),
        (["a", "ac", ""], "any", ["", "nobody", "dead"]),
        (["ab", "b", "bc"], "any", ["", "everyone", ""]),
        (["b", "b", ""], "none", ["nobody", "", "nobody"]),
        (["ab", "a", "c", ""], "none", ["", "dead", ""]),
        (["ab", "ac", "b", "c", ""], "none", ["redundant", "", ""]),
        (["ab", "b", "bc"], "none", ["", "everyone", ""]),
        (["a", "b", "bc"], "none", ["", "contradictory", ""]),
    ],
)
def test_verdicts(rows: list[str], kind: str, verdicts: list[str]):
    at = lettered(rows) if rows else lettered(["a"])
    if not rows:
        at.database.connection.execute("DELETE FROM accounts").fetchall()
    frame = waterfall(answer(at, kind, letter("a"), letter("b"), letter("c")))
    assert list(frame["verdict"])[1:] == verdicts
    assert all(bool(verdict) == bool(note) for verdict, note in frame_rows(frame, "verdict", "note"))


@pytest.mark.parametrize(
    ("rows", "verdicts"),
    [
        (["ab", "b", "ac", ""], ["", "", ""]),
        (["ab", "ac", "a"], ["everyone", "", ""]),
        (["abc", "ab", "b"], ["", "everyone", "redundant"]),  # with c or without, abc and ab meet two
        (["bc", "c", "b"], ["nobody", "", ""]),
        (["abc", "abc", ""], ["redundant", "redundant", "redundant"]),
    ],
)
def test_verdicts_of_at_least_are_of_what_a_rule_does_alone(rows: list[str], verdicts: list[str]):
    frame = waterfall(answer(lettered(rows), "at_least", letter("a"), letter("b"), letter("c"), n=2))
    assert list(frame["verdict"])[1:] == verdicts


def test_labels_are_asked_for_by_place_and_muted_rules_are_not_there():
    evaluation = answer(lettered(), "all", letter("a"), letter("b", muted=True), letter("c"))
    assert list(waterfall(evaluation)["label"]) == ["Universe", "Rule 1", "Rule 3"]
    assert list(waterfall(evaluation, str.upper)["label"]) == ["Universe", "WHERE.MEMBERS.0", "WHERE.MEMBERS.2"]
    assert list(waterfall(evaluation)["place"]) == ["", "where.members.0", "where.members.2"]


@pytest.mark.parametrize("seed", range(40))
def test_drop_one_is_the_answer_without_the_rule(seed: int):
    draw = random.Random(seed)
    at = random_session(draw)
    kind, members, n = random_group(draw)
    evaluation = answer(at, kind, *members, n=n)
    frame = waterfall(evaluation)
    total, tree = evaluation.members.count(), evaluation.plan.tree
    sign = 1 if kind in ("all", "none") else -1
    for number, alone in enumerate(frame["alone"].iloc[1:]):
        others = (*tree.members[:number], *tree.members[number + 1 :])
        if others:
            without = evaluate(replace(evaluation.plan, tree=replace(tree, members=others)), at).members.count()
        else:
            without = evaluation.universe.count() if kind in ("all", "none") else 0
        assert alone == sign * (without - total)


@pytest.mark.parametrize("seed", range(15))
def test_steps_join_up_and_end_at_the_segment(seed: int):
    draw = random.Random(seed)
    at = random_session(draw)
    kind, members, n = random_group(draw)
    evaluation = answer(at, kind, *members, n=n)
    frame = waterfall(evaluation)
    assert frame["after"].iloc[-1] == evaluation.members.count()
    assert list(frame["before"].iloc[2:]) == list(frame["after"].iloc[1:-1])
    assert (frame["before"] - frame["removed"] + frame["added"] == frame["after"]).all()
    if kind in ("all", "none"):
        after = [evaluation.nodes[(number,)].after for number in range(len(frame) - 1)]
        assert [bits.count() for bits in after if bits is not None] == list(frame["after"].iloc[1:])
        assert (frame["alone"] <= frame["removed"]).all()
    if kind == "any":
        assert (frame["alone"] <= frame["added"]).all()
