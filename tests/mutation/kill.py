"""Whether a mutant is found out: the spec cases, then generated definitions, in a process of its own that has the mutant's code."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import os
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.mutation.mutants import PACKAGE, Mutant

STRIDE = 7
"""Cases are taken in strides, so that a few of every topic come early."""


class _Swapped(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the mutant's source in the place of the file."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        parts = mutant.path.relative_to(PACKAGE.parent).with_suffix("").parts
        self.name = ".".join(parts)

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        if name != self.name:
            return None
        return importlib.machinery.ModuleSpec(name, self, origin=str(self.mutant.path))

    def exec_module(self, module: Any) -> None:
        module.__file__ = str(self.mutant.path)
        exec(compile(self.mutant.source, str(self.mutant.path), "exec"), module.__dict__)


def killed(mutant: Mutant | None, part: str, *, topics: Sequence[str] = (), worlds: int = 12, seconds: float = 150) -> str:
    """Say by what a mutant is found out; empty: it lives.

    Parameters
    ----------
    part
        ``engine`` or ``pandas``: what is run.
    topics
        Only the spec cases of these topics, and nothing generated.
    """
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        found = "it does not run"
        try:
            if mutant is not None:
                sys.meta_path.insert(0, _Swapped(mutant))
                _read_as(mutant)
            found = _found_out(part, topics, worlds, time.process_time() + seconds)
        except BaseException:
            found = "it fails: " + traceback.format_exc(limit=1).strip().splitlines()[-1]
        finally:
            os.write(write, found.encode("utf-8")[:4000])
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read().decode("utf-8", "replace")
    os.waitpid(pid, 0)
    return said


def _read_as(mutant: Mutant) -> None:
    """Let the file be read as the mutant too: the pandas exporter carries functions by their source."""
    read_text = Path.read_text

    def read(path: Path, *args: Any, **kwargs: Any) -> str:
        return mutant.source if path == mutant.path else read_text(path, *args, **kwargs)

    Path.read_text = read  # type: ignore[method-assign]  # in a process of its own


def _found_out(part: str, topics: Sequence[str], worlds: int, until: float) -> str:
    from tests.mutation.run import agree_on_case, agree_on_world
    from tests.spec.cases import TOPICS

    cases = [(topic.__name__.rpartition(".")[2], case) for topic in TOPICS for case in topic.CASES]
    cases = [(name, case) for name, case in cases if not topics or name in topics]
    for name, case in [each for first in range(STRIDE) for each in cases[first::STRIDE]]:
        if not agree_on_case(case, part):
            return f"{name}: {case.name}"
        if time.process_time() > until:
            return ""
    if not topics:
        for number in range(worlds):
            if not agree_on_world(number, part):
                return f"generated world {number}"
            if time.process_time() > until:
                return ""
    return ""
