"""Drafts on disk: what an analyst has clicked together comes back when the kernel was restarted or the notebook opened again.

A draft belongs to the cell that shows the builder. The host says which notebook that is; where it does not (a script, Voilà
with its many visitors, a notebook that is executed as a whole), nothing is kept unless the analyst names the draft. Where it
does not say which cell, the builders of a kernel are told apart by their order.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FOLDER = ".seg_widgets"
"""Beside the notebook; it holds what a person does not edit."""

VERSION = 1

_shown: Counter[tuple[str, str]] = Counter()
"""How many builders each cell, in one execution of it, has shown."""


@dataclass(frozen=True)
class Kept:
    """A draft as it was kept.

    Attributes
    ----------
    draft
        The definition, whole or not, as plain data.
    as_of
        The day that was asked for, as YYYY-MM-DD; ``None``: the workspace's own.
    when
        When it was kept, as an ISO time in UTC.
    """

    draft: dict[str, Any]
    as_of: str | None
    when: str


class DraftFile:
    """Where one builder's draft is kept.

    Parameters
    ----------
    folder
        It is made when something is kept.
    name
        What tells this builder from others; any text.
    start
        What the cell itself says: the definition the builder was made with. A draft that began from another is not this one's.
    """

    def __init__(self, folder: Path, name: str, start: Any) -> None:
        readable = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:40] or "draft"
        self.path = folder / f"{readable}-{_hash(name)}.json"
        self.start = _hash(json.dumps(start, sort_keys=True, default=str))
        self.failed: str | None = None

    def read(self) -> Kept | None:
        """Give the draft that was kept; ``None``: there is none, none that began from the same, or none that can be read."""
        try:
            data = json.loads(self.path.read_text(encoding="utf-8"))
            if data["version"] != VERSION or data["start"] != self.start or not isinstance(data["draft"], dict):
                return None
            as_of = data["as_of"]
            return Kept(data["draft"], as_of if isinstance(as_of, str) else None, str(data["when"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, draft: dict[str, Any], as_of: str | None) -> None:
        """Keep a draft in place of the one before. A disk that cannot be written to is no reason to stop an analyst."""
        data = {
            "version": VERSION,
            "start": self.start,
            "when": datetime.now(UTC).isoformat(timespec="seconds"),
            "as_of": as_of,
            "draft": draft,
        }
        try:
            _make(self.path.parent)
            handle, temporary = tempfile.mkstemp(dir=self.path.parent, suffix=".tmp")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump(data, file, ensure_ascii=False, default=str)
                os.replace(temporary, self.path)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
        except OSError as error:
            self.failed = str(error)
        else:
            self.failed = None

    def drop(self) -> None:
        """Forget the draft."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            self.failed = str(error)


def draft_file(workspace: str, start: Any, name: str | None = None) -> DraftFile | None:
    """Find where a builder's draft is kept, in ``.seg_widgets/drafts`` beside the notebook.

    Parameters
    ----------
    workspace
        The workspace's name or folder, which a draft belongs to as well.
    name
        The analyst's own name for it; ``None``: that of the notebook and its cell.

    Returns
    -------
    DraftFile or None
        ``None``: nobody says which notebook this is.
    """
    if name is None:
        place = _place()
        if place is None:
            return None
        name = f"{place} {workspace}"
    return DraftFile(Path.cwd() / FOLDER / "drafts", name, start)


def _place() -> str | None:
    """Name the notebook, the cell that runs, and the how-manieth builder of this execution it is."""
    from IPython import get_ipython

    shell: Any = get_ipython()
    request = shell.get_parent() if hasattr(shell, "get_parent") else {}
    cell = str((request.get("metadata") or {}).get("cellId") or "")
    run = str((request.get("header") or {}).get("msg_id") or "")
    notebook = os.environ.get("JPY_SESSION_NAME") or str((getattr(shell, "user_ns", None) or {}).get("__vsc_ipynb_file__") or "")
    if not notebook:
        return None
    number = _shown[cell, run if cell else ""]
    _shown[cell, run if cell else ""] += 1
    return f"{Path(notebook).name} {cell} {number}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _make(folder: Path) -> None:
    """Make the folder, which asks git to leave it alone."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder.parent / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
