"""The build hook uses a bundle of the present sources, builds any other anew, and stops where it cannot."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests.packaging.hook import hatch_build


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small frontend, and a bundle that records it."""
    frontend, static = tmp_path / "frontend", tmp_path / "static"
    (frontend / "src" / "deep").mkdir(parents=True)
    static.mkdir()
    for name in [*hatch_build.CONFIGURATION, "src/index.tsx", "src/deep/tree.ts", "src/.hidden"]:
        (frontend / name).write_text(name)
    for name in hatch_build.OUTPUTS:
        (static / name).write_text(name)
    record(frontend, static)
    return tmp_path


def record(frontend: Path, static: Path) -> None:
    """Write bundle.json as a build of these files would."""
    names = [*hatch_build.CONFIGURATION, "src/index.tsx", "src/deep/tree.ts"]
    text = {
        "sources": {name: sha256(frontend / name) for name in names},
        "outputs": {name: sha256(static / name) for name in hatch_build.OUTPUTS},
    }
    (static / "bundle.json").write_text(json.dumps(text))


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def mismatch(tree: Path) -> str | None:
    found = hatch_build.mismatch(tree / "frontend", tree / "static")
    assert found is None or isinstance(found, str)
    return found


def test_a_bundle_of_the_present_sources_is_used_without_node(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    hatch_build.ensure_bundle(tree / "frontend", tree / "static")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("frontend/src/deep/tree.ts", "stale (sources that changed: src/deep/tree.ts)"),
        ("frontend/src/new.ts", "stale (sources that changed: src/new.ts)"),
        ("frontend/package-lock.json", "stale (sources that changed: package-lock.json)"),
        ("frontend/build.mjs", "stale (sources that changed: build.mjs)"),
        ("static/editor.js", "stale (outputs that changed: editor.js)"),
        ("static/bundle.json", "damaged"),
    ],
)
def test_a_change_of_any_part_is_seen(tree: Path, change: str, says: str) -> None:
    assert mismatch(tree) is None
    (tree / change).write_text("changed")
    assert says in str(mismatch(tree))


@pytest.mark.parametrize(
    ("lost", "says"),
    [
        ("static/bundle.json", "not bundled yet"),
        ("static/editor.css", "damaged"),
        ("frontend/src/index.tsx", "stale (sources that changed: src/index.tsx)"),
        ("frontend/tsconfig.json", "damaged"),
    ],
)
def test_a_lost_part_is_seen(tree: Path, lost: str, says: str) -> None:
    (tree / lost).unlink()
    assert says in str(mismatch(tree))


def test_without_node_an_old_bundle_stops_the_build(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tree / "frontend/src/index.tsx").write_text("changed")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(hatch_build.BundleError, match=r"stale .*src/index.tsx.* no Node.js .* Install Node.js 20"):
        hatch_build.ensure_bundle(tree / "frontend", tree / "static")


def test_a_failing_build_stops_the_build(tree: Path) -> None:
    (tree / "frontend/build.mjs").write_text("console.error('no such thing'); process.exit(1)")
    with pytest.raises(hatch_build.BundleError, match=r"failed:\n\nno such thing"):
        hatch_build.ensure_bundle(tree / "frontend", tree / "static")


def test_a_build_that_leaves_no_bundle_stops_the_build(tree: Path) -> None:
    (tree / "frontend/build.mjs").write_text("")
    with pytest.raises(hatch_build.BundleError, match=r"went through, but .* stale"):
        hatch_build.ensure_bundle(tree / "frontend", tree / "static")
