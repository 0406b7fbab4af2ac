"""A notebook as a report: run with parameters by papermill, made into one HTML file by nbconvert."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from seg_widgets.errors import DataError, Problem, ReportError, UnsupportedError, suggest
from seg_widgets.library.files import put
from seg_widgets.reports.page import page
from seg_widgets.reports.pictures import VEGA, VEGA_LITE, picture

SETUP = "from seg_widgets.reports import offline\noffline()"
GONE = ("application/vnd.jupyter.widget-view+json", "application/javascript")
"""Kinds of output that need a kernel, or a page that runs scripts for them."""
HIDDEN = frozenset({"seg-widgets-setup", "injected-parameters", "parameters", "hide"})
"""Tags of cells whose output is no part of a report."""


def report(notebook: str | Path, to: str | Path, parameters: Mapping[str, Any] | None = None, *, run: bool = True) -> Path:
    """Make one HTML file of a notebook: every chart and table is in it, and it needs no kernel, no server and no internet.

    Parameters
    ----------
    notebook
        A ``.ipynb``. It is not changed.
    to
        The file to write; it is there whole or not at all.
    parameters
        For the cell of the notebook that is tagged ``parameters``.
    run
        ``False``: take the outputs as they are, and run nothing.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    UnsupportedError
        ``not-installed``: papermill or nbconvert is not there.
    DataError
        ``not-a-notebook``.
    ReportError
        ``unknown-parameter``, or ``cell-failed``: nothing is written.
    """
    for package in ("nbconvert", "papermill"):
        if find_spec(package) is None:
            hint = 'Install it: pip install "seg-widgets[reports]".'
            raise UnsupportedError(Problem("not-installed", f"Reports need {package}, which is not installed.", "", hint))
    source, target = Path(notebook).expanduser(), Path(to).expanduser()
    read = _read(source)
    given = dict(parameters or {})
    _known(read, given, source)
    text = _converted(_run(read, given, source) if run else read, source, given)
    target.parent.mkdir(parents=True, exist_ok=True)
    put(target, text)
    return target


def _read(path: Path) -> Any:
    import nbformat

    try:
        made: Any = nbformat.read(str(path), as_version=4)  # type: ignore[no-untyped-call]  # nbformat has no types here
    except FileNotFoundError:
        raise DataError(Problem("not-a-notebook", f"There is no file {str(path)!r}.", str(path), "Name a notebook.")) from None
    except (OSError, ValueError, AttributeError, TypeError, nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        words = f"{path.name} cannot be read as a notebook: {str(error)[:200]}"
        raise DataError(Problem("not-a-notebook", words, str(path), "")) from None
    return made


def _known(notebook: Any, given: Mapping[str, Any], path: Path) -> None:
    """See to it that each parameter is one of the notebook's own: papermill would only warn."""
    import ast

    tagged = [c for c in notebook.cells if c.cell_type == "code" and "parameters" in c.metadata.get("tags", [])]
    names = [
        target.id
        for cell in tagged[:1]
        for node in ast.parse(cell.source).body
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else [])
        if isinstance(target, ast.Name)
    ]
    for name in given:
        if name not in names:
            words = f"{path.name} has no parameter {name!r}."
            raise ReportError(Problem("unknown-parameter", words, "parameters", suggest(name, names, what="parameters")))


def _run(notebook: Any, given: Mapping[str, Any], path: Path) -> Any:
    import nbformat
    import papermill

    setup = nbformat.v4.new_code_cell(SETUP, metadata={"tags": ["seg-widgets-setup"]})  # type: ignore[no-untyped-call]
    notebook.cells.insert(0, setup)
    kernel = notebook.metadata.get("kernelspec", {}).get("name") or "python3"
    try:
        done = papermill.execute_notebook(
            notebook, None, dict(given), kernel_name=kernel, progress_bar=False, cwd=str(path.resolve().parent), log_output=False
        )
    except papermill.PapermillExecutionError as error:
        number = error.exec_count - 1 - bool(given)  # without the cells that were put in
        words = f"A cell of {path.name} failed: {error.ename}: {error.evalue}".strip()
        raise ReportError(Problem("cell-failed", words, f"code cell {number}", "Run the notebook to see the whole of it.")) from None
    return done


def _converted(notebook: Any, path: Path, given: Mapping[str, Any]) -> str:
    from nbconvert import HTMLExporter

    notebook.cells = [cell for cell in notebook.cells if not HIDDEN & set(cell.metadata.get("tags", []))]
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [kept for output in cell.outputs if (kept := _lasting(output)) is not None]
    exporter = HTMLExporter(  # type: ignore[no-untyped-call]
        template_name="basic", exclude_input=True, exclude_input_prompt=True, exclude_output_prompt=True
    )
    body, _ = exporter.from_notebook_node(notebook)
    title = _title(notebook) or path.stem
    said = ", ".join(f"{name} = {value}" for name, value in given.items())
    return page(title, body, footer=f"Made of {path.name}" + (f" with {said}." if said else "."))


def _lasting(output: Any) -> Any:
    """Give an output as it can be shown with no kernel; ``None`` where nothing of it can."""
    if output.output_type == "stream":
        return output if output.name == "stdout" else None  # warnings are for whoever runs the notebook
    data = output.get("data")
    if data is None:
        return output
    drawn = next((kind for kind in data if VEGA_LITE.fullmatch(kind) or VEGA.fullmatch(kind)), None)
    if drawn is not None:
        output.data = {"text/html": picture(data[drawn], vega=VEGA.fullmatch(drawn) is not None)}
        return output
    alive = [kind for kind in data if kind in GONE]
    for kind in alive:
        del data[kind]
    return None if alive and set(data) <= {"text/plain"} else output


def _title(notebook: Any) -> str:
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for line in cell.source.splitlines():
                if line.startswith("# "):
                    return str(line[2:].strip())
    return ""
