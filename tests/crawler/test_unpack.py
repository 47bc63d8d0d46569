"""Compressed bodies: every encoding, every lie about it, and bombs that cost no more than the limit."""

from __future__ import annotations

import gzip
import hashlib
import tracemalloc
import zlib
from collections.abc import Callable
from functools import partial

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from crawler.unpack import unpack
from data.errors import Unusable

LIMIT = 2_000_000
NOISE = b"".join(hashlib.sha256(bytes([number % 256, number // 256])).digest() for number in range(16_000))
"""What no compression makes smaller."""
PAGE = "<!doctype html><title>Sēde</title>".encode() * 20_000


def bare(body: bytes) -> bytes:
    """Deflate without zlib's head and tail."""
    machine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return machine.compress(body) + machine.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": partial(brotli.compress, quality=3),
    "zstd": zstandard.compress,
}
EACH = pytest.mark.parametrize("name", sorted(PACKERS))


@EACH
def test_every_encoding_is_undone(name: str) -> None:
    for body in (b"x", PAGE, NOISE):
        found = unpack(PACKERS[name](body), [name.upper()], "text/plain", LIMIT)
        assert (found.body, found.whole) == (body, True)


def test_bare_deflate_is_understood_too() -> None:
    assert unpack(bare(PAGE), ["deflate"], "text/html", LIMIT).body == PAGE


def test_encodings_upon_each_other_are_undone_in_their_order() -> None:
    twice = gzip.compress(gzip.compress(PAGE))
    assert unpack(twice, ["gzip, gzip"], "text/html", LIMIT).body == PAGE
    assert unpack(brotli.compress(gzip.compress(PAGE)), ["gzip", "br"], "text/html", LIMIT).body == PAGE


def test_more_layers_than_anyone_needs_are_refused() -> None:
    with pytest.raises(Unusable, match="undecodable"):
        unpack(b"x", ["gzip, " * 30 + "gzip"], "text/html", LIMIT)


@EACH
def test_a_body_that_only_claims_to_be_packed_is_taken_as_it_is(name: str) -> None:
    assert unpack(PAGE, [name], "text/html", LIMIT).body == PAGE


def test_a_page_that_is_packed_without_a_word_is_unpacked_and_an_archive_is_not() -> None:
    packed = gzip.compress(PAGE)
    assert unpack(packed, [], "text/html; charset=utf-8", LIMIT).body == PAGE
    assert unpack(packed, [], "application/gzip", LIMIT).body == packed
    assert unpack(packed, ["identity", "utf-8"], "application/x-tar", LIMIT).body == packed


@EACH
def test_a_packed_body_that_breaks_off_is_kept_in_part(name: str) -> None:
    packed = PACKERS[name](NOISE)
    found = unpack(packed[: len(packed) // 2], [name], "text/html", LIMIT)
    assert not found.whole
    assert 100_000 < len(found.body) < len(NOISE)
    assert NOISE.startswith(found.body)


def test_the_members_of_one_gzip_body_are_one_text_and_what_follows_them_is_none() -> None:
    assert unpack(gzip.compress(b"ab") + gzip.compress(b"cd") + b"\x00\x00", ["gzip"], "", LIMIT).body == b"abcd"


@pytest.mark.parametrize("layers", [1, 2])
@EACH
def test_a_bomb_costs_no_more_than_the_limit(name: str, layers: int) -> None:
    bomb = bytes(100_000_000)
    for _ in range(layers):
        bomb = PACKERS[name](bomb)
    tracemalloc.start()
    try:
        with pytest.raises(Unusable, match="too-large"):
            unpack(bomb, [name] * layers, "text/html", LIMIT)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 5 * LIMIT


def test_a_bomb_of_empty_members_ends() -> None:
    assert unpack(gzip.compress(b"") * 20_000, ["gzip"], "text/html", LIMIT).body == b""


@given(st.binary(max_size=2000), st.lists(st.sampled_from([*PACKERS, "identity", "compress", ""]), max_size=4))
def test_whatever_comes_something_is_made_of_it(body: bytes, names: list[str]) -> None:
    assert len(unpack(body, names, "text/html", LIMIT).body) <= LIMIT
