"""Before a body goes, what rests on it is packed anew: nothing is lost with it, and it does not stay for the sake of others."""

from __future__ import annotations

import fcntl
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.blob_store import BlobStore
from data.bundle import Bundle
from data.prune import carry_out, prepare
from data.resting import Resting
from data.retention import Policy
from tests.data.sharing import BIG, PICTURE, named, seal, store_of

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
TEXT = BIG.decode()


def edited(number: int) -> bytes:
    """The big page with one paragraph changed."""
    return TEXT.replace(f"<p>{number} ", "<p>labots ").encode()


def grown_old(folder: Path, *but: str) -> None:
    for number, path in enumerate(sorted(folder.rglob("blobs/??/*"))):
        if path.stem not in but:
            os.utime(path, (number, number))


@pytest.fixture
def nights(tmp_path: Path) -> tuple[Path, list[Path]]:
    """A page of long ago, and three of late nights that are kept as their differences from it."""
    audits = tmp_path / "audits"
    made = [seal(audits / "0" / "a.sqlite", share=True, above=audits, month=8, day=2, picture=None)]
    for day in (20, 21, 22):
        page = edited(day)
        made.append(seal(audits / str(day) / "a.sqlite", share=True, above=audits, day=day, big=page, like=BIG, picture=None))
    assert store_of(made[0]).resting() == {named(BIG): tuple(sorted(named(edited(day)) for day in (20, 21, 22)))}
    # Of August's only night, the last good one, another is the month's end.
    seal(audits / "end" / "a.sqlite", share=True, above=audits, month=8, day=30, big=PICTURE, picture=None)
    grown_old(audits)
    return audits, made


def test_a_body_that_others_rest_on_goes_and_they_stay(nights: tuple[Path, list[Path]]) -> None:
    audits, made = nights
    store = store_of(made[1])
    os.utime(store.path(named(edited(21))), (1e6, 1e6))
    size = sum(path.stat().st_size for path in audits.rglob("*") if path.is_file())
    freed = carry_out(prepare(audits, Policy(), NOW, frozenset()), NOW)
    assert freed == size - sum(path.stat().st_size for path in audits.rglob("*") if path.is_file())
    assert (made[0].exists(), named(BIG) in store) == (False, False)
    assert store.resting() == {named(edited(21)): tuple(sorted(named(edited(day)) for day in (20, 22)))}, "the one used last became whole"
    for path in made[1:]:
        with Bundle(path) as bundle:
            bundle.verify()
    assert carry_out(prepare(audits, Policy(), NOW, frozenset()), NOW) == 0


def test_differences_that_go_with_it_are_not_packed_anew(nights: tuple[Path, list[Path]], monkeypatch: pytest.MonkeyPatch) -> None:
    audits, made = nights
    for path in made:
        path.unlink()
    monkeypatch.setattr(BlobStore, "repack", None)
    carry_out(prepare(audits, Policy(), NOW, frozenset()), NOW)
    assert list(BlobStore(audits / "blobs").names()) == [named(PICTURE)]


def test_what_comes_to_rest_on_a_body_meanwhile_is_packed_anew_too(nights: tuple[Path, list[Path]]) -> None:
    audits, made = nights
    prepared = prepare(audits, Policy(), NOW, frozenset())
    late = seal(audits / "tonight" / "a.sqlite", share=True, above=audits, day=24, big=edited(700), like=BIG, picture=None)
    store = store_of(late)
    assert store.base(named(edited(700))) == named(BIG)
    carry_out(prepared, NOW)
    assert named(BIG) not in store
    for path in (*made[1:], late):
        with Bundle(path) as bundle:
            bundle.verify()


def test_where_one_cannot_be_read_what_it_rests_on_stays(nights: tuple[Path, list[Path]]) -> None:
    audits, made = nights
    store = store_of(made[1])
    victim = store.path(named(edited(20)))
    victim.chmod(0o644)
    victim.write_bytes(victim.read_bytes()[:-3])
    os.utime(victim, (0, 0))
    carry_out(prepare(audits, Policy(), NOW, frozenset()), NOW)
    assert named(BIG) in store
    for path in made[2:]:
        with Bundle(path) as bundle:
            bundle.verify()


def test_breaking_off_while_packing_anew_loses_nothing(nights: tuple[Path, list[Path]], monkeypatch: pytest.MonkeyPatch) -> None:
    audits, made = nights
    store, keep = store_of(made[1]), BlobStore._keep
    for most in (0, 1, 1):
        written: list[str] = []

        def breaking(self: BlobStore, sha256: str, *rest: object, most: int = most, written: list[str] = written) -> None:
            if len(written) == most:
                raise KeyboardInterrupt
            written.append(sha256)
            keep(self, sha256, *rest)  # type: ignore[arg-type]

        monkeypatch.setattr(BlobStore, "_keep", breaking)
        with store.held(fcntl.LOCK_EX), pytest.raises(KeyboardInterrupt):
            Resting(store).release(named(BIG))
        assert {store.get(named(edited(day))) for day in (20, 21, 22)} == {edited(day) for day in (20, 21, 22)}
        grown_old(audits)
    monkeypatch.setattr(BlobStore, "_keep", keep)
    carry_out(prepare(audits, Policy(), NOW, frozenset()), NOW)
    assert named(BIG) not in store
    assert {store.get(named(edited(day))) for day in (20, 21, 22)} == {edited(day) for day in (20, 21, 22)}


@settings(max_examples=25, deadline=None)
@given(
    likes=st.lists(st.integers(0, 7), min_size=7, max_size=7),
    going=st.lists(st.integers(0, 7), unique=True, max_size=7),
)
def test_whatever_rests_on_what_and_goes_in_any_order_the_rest_is_readable(
    tmp_path_factory: pytest.TempPathFactory, likes: list[int], going: list[int]
) -> None:
    store = BlobStore(tmp_path_factory.mktemp("kept") / "blobs")
    names = [store.put(BIG)]
    for number, like in enumerate(likes):
        names.append(store.put(edited(number), names[min(like, number)]))
    resting = Resting(store)
    with store.held(fcntl.LOCK_EX):
        for gone in going:
            assert resting.release(names[gone]) is not None
            for path in store.files(names[gone]):
                path.unlink()
            left = [name for number, name in enumerate(names) if number not in going[: going.index(gone) + 1]]
            assert [named(store.get(name)) for name in left] == left
            assert all(store.base(base) is None for base in store.resting())
