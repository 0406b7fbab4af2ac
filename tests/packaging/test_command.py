"""``python -m tests`` has a browser before it starts, or says what to do about it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable

import pytest

import tests.__main__ as command


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
