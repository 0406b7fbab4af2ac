"""The segment as code to take away, one file a target; importing this registers them all. The only quoting code."""

from seg_widgets.code import english, pandas, python, segmentations, sql, yaml

__all__ = ["english", "pandas", "python", "segmentations", "sql", "yaml"]
