"""Names for variables, and where Python code gets its tables from."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Iterable

from seg_widgets.definition.spelling import plain, text

WORKSPACE_WORDS = frozenset({
    "as_of", "as_of_from", "assumptions", "check", "clear_cache", "close", "connect", "count", "database", "day", "evaluate",
    "export", "facts", "folder", "frame", "from_duckdb", "from_excel", "from_folder", "from_frames", "keys_of", "members", "name",
    "parts", "plan", "rows_of", "schema", "segments", "session", "sources", "split", "to_yaml", "unread", "warehouse",
})  # fmt: skip
"""What ``ws.word`` means something else than a table for. A test holds it to the workspace."""


def taken_from_workspace(tables: dict[str, str], width: int) -> str:
    """Write the lines that take tables (name -> variable) from ``ws``."""
    if not tables:
        return ""
    taken = {t: f"ws.{t}" if plain(t) and t not in WORKSPACE_WORDS else f"ws[{text(t)}]" for t in tables}
    line = f"{', '.join(tables.values())} = {', '.join(taken.values())}\n"
    return (line if len(line) <= width else "".join(f"{name} = {taken[t]}\n" for t, name in tables.items())) + "\n"


def variable(name: str, used: Iterable[str], otherwise: str) -> str:
    """Make a name that Python takes, and that stands for nothing else yet."""
    word = re.sub(r"\W+", "_", unicodedata.normalize("NFKC", name)).strip("_")
    word = word if otherwise != "segment" else word.lower()
    if not word.isidentifier():
        word = f"{otherwise}_{word}" if f"{otherwise}_{word}".isidentifier() and word else otherwise
    taken = {"sw", "ws", *used}
    if keyword.iskeyword(word) or keyword.issoftkeyword(word) or hasattr(builtins, word) or word in taken:
        word = f"{word}_{otherwise}"
    number, first = 2, word
    while word in taken:
        word, number = f"{first}_{number}", number + 1
    return word
