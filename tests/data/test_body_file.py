"""Bodies kept as their difference from another: read as they were, never without what they rest on, and refused when altered."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from data import body_file
from data.blob_store import SMALLEST, BlobStore
from data.body_file import DELTA, LARGEST_LIKE, PLAIN
from data.bundle import Bundle, BundleWriter
from data.errors import BundleCorrupt
from data.pack import pack
from tests.data.sharing import BIG, PICTURE, SMALL, manifest_of, named, seal, store_of

EDITED = BIG.replace(b"<p>500 ", b"<p>500 labots ")
AGAIN = EDITED + b"<footer>2026</footer>"


def harm(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)


@settings(max_examples=80, deadline=None)
@given(base=st.binary(max_size=9000), cut=st.integers(0, 9000), added=st.binary(max_size=900), times=st.integers(1, 20))
def test_a_body_put_as_like_another_is_got_whatever_the_two_are(
    tmp_path_factory: pytest.TempPathFactory, base: bytes, cut: int, added: bytes, times: int
) -> None:
    store = BlobStore(tmp_path_factory.mktemp("kept") / "blobs")
    first = store.put(base * times)
    data = base[:cut] + added + base[cut:] * times
    second = store.put(data, first)
    third = store.put(data + added, second)
    assert (store.get(first), store.get(second), store.get(third)) == (base * times, data, data + added)
    assert store.get(second, len(data)) == data
    for name in (second, third):
        rests_on = store.base(name)
        assert rests_on is None or store.base(rests_on) is None, "differences do not rest on differences"


def test_a_small_change_is_kept_as_such_and_the_next_rests_on_the_same_body(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "blobs")
    first = store.put(BIG)
    second = store.put(EDITED, first)
    third = store.put(AGAIN, second)
    assert (store.base(first), store.base(second), store.base(third)) == (None, first, first)
    assert store.path(second).suffix == DELTA
    assert store.path(second).stat().st_size < store.path(first).stat().st_size / 4
    assert store.path(second).stat().st_mode & 0o222 == 0
    assert (list(store.names()), store.resting()) == (sorted([first, second, third]), {first: tuple(sorted([second, third]))})
    assert store.put(EDITED) == second
    assert store.files(second) == (store.path(second),), "what is kept as a difference is not kept again"


@pytest.mark.parametrize("like", [named(b"nowhere"), "no digest", named(PICTURE), named(b""), named(EDITED)])
def test_what_saves_less_than_half_or_has_nothing_to_rest_on_is_kept_whole(tmp_path: Path, like: str) -> None:
    store = BlobStore(tmp_path / "blobs")
    for other in (PICTURE, b""):
        store.put(other)
    assert store.path(store.put(EDITED, like)).suffix == PLAIN


def test_what_is_large_is_kept_whole(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "blobs")
    large = bytes(LARGEST_LIKE)
    base = store.put(large + b"x")
    assert store.base(store.put(large, base)) is None
    assert store.base(store.put(large + b"y", store.put(large))) is None


@pytest.mark.parametrize("how", ["missing", "altered", "cut"])
def test_what_rests_on_a_body_that_is_missing_or_altered_names_both(tmp_path: Path, how: str) -> None:
    seal(tmp_path / "1.sqlite", share=True)
    path = seal(tmp_path / "2.sqlite", share=True, big=EDITED, like=BIG)
    store = store_of(path)
    base = store.path(named(BIG))
    altered = body_file.plain(BIG[::-1]) if how == "altered" else base.read_bytes()[:-9]
    base.unlink() if how == "missing" else harm(base, altered)
    with Bundle(path) as bundle, pytest.raises(BundleCorrupt, match=rf"{named(EDITED)}\.delta: rests on .*{named(BIG)}\.zst") as told:
        bundle.verify()
    assert "restore" in str(told.value) or "another copy" in str(told.value)
    assert store.use(named(EDITED)) == (how != "missing")
    store.put(EDITED)
    store.put(BIG)
    with Bundle(path) as bundle:
        bundle.verify()


def test_a_difference_that_is_none_or_claims_too_much_is_refused(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "blobs")
    path = store.path(store.put(EDITED, store.put(BIG)))
    head = path.read_bytes()[: path.read_bytes().index(b"\n", 20) + 1]
    bomb = zstandard.ZstdCompressor().compress(bytes(50_000_000))
    for data, words in {
        head + bomb: "is of 50000000 bytes, not",
        b"EINDEKSS-DELTA 2\n" + head[17:] + bomb: "not a difference",
        head[:40]: "not a difference",
        head: "cannot be unpacked",
        head + body_file.plain(b"x" * len(EDITED)): "altered",
    }.items():
        harm(path, data)
        with pytest.raises(BundleCorrupt, match=words):
            store.get(path.stem, len(EDITED))
    harm(path, head.replace(named(BIG).encode(), path.stem.encode()) + bomb)
    with pytest.raises(BundleCorrupt, match="rests on"):
        store.get(path.stem)
    store.put(EDITED, named(BIG))
    assert store.get(path.stem) == EDITED


def test_a_damaged_whole_body_is_replaced_by_a_whole_one(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "blobs")
    base, path = store.put(BIG), store.path(store.put(EDITED))
    harm(path, b"")
    store.put(EDITED, base)
    assert (store.path(path.stem).suffix, store.get(path.stem)) == (PLAIN, EDITED)


def test_a_copy_of_a_bundle_with_differences_has_the_whole_bodies(tmp_path: Path) -> None:
    seal(tmp_path / "here" / "1.sqlite", share=True)
    path = seal(tmp_path / "here" / "2.sqlite", share=True, big=EDITED, like=BIG)
    alone = seal(tmp_path / "alone.sqlite", big=EDITED)
    with Bundle(pack(path, tmp_path / "away" / "2.sqlite")) as copy, Bundle(path) as own, Bundle(alone) as other:
        copy.verify()
        assert own.snapshot_id == copy.snapshot_id == other.snapshot_id
        assert set(copy.snapshot().blobs.values()) == {EDITED, SMALL, PICTURE}


def test_no_bundle_is_sealed_without_what_its_bodies_rest_on(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "blobs")
    base = store.put(BIG)
    with BundleWriter(tmp_path / "x.sqlite", manifest_of(), store) as writer:
        sha256 = writer.blob(EDITED, base)
        assert len(EDITED) > SMALLEST
        assert writer.carry(sha256, len(EDITED))
        store.path(base).unlink()
        with pytest.raises(BundleCorrupt, match=r"\.zst: is not there any more"):
            store.settle([sha256])


def _put_all(folder: Path, start: int) -> None:
    store, text = BlobStore(folder), BIG.decode()
    names = [store.put(BIG)]
    for number in range(start, start + 40):
        names.append(store.put(text.replace(f"<p>{number % 40} ", "<p>cits ").encode(), names[-1]))


def test_several_writers_at_once_leave_every_body_readable(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_put_all, args=(tmp_path / "blobs", start)) for start in (0, 13, 27)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    store = BlobStore(tmp_path / "blobs")
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert [named(store.get(name)) for name in store.names()] == list(store.names())
    assert set(store.resting()) == {named(BIG)}
    assert len(list(store.names())) == 41
