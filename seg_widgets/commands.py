"""The commands over saved segments: ``seg-widgets run``, ``check`` and ``export``. Their options, what they print, their exit codes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any

OK, FAILED, USAGE, CLOSED, BUSY = 0, 1, 2, 3, 4
EXIT_CODES = """\
exit codes:
  0  all is well
  1  a segment or a report failed, a file of segments cannot be read, or a pinned account is not where it must be
  2  the command line makes no sense
  3  the workspace, its data or the folder of segments cannot be opened
  4  another run is writing into the same folder
"""
FORMATS = ("csv", "xlsx", "parquet")
TARGETS = ("sql", "pandas", "python", "english", "yaml")


def add_commands(commands: Any) -> None:
    """Describe the commands."""

    def command(name: str, what: str, act: Callable[[argparse.Namespace, list[str]], int], *, segments: bool | str) -> Any:
        parser = commands.add_parser(
            name, help=what, description=what[0].upper() + what[1:] + ".", epilog=EXIT_CODES, allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )  # fmt: skip
        parser.set_defaults(command=_told(act), passes_through=False)
        parser.add_argument("segments", help="a folder of saved segments", nargs=None if segments is True else "?")
        parser.add_argument("--workspace", required=True, metavar="FILE", help="a workspace.yaml, the folder it is in, or a workbook")
        parser.add_argument(
            "--data", metavar="WHERE", help="where the tables are: a folder, a workbook, a DuckDB file, postgresql://..., spark; "
            "left out: the folder of the workspace.yaml",
        )  # fmt: skip
        parser.add_argument("--as-of", metavar="DAY", help="YYYY-MM-DD; left out: the workspace's own")
        return parser

    parser = command("run", "write the members of saved segments into a folder of the day", run, segments=True)
    parser.add_argument("--to", required=True, metavar="FOLDER", help="where the day's folder goes")
    parser.add_argument("--format", default="csv", metavar="csv,xlsx,parquet", help="one or several, with commas between; csv")
    parser.add_argument("--param", action="append", default=[], metavar="NAME=VALUE", help="of every segment that has it; repeatable")
    parser.add_argument("--whole", action="store_true", help="also reasons, changes and near misses")
    parser.add_argument("--keep-going", action="store_true", help="put the run in place although a segment failed, without that one")
    _choosing(parser)

    parser = command("check", "check the data, and saved segments with their pinned accounts", check, segments="perhaps")
    parser.add_argument("--strict", action="store_true", help="a warning about the data is a failure")
    parser.add_argument("--to", metavar="FILE", help="also as a page: an HTML file that shows with no kernel and no internet")

    parser = command("export", "write saved segments as code", export, segments=True)
    parser.add_argument("--target", default="sql", choices=TARGETS)
    parser.add_argument("--dialect", metavar="NAME", help="whose SQL; left out: that of the engine which holds the tables")
    parser.add_argument("--to", metavar="FOLDER", help="a file a segment; left out: they are printed")
    _choosing(parser)

    parser = commands.add_parser(
        "report", help="make one HTML file of a notebook", epilog=EXIT_CODES, allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Run a notebook and make one HTML file of it, which shows every chart and table with no kernel and no internet.",
    )  # fmt: skip
    parser.set_defaults(command=_told(report), passes_through=False)
    parser.add_argument("notebook", help="a .ipynb file; it is not changed")
    parser.add_argument("--to", required=True, metavar="FILE", help="the HTML file to write")
    parser.add_argument("-p", "--param", action="append", default=[], metavar="NAME=VALUE", help="of the notebook; repeatable")
    parser.add_argument("--as-it-is", action="store_true", help="take the outputs that are in it, and run nothing")


def _choosing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--segment", action="append", default=[], metavar="NAME", help="this one only; repeatable")
    parser.add_argument("--tag", action="append", default=[], metavar="TAG", help="those with this tag; repeatable")


def _told(act: Callable[[argparse.Namespace, list[str]], int]) -> Callable[[argparse.Namespace, list[str]], int]:
    """Turn what goes wrong into words on standard error and an exit code."""

    def command(options: argparse.Namespace, rest: list[str]) -> int:
        from seg_widgets.errors import SegmentError
        from seg_widgets.running.opening import UsageError
        from seg_widgets.running.placing import Busy

        try:
            return act(options, rest)
        except UsageError as error:
            code, words = USAGE, str(error)
        except Busy as error:
            code, words = BUSY, str(error)
        except (SegmentError, OSError) as error:
            code, words = CLOSED, str(error)
        sys.stderr.write(f"seg-widgets: {words}\n")
        return code

    return command


def _day(options: argparse.Namespace) -> Any:
    from datetime import date

    from seg_widgets.running.opening import UsageError

    try:
        return date.fromisoformat(options.as_of) if options.as_of else None
    except ValueError:
        raise UsageError(f"{options.as_of!r} is not a day: write it as YYYY-MM-DD.") from None


def run(options: argparse.Namespace, _: list[str]) -> int:
    """Run ``seg-widgets run``."""
    from seg_widgets.running import opening
    from seg_widgets.running import run as run_all

    formats = [word.strip().lower() for word in options.format.split(",") if word.strip()]
    wrong = [word for word in formats if word not in FORMATS]
    if wrong or not formats:
        raise opening.UsageError(f"{wrong[0] if wrong else options.format!r} is no format: {', '.join(FORMATS)}.")
    values, day = opening.values_of(options.param), _day(options)
    library, workspace = opening.open_library(options.segments), opening.open_workspace(options.workspace, options.data)
    done = run_all(
        library, workspace, options.to, as_of=day, formats=list(dict.fromkeys(formats)), names=options.segment, tags=options.tag,
        values=values, whole=options.whole, keep_going=options.keep_going,
    )  # fmt: skip
    for line in done.lines:
        unknown = f", {line.unknown:,} unknown" if line.unknown else ""
        if line.error:
            sys.stderr.write(f"{line.segment}: {line.error}: {line.message}\n")
        else:
            parts = f" in {line.parts} parts" if line.parts else ""
            sys.stdout.write(f"{line.segment}: {line.members:,} members{parts}{unknown}, as of {line.day}\n")
    if not done.lines:
        sys.stderr.write("seg-widgets: there are no segments to run.\n")
        return FAILED
    sys.stdout.write(f"{done.folder}\n" if done.folder else "")
    if done.folder is None:
        sys.stderr.write("seg-widgets: nothing was put in place.\n")
    return OK if done.ok else FAILED


def check(options: argparse.Namespace, _: list[str]) -> int:
    """Run ``seg-widgets check``."""
    from seg_widgets.running import check_all, opening

    day = _day(options)
    library = opening.open_library(options.segments) if options.segments else None
    workspace = opening.open_workspace(options.workspace, options.data)
    found, violated = check_all(workspace, library, day)
    if options.to is not None:
        from seg_widgets.reports import check_page

        check_page(workspace, as_of=day).save(options.to)
    for row in found.to_dict("records"):
        place = f"{row['table']}.{row['column']}" if row["column"] else row["table"]
        sys.stdout.write(f"{row['severity']}: {place}: {row['code']}: {row['message']}\n")
    for row in violated.to_dict("records") if violated is not None else []:
        pinned = f" {row['key']} must be {row['pinned']}:" if row["pinned"] else ""
        sys.stderr.write(f"{row['segment']}: {row['code']}:{pinned} {row['why']}\n")
    warned = options.strict and bool((found["severity"] == "warning").any())
    return FAILED if warned or (violated is not None and len(violated)) else OK


def export(options: argparse.Namespace, _: list[str]) -> int:
    """Run ``seg-widgets export``."""
    from seg_widgets.errors import SegmentError
    from seg_widgets.running import export_all, opening

    day = _day(options)
    library, workspace = opening.open_library(options.segments), opening.open_workspace(options.workspace, options.data)
    more = {"dialect": options.dialect} if options.dialect and options.target == "sql" else {}
    more |= {"as_of": day} if day is not None and options.target in ("sql", "pandas") else {}
    try:
        texts = export_all(library, workspace, options.target, options.to, names=options.segment, tags=options.tag, **more)
    except SegmentError as error:
        if error.code == "unknown-dialect":
            raise opening.UsageError(str(error)) from None
        sys.stderr.write(f"seg-widgets: {error}\n")
        return FAILED
    sys.stdout.write("\n".join(texts.values()) if options.to is None else "".join(f"{name}\n" for name in texts))
    for file, wrong in library.broken.items():
        sys.stderr.write(f"{file}: {wrong}\n")
    return FAILED if library.broken else OK


def report(options: argparse.Namespace, _: list[str]) -> int:
    """Run ``seg-widgets report``."""
    from seg_widgets.errors import ReportError
    from seg_widgets.reports import report as make
    from seg_widgets.running import opening

    values = {name: _plain(text) for name, text in opening.values_of(options.param).items()}
    try:
        made = make(options.notebook, options.to, values, run=not options.as_it_is)
    except ReportError as error:
        if error.code == "unknown-parameter":
            raise opening.UsageError(str(error)) from None
        sys.stderr.write(f"seg-widgets: {error}\n")
        return FAILED
    sys.stdout.write(f"{made}\n")
    return OK


def _plain(text: str) -> Any:
    """Read a value as papermill does: true, false and numbers as such, all else as text."""
    words = {"true": True, "false": False, "none": None}
    if text.lower() in words:
        return words[text.lower()]
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
