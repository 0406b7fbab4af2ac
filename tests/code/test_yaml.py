"""YAML holds the definition, reads back as the same, byte for byte, and is read with care."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from seg_widgets.code.yaml import WIDTH, read_yaml, yaml_code
from seg_widgets.definition import Segment
from seg_widgets.errors import DefinitionError

from .corpus import NASTY, SEGMENTS, A, B, agg, crit, group, seg

HEAD = "format: 1\nname: n\nentity: accounts\n"


@pytest.mark.parametrize("segment", SEGMENTS, ids=lambda s: repr(s.name))
def test_reads_back_as_the_same_definition_and_the_same_bytes(segment: Segment) -> None:
    text = yaml_code(segment)
    assert read_yaml(text).dump() == segment.dump()
    assert yaml_code(read_yaml(text)) == text


@pytest.mark.parametrize("segment", SEGMENTS[::5], ids=lambda s: repr(s.name))
def test_other_readers_of_yaml_read_the_same(segment: Segment) -> None:
    assert yaml.safe_load(yaml_code(segment)) == segment.dump()


@pytest.mark.parametrize("text", NASTY)
def test_a_text_stays_text_in_a_block_and_in_a_line(text: str) -> None:
    long = seg(crit("region", "one_of", [text, "x" * WIDTH]), name=f"n{text}", description=text)
    assert read_yaml(yaml_code(long)) == long
    assert yaml.safe_load(yaml_code(long)) == long.dump()


def test_reads_well() -> None:
    segment = seg(A, crit(agg("sum", "count", where=group("any", A, B)), "<", 5),
                  group("none", crit("region", "one_of", ["no", "2024-01-31", "été"])),
                  description="First line.\nSecond.")  # fmt: skip
    assert (
        yaml_code(segment)
        == """format: 2
name: A segment
description: |-
  First line.
  Second.
entity: accounts
where:
  kind: all
  members:
  - {kind: criterion, metric: {kind: attribute, column: plan_tier}, op: is, value: Gold}
  - kind: criterion
    metric:
      kind: aggregate
      table: usage
      agg: sum
      column: count
      window: {kind: last, n: 30}
      where:
        kind: any
        members:
        - {kind: criterion, metric: {kind: attribute, column: plan_tier}, op: is, value: Gold}
        - {kind: criterion, metric: {kind: attribute, column: seats}, op: '>=', value: 10}
    op: <
    value: 5
  - kind: none
    members:
    - kind: criterion
      metric: {kind: attribute, column: region}
      op: one_of
      value: ['no', '2024-01-31', été]
"""
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-01-31", "2024-01-31"), ("2024-1-5", "2024-01-05"), ("2024-01-31 10:00:00", "2024-01-31 10:00:00"),
        ("no", "no"), ("on", "on"),
        ("true", True), ("True", "True"), ("010", 10), ("1:30", "1:30"), ("1e5", 100000.0), ("-2.50", -2.5), ("'1'", "1"),
        ("1_000", "1_000"), ("9" * 30, int("9" * 30)),
    ],
)  # fmt: skip
def test_plain_words_are_read_as_yaml_1_2_does_and_days_as_text(written: str, read: object) -> None:
    criterion = f"{{kind: criterion, metric: {{kind: attribute, column: c}}, op: is, value: {written}}}"
    value = read_yaml(f"{HEAD}where: {{kind: all, members: [{criterion}]}}\n").where.members[0].value  # type: ignore[union-attr]
    assert (type(value), value) == (type(read), read)


GOOD = yaml_code(seg(A, B))


def test_the_first_format_is_still_read() -> None:
    assert read_yaml(GOOD.replace("format: 2", "format: 1")) == seg(A, B)
    assert yaml_code(read_yaml(GOOD.replace("format: 2\n", ""))) == GOOD


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (GOOD.replace("entity:", "name:"), "repeated-key", "line 3"),
        (GOOD.replace("op: is,", "op: is, op: is,"), "repeated-key", "line 7"),
        (GOOD.replace("format: 2", "format: 3"), "unknown-format", "line 1, format"),
        (GOOD.replace("op: is,", "op: isnt,"), "unknown-word", "line 7, where.members.0.op"),
        (GOOD.replace("value: 10", "value: 10, worth: 2"), "unknown-part", "line 8, where.members.1.worth"),
        (GOOD.replace("entity: accounts\n", ""), "missing-part", "line 1, entity"),
        (GOOD.replace("kind: all", "kind: most"), "unknown-word", "line 5, where.kind"),
        (GOOD.replace("value: 10", "value: .nan"), "not-a-value", "line 8, where.members.1.value"),
        (GOOD.replace("Gold", "2024-02-30"), "no-day", "line 7"),
        (GOOD.replace("Gold", "!!python/name:os.system ''"), "not-yaml", "line 7"),
        (GOOD.replace("Gold", "!!binary aGk="), "not-a-value", "line 7, where.members.0.value"),
        (GOOD.replace("Gold", "&gold Gold").replace("10}", "*gold}"), "alias", "line 8"),
        (GOOD.replace("Gold", '"Gold'), "not-yaml", None),
        (GOOD.replace("Gold", "\x00"), "not-yaml", "line 7"),
        (GOOD.replace("name:", "1:"), "not-a-key", "line 2"),
        (GOOD.replace("name:", "? [a]\n:"), "not-a-key", "line 2"),
        (GOOD + "---\n" + GOOD, "not-yaml", None),
        (GOOD + "  x: : y\n", "not-yaml", "line 9"),
        ("\n", "no-definition", "line 1"), ("- a\n", "no-definition", "line 1"), ("a: " + "[" * 9000 + "\n", "too-deep", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(text: str, code: str, place: str | None) -> None:
    with pytest.raises(DefinitionError) as caught:
        read_yaml(text)
    assert caught.value.code == code
    assert place is None or caught.value.place == place


def test_a_file_is_read_and_named_in_errors(tmp_path: Path) -> None:
    file = tmp_path / "gold: no.yaml"
    file.write_text("\ufeff" + GOOD, encoding="utf-8")
    assert read_yaml(file) == seg(A, B)
    file.write_text(GOOD.replace("op: is,", "op: isnt,"), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        read_yaml(file)
    assert caught.value.place == "gold: no.yaml, line 7, where.members.0.op"
    file.write_bytes(b"name: \xff\n")
    with pytest.raises(DefinitionError, match="UTF-8"):
        read_yaml(file)
    with pytest.raises(DefinitionError, match="cannot be read"):
        read_yaml("no/such/file.yaml")
