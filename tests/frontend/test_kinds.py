"""The editor's types are those of the language: they are made from its JSON Schema, and a new kind is a type error."""

from __future__ import annotations

import copy
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import seg_widgets as sw
from tests.frontend.node import FRONTEND, node
from tests.frontend.types import FILE, written


def test_the_types_are_up_to_date() -> None:
    assert FILE.read_text(encoding="utf-8") == written(sw.json_schema()), "make them again: python -m tests.frontend.types"


def test_what_the_writer_of_types_does_not_know_it_refuses() -> None:
    schema = copy.deepcopy(sw.json_schema())
    schema["$defs"]["Attribute"]["properties"]["column"] = {"type": "string", "not": {"const": ""}}
    with pytest.raises(AssertionError, match="not"):
        written(schema)


def new_kind(schema: Any) -> None:
    """Give the language one metric more."""
    nodes = schema["$defs"]
    nodes["Guess"] = nodes["Attribute"] | {"properties": {"kind": {"const": "guess", "type": "string"}}, "required": []}

    def visit(part: Any) -> None:
        if isinstance(part, dict):
            if "tier" in part.get("discriminator", {}).get("mapping", {}):
                part["oneOf"].append({"$ref": "#/$defs/Guess"})
            part = list(part.values())
        for inner in part if isinstance(part, list) else ():
            visit(inner)

    visit(nodes)


def new_word(schema: Any) -> None:
    schema["$defs"]["Related"]["properties"]["quantifier"]["enum"].append("most")


def part_gone(schema: Any) -> None:
    del schema["$defs"]["Ratio"]["properties"]["denominator"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(new_kind, "guess", id="a new kind of metric"),
        pytest.param(new_word, "most", id="a new quantifier"),
        pytest.param(part_gone, "'Metric | undefined'", id="a part that is gone"),
        pytest.param(lambda _: None, "", id="nothing"),
    ],
)
def test_a_change_of_the_language_is_a_type_error_in_the_editor(change: Any, told: str, tmp_path: Path) -> None:
    schema = copy.deepcopy(sw.json_schema())
    change(schema)
    node()
    shutil.copytree(FRONTEND / "src", tmp_path / "src")
    shutil.copy(FRONTEND / "tsconfig.json", tmp_path)
    (tmp_path / "node_modules").symlink_to(FRONTEND / "node_modules")
    (tmp_path / "src" / FILE.name).write_text(written(schema), encoding="utf-8")
    tsc = FRONTEND / "node_modules" / "typescript" / "bin" / "tsc"
    done = subprocess.run([node(), str(tsc), "--noEmit"], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode != 0) == bool(told), done.stdout
    assert told in done.stdout
