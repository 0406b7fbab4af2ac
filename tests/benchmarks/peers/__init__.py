"""The same work as others do it: by hand in DuckDB, polars, pandas and PySpark."""
