"""What `import seg_widgets` offers, and what it costs."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import seg_widgets as sw

NAMES = [
    "Counts", "DataError", "DefinitionError", "EngineError", "LibraryError", "Parameter", "Priority", "Problem", "ReportError", "Schema",
    "Segment", "SegmentBuilder", "SegmentError", "SegmentLibrary", "Split", "UnsupportedError", "Workspace", "WorkspaceError", "all_of",
    "any_of", "associate", "at_least_of", "bands", "board", "by_value", "check", "check_page", "compare", "datasets", "dials", "diff",
    "everyone", "explain", "find_entities", "flows", "grid", "guide", "hand_over", "health", "in_segment", "json_schema", "listed",
    "moved", "movement", "near_misses", "none_of", "number", "one_page", "outer", "overlap", "overlap_pairs", "param", "portfolio",
    "priority", "read_yaml", "report", "rules", "sensitivity", "split", "templates", "users_of", "variability", "why", "without_history",
    "write_members",
]  # fmt: skip
HEAVY = {"altair", "duckdb", "ipywidgets", "pandas", "sqlglot"}


def test_the_names_are_these() -> None:
    """A name more or less is a decision: it is made here."""
    assert sorted(sw.__all__) == NAMES
    assert dir(sw) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_there_and_says_what_it_is(name: str) -> None:
    assert inspect.getdoc(getattr(sw, name))


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="Segmant"):
        sw.Segmant  # noqa: B018  the look-up is what is tested


def loaded(code: str) -> set[str]:
    """Run code in a fresh process; give the heavy modules that are loaded after it."""
    script = f"import sys\n{code}\nprint(*sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert loaded("import seg_widgets") == set()


def test_counting_loads_no_charts_and_no_widgets() -> None:
    code = """
import pandas as pd
import seg_widgets as sw
ws = sw.Workspace.from_frames({"accounts": pd.DataFrame({"account_id": [1, 2], "seats": [3, 40]})}, quiet=True)
assert sw.Segment("Large", ws.accounts.seats > 10).count().members == 1
"""
    assert loaded(code) == HEAVY - {"altair", "ipywidgets"}
