"""The command ``seg-widgets``."""

from __future__ import annotations

import argparse
import importlib.resources
import importlib.util
import os
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

from seg_widgets.commands import add_commands

NOTEBOOK = "quickstart.ipynb"
FOLDER = "seg-widgets-notebooks"
MISSING_LAB = """\
seg-widgets lab needs JupyterLab, which is not installed here. Install it with

    pip install "seg-widgets[demo]"
"""

Command = Callable[[argparse.Namespace, list[str]], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``seg-widgets``; `argv` is the command line after its name. Return the exit code."""
    words = sys.argv[1:] if argv is None else list(argv)
    parser = build_parser()
    options, rest = parser.parse_known_args(words)
    if rest and (words[0] in rest or not options.passes_through):  # an option before the command is passed to none
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    command: Command = options.command
    return command(options, rest)


def build_parser() -> argparse.ArgumentParser:
    """Describe the command line: one subparser a command, each naming the function that runs it.

    A command whose ``passes_through`` is true is handed the options that it does not know itself.
    """
    parser = argparse.ArgumentParser(prog="seg-widgets", description="Build customer segments in JupyterLab.", allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"seg-widgets {version('seg-widgets')}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    lab_parser = commands.add_parser(
        "lab",
        help="open JupyterLab on the quickstart notebook",
        description=f"Copy the quickstart notebook into ./{FOLDER}/, unless it is there already, and open JupyterLab "
        "on it. All further options go to JupyterLab, such as --no-browser and --port 8899.",
        allow_abbrev=False,
    )
    lab_parser.set_defaults(command=lab, passes_through=True)
    add_commands(commands)
    return parser


def lab(options: argparse.Namespace, rest: list[str]) -> int:
    """Open JupyterLab on the quickstart notebook; `rest` goes to JupyterLab as it is."""
    if importlib.util.find_spec("jupyterlab") is None:
        sys.stderr.write(MISSING_LAB)
        return 2
    notebook = place_notebook(Path.cwd())
    from jupyterlab.labapp import LabApp

    LabApp.launch_instance([*lab_options(notebook, rest), *rest])
    return 0


def place_notebook(folder: Path) -> Path:
    """Copy the quickstart under `folder`, leaving a copy that is there already as the user has made it."""
    target = folder / FOLDER / NOTEBOOK
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("xb") as file:
            file.write(packaged_notebook())
    except FileExistsError:
        pass
    return target


def packaged_notebook() -> bytes:
    """Read the quickstart of the installed package, or of the checkout where the install is an editable one."""
    package = importlib.resources.files("seg_widgets")
    packaged = package / "notebooks" / NOTEBOOK
    if packaged.is_file():
        return packaged.read_bytes()
    return (Path(str(package)).parent / "notebooks" / NOTEBOOK).read_bytes()


def lab_options(notebook: Path, given: Sequence[str]) -> list[str]:
    """Say what JupyterLab needs beside the options `given` by the user, which have the last word."""

    def free(*names: str) -> bool:
        return not any(name in option.lower() for option in given for name in names)

    added = []
    if hasattr(os, "geteuid") and os.geteuid() == 0 and free("allow-root", "allow_root"):
        added.append("--allow-root")  # JupyterLab refuses to start as root otherwise, as in a container
    if free("root_dir", "notebook-dir", "default_url"):
        # The working folder stays the root, so that the user's own data is in sight beside the notebook; as the
        # default address the notebook is also in the link that --no-browser prints.
        root = notebook.parents[1]
        added.append(f"--ServerApp.root_dir={root}")
        added.append(f"--LabApp.default_url=/lab/tree/{notebook.relative_to(root).as_posix()}")
    if "JUPYTER_GATEWAY_URL" not in os.environ and free("gateway", "kernel_websocket_connection_class"):
        try:
            from seg_widgets.server import PromptKernelConnection as Connection
        except ImportError:
            pass  # a server laid out another way: its own connection works, a little slower
        else:
            name = f"{Connection.__module__}.{Connection.__qualname__}"
            added.append(f"--ServerApp.kernel_websocket_connection_class={name}")
    return added


if __name__ == "__main__":
    sys.exit(main())
