"""Conditions in SQL: the one place where groups meet SQL's own three-valued logic.

Groups are two-valued: a NULL is not met, which only ``none of`` has to say aloud, because only there a NULL would be carried
through a NOT. Beside it the same tree can be written in Kleene's logic, which is SQL's own: NULL is unknown.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.plan import Compare, EveryonePlan, GroupPlan, NodePlan, RelatedPlan
from seg_widgets.sql.dialects import Dialect
from seg_widgets.sql.expressions import Expressions

RelatedSql = Callable[[RelatedPlan], "exp.Expr"]


class Conditions:
    """Writes conditions over expressions.

    Parameters
    ----------
    related, kleene
        Give the SQL of a related group: whether it is met, and its answer in Kleene's logic. ``None`` where there can be none
        (row filters), or where nobody asks.
    """

    def __init__(self, expressions: Expressions, related: RelatedSql | None = None, kleene: RelatedSql | None = None) -> None:
        self.expressions, self.related, self.related_kleene = expressions, related, kleene

    def condition(self, node: NodePlan) -> exp.Expr:
        """Write a condition that is true exactly where the node is met (elsewhere false or NULL)."""
        match node:
            case Compare():
                return self.expressions.compare(node)
            case EveryonePlan():
                return exp.true()
            case GroupPlan():
                return self.group(node)
            case RelatedPlan() if self.related is not None:
                return self.related(node)
            case _:
                raise UnsupportedError(Problem("unknown-node", f"SQL does not know the node {type(node).__name__} here."))

    def group(self, node: GroupPlan) -> exp.Expr:
        """Write a group of conditions."""
        made = self.expressions.made
        members = [self.condition(m) for m in node.members]
        match node.kind:
            case "all":
                return _joined(exp.and_, members)
            case "any":
                return _joined(exp.or_, members)
            case "none":
                return exp.not_(exp.Coalesce(this=_joined(exp.or_, members), expressions=[exp.false()]))
            case "at_least":
                ones = [exp.Case(ifs=[exp.If(this=m, true=made.literal(1))], default=made.literal(0)) for m in members]
                total: exp.Expr = ones[0]
                for one in ones[1:]:
                    total = exp.Add(this=total, expression=one)
                return exp.GTE(this=total, expression=made.literal(node.n or 0))
            case _:
                raise UnsupportedError(Problem("unknown-node", f"SQL does not know the group {node.kind!r}."))

    def kleene(self, node: NodePlan) -> exp.Expr:
        """Write a node in Kleene's logic: true, false, or NULL for unknown."""
        match node:
            case Compare():
                return self.expressions.compare(node)
            case EveryonePlan():
                return exp.true()
            case RelatedPlan() if self.related_kleene is not None:
                return self.related_kleene(node)
            case GroupPlan():
                members = [self.kleene(m) for m in node.members]
                if node.kind == "all":
                    return _joined(exp.and_, members)
                if node.kind in ("any", "none"):
                    found = _joined(exp.or_, members)
                    return found if node.kind == "any" else exp.not_(found)
                if node.kind == "at_least":
                    made = self.expressions.made
                    surely = added([one(m, made) for m in members], made)
                    perhaps = added([one(exp.Coalesce(this=m.copy(), expressions=[exp.true()]), made) for m in members], made)
                    return between_sure_and_possible(surely, perhaps, made.literal(node.n or 0))
        raise UnsupportedError(Problem("unknown-node", f"SQL does not know the node {type(node).__name__} here."))


def one(condition: exp.Expr, made: Dialect) -> exp.Expr:
    """Write 1 where a condition is true, else 0."""
    return exp.Case(ifs=[exp.If(this=condition, true=made.literal(1))], default=made.literal(0))


def added(parts: list[exp.Expr], made: Dialect) -> exp.Expr:
    """Add numbers up."""
    total: exp.Expr = parts[0]
    for part in parts[1:]:
        total = exp.Add(this=total, expression=part)
    return exp.paren(total)


def between_sure_and_possible(surely: exp.Expr, perhaps: exp.Expr, n: exp.Expr) -> exp.Expr:
    """Write Kleene's "at least n": true where so many are sure, false where not even so many are possible."""
    return exp.Case(
        ifs=[
            exp.If(this=exp.GTE(this=surely, expression=n), true=exp.true()),
            exp.If(this=exp.LT(this=perhaps, expression=n.copy()), true=exp.false()),
        ]
    )


def _joined(how: Callable[..., exp.Expr], members: list[exp.Expr]) -> exp.Expr:
    return exp.paren(how(*members, copy=False)) if len(members) > 1 else members[0]
