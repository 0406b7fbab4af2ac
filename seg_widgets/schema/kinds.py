"""What kind of table a table is."""

from __future__ import annotations

from seg_widgets.schema import roles
from seg_widgets.schema.facts import TableFacts
from seg_widgets.schema.model import TableDraft, TableKind
from seg_widgets.schema.words import singular, words

_SPANNED = frozenset(["contract", "project", "campaign", "opportunity", "membership", "license", "licence", "vertrag", "projekt", "phase"])


def kind_of(name: str, draft: TableDraft, facts: TableFacts, key: str | None, *, inbound: bool, outbound: bool) -> TableKind | None:
    """Say what kind a table is; ``None``: its rows are neither identified nor dated.

    Parameters
    ----------
    key
        The key that is given or proposed.
    inbound, outbound
        Other tables seem to link to it; it seems to link to others.
    """
    if draft.kind is not None:
        return draft.kind
    if draft.end is not None:
        return "interval"
    said = roles.kind_word(name)
    own = [singular(w) for w in words(name)]
    if draft.time is not None:
        return "snapshot" if said == "snapshot" else "event"
    if said == "snapshot" and roles.time(name, facts) is not None:
        return "snapshot"
    thing = said == "entity" and not (own and own[-1] in _SPANNED)
    if roles.span(name, facts) is not None and not (thing and key is not None) and (key is not None or outbound):
        return "interval"
    if roles.time(name, facts) is None:
        return "entity" if key is not None else None
    if key is None:
        return "event"
    if said:
        return "entity" if said == "entity" else "event"
    if inbound or not outbound:
        # Nothing that it belongs to: it is what a segment is a set of, with dates among its attributes.
        return "entity"
    return "entity" if _a_person(name, facts) else "event"


def _a_person(name: str, facts: TableFacts) -> bool:
    """Rows with a name or an address are things that other tables speak of, whatever date they carry."""
    found = roles.label(name, facts, (), thing=True)
    return found is not None and words(found)[-1] not in ("title", "subject", "betreff", "titel")
