"""Findings of the data check as a frame."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from seg_widgets.schema.datacheck import Finding


def findings_frame(findings: Iterable[Finding]) -> pd.DataFrame:
    """Give findings as a frame.

    Returns
    -------
    DataFrame
        A row a finding, with the columns severity, table, column, code, count, share, message and examples (one text).
    """
    rows = [(f.severity, f.table, f.column, f.code, f.count, f.share, f.message, "; ".join(f.examples)) for f in findings]
    return pd.DataFrame(rows, columns=["severity", "table", "column", "code", "count", "share", "message", "examples"])
