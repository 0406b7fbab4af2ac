"""How YAML's plain words are read, and which texts must be quoted so that they stay text, whoever reads them."""

from __future__ import annotations

import re

import yaml

_PLAIN = {
    "tag:yaml.org,2002:null": (r"null|~|", ["n", "~", ""]),
    "tag:yaml.org,2002:bool": (r"true|false", list("tf")),
    "tag:yaml.org,2002:int": (r"[-+]?[0-9]+", list("-+0123456789")),
    "tag:yaml.org,2002:float": (
        r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.inf|\.nan",
        list("-+.0123456789"),
    ),
    "tag:yaml.org,2002:timestamp": (
        r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ]+[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?)?",
        list("0123456789"),
    ),
}
"""As YAML 1.2 reads them, and days: so ``no`` is a country, ``1:30`` is no number of seconds, and ``010`` is ten."""


class Loader(yaml.SafeLoader):
    """Reads YAML 1.2's plain words; days as text."""


class Dumper(yaml.SafeDumper):
    """Quotes every text that YAML 1.1 or 1.2 would not read as text."""

    def ignore_aliases(self, data: object) -> bool:
        return True


Loader.yaml_implicit_resolvers = {}
for _tag, (_pattern, _first) in _PLAIN.items():
    _whole = re.compile(f"(?:{_pattern})\\Z")
    Loader.add_implicit_resolver(_tag, _whole, _first)
    Dumper.add_implicit_resolver(_tag, _whole, _first)
Dumper.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?0[oxX][0-9a-fA-F]+\Z"), list("-+0"))


def _integer(_: Loader, node: yaml.ScalarNode) -> int:
    return int(node.value)


def _number(_: Loader, node: yaml.ScalarNode) -> float:
    return float(node.value.replace(".inf", "inf").replace(".nan", "nan"))


def _day(loader: Loader, node: yaml.ScalarNode) -> str:
    """Give an unquoted day as text: the column's type says how it is read."""
    value = yaml.SafeLoader.construct_yaml_timestamp(loader, node)
    return str(value.isoformat()).replace("T", " ")


def _text(dumper: Dumper, value: str) -> yaml.ScalarNode:
    """Write several lines as such (the emitter goes back to quotes where they would not come back the same)."""
    lines = value.split("\n")
    # other breaks of lines, which YAML folds, and what cannot be seen are written as escapes
    style = '"' if not all(line.isprintable() for line in lines) else "|" if len(lines) > 1 else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


Loader.add_constructor("tag:yaml.org,2002:int", _integer)
Loader.add_constructor("tag:yaml.org,2002:float", _number)
Loader.add_constructor("tag:yaml.org,2002:timestamp", _day)
Dumper.add_representer(str, _text)
