"""Demo data in sizes: what is written to a folder is whole, the same each time, and like the small data."""

import json
import os
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from seg_widgets.datasets import SIZES, demo, frames
from seg_widgets.datasets.large import cache_folder, ready_folder
from seg_widgets.datasets.large.folder import MANIFEST
from seg_widgets.datasets.large.parts import draw, drawn, parts_of
from seg_widgets.datasets.large.writing import Writing
from seg_widgets.datasets.sizes import Size, size_of

SIZE = Size(1_100, 11_000, 60_000)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ready_folder(SIZE, 3, tmp_path_factory.mktemp("demo") / "data", quiet=True)


@pytest.fixture(scope="module")
def tables(folder: Path) -> dict[str, pd.DataFrame]:
    return {path.stem: pq.read_table(path).to_pandas() for path in folder.glob("*.parquet")}


def test_small_is_the_default_and_as_it_was() -> None:
    assert size_of("small") == size_of(500) == Size(500)
    assert size_of("small").plain
    ws = demo(accounts=40, seed=2)
    assert ws.facts["usage"].rows == len(frames(40, 2)["usage"])
    assert demo(40, 2).facts["usage"].rows == ws.facts["usage"].rows


def test_the_sizes_that_have_a_name() -> None:
    assert {name: (size.accounts, size.contacts, size.usage_rows) for name, size in SIZES.items()} == {
        "small": (500, None, None),
        "medium": (10_000, 100_000, 2_000_000),
        "large": (100_000, 1_000_000, 20_000_000),
        "huge": (100_000, 1_000_000, 100_000_000),
    }
    assert size_of("large", 2_000_000) == Size(100_000, 1_000_000, 2_000_000)
    assert size_of(6_000) == Size(6_000, 60_000, 1_200_000)


@pytest.mark.parametrize(("size", "rows"), [("tiny", None), (39, None), (1_000_001, None), ("small", 100), ("large", 10**9)])
def test_sizes_out_of_range_are_refused(size: str | int, rows: int | None) -> None:
    with pytest.raises(ValueError, match="must be"):
        demo(size, usage_rows=rows)


def test_there_are_as_many_rows_as_said(tables: dict[str, pd.DataFrame]) -> None:
    assert [len(tables[name]) for name in ("accounts", "contacts", "usage")] == [1_100, 11_000, 60_000]
    assert len(tables["benchmarks"]) == 62
    assert set(tables) == set(frames(40))


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_parts_add_up_to_the_size(size: Size) -> None:
    if size.plain:
        return
    parts = parts_of(size)
    assert [part.number for part in parts] == list(range(1, len(parts) + 1))
    sums = tuple(sum(numbers) for numbers in zip(*((p.accounts, p.contacts, p.usage_rows) for p in parts), strict=True))
    assert sums == (size.accounts, size.contacts, size.usage_rows)
    assert all(400 <= part.accounts <= 600 for part in parts)


def test_keys_are_unique_and_links_lead_somewhere(tables: dict[str, pd.DataFrame]) -> None:
    for table, key in [("accounts", "account_id"), ("accounts", "name"), ("contacts", "contact_id"), ("contacts", "email"),
                       ("contracts", "contract_id"), ("milestones", "milestone_id"), ("use_cases", "use_case_id"),
                       ("benefits", "benefit_id"), ("tickets", "ticket_id"), ("meetings", "meeting_id")]:  # fmt: skip
        assert tables[table][key].is_unique, (table, key)
    parts = len(parts_of(SIZE))
    lost = ~tables["usage"]["contact_id"].isin(tables["contacts"]["contact_id"])
    assert lost.sum() == 9 * parts
    assert (~tables["contacts"]["account_id"].isin(tables["accounts"]["account_id"])).sum() == 3 * parts
    assert tables["usage"]["usage_id"].duplicated().sum() == 25 * parts
    assert tables["usage"]["at"].isna().sum() == 12 * parts


def test_a_part_is_the_same_whatever_is_drawn_with_it(tables: dict[str, pd.DataFrame]) -> None:
    second = parts_of(SIZE)[1]
    for name, table in draw(second, 3).items():
        written = tables[name]
        key = next((c for c in ("account_id", "contact_id") if c in written), None)
        if key is None:
            continue
        mine = written[written[key].str[2:7] == "0002-"].reset_index(drop=True)
        pd.testing.assert_frame_equal(mine, table.to_pandas(), check_dtype=False, check_categorical=False)


