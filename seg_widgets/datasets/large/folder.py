"""The folder that large demo data lives in: written whole or not at all, and used again."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..schema import WORKSPACE
from ..sizes import Size
from .parts import drawn, parts_of
from .progress import Progress
from .writing import Writing

FORMAT = 1
"""Goes up with every change of the generator or of the files, so that older folders are not taken for the same data."""

MANIFEST = "_demo.json"
# Bytes by row of usage, by account for all else; found by measuring, with a fifth on top.
_BYTES = (12, 2_200)


def cache_folder(size: Size, seed: int) -> Path:
    """Where data of this size and seed is kept if no folder is given: in the user's cache."""
    # Here, so that the generator can be used without the rest of the package.
    from ...engines.store.place import user_folder

    parts = [str(part) for part in (size.accounts, size.contacts, size.usage_rows) if part is not None]
    return user_folder() / "seg-widgets" / f"demo-{'-'.join(parts)}-seed-{seed}-format-{FORMAT}"


def ready_folder(size: Size, seed: int, folder: str | Path | None = None, *, quiet: bool = False) -> Path:
    """A folder with the data as Parquet files, a workspace.yaml and a manifest; made if it is not there.

    Parameters
    ----------
    size, seed
        What data.
    folder
        Where; None: `cache_folder`. Missing, empty, or with this very data.
    quiet
        Show no progress.

    Raises
    ------
    ValueError
        If the folder holds something else, or the disk has not the room.
    """
    target = cache_folder(size, seed) if folder is None else Path(folder).expanduser()
    wanted: dict[str, Any] = {"format": FORMAT, "seed": seed, **asdict(size)}
    if _is_there(target, wanted):
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    _want_room(target.parent, size)
    partial = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        _write(partial, size, seed, quiet)
        (partial / MANIFEST).write_text(json.dumps(wanted, indent=2) + "\n", encoding="utf-8")
        # A folder made by mkdtemp is for its owner alone, unlike any other.
        partial.chmod(0o755)
        _put(partial, target, wanted)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return target


def _is_there(target: Path, wanted: dict[str, Any]) -> bool:
    """Whether the folder has this data; anything else in it is refused."""
    if not target.exists():
        return False
    if not target.is_dir():
        raise ValueError(f"{str(target)!r} is a file: give a folder")
    if (target / MANIFEST).is_file():
        if json.loads((target / MANIFEST).read_text(encoding="utf-8")) == wanted:
            return True
        raise ValueError(f"{str(target)!r} holds demo data of another size, seed or version: give another folder, or delete it")
    if any(target.iterdir()):
        raise ValueError(f"{str(target)!r} is not empty and holds no demo data: give another folder")
    return False


def _want_room(parent: Path, size: Size) -> None:
    need = _BYTES[0] * (size.usage_rows or 150 * size.accounts) + _BYTES[1] * size.accounts
    free = shutil.disk_usage(parent).free
    if need > free:
        raise ValueError(f"the data takes about {need / 1e9:.1f} GB, and {str(parent)!r} has {free / 1e9:.1f} GB left")


def _write(folder: Path, size: Size, seed: int, quiet: bool) -> None:
    # Here, so that the generator can be used without the rest of the package.
    from ...schema.file import to_yaml, workspace_of

    total = 1 if size.plain else len(parts_of(size))
    with Writing(folder) as writing, Progress(total, f"Making demo data of {size.accounts:,} accounts", quiet) as progress:
        for tables in drawn(size, seed):
            for name, table in tables.items():
                writing.add(name, table)
            progress.step()
    (folder / "workspace.yaml").write_text(to_yaml(workspace_of(WORKSPACE)), encoding="utf-8")


def _put(partial: Path, target: Path, wanted: dict[str, Any]) -> None:
    """Rename the finished folder; where another process was quicker with the same data, take its."""
    if target.is_dir() and not any(target.iterdir()):
        target.rmdir()
    try:
        partial.rename(target)
    except OSError:
        if not _is_there(target, wanted):
            raise
