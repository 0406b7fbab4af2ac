"""``seg-widgets lab`` opens JupyterLab on a notebook that is the user's own, and leaves the last word to the user."""

from __future__ import annotations

import json
import os
import sys
import urllib.request
from importlib.metadata import version
from pathlib import Path

import pytest

from seg_widgets import cli
from tests.browser.server import environment, free_port, start, wait

NOTEBOOK = Path("/home/analyst", cli.FOLDER, cli.NOTEBOOK)


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        cli.main(["--version"])
    assert capsys.readouterr().out == f"seg-widgets {version('seg-widgets')}\n"


@pytest.mark.parametrize("words", [[], ["nonsense"], ["--nonsense", "lab"]])
def test_a_command_line_that_makes_no_sense_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.main(words)
    assert "usage: seg-widgets" in capsys.readouterr().err


def test_the_options_after_lab_pass_through_in_their_order() -> None:
    options, rest = cli.build_parser().parse_known_args(["lab", "--port", "8899", "--no-browser", "--a.b=c", "x.ipynb"])
    assert options.command is cli.lab
    assert rest == ["--port", "8899", "--no-browser", "--a.b=c", "x.ipynb"]


def test_without_jupyterlab_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert cli.main(["lab"]) == 2
    assert 'pip install "seg-widgets[demo]"' in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_notebook_is_the_packaged_one_and_never_overwritten(tmp_path: Path) -> None:
    placed = cli.place_notebook(tmp_path)
    assert placed == tmp_path / "seg-widgets-notebooks" / "quickstart.ipynb"
    assert json.loads(placed.read_text("utf-8"))["nbformat"] == 4
    placed.write_text("mine")
    assert cli.place_notebook(tmp_path) == placed
    assert placed.read_text() == "mine"


def test_as_root_and_only_as_root_it_allows_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert "--allow-root" in cli.lab_options(NOTEBOOK, [])
    assert "--allow-root" not in cli.lab_options(NOTEBOOK, ["--ServerApp.allow_root=False"])
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert "--allow-root" not in cli.lab_options(NOTEBOOK, [])


@pytest.mark.parametrize(
    ("given", "left_out"),
    [
        ("--ServerApp.root_dir=/data", "root_dir"),
        ("--notebook-dir=/data", "default_url"),
        ("--LabApp.default_url=/lab", "default_url"),
        ("--gateway-url=http://127.0.0.1:1", "connection_class"),
        ("--ServerApp.kernel_websocket_connection_class=a.B", "connection_class"),
    ],
)
def test_what_the_user_sets_is_not_set_again(given: str, left_out: str) -> None:
    assert any(left_out in option for option in cli.lab_options(NOTEBOOK, []))
    assert not any(left_out in option for option in cli.lab_options(NOTEBOOK, [given]))


def test_with_a_gateway_of_the_environment_its_own_connection_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_GATEWAY_URL", "http://127.0.0.1:1")
    assert not any("connection_class" in option for option in cli.lab_options(NOTEBOOK, []))


def test_lab_serves_the_quickstart(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    url = f"http://127.0.0.1:{free_port()}"
    command = [sys.executable, "-P", "-m", "seg_widgets.cli", "lab", "--no-browser", f"--port={url.rpartition(':')[2]}"]
    command += ["--ip=127.0.0.1", "--IdentityProvider.token=secret", "--LabApp.news_url=None"]
    with start(command, tmp_path / "mine", environment(tmp_path), tmp_path / "log") as process:
        try:
            wait(process, f"{url}/api/status?token=secret", tmp_path / "log")
            with urllib.request.urlopen(f"{url}/api/contents/{cli.FOLDER}/{cli.NOTEBOOK}?token=secret") as answer:
                assert json.load(answer)["type"] == "notebook"
            with urllib.request.urlopen(f"{url}/?token=secret") as answer:
                assert answer.url.partition("?")[0] == f"{url}/lab/tree/{cli.FOLDER}/{cli.NOTEBOOK}"
        finally:
            process.terminate()
