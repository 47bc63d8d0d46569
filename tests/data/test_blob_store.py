"""Bodies that bundles share: kept once, read as they were, never half there, and never taken on trust."""

from __future__ import annotations

import multiprocessing
import os
from datetime import date
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from data import blob_store
from data.blob_store import SMALLEST, BlobStore
from data.bundle import Bundle, BundleWriter
from data.errors import BundleCorrupt, ConfigError
from data.gone import Gone, NoLongerKept, Tombstones
from data.pack import pack
from data.types import Coverage
from tests.data.sharing import BIG, PICTURE, SMALL, manifest_of, seal, store_of


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=20_000))
def test_what_was_put_is_got(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    store = BlobStore(tmp_path_factory.mktemp("kept") / "blobs")
    sha256 = store.put(data)
    assert store.put(data) == sha256
    assert (store.get(sha256), store.get(sha256, len(data)), list(store.names())) == (data, data, [sha256])
    assert store.path(sha256).stat().st_mode & 0o222 == 0


def _put_all(folder: Path, start: int) -> None:
    store = BlobStore(folder)
    for number in range(60):
        store.put(b"%d " % ((number + start) % 60) * 2000)


def test_several_writers_at_once_leave_each_body_once_and_whole(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_put_all, args=(tmp_path / "blobs", start)) for start in (0, 20, 40)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    store = BlobStore(tmp_path / "blobs")
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert {store.get(name) for name in store.names()} == {b"%d " % number * 2000 for number in range(60)}
    assert list(store.folder.rglob("*.part")) == []


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path, __: bytes) -> int:
        raise OSError(28, "No space left on device")

    store = BlobStore(tmp_path / "blobs")
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        store.put(BIG)
    assert (list(store.names()), list(store.folder.rglob("*.part"))) == ([], [])


@pytest.mark.parametrize("name", ["../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n", ""])
def test_a_bundle_cannot_name_a_file_outside(tmp_path: Path, name: str) -> None:
    with pytest.raises(BundleCorrupt, match="no SHA-256"):
        BlobStore(tmp_path / "blobs").get(name)


def test_a_link_and_a_pipe_are_no_bodies(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "blobs")
    path = store.path(store.put(BIG))
    kept = path.rename(tmp_path / "elsewhere")
    path.symlink_to(kept)
    with pytest.raises(BundleCorrupt, match="cannot be read"):
        store.get(path.stem)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(BundleCorrupt, match="not a packed body"):
        store.get(path.stem)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "blobs")
    path = store.path(store.put(BIG))
    path.chmod(0o644)
    path.write_bytes(zstandard.ZstdCompressor().compress(bytes(50_000_000)))
    with pytest.raises(BundleCorrupt, match="is of 50000000 bytes, not"):
        store.get(path.stem, len(BIG))


def test_a_damaged_body_is_replaced_when_it_comes_again(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "blobs")
    path = store.path(store.put(BIG))
    path.chmod(0o644)
    path.write_bytes(b"")
    with pytest.raises(BundleCorrupt, match="not a packed body"):
        store.get(path.stem)
    store.put(BIG)
    assert store.get(path.stem) == BIG


def test_a_body_used_again_is_of_today(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "blobs")
    path = store.path(store.put(BIG))
    for use in (lambda: store.put(BIG), lambda: store.use(path.stem)):
        os.utime(path, (0, 0))
        use()
        assert path.stat().st_mtime > 1e9
    assert not store.use("0" * 64)


def test_a_bundle_that_shares_is_read_and_verified_as_any(tmp_path: Path) -> None:
    alone, sharing = seal(tmp_path / "a" / "piemers.sqlite"), seal(tmp_path / "b" / "run" / "piemers.sqlite", share=True)
    with Bundle(alone) as one, Bundle(sharing) as other:
        other.verify()
        assert one.snapshot_id == other.snapshot_id
        assert dict(one.snapshot().blobs) == dict(other.snapshot().blobs)
        assert one.blob_sizes() == other.blob_sizes()
        assert one.observations() == other.observations()
        assert other.snapshot().blobs.get("0" * 64) is None
    assert sorted(map(len, (store_of(sharing).get(name) for name in store_of(sharing).names()))) == sorted([len(BIG), len(PICTURE)])
    assert sharing.stat().st_size < alone.stat().st_size


def test_the_second_night_keeps_nothing_twice(tmp_path: Path) -> None:
    first = seal(tmp_path / "1" / "piemers.sqlite", share=True, above=tmp_path)
    kept = {path: path.stat().st_ino for path in (tmp_path / "blobs").rglob("*.zst")}
    seal(tmp_path / "2" / "piemers.sqlite", share=True, above=tmp_path, day=24)
    assert {path: path.stat().st_ino for path in (tmp_path / "blobs").rglob("*.zst")} == kept
    assert store_of(first).folder == tmp_path / "blobs"


