"""The values that the lists of a workspace hold: what one chooses tags and the like from."""

from __future__ import annotations

from seg_widgets.plan import ColumnLeaf
from seg_widgets.workspace import Workspace

Elements = dict[tuple[str, str], list[str]]
MOST = 500
"""So many are offered; others are written."""


def elements(workspace: Workspace) -> Elements:
    """Give the values in the lists of each entity, by table and column, in the alphabet's order.

    Of tables in a warehouse none: it is not read before there is something to answer.
    """
    if workspace.warehouse is not None:
        return {}
    schema = workspace.schema
    found = {}
    for table in schema.entities():
        for name, column in schema.tables[table].columns.items():
            if column.type == "list" and not column.hidden:
                values = workspace.session.distinct(table, ColumnLeaf(table, name, "list"))
                found[table, name] = [str(v) for v in values[:MOST]]
    return found
