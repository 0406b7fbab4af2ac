"""The package under test is the installed one, whole, and built from these sources."""

from __future__ import annotations

import importlib.metadata
import json
import site
import sys
import sysconfig
from pathlib import Path

import pytest

import seg_widgets
from tests.components import IN_CI
from tests.packaging.hook import hatch_build

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(seg_widgets.__file__).parent


@pytest.mark.skipif(not IN_CI, reason="an editable install is fine for development")
def test_the_tests_run_against_the_installed_package() -> None:
    assert PACKAGE.parent in {Path(sysconfig.get_path("purelib")), Path(site.getusersitepackages())}
    assert str(ROOT) not in sys.path
    assert "" not in sys.path


def test_the_installed_bundle_was_made_from_these_sources() -> None:
    assert hatch_build.mismatch(ROOT / "seg_widgets" / "frontend", PACKAGE / "static") is None


def test_the_bundle_names_the_licence_of_what_is_in_it() -> None:
    licences = (PACKAGE / "static" / "third-party-licenses.txt").read_text("utf-8")
    for package in ("preact", "react-querybuilder"):
        assert f"\n{package} " in licences
    assert licences.count("Permission") >= licences.count("\n" + "-" * 80)  # each with its text, also where the package has no file


def test_what_is_installed_is_typed_and_carries_no_frontend_sources() -> None:
    files = {str(file) for file in importlib.metadata.files("seg-widgets") or []}
    assert "seg_widgets/py.typed" in files or not IN_CI
    assert not [file for file in files if "frontend" in file or "node_modules" in file]


def test_the_version_is_the_frontends_too() -> None:
    package = json.loads((ROOT / "seg_widgets" / "frontend" / "package.json").read_text("utf-8"))
    assert package["version"] == importlib.metadata.version("seg-widgets")
