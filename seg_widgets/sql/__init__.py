"""Plan -> SQL, built with sqlglot's expressions: one meaning of a comparison, for the session and for the statement shown."""

from seg_widgets.sql.dialects import DIALECTS, Dialect, column_value, dialect
from seg_widgets.sql.expressions import Expressions, zero_without_rows
from seg_widgets.sql.names import Names, column, identifier, table
from seg_widgets.sql.rows import DISTINCT, MANY, OWNER, by_count, existing, hull_of, owned, scan, scan_distinct
from seg_widgets.sql.statement import figures, pair_numbers, statement

__all__ = [
    "DIALECTS", "DISTINCT", "MANY", "OWNER", "Dialect", "Expressions", "Names", "by_count", "column", "column_value", "dialect",
    "existing", "figures", "hull_of", "identifier", "owned", "pair_numbers", "scan", "scan_distinct", "statement", "table",
    "zero_without_rows",
]  # fmt: skip
