"""The mistakes that matter, made on purpose: each must be found out. ``python -m tests.mutation.famous engine "..."`` runs one."""

from __future__ import annotations

import sys

from tests.mutation.kill import killed
from tests.mutation.mutants import named

MISTAKES: dict[tuple[str, str], tuple[str, str, str, str]] = {
    ("engine", "a window off by one"): (
        "plan/calendar.py", "return Days(_after(_back(as_of, n, unit)), as_of)", "return Days(_back(as_of, n, unit), as_of)", "windows",
    ),
    ("pandas", "a window off by one"): (
        "code/pandas_/rows.py", "{'>' if saying.after else '>='}", "{'>=' if saying.after else '>='}", "windows",
    ),
    ("engine", "missing counted as met"): (
        "engines/bitmaps.py", "return met & there, ", "return met | (_full(size) - there), ", "missing",
    ),
    ("pandas", "missing counted as met"): (
        "code/pandas_/conditions.py",
        'return Atom(f"({code}).fillna(False)" if loose else f"{code}.fillna(False)")',
        'return Atom(f"({code}).fillna(True)" if loose else f"{code}.fillna(True)")',
        "missing",
    ),
    ("engine", "the UTC day for the local day"): (
        "sql/dialects/base.py",
        "value = exp.AtTimeZone(this=value, zone=exp.Literal.string(self.time_zone))",
        'value = exp.AtTimeZone(this=value, zone=exp.Literal.string("UTC"))',
        "timezones",
    ),
    ("pandas", "the UTC day for the local day"): (
        "code/pandas_/kit.py",
        'times = times.dt.tz_convert(ZONE).dt.tz_localize(None)\n    return times.dt.normalize()',
        'times = times.dt.tz_convert("UTC").dt.tz_localize(None)\n    return times.dt.normalize()',
        "timezones",
    ),
    ("engine", "every over nobody"): (
        "results/evaluate.py", "return some & (part /", "return ~some | (part /", "quantified",
    ),
    ("engine", "every over nobody, in the statement"): (
        "sql/related.py", "true=enough)], default=exp.false())", "true=enough)], default=exp.true())", "quantified",
    ),
    ("pandas", "every over nobody"): (
        "code/pandas_/related.py",
        'return Atom(f"{share} >= {quoted(node.share) if node.share < 1 else 1}", loose=True)',
        'return Atom(f"({share} >= {quoted(node.share) if node.share < 1 else 1}) | {share}.isna()", loose=True)',
        "quantified",
    ),
    ("engine", "none of unknown is unknown"): (
        "sql/conditions.py",
        "exp.not_(exp.Coalesce(this=_joined(exp.or_, members), expressions=[exp.false()]))",
        "exp.not_(_joined(exp.or_, members))",
        "missing",
    ),
}  # fmt: skip
"""(part, mistake) -> file, what stands there, what is put in its place, the topic of cases that should notice."""


def main(arguments: list[str]) -> int:
    """Make one mistake; say by which case it is found out. Exit code 1 where it is not."""
    part, mistake = arguments
    path, old, new, topic = MISTAKES[part, mistake]
    by = killed(named(path, old, new), part, topics=[topic])
    print(by or "nobody noticed")
    return 0 if by.startswith(f"{topic}: ") else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
