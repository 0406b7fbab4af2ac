"""How many of several: counted, and counted in Kleene's logic beside, where some of them are unknown."""

from __future__ import annotations

from tests.reference.truth import Truth

Asked = tuple[Truth, Truth]
"""Of a related entity: whether it is in scope, whether it meets the condition."""


def quantified(quantifier: str, n: int | None, share: float | None, asked: list[Asked]) -> Truth:
    """All count related entities after the scope; for Kleene an entity counts as scope AND where."""
    if quantifier in ("share", "every"):
        return _share(1.0 if share is None else share, asked)
    met = sum(scope.met and where.met for scope, where in asked)
    both = [[scope.kleene, where.kleene] for scope, where in asked]
    true = sum(pair == [True, True] for pair in both)
    unknown = sum(False not in pair and None in pair for pair in both)
    if quantifier in ("any", "at_least"):
        n = 1 if n is None else n
        return Truth(met >= n, at_least(n, true, unknown))
    if quantifier in ("none", "at_most"):
        n = 0 if n is None else n
        return Truth(met <= n, at_most(n, true, unknown))
    assert n is not None
    return Truth(met == n, exactly(n, true, unknown))


def _share(least: float, asked: list[Asked]) -> Truth:
    """The share of those in scope that meet the condition; ``every`` is all of them.

    With nothing in scope it is not met. Unknown is whatever comes out both ways, when each unknown scope and condition is
    tried as true and as false.
    """

    def enough(met: int, scope: int) -> bool:
        return scope > 0 and met / scope >= least

    outcomes = {(0, 0)}  # (meet it, in scope), one for each way in which the unknown could turn out
    for scope, where in asked:
        options = {(in_it and met, in_it) for in_it in _either(scope.kleene) for met in _either(where.kleene)}
        outcomes = {(a + met, b + in_it) for a, b in outcomes for met, in_it in options}
    found = {enough(*outcome) for outcome in outcomes}
    met = enough(sum(s.met and w.met for s, w in asked), sum(s.met for s, _ in asked))
    return Truth(met, found.pop() if len(found) == 1 else None)


def _either(kleene: bool | None) -> list[bool]:
    return [False, True] if kleene is None else [kleene]


def at_least(n: int, true: int, unknown: int) -> bool | None:
    """True if enough are true, false if not even the unknown ones would do."""
    return True if true >= n else (None if true + unknown >= n else False)


def at_most(n: int, true: int, unknown: int) -> bool | None:
    """False if too many are true, true if even the unknown ones would not be too many."""
    return False if true > n else (None if true + unknown > n else True)


def exactly(n: int, true: int, unknown: int) -> bool | None:
    """At least n, and at most n."""
    if true > n or true + unknown < n:
        return False
    return True if unknown == 0 else None
