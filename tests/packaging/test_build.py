"""A checkout is built with Node; the sdist and the wheel made from it carry the bundle and need none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = [
    "seg_widgets",
    "notebooks",
    "pyproject.toml",
    "hatch_build.py",
    "README.md",
    "LICENSE",
    "constraints.txt",
    ".gitignore",
]
BUNDLE = {
    "bundle.json",
    "chart.css",
    "chart.js",
    "code.js",
    "download.js",
    "editor.css",
    "editor.js",
    "table.js",
    "third-party-licenses.txt",
}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a build reads, as git has it: no bundle, no node_modules."""
    copy = tmp_path_factory.mktemp("checkout")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("static", "node_modules", "__pycache__"))
        else:
            shutil.copy2(ROOT / part, copy / part)
    return copy


@pytest.fixture(scope="module")
def sdist(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist of the checkout, unpacked."""
    out = tmp_path_factory.mktemp("sdist")
    done = build(checkout, "--sdist", out)
    assert done.returncode == 0, done.stdout
    (archive,) = out.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        tar.extractall(out, filter="data")
    return out / archive.name.removesuffix(".tar.gz")


def build(source: Path, what: str, out: Path, node: bool = True) -> subprocess.CompletedProcess[str]:
    """Build `source` with the backend that is installed here, with or without Node in reach."""
    env = dict(os.environ) if node else os.environ | {"PATH": str(out)}
    return subprocess.run(
        [sys.executable, "-P", "-m", "build", "--no-isolation", what, "--outdir", str(out), str(source)],
        cwd=out,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.parametrize("what", ["--wheel", "--sdist"])
def test_a_checkout_without_node_is_not_built(checkout: Path, what: str, tmp_path: Path) -> None:
    shutil.rmtree(checkout / "seg_widgets" / "static", ignore_errors=True)
    done = build(checkout, what, tmp_path, node=False)
    assert done.returncode != 0
    assert "the rule editor is not bundled yet" in done.stdout
    assert "Install Node.js 20 or newer" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_an_sdist_carries_the_bundle_and_its_sources(sdist: Path) -> None:
    assert {file.name for file in (sdist / "seg_widgets" / "static").iterdir()} == BUNDLE
    assert (sdist / "seg_widgets" / "frontend" / "package-lock.json").is_file()
    assert not list(sdist.rglob("node_modules"))


def test_an_sdist_is_built_into_a_whole_wheel_without_node(sdist: Path, tmp_path: Path) -> None:
    done = build(sdist, "--wheel", tmp_path, node=False)
    assert done.returncode == 0, done.stdout
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {name for name in names if "/static/" in name} == {f"seg_widgets/static/{name}" for name in BUNDLE}
    assert "seg_widgets/notebooks/quickstart.ipynb" in names
    assert "seg_widgets/py.typed" in names
    assert not [name for name in names if "frontend" in name or name.startswith(("tests/", "binder/"))]


def test_an_sdist_whose_sources_changed_is_not_built_without_node(sdist: Path, tmp_path: Path) -> None:
    source = sdist / "seg_widgets" / "frontend" / "src" / "index.tsx"
    before = source.read_bytes()
    source.write_bytes(before + b"\n// changed\n")
    try:
        done = build(sdist, "--wheel", tmp_path, node=False)
    finally:
        source.write_bytes(before)
    assert done.returncode != 0
    assert "bundle is stale (sources that changed: src/index.tsx)" in done.stdout


def test_a_type_error_in_the_editor_stops_the_build(sdist: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(sdist, copy)
    with (copy / "seg_widgets" / "frontend" / "src" / "index.tsx").open("a") as source:
        source.write("\nexport const wrong: number = 'text';\n")
    done = build(copy, "--wheel", tmp_path)
    assert done.returncode != 0
    assert "is not assignable to type 'number'" in done.stdout
    assert list(tmp_path.glob("*.whl")) == []
