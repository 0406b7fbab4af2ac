"""What the data is: tables, keys, links, types. A description; the data itself stays where it is."""

from seg_widgets.schema.model import PARTITION_SLACK, Category, Column, Draft, Schema, Table, TableDraft, TableKind, Value, is_entity
from seg_widgets.schema.relations import Relation, Step, choices, path, related_tables, relation, row_tables, table_of
from seg_widgets.schema.types import TYPES, ColumnType, Family, family

__all__ = [
    "PARTITION_SLACK", "TYPES", "Category", "Column", "ColumnType", "Draft", "Family", "Relation", "Schema", "Step", "Table", "TableDraft",
    "TableKind", "Value",
    "choices", "family", "is_entity", "path", "related_tables", "relation", "row_tables", "table_of",
]  # fmt: skip
