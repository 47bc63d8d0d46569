"""Both seals: a plain database, and a packed one for bundles that share their bodies."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from data import seal
from data.blob_store import FOLDER, BlobStore
from data.bundle import Bundle
from data.errors import BundleCorrupt
from data.pack import pack
from tests.data.sharing import seal as sealed

BOMB = zstandard.ZstdCompressor().compress(bytes(3_000_000))


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle that shares its bodies."""
    folder = tmp_path_factory.mktemp("night")
    BlobStore(folder / FOLDER).prepare()
    return sealed(folder / "piemers.sqlite", share=True)


def resealed(path: Path, frame: bytes) -> Path:
    """A file with these bytes and a seal that is right: anyone can make one."""
    path.write_bytes(frame)
    trailer = seal.PACKED + seal.file_digest(path).encode()
    path.write_bytes(frame + trailer)
    return path


def test_a_bundle_that_shares_is_packed_and_reads_as_a_plain_one(packed: Path, tmp_path: Path) -> None:
    alone = sealed(tmp_path / "piemers.sqlite")
    assert (seal.check(packed), seal.check(alone)) == (True, False)
    with Bundle(packed) as night, Bundle(alone) as plain:
        assert night.snapshot_id == plain.snapshot_id
        assert night.observations() == plain.observations()
        assert night.snapshot().pages == plain.snapshot().pages
        night.verify()
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(packed).execute("select * from pages")


def test_packed_rows_take_a_fraction_and_a_copy_of_them_is_plain(packed: Path, tmp_path: Path) -> None:
    plain = pack(packed, tmp_path / "copy.sqlite")
    with Bundle(packed) as one, Bundle(plain) as other:
        assert one.snapshot_id == other.snapshot_id
        rows = one._conn.serialize()
    assert packed.stat().st_size < len(rows) / 4
    assert sqlite3.connect(plain).execute("select count(*) from pages").fetchone()[0] > 0


def test_nobody_writes_to_what_was_sealed(packed: Path) -> None:
    conn = seal.opened(packed)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        conn.execute("delete from pages")
    conn.close()


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_bit_flipped_anywhere_is_refused(packed: Path, place: float, bit: int) -> None:
    data = bytearray(packed.read_bytes())
    data[int(place * len(data))] ^= 1 << bit
    other = packed.with_name("flipped")
    other.unlink(missing_ok=True)
    other.write_bytes(data)
    with pytest.raises(BundleCorrupt):
        Bundle(other)


@pytest.mark.parametrize(
    "frame", [b"", b"no frame at all", BOMB[:-5], zstandard.ZstdCompressor(write_content_size=False).compress(b"x" * 99), BOMB]
)
def test_what_cannot_be_unpacked_or_is_no_database_is_refused(tmp_path: Path, frame: bytes) -> None:
    with pytest.raises(BundleCorrupt, match=r"other\.sqlite: "):
        Bundle(resealed(tmp_path / "other.sqlite", frame))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.packed.LARGEST", 1_000_000)
    with pytest.raises(BundleCorrupt, match="3000000 bytes"):
        seal.opened(resealed(tmp_path / "bomb.sqlite", BOMB))
