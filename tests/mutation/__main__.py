"""Mutants of plan, SQL, evaluation and pandas code: how many are found out.

``python -m tests.mutation [engine|pandas] [how many] [seed]``
"""

from __future__ import annotations

import random
import sys
import time

# What does not depend on the package is imported once, and every mutant's process is forked from this one.
import duckdb  # noqa: F401
import hypothesis  # noqa: F401
import numpy  # noqa: F401
import pandas  # noqa: F401
import pyarrow  # noqa: F401
import pydantic  # noqa: F401
import sqlglot  # noqa: F401

from tests.mutation.kill import killed
from tests.mutation.mutants import files, mutants


def main(arguments: list[str]) -> int:
    """Run a sample; print who lives, and the figure. Exit code 1 if the unchanged code is found out."""
    part = arguments[0] if arguments else "engine"
    most = int(arguments[1]) if len(arguments) > 1 else 60
    number = int(arguments[2]) if len(arguments) > 2 else 1
    before = killed(None, part)
    if before:
        print(f"The code as it is does not agree: {before}")
        return 1
    everyone = [mutant for path in files(part) for mutant in mutants(path)]
    chosen = random.Random(number).sample(everyone, min(most, len(everyone)))
    start, dead = time.monotonic(), 0
    for mutant in chosen:
        by = killed(mutant, part)
        dead += bool(by)
        print(f"{'killed' if by else 'LIVES '} {mutant}" + (f"  [{by}]" if by else ""), flush=True)
    print(f"{part}: {dead} of {len(chosen)} mutants killed, of {len(everyone)} there are; {time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