def test_a_body_is_carried_without_its_bytes(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "blobs")
    sha256 = store.put(BIG)
    with BundleWriter(tmp_path / "a.sqlite", {"started": "x"}, store) as writer:
        assert not writer.carry("0" * 64, len(BIG))
        assert not writer.carry(writer_small := "1" * 64, SMALLEST - 1)
        assert writer.carry(sha256, len(BIG))
        assert writer.blob(BIG) == sha256
        assert writer_small not in writer._blobs


@pytest.mark.parametrize("harm", ["missing", "altered"])
def test_a_shared_body_that_is_missing_or_altered_is_told_with_its_remedy(tmp_path: Path, harm: str) -> None:
    path = seal(tmp_path / "piemers.sqlite", share=True)
    store = store_of(path)
    victim = store.path(next(iter(store.names())))
    victim.chmod(0o644)
    other = zstandard.ZstdCompressor().compress(bytes(len(store.get(victim.stem))))
    victim.unlink() if harm == "missing" else victim.write_bytes(other)
    words = {"missing": rf"{path}: blob {victim.stem} .* is not in the blob store .*restore", "altered": r"bytes were altered; .*restore"}
    with Bundle(path) as bundle, pytest.raises(BundleCorrupt, match=words[harm]):
        bundle.verify()
    with Bundle(path) as bundle, pytest.raises(BundleCorrupt):
        bundle.snapshot().blobs[victim.stem]


def test_a_bundle_moved_alone_says_what_is_missing_and_a_packed_one_lacks_nothing(tmp_path: Path) -> None:
    path = seal(tmp_path / "here" / "piemers.sqlite", share=True)
    packed = pack(path, tmp_path / "away" / "packed.sqlite")
    with Bundle(path) as one, Bundle(packed) as other:
        assert one.snapshot_id == other.snapshot_id
        assert one.observations() == other.observations()
        assert dict(one.snapshot().blobs) == dict(other.snapshot().blobs)
        other.verify()
    moved = path.rename(tmp_path / "away" / "moved.sqlite")
    with Bundle(moved) as bundle, pytest.raises(BundleCorrupt, match=r"moved\.sqlite: blob .* a bundle is not moved alone"):
        bundle.verify()
    with Bundle(moved, BlobStore(tmp_path / "here" / "blobs")) as bundle:
        bundle.verify()


def test_a_body_that_a_policy_let_go_is_told_as_such(tmp_path: Path) -> None:
    path = seal(tmp_path / "here" / "piemers.sqlite", share=True)
    store = store_of(path)
    [picture] = [name for name in store.names() if store.get(name) == PICTURE]
    Tombstones(store.folder).add([gone := Gone(picture, date(2026, 12, 24), "pictures of 30 nights")])
    store.path(picture).unlink()
    for each in (path, pack(path, tmp_path / "away" / "packed.sqlite")):
        with Bundle(each) as bundle:
            bundle.verify()
            assert bundle.gone() == {picture: gone}
            blobs = bundle.snapshot().blobs
            assert (blobs.get(picture), len(blobs), set(blobs.values())) == (None, 2, {BIG, SMALL})
            with pytest.raises(NoLongerKept, match=r"no longer kept since 2026-12-24 \(pictures of 30 nights\)"):
                blobs[picture]


def test_a_store_that_no_reader_would_find_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="where its readers look"):
        BundleWriter(tmp_path / "a" / "x.sqlite", {}, BlobStore(tmp_path / "b" / "blobs"))
    with pytest.raises(ConfigError, match="where its readers look"):
        BundleWriter(tmp_path / "x.sqlite", {}, BlobStore(tmp_path / "bodies"))
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ConfigError, match="bodies cannot be kept there"):
        BundleWriter(tmp_path / "x.sqlite", {}, BlobStore(tmp_path / "file" / "blobs"))


def test_no_bundle_is_sealed_without_its_bodies(tmp_path: Path) -> None:
    with BundleWriter(tmp_path / "x.sqlite", manifest_of(), store := BlobStore(tmp_path / "blobs")) as writer:
        sha256 = writer.blob(BIG)
        writer.snapshot(Coverage(0, 0, 0, 0, 0, "exhausted"), "complete")
        store.path(sha256).unlink()
        with pytest.raises(BundleCorrupt, match="restore"):
            writer.seal([])
    assert not (tmp_path / "x.sqlite").exists()
    assert blob_store.FOLDER == "blobs"


def test_a_copy_takes_no_place_that_is_taken(tmp_path: Path) -> None:
    path = seal(tmp_path / "piemers.sqlite", share=True)
    with pytest.raises(ConfigError, match="is there already"):
        pack(path, path)
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="cannot be written"):
        pack(path, tmp_path / "file" / "x.sqlite")
