"""The store: the same bundles give the same store in any order, and two answers under one key are refused."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import database
from data.bundle import Bundle
from data.errors import ConfigError, MergeConflict
from data.schema import KEYS
from data.store import Merged, Store, rebuild
from data.types import Outcome
from tests.data.nights import nights, seal

NAMES = ("first", "second", "third", "failed", "other", "anew")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bundles")


@pytest.fixture(scope="module")
def bundles(folder: Path) -> Mapping[str, Path]:
    return nights(folder)


def content(store: Store) -> dict[str, list[dict[str, Any]]]:
    """All that a store says."""
    return {view: [dict(row) for row in store.rows(view)] for view in KEYS}


def merge(store: Store, path: Path) -> int:
    with Bundle(path) as bundle:
        return store.merge(bundle)


def table(store: Store, view: str, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in store.rows(view)]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, bundles: Mapping[str, Path]) -> dict[str, list[dict[str, Any]]]:
    with Store(tmp_path_factory.mktemp("store") / "eindekss.db") as store:
        for name in NAMES:
            merge(store, bundles[name])
        return content(store)


@settings(max_examples=40, deadline=None)
@given(order=st.permutations(NAMES), again=st.lists(st.sampled_from(NAMES), max_size=4))
def test_any_order_any_number_of_times_gives_the_same_store(
    bundles: Mapping[str, Path], whole: dict[str, list[dict[str, Any]]], order: list[str], again: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as place, Store(Path(place) / "eindekss.db") as store:
        for name in (*order, *again):
            merge(store, bundles[name])
        assert content(store) == whole


def test_merging_again_adds_nothing(tmp_path: Path, bundles: Mapping[str, Path]) -> None:
    with Store(tmp_path / "eindekss.db") as store:
        # A snapshot, the place of its bundle, two observations.
        assert [merge(store, bundles["first"]), merge(store, bundles["first"])] == [4, 0]


@pytest.mark.parametrize("together", [1, 3, 1000])
def test_a_folder_in_any_number_of_transactions_gives_the_same_store(
    tmp_path: Path, folder: Path, whole: dict[str, list[dict[str, Any]]], monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    monkeypatch.setattr("data.store._TOGETHER", together)
    with Store(tmp_path / "eindekss.db") as store:
        assert [store.merge_folder(folder), store.merge_folder(folder)] == [Merged(6, 20), Merged(6, 0)]
        assert content(store) == whole


def test_whoever_reads_meanwhile_sees_whole_bundles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.store._TOGETHER", 8)
    for number in range(6):
        seal(tmp_path / f"{number}.sqlite", "rezekne", number + 1, [("added", Outcome.PASSED, 1), ("hsts", Outcome.PASSED, None)])
    seen: list[tuple[int, int]] = []
    with Store(tmp_path / "eindekss.db") as store, Store(store.path) as reader:
        insert = store._insert

        def watched(*given: Any) -> int:
            seen.append(reader.db.execute("select (select count(*) from snapshots), (select count(*) from observations)").fetchone())
            return insert(*given)

        monkeypatch.setattr(store, "_insert", watched)
        assert store.merge_folder(tmp_path).bundles == 6
    assert {(visits, 2 * visits) for visits, _ in seen} == set(seen)
    assert len(set(seen)) > 1


def test_the_views(tmp_path: Path, folder: Path, bundles: Mapping[str, Path]) -> None:
    assert len(bundles) == 6
    with Store(tmp_path / "eindekss.db") as store:
        assert store.merge_folder(folder) == Merged(6, 20)
        day = "2026-11-0{}T03:00:00+00:00".format
        assert table(store, "current", "institution", "indicator", "version", "outcome", "value", "taken_at") == [
            ("preili", "hsts", 1, "passed", "null", day(2)),
            ("rezekne", "hsts", 2, "failed", "null", day(3)),
            ("rezekne", "notices", 1, "passed", "4", day(3)),
        ]
        assert table(
            store, "changes", "institution", "indicator", "version", "outcome", "value", "first_seen", "last_confirmed", "times"
        ) == [
            ("preili", "hsts", 1, "passed", "null", day(2), day(2), 1),
            ("rezekne", "hsts", 1, "failed", "null", day(1), day(1), 1),
            ("rezekne", "hsts", 1, "passed", "null", day(3), day(3), 1),
            ("rezekne", "hsts", 2, "failed", "null", day(3), day(3), 1),
            ("rezekne", "notices", 1, "passed", "3", day(1), day(2), 2),
            ("rezekne", "notices", 1, "passed", "4", day(3), day(3), 1),
        ]
        assert table(
            store, "coverage", "institution", "run", "status", "fetched", "stopped_by", "observations", "answered", "untested"
        ) == [
            ("preili", "2026-11-02", "complete", 5, "exhausted", 1, 1, 0),
            ("preili", "2026-11-03", "failed", 5, "dns", 1, 0, 1),
            ("rezekne", "2026-11-01", "complete", 5, "exhausted", 2, 2, 0),
            ("rezekne", "2026-11-02", "partial", 5, "interrupted", 2, 1, 1),
            ("rezekne", "2026-11-03", "complete", 5, "exhausted", 3, 3, 0),
        ]


def test_another_answer_under_one_key_is_refused_and_nothing_of_it_stays(tmp_path: Path, bundles: Mapping[str, Path]) -> None:
    other = seal(tmp_path / "other.sqlite", "rezekne", 1, [("added", Outcome.PASSED, 1), ("hsts", Outcome.PASSED, None)])
    with Store(tmp_path / "eindekss.db") as store:
        merge(store, bundles["first"])
        before = content(store)
        with Bundle(bundles["first"]) as bundle:
            key = f"snapshot={bundle.snapshot_id} indicator=hsts version=1 subject=https://rezekne.test/"
        with pytest.raises(MergeConflict) as conflict:
            merge(store, other)
        assert str(conflict.value) == (
            f"two answers under {key}: outcome is 'failed' in the store and 'passed' in the bundle; "
            "an indicator whose answers change gets a new version"
        )
        assert content(store) == before


def test_a_bad_bundle_is_named_and_the_others_are_merged(tmp_path: Path) -> None:
    good, bad, twin = (seal(tmp_path / f"{name}.sqlite", "rezekne", 1, [("hsts", Outcome.FAILED, None)]) for name in ("a", "b", "c"))
    data = bytearray(bad.read_bytes())
    data[len(data) // 2] ^= 1
    bad.chmod(0o644)
    bad.write_bytes(data)
    twin.unlink()
    seal(twin, "rezekne", 1, [("hsts", Outcome.PASSED, None)])
    with Store(tmp_path / "eindekss.db") as store:
        merged = store.merge_folder(tmp_path)
        assert (merged.bundles, merged.added) == (1, 3)
        assert [told.split(":")[0] for told in merged.refused] == [str(bad), str(twin)]
        assert "changed after sealing" in merged.refused[0]
        assert "two answers under" in merged.refused[1]
        assert table(store, "bundles", "path") == [(str(good),)]


def test_a_rebuilt_store_says_the_same(tmp_path: Path, folder: Path, whole: dict[str, list[dict[str, Any]]]) -> None:
    path = tmp_path / "eindekss.db"
    with Store(path) as store:
        merge(store, seal(tmp_path / "gone.sqlite", "gone", 1, []))
    assert rebuild(path, folder) == Merged(6, 20)
    with Store(path) as store:
        assert content(store) == whole
    assert sorted(file.name for file in tmp_path.iterdir()) == ["eindekss.db", "gone.sqlite"]


def test_answers_judged_anew_lie_beside_a_bundle_and_are_none(tmp_path: Path) -> None:
    folder = tmp_path / "bundles"
    seal(folder / "a.sqlite", "a", 1, [])
    (folder / "a.overlay.sqlite").write_bytes(b"the answers of a replay")
    with Store(tmp_path / "eindekss.db") as store:
        assert (store.merge_folder(folder).bundles, store.merge_folder(folder).refused) == (1, ())


def test_a_rebuild_that_fails_leaves_the_old_store(tmp_path: Path, bundles: Mapping[str, Path]) -> None:
    path = tmp_path / "eindekss.db"
    with Store(path) as store:
        merge(store, bundles["first"])
        before = content(store)
    with pytest.raises(ConfigError, match="no such folder"):
        rebuild(path, tmp_path / "nowhere")
    with Store(path) as store:
        assert content(store) == before
    assert [file.name for file in tmp_path.iterdir()] == ["eindekss.db"]


def test_writers_wait_for_each_other(tmp_path: Path, bundles: Mapping[str, Path], whole: dict[str, list[dict[str, Any]]]) -> None:
    path = tmp_path / "eindekss.db"

    def write(name: str) -> None:
        with Store(path) as store:
            merge(store, bundles[name])

    with ThreadPoolExecutor(len(NAMES)) as workers:
        list(workers.map(write, NAMES))
    with Store(path) as store:
        assert content(store) == whole


def test_a_writer_that_waits_too_long_says_so(tmp_path: Path, bundles: Mapping[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    path = tmp_path / "eindekss.db"
    with Store(path) as store:
        blocker = sqlite3.connect(path)
        blocker.execute("begin immediate")
        with pytest.raises(ConfigError, match="another eindekss has been writing"):
            merge(store, bundles["first"])
        blocker.close()
        assert merge(store, bundles["first"]) == 4


def test_what_is_no_store_is_refused(tmp_path: Path, bundles: Mapping[str, Path]) -> None:
    (tmp_path / "text.db").write_text("this is no database, and long enough not to be taken for an empty one")
    (tmp_path / "file").write_text("")
    with Store(tmp_path / "later.db") as store:
        store.db.table("_sqlite_migrations").insert({"id": 99, "migration_set": "eindekss", "name": "colours", "applied_at": ""})
    for path, words in [
        (tmp_path / "text.db", "not a store of eindekss"),
        (bundles["first"], "cannot be written to|not a store of eindekss"),
        (tmp_path / "later.db", r"made by a later eindekss \(colours\)"),
        (tmp_path / "file" / "eindekss.db", "cannot be opened"),
    ]:
        with pytest.raises(ConfigError, match=words) as refused:
            Store(path)
        assert str(refused.value).startswith(str(path))
