"""Runs exported scripts in a process in which the package that wrote them cannot be imported. Warnings are errors.

Reads a pickled list of (script, table -> DataFrame) and writes a pickled list of what became of each.
"""

import importlib.abc
import pickle
import sys
import traceback
import warnings

import pandas as pd


class Nowhere(importlib.abc.MetaPathFinder):
    """Answers every import of the package, or of its tests, with an error."""

    def find_spec(self, name, path=None, target=None):
        """Refuse the package, leave everything else to the others."""
        if name.partition(".")[0] in ("seg_widgets", "tests", "spec", "generate", "reference"):
            raise ImportError(f"{name} is not to be had here")


def run(script, tables):
    """Run one script over its tables."""
    before = {name: frame.copy(deep=True) for name, frame in tables.items()}
    try:
        module = {"__name__": "script"}
        exec(compile(script, "script", "exec"), module)
        keys = module["members"](tables)
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}", "traceback": traceback.format_exc()}
    for name, frame in tables.items():
        pd.testing.assert_frame_equal(frame, before[name])
    return {"keys": keys.tolist(), "dtype": str(keys.dtype), "doc": module["__doc__"], "names": sorted(module)}


if __name__ == "__main__":
    sys.meta_path.insert(0, Nowhere())
    warnings.simplefilter("error")
    cases = pickle.load(sys.stdin.buffer)
    pickle.dump([run(*case) for case in cases], sys.stdout.buffer)
