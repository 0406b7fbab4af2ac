"""Segmentations in a run: each part as a segment is, and the whole, which says who is in which part and who has moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from seg_widgets.definition import Segmentation, Split
from seg_widgets.errors import DataError, Problem
from seg_widgets.handover import HandOver, hand_over
from seg_widgets.library.names import file_stem
from seg_widgets.running.opening import with_values
from seg_widgets.workspace import Workspace

WHOLE = ("part", "key", "label", "owner", "change", "before", "reasons")


@dataclass(frozen=True)
class Parted:
    """A segmentation, handed over.

    Attributes
    ----------
    whole : DataFrame
        One row a member and part, part by part: ``part``, ``key``, ``label``, ``owner``, ``change`` since the earlier run (``entered``,
        ``stayed``, ``moved``: it was in another part; ``""``: there is none), ``before`` (the parts that it was in), ``reasons``.
    parts
        What each part's files are called -> its hand-over.
    """

    whole: pd.DataFrame
    parts: Mapping[str, HandOver]


def parted(ws: Workspace, segmentation: Segmentation, day: date, earlier: Path | None, near: int, read: tuple[str, ...]) -> Parted:
    """Hand over a segmentation.

    Parameters
    ----------
    earlier
        The whole of the earlier run, without its ending; the parts' files begin with the same name. ``None``: there is none.
    near
        So many near misses of each part.
    read
        Endings of files that can be compared with, the first that is there.
    """
    found = ws.parts(segmentation, day)
    stems: list[str] = []
    for part in found:
        stems.append(file_stem(", ".join(part.values), set(stems)))
    parts = {
        stem: hand_over(ws, part.segment, day, since=_file(earlier, f".{stem}", read), near=near)
        for stem, part in zip(stems, found, strict=True)
    }
    rows = [over.members.assign(part=", ".join(part.values)) for part, over in zip(found, parts.values(), strict=True)]
    whole = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=list(WHOLE))
    before = _parts_before(_file(earlier, "", read))
    keys = whole["key"].astype(str)
    was = [sorted((before or {}).get(key, ())) for key in keys]
    whole["before"] = [", ".join(names) for names in was]
    if before is not None:
        whole["change"] = [
            "stayed" if part in names else "moved" if names else "entered" for part, names in zip(whole["part"], was, strict=True)
        ]
    else:
        whole["change"] = ""
    return Parted(whole.reindex(columns=list(WHOLE)), parts)


def with_values_in(segmentation: Segmentation, values: Mapping[str, str]) -> Segmentation:
    """Give a segmentation whose segments have those of the values that are theirs."""
    if isinstance(segmentation, Split):
        return segmentation.model_copy(update={"segment": with_values(segmentation.segment, values)})
    return segmentation.model_copy(update={"segments": tuple(with_values(s, values) for s in segmentation.segments)})


def _file(earlier: Path | None, more: str, read: tuple[str, ...]) -> Path | None:
    if earlier is None:
        return None
    return next((path for end in read if (path := earlier.with_name(f"{earlier.name}{more}{end}")).is_file()), None)


def _parts_before(file: Path | None) -> dict[str, set[str]] | None:
    """Read who was in which part; ``None``: there is no earlier run."""
    if file is None:
        return None
    try:
        if file.suffix == ".parquet":
            frame: Any = pd.read_parquet(file)
        elif file.suffix == ".xlsx":
            frame = pd.read_excel(file, dtype=str, keep_default_na=False)
        else:
            frame = pd.read_csv(file, dtype=str, keep_default_na=False)
        pairs = [(str(k).removeprefix("'"), str(p).removeprefix("'")) for k, p in zip(frame["key"], frame["part"], strict=True)]
    except (OSError, ValueError, KeyError, ImportError) as error:
        words = f"{file.name} of the earlier run cannot be read: {type(error).__name__}."
        raise DataError(Problem("no-earlier-hand-over", words, file.name, "Take it away, or run into another folder.")) from error
    found: dict[str, set[str]] = {}
    for key, part in pairs:
        found.setdefault(key, set()).add(part)
    return found
