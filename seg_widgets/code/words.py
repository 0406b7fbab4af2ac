"""Criteria and conditions in English words, each on one line: for lists, comments and the labels of charts."""

from __future__ import annotations

import re

from seg_widgets.code.families import family_of
from seg_widgets.code.nouns import At, Nouns, single
from seg_widgets.code.phrases import Voice, in_parentheses, listed, percent, unknown, value_words
from seg_widgets.definition import (
    OPERATORS,
    AnyTime,
    Change,
    Condition,
    Criterion,
    Everyone,
    EveryRow,
    Group,
    Habit,
    InSegment,
    Last,
    Listed,
    Metric,
    Param,
    Parameter,
    Related,
    Sequence,
    Span,
)
from seg_widgets.definition.base import Node
from seg_widgets.schema import Schema

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_VERBS = ("is", "has", "contains", "starts", "ends", "matches")
_GROUPS = {"all": "all of", "any": "any of", "none": "none of"}


class Words(Nouns):
    """Says conditions, and the metrics in them."""

    def condition(self, node: Condition, at: At) -> str:
        """Say a condition in one line.

        Raises
        ------
        UnsupportedError
            A node that English has no words for.
        """
        match node:
            case Criterion():
                return self.criterion(node, at)
            case Everyone():
                words = "everyone"
            case Group():
                words = f"{self.group(node)} ({'; '.join(self.condition(m, at) for m in node.members)})"
            case Related():
                words = self._whole_related(node, at)
            case Habit():
                words = self._habit(node, at)
            case EveryRow():
                words = f"{self.every_row(node, at)} {self.condition(single(node.has) or node.has, (node.table, *at))}"
            case Sequence():
                words = self._sequence(node, at)
            case Listed():
                name = f" {value_words(node.name, None, None)}" if node.name else ""
                words = f"is in the list{name} ({listed([value_words(k, None, None) for k in node.keys])})"
            case InSegment():
                words = f"is in the segment {value_words(node.name, None, None)}"
            case _:
                raise unknown(node)
        return f"muted: {words}" if node.muted else words

    def group(self, group: Group) -> str:
        """Say what a group asks of its members."""
        return f"at least {self.voice.count(group.n)} of" if group.n is not None else _GROUPS[group.kind]

    # -- related entities

    def related(self, node: Related, at: At) -> str:
        """Say how many of which related entities, without what is asked of them."""
        n = self.voice.count(node.n) if node.n is not None else ""
        noun = self.voice.one(node.table) if node.quantifier in ("any", "none", "every") or node.n == 1 else self.voice.many(node.table)
        words = {
            "any": f"at least one {noun}",
            "none": f"no {noun}",
            "at_least": f"at least {n} {noun}",
            "at_most": f"at most {n} {noun}",
            "exactly": f"exactly {n} {noun}",
            "share": f"at least {percent(node.share or 0)} of {noun}",
            "every": f"every {noun}",
        }[node.quantifier]
        return words + self.narrowed(node.table, node.scope, node.via, at)

    def _whole_related(self, node: Related, at: At) -> str:
        words, inside = self.related(node, at), (node.table, *at)
        if isinstance(node.where, Everyone):
            return words + (f" where {self.condition(node.where, inside)}" if node.where.muted else "")
        only = single(node.where)
        join = "whose" if isinstance(only, Criterion) and not only.muted else "where"
        return f"{words} {join} {self.condition(only if only is not None else node.where, inside)}"

    # -- rows

    def _habit(self, node: Habit, at: At) -> str:
        which = self.narrowed(node.table, node.where, node.via, at)
        when, window = self.when(node.window, at), node.window
        if node.kind == "first_ever":
            return f"first {self.voice.one(node.table)}{which} ever is {when}"
        assert isinstance(window, Last)
        before = f"the {self.voice.counted(window.n, window.unit)} before"
        rest = f"some in {before}" if node.kind == "stopped" else f"none in {before}, some earlier"
        return f"{self.voice.many(node.table)}{which} {node.kind} {when} ({rest})"

    def every_row(self, node: EveryRow, at: At) -> str:
        """Say of which rows something is asked, without what."""
        which = self.narrowed(node.table, node.where, node.via, at)
        return f"in every {self.voice.one(node.table)}{which} {self.when(node.window, at)} (at least one),"

    def _sequence(self, node: Sequence, at: At) -> str:
        steps = []
        for step in node.steps:
            words = f"one {self.voice.one(step.table)}{self.narrowed(step.table, step.where, step.via, at)}"
            if step.within is not None:
                words = f"then within {self.voice.counted(step.within, 'days', bare_one=False)} {words}"
            if step.without is not None:
                no = step.without
                words += f" (no {self.voice.one(no.table)}{self.narrowed(no.table, no.where, no.via, at)} in between)"
            steps.append(words)
        return f"{', '.join(steps)}, {'' if isinstance(node.window, AnyTime) else 'all '}{self.when(node.window, at)}"

    # -- criteria

    def criterion(self, node: Criterion, at: At) -> str:
        """Say a criterion: the metric, the operator, the value."""
        words = self._trend(node, at) or self._comparison(node, at)
        ignored = [what for what, on in (("case", node.ignore_case), ("spaces around it", node.trim)) if on]
        words += f" (ignoring {' and '.join(ignored)})" if ignored else ""
        return f"muted: {words}" if node.muted else words

    def _comparison(self, node: Criterion, at: At) -> str:
        metric, value = node.metric, node.value
        family: str | None = family_of(metric, at[0], self.voice.schema, at[1:])
        if family is None and isinstance(value, str | tuple) and node.op != "one_of" and node.op != "none_of":
            days = all(isinstance(v, str) and _DAY.fullmatch(v) for v in ((value,) if isinstance(value, str) else value))
            family = "date" if days and "date" in OPERATORS[node.op].families else None  # nothing else looks like a day
        words = OPERATORS[node.op].words
        operator = words.get(family or "", words[""])
        if operator.split()[0] not in _VERBS:
            operator = f"is {operator}"
        left = self.noun(metric, at)
        unit = self.unit(metric, at)
        unit = f" {unit}" if unit else ""
        if value is None:
            return f"{left} {operator}"
        if isinstance(value, Span):
            return f"{left} {operator} {self.voice.counted(value.n, value.unit)}"
        if isinstance(value, Node) and not isinstance(value, Param):
            return f"{left} {operator} {in_parentheses(self.noun(value, at), value)}"
        if isinstance(value, tuple):
            several = [self.voice.value(v, metric, family) for v in value]
            join = "and" if node.op in ("between", "has_all") else "or"
            return f"{left} {operator} {listed(several, join)}{unit}"
        return f"{left} {operator} {self.voice.value(value, metric, family)}{unit}"

    def _trend(self, node: Criterion, at: At) -> str:
        """Say a change against a threshold as "down by more than 40%"; empty where it points neither up nor down."""
        change, value = node.metric, node.value
        if not isinstance(change, Change) or not isinstance(value, int | float) or isinstance(value, bool):
            return ""
        falls = node.op in ("<", "<=")
        if node.op not in (("<", ">") if value == 0 else ("<", "<=") if value < 0 else (">", ">=")):
            return ""
        now, before = in_parentheses(self.noun(change.of, at), change.of), self.before(change)
        if value == 0 and change.how == "absolute":  # a relative one is missing where there was nothing before: it keeps its 0%
            return f"{now} is {'down' if falls else 'up'} {before}"
        threshold = OPERATORS[node.op.replace("<", ">")].words[""]
        unit = self.unit(change, at)
        amount = value_words(abs(value), change, None) + (f" {unit}" if unit else "")
        return f"{now} is {'down' if falls else 'up'} by {threshold} {amount} {before}"


# -- one at a time

Parameters = tuple[Parameter, ...]


def node_words(node: Condition, table: str, schema: Schema | None = None, parameters: Parameters = ()) -> str:
    """Say a condition in one line.

    Parameters
    ----------
    table
        The table that it is about: the entity's, or the rows' inside a row filter.
    parameters
        Those of its segment, so that their values are said.
    """
    return Words(Voice(schema, parameters)).condition(node, (table,))


def criterion_words(node: Criterion, table: str, schema: Schema | None = None, parameters: Parameters = ()) -> str:
    """Say a criterion; see :func:`node_words`."""
    return Words(Voice(schema, parameters)).criterion(node, (table,))


def metric_words(metric: Metric, table: str, schema: Schema | None = None, parameters: Parameters = ()) -> str:
    """Say a metric as a noun; see :func:`node_words`."""
    return Words(Voice(schema, parameters)).noun(metric, (table,))