def test_the_size_of_the_pieces_does_not_show(tmp_path: Path) -> None:
    for rows in (1, 10**9):
        (tmp_path / str(rows)).mkdir()
        with Writing(tmp_path / str(rows), rows) as writing:
            for piece in drawn(Size(80, 800, 4_000), 1):
                for name in ("usage", "accounts"):
                    writing.add(name, piece[name].slice(0, 50))
                    writing.add(name, piece[name].slice(50))
    for name in ("usage", "accounts"):
        first, second = (pq.read_table(tmp_path / str(rows) / f"{name}.parquet") for rows in (1, 10**9))
        assert first.equals(second)


def test_other_seeds_give_other_rows(tables: dict[str, pd.DataFrame]) -> None:
    other = draw(parts_of(SIZE)[0], 4)["usage"].to_pandas()
    assert not other["at"].equals(tables["usage"]["at"].head(len(other)))


def test_text_is_plain_text_to_every_reader(folder: Path) -> None:
    schema = pq.read_schema(folder / "usage.parquet")
    assert schema.field("contact_id").type == schema.field("feature").type == pa.string()
    assert schema.field("at").type == pa.timestamp("us")
    assert pq.read_schema(folder / "accounts.parquet").field("started_on").type == pa.date32()
    assert pa.types.is_list(pq.read_schema(folder / "accounts.parquet").field("tags").type)


def test_people_keep_a_rhythm_when_there_are_few_rows(tables: dict[str, pd.DataFrame]) -> None:
    """A tenth of the rows is not one row a contact: fewer contacts, who still come back."""
    uses = tables["usage"].groupby("contact_id").size()
    assert len(uses) < 0.7 * len(tables["contacts"])
    assert uses.max() > 60


def test_the_workspace_opens_from_the_folder_alone(folder: Path) -> None:
    ws = demo(1_100, 3, usage_rows=60_000, folder=folder, quiet=True)
    assert ws.folder == folder
    assert ws.facts["usage"].rows == 60_000
    kinds = {column: said.type for column, said in ws.schema.tables["accounts"].columns.items()}
    assert (kinds["tags"], kinds["started_on"], kinds["scoped_seats"]) == ("list", "date", "integer")


def test_a_plain_size_in_a_folder_has_the_very_rows_of_the_frames(tmp_path: Path) -> None:
    demo(60, 5, folder=tmp_path / "plain", quiet=True)
    for name, table in frames(60, 5).items():
        written = pq.read_table(tmp_path / "plain" / f"{name}.parquet").to_pandas()
        assert list(written) == list(table)
        for column in table:
            ours = [None if not isinstance(x, list) and pd.isna(x) else x for x in table[column].tolist()]
            there = [list(x) if hasattr(x, "tolist") else None if pd.isna(x) else x for x in written[column].tolist()]
            if column.endswith("_on") or column == "day":
                there = [x and pd.Timestamp(x) for x in there]
            assert ours == there, (name, column)


def test_a_complete_folder_is_used_again(folder: Path) -> None:
    before = os.stat(folder / "usage.parquet").st_mtime_ns
    assert ready_folder(SIZE, 3, folder, quiet=True) == folder
    assert os.stat(folder / "usage.parquet").st_mtime_ns == before
    assert json.loads((folder / MANIFEST).read_text())["seed"] == 3


def test_a_folder_with_anything_else_is_refused_and_left_alone(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="another size, seed or version"):
        ready_folder(SIZE, 4, folder, quiet=True)
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ValueError, match="not empty"):
        ready_folder(SIZE, 3, tmp_path, quiet=True)
    with pytest.raises(ValueError, match="is a file"):
        ready_folder(SIZE, 3, tmp_path / "notes.txt", quiet=True)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_nothing_is_left_of_a_folder_that_was_not_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stops(self: Writing, name: str, piece: pa.Table) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Writing, "add", stops)
    with pytest.raises(KeyboardInterrupt):
        ready_folder(Size(40), 3, tmp_path / "data", quiet=True)
    assert not list(tmp_path.iterdir())


def test_the_cache_is_where_the_user_keeps_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder(SIZE, 3).parent == tmp_path / "seg-widgets"
    assert cache_folder(SIZE, 3) != cache_folder(SIZE, 4) != cache_folder(Size(1_100, 11_000, 61_000), 4)
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert tmp_path in cache_folder(SIZE, 3).parents


def test_progress_is_told_unless_asked_not_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ready_folder(Size(40), 3, tmp_path / "a")
    assert "40 accounts: done" in capsys.readouterr().err
    ready_folder(Size(40), 3, tmp_path / "b", quiet=True)
    assert capsys.readouterr() == ("", "")
