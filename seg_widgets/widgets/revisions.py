"""Under which numbers edits are answered, and which of the browser's messages come too late.

A kernel answers widgets in more threads than one, and may change from one to the other between two messages: a later edit may come
before an earlier one. Two views of a builder count by themselves, too.
"""

from __future__ import annotations

from typing import Any, Literal


class Revisions:
    """Counts.

    Attributes
    ----------
    now
        The latest number.
    replaced
        The latest under which the definition was set from Python: edits up to it are of one that is not there any more.
    """

    def __init__(self) -> None:
        self.now = self.replaced = 0
        self._by: object = self  # whose the latest number is: a view's of the builder, or our own
        self._taken: dict[tuple[str, str], int] = {}

    def own(self, *, replaced: bool = False) -> None:
        """Count one up for a change that was made in Python."""
        self.now += 1
        self._by = self
        if replaced:
            self.replaced = self.now

    def take(self, kind: str, by: Any, rev: Any) -> Literal["taken", "late", "gone"]:
        """Count a message of the browser's.

        Parameters
        ----------
        kind
            Messages of one kind say the whole of it: the latest is all that is needed.
        by
            Which view sent it.
        rev
            Its number there.

        Returns
        -------
        str
            ``"late"``: the same view's later one was taken. ``"gone"``: it is of a definition that is not there any more.
        """
        if not isinstance(rev, int) or rev <= 0:
            self.now += 1
            self._by = by
            return "taken"
        known = isinstance(by, str)
        if known:
            if rev <= self._taken.get((by, kind), 0):
                return "late"
            self._taken[by, kind] = rev
        if kind == "edit" and rev <= self.replaced:
            self.now = max(self.now, rev)
            self.own(replaced=True)
            return "gone"
        if rev > self.now or not known:
            self.now = rev
        elif by != self._by:  # another has the number: one that neither has sent makes both take over what is there now
            self.now += 1
        self._by = by
        return "taken"
