"""Writes ``definition.generated.ts``, the types of a definition, from its JSON Schema: ``python -m tests.frontend.types``.

A small writer of our own: json-schema-to-typescript makes an alias of every property that has a title, which pydantic gives to
each, and would come, prettier and all, with every build of the bundle. This one knows what our schema holds and refuses all else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import seg_widgets as sw
from tests.frontend.node import FRONTEND

FILE = FRONTEND / "src" / "definition.generated.ts"
HEAD = """// Made from the JSON Schema of definitions by `python -m tests.frontend.types`; a test holds that it is up to date.
// These are whole nodes, as Python writes them; what an unfinished draft may be is in definition.ts.
"""
UNIONS = (("Metric", "Criterion", "metric"), ("Window", "Aggregate", "window"), ("Condition", "Group", "members"))
"""Unions that have a name of their own, and where they are found."""

SAYS_NOTHING = {"title", "description", "default", "discriminator", "minimum", "maximum", "exclusiveMinimum", "minLength", "format"}
"""What a type in TypeScript cannot say, or need not."""

PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def written(schema: dict[str, Any]) -> str:
    """Write the types of a JSON Schema."""
    nodes = schema["$defs"]
    names = {}
    for name, node, part in UNIONS:
        union = nodes[node]["properties"][part]
        names[_key(union.get("items", union))] = name
    lines = [HEAD]
    for union, name in names.items():
        lines.append(f"export type {name} = {' | '.join(union)};\n")
    for name, node in nodes.items():
        lines += _interface(name, node, names)
    roots = [_type(part, names) for part in schema["anyOf"]]
    lines.append(f"/** What a file of definitions holds. */\nexport type Definition = {' | '.join(roots)};\n")
    return "\n".join(lines)


def _interface(name: str, node: dict[str, Any], names: dict[tuple[str, ...], str]) -> Iterator[str]:
    _refuse(node, {"type", "properties", "required", "additionalProperties"})
    assert node["type"] == "object", name
    assert node["additionalProperties"] is False, name
    about = node.get("description", "").partition("\n")[0]
    if about:
        yield f"/** {about} */"
    yield f"export interface {name} {{"
    for part, described in node["properties"].items():
        # A kind is always written, though it may be left out where only one is possible.
        there = part in node.get("required", ()) or part == "kind"
        yield f"  readonly {part}{'' if there else '?'}: {_type(described, names)};"
    yield "}\n"


def _type(part: dict[str, Any], names: dict[tuple[str, ...], str]) -> str:
    if _key(part) in names:
        return names[_key(part)]
    _refuse(part, {"$ref", "anyOf", "oneOf", "const", "enum", "type", "items"})
    if "$ref" in part:
        return str(part["$ref"].rpartition("/")[2])
    if "const" in part:
        return json.dumps(part["const"])
    if "enum" in part:
        return " | ".join(map(json.dumps, part["enum"]))
    for union in ("anyOf", "oneOf"):
        if union in part:
            return " | ".join(dict.fromkeys(_type(one, names) for one in part[union]))
    if part["type"] == "array":
        inner = _type(part["items"], names)
        return f"readonly ({inner})[]" if " | " in inner else f"readonly {inner}[]"
    return PLAIN[part["type"]]


def _key(part: dict[str, Any]) -> tuple[str, ...]:
    """Tell a union of nodes by what is in it."""
    return tuple(one["$ref"].rpartition("/")[2] for one in part.get("oneOf", ()) if "$ref" in one) if "discriminator" in part else ()


def _refuse(part: dict[str, Any], known: set[str]) -> None:
    strange = set(part) - known - SAYS_NOTHING
    assert not strange, f"the writer of types does not know {strange}: {part}"


if __name__ == "__main__":
    FILE.write_text(written(sw.json_schema()), encoding="utf-8")
