"""What a report's parameters name: a workspace and its segments; left empty, the demo data and segments of the catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from seg_widgets.errors import DefinitionError, Problem
from seg_widgets.workspace import Workspace

if TYPE_CHECKING:
    from seg_widgets.definition import Segment

USUAL = ("L05", "L10", "L11", "N01", "N02", "C03", "P01", "P02")
"""Templates that most teams would follow from week to week; as many as ``MOST`` are taken, those that the tables allow."""
MOST = 6


def opened(workspace: str | Path = "", data: str | None = None) -> Workspace:
    """Open the workspace of a report.

    Parameters
    ----------
    workspace
        A ``workspace.yaml``, or the folder with the tables; empty: the demo data.
    data
        Where the tables are, if not in that folder: as ``seg-widgets run --data`` takes it.
    """
    from seg_widgets import datasets
    from seg_widgets.running.opening import open_workspace

    return open_workspace(workspace, data or None) if str(workspace) else datasets.demo()


def followed(ws: Workspace, library: str | Path = "", *, tag: str = "", entity: str | None = None) -> dict[str, Segment]:
    """Give the segments that a report follows, by name, of one entity.

    Parameters
    ----------
    library
        A folder of saved segments; empty: some of the catalogue, those that the workspace has everything for.
    tag
        Only segments with this tag.
    entity
        Whose segments; ``None``: the entity that most of them are of.

    Raises
    ------
    DefinitionError
        ``no-segments``.
    """
    from seg_widgets.running.opening import open_library

    if str(library):
        shelf = open_library(library)
        shelf.attach(ws)
        found = {name: shelf[name] for name in (shelf.names(tag) if tag else shelf.names())}
    else:
        found = _usual(ws)
    most = max((s.entity for s in found.values()), key=[s.entity for s in found.values()].count, default=None)
    kept = {name: segment for name, segment in found.items() if segment.entity == (entity or most)}
    if not kept:
        hint = "Name a folder of saved segments, or save some there."
        raise DefinitionError(Problem("no-segments", "There are no segments to follow.", "library", hint))
    return kept


def roles(ws: Workspace) -> dict[str, str]:
    """Say which table or column has which role: ``"account.renews_on"`` -> ``"customers.renewal"``. What is not found is not in it."""
    from seg_widgets.templates.proposing import found_roles

    return found_roles(ws.schema, ws.facts)


def _usual(ws: Workspace) -> dict[str, Segment]:
    from seg_widgets.definition import Segment
    from seg_widgets.templates import Catalogue

    catalogue = Catalogue()
    made = [catalogue[name].bind(ws) for name in USUAL if catalogue[name].needs(ws).ok]
    return {s.name: s for s in made[:MOST] if isinstance(s, Segment)}
