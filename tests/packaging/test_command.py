"""``python -m tests`` has a browser, a PostgreSQL and a Java before it starts, or says what to do about it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

import tests.__main__ as command

ROOT = Path(__file__).resolve().parents[2]


def only(monkeypatch: pytest.MonkeyPatch, there: Iterable[str], uid: int = 0) -> None:
    """Let the system have just these programs, and the user be `uid`."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if name in there else None)
    monkeypatch.setattr("os.geteuid", lambda: uid)


@pytest.mark.parametrize(
    ("there", "uid", "why"),
    [([], 0, "there is no apt-get here"), (["apt-get"], 1000, "that takes root, and there is no sudo here")],
)
def test_without_a_browser_and_a_way_to_install_one_it_stops(
    there: list[str], uid: int, why: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    only(monkeypatch, there, uid)
    assert command.main([]) == 2
    said = capsys.readouterr().err
    assert why in said
    assert "apt-get install chromium" in said


@pytest.mark.parametrize("browser", ["chromium", "chromium-browser", "google-chrome"])
def test_the_distributions_browser_is_found(browser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, [browser])
    assert command.find_chromium() == f"/usr/bin/{browser}"


def test_a_browser_that_is_named_is_the_one(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, ["chromium", "mine"])
    monkeypatch.setenv("CHROMIUM", "mine")
    assert command.find_chromium() == "/usr/bin/mine"


def test_postgres_and_java_are_found_where_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, ["initdb", "postgres", "java"])
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert command.find_postgres() == Path("/usr/bin")
    assert command.find_java() == "/usr/bin/java"
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert command.find_java() is None


def test_a_plugin_that_happens_to_be_installed_is_not_loaded(tmp_path: Path) -> None:
    info = tmp_path / "loud-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: loud\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[pytest11]\nloud = loud\n")
    (tmp_path / "loud.py").write_text("import warnings\n\n\ndef pytest_configure():\n    warnings.warn('not asked for')\n")
    env = os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    env.pop("PYTEST_DISABLE_PLUGIN_AUTOLOAD", None)
    collect = ["--collect-only", "-q", str(Path(__file__).with_name("test_readme.py"))]
    loud = subprocess.run([sys.executable, "-P", "-m", "pytest", *collect], cwd=ROOT, env=env, capture_output=True, text=True)
    assert "not asked for" in loud.stdout + loud.stderr
    ours = subprocess.run([sys.executable, "-m", "tests", *collect], cwd=ROOT, env=env, capture_output=True, text=True)
    assert ours.returncode == 0, ours.stdout + ours.stderr
