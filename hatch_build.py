"""Put the rule editor's bundle into what is built: the one in ``static/`` if it is of these sources, else a new one.

A bundle is never taken on trust: ``static/bundle.json`` records the sha256 of every source and every output, and a
bundle that does not match is built again with Node. Where that cannot be done the build stops; it never goes on
without a bundle or with an old one. So a checkout needs Node, a wheel does not, and an sdist (which carries both the
sources and a bundle of them) does not either.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OUTPUTS = ("chart.css", "chart.js", "code.js", "download.js", "editor.css", "editor.js", "table.js", "third-party-licenses.txt")
CONFIGURATION = ("build.mjs", "package-lock.json", "package.json", "tsconfig.json")


class BundleError(RuntimeError):
    """The rule editor could not be bundled; nothing must be installed."""


class EditorBundleHook(BuildHookInterface):  # type: ignore[type-arg]
    """Hatchling calls this once for every wheel (editable ones too) and sdist."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make sure that ``seg_widgets/static`` holds a bundle of the present sources, or raise `BundleError`."""
        package = Path(self.root) / "seg_widgets"
        ensure_bundle(package / "frontend", package / "static")

    def clean(self, versions: list[str]) -> None:
        """Remove what was built (``hatch clean``)."""
        shutil.rmtree(Path(self.root) / "seg_widgets" / "static", ignore_errors=True)


def ensure_bundle(frontend: Path, static: Path) -> None:
    """Build the bundle in `static` from `frontend` unless it is there already, of these very sources.

    Raises
    ------
    BundleError
        Node or npm is missing, the build fails, or what it left does not match the sources.
    """
    reason = mismatch(frontend, static)
    if reason is None:
        return
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        raise BundleError(
            f"{reason}, and there is no Node.js (node and npm on PATH) to build it. Install Node.js 20 or newer and "
            "try again, or install a wheel or an sdist of a release: they carry the bundle."
        )
    command = [node, "build.mjs"]
    done = subprocess.run(command, cwd=frontend, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        raise BundleError(f"`npm run build` in seg_widgets/frontend failed:\n\n{done.stdout[-8000:]}")
    reason = mismatch(frontend, static)
    if reason is not None:
        raise BundleError(f"`npm run build` in seg_widgets/frontend went through, but {reason}.")


def mismatch(frontend: Path, static: Path) -> str | None:
    """Say why the bundle in `static` is not one of the sources in `frontend`; None where it is."""
    record = static / "bundle.json"
    if not (frontend / "src").is_dir():
        return f"the rule editor's sources are missing ({frontend / 'src'})"
    if not record.is_file():
        return "the rule editor is not bundled yet (no seg_widgets/static/bundle.json)"
    try:
        recorded = json.loads(record.read_text("utf-8"))
        pairs = (("sources", hashes(frontend, sources(frontend))), ("outputs", hashes(static, list(OUTPUTS))))
        for part, actual in pairs:
            changed = sorted(name for name, _ in recorded[part].items() ^ actual.items())
            if changed:
                return f"the rule editor's bundle is stale ({part} that changed: {', '.join(dict.fromkeys(changed))})"
    except (OSError, ValueError, KeyError, AttributeError) as error:
        return f"the rule editor's bundle is damaged ({error})"
    return None


def sources(frontend: Path) -> list[str]:
    """Name every file that decides what the bundle is; build.mjs walks the same ones."""
    found = [path for path in (frontend / "src").rglob("*") if path.is_file() and not path.name.startswith(".")]
    return sorted([*CONFIGURATION, *(path.relative_to(frontend).as_posix() for path in found)])


def hashes(root: Path, names: list[str]) -> dict[str, str]:
    """Map each file of `names` under `root` to its sha256."""
    return {name: hashlib.sha256((root / name).read_bytes()).hexdigest() for name in names}
