"""The segments that a workspace knows: those of a library, and those of the session alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping

from seg_widgets.definition import Segment


class Attached(MutableMapping[str, Segment]):
    """A library's segments beside a session's own, which win and are not saved.

    Attributes
    ----------
    own
        The session's.
    """

    def __init__(self, library: Mapping[str, Segment], own: MutableMapping[str, Segment]) -> None:
        self.library, self.own = library, own

    def __getitem__(self, name: str) -> Segment:
        return self.own[name] if name in self.own else self.library[name]

    def __setitem__(self, name: str, segment: Segment) -> None:
        self.own[name] = segment

    def __delitem__(self, name: str) -> None:
        del self.own[name]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys([*self.library, *self.own]))

    def __len__(self) -> int:
        return len({*self.library, *self.own})
