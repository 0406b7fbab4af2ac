"""Plan -> SQL, built with sqlglot's expressions: one meaning of a comparison, for the session and for the statement shown."""

from seg_widgets.sql.by_link import CODED, OTHER, holds_all, is_ever, of_parts, scan_by_link
from seg_widgets.sql.dialects import DIALECTS, Dialect, column_value, dialect
from seg_widgets.sql.expressions import Expressions, zero_without_rows
from seg_widgets.sql.names import Names, column, identifier, table
from seg_widgets.sql.parted import Parting, different, part_counts, parted
from seg_widgets.sql.reader import Lying, RowReader
from seg_widgets.sql.rows import DISTINCT, MANY, by_count, scan, scan_distinct
from seg_widgets.sql.statement import figures, how_many, pair_numbers, statement
from seg_widgets.sql.together import scan_together
from seg_widgets.sql.ways import OWNER, existing, hull_of, owned, present

__all__ = [
    "CODED",
    "DIALECTS",
    "DISTINCT",
    "MANY",
    "OTHER",
    "OWNER",
    "Dialect",
    "Expressions",
    "Lying",
    "Names",
    "Parting",
    "RowReader",
    "by_count",
    "column",
    "column_value",
    "dialect",
    "different",
    "existing",
    "figures",
    "holds_all",
    "how_many",
    "hull_of",
    "identifier",
    "is_ever",
    "of_parts",
    "owned",
    "pair_numbers",
    "part_counts",
    "parted",
    "present",
    "scan",
    "scan_by_link",
    "scan_distinct",
    "scan_together",
    "statement",
    "table",
    "zero_without_rows",
]  # fmt: skip
