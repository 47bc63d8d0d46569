"""The body of an answer without its compression: bounded in bytes, whatever it claims, and taken as it is where it was never packed."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import brotli  # type: ignore[import-untyped]

from data.errors import Unusable

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ACCEPTED = "gzip, deflate, br, zstd"
"""What we tell servers that we can read."""

_CHUNK = 1 << 16
_MOST_LAYERS = 4
"""Encodings upon each other that are undone; more is no accident, and some archives unpack to themselves."""
_MOST_MEMBERS = 64
"""Members of one gzip body (RFC 1952 2.2) that are read."""
_WINDOW: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 23}
"""8 MB: the largest window that an answer may ask for (RFC 9659)."""
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_PAGES = ("text/html", "application/xhtml+xml")
_BROKEN = (zlib.error, brotli.error, zstd.ZstdError, EOFError)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A body, and whether it is ``whole``: a packed one may break off, and what came before is kept."""

    body: bytes
    whole: bool = True


def unpack(body: bytes, encodings: Sequence[str], content_type: str, limit: int) -> Unpacked:
    r"""The body without the encodings of its Content-Encoding headers. Memory is bounded by ``limit``, the most bytes of each layer.

    A body that is not packed as it claims is taken as it is; a page that is packed without a word is unpacked. Raises
    Unusable("too-large") beyond the limit, Unusable("undecodable") for more layers than anyone needs.

    >>> unpack(zlib.compress(b"a" * 100), ["deflate"], "", 1000).body == b"a" * 100, unpack(b"plain", ["gzip"], "", 1000).body
    (True, b'plain')
    """
    named = [name.strip().lower() for value in encodings for name in value.split(",")]
    layers = [_READERS[name] for name in reversed(named) if name in _READERS]
    if len(layers) > _MOST_LAYERS:
        raise Unusable("undecodable", f"{len(layers)} encodings upon each other")
    found = Unpacked(body)
    for layer in layers:
        found = _without(layer, found, limit)
    if found.body.startswith(_GZIP) and content_type.lower().startswith(_PAGES):
        found = _without(_gunzipped, found, limit)
    return found


def _without(pieces: Callable[[bytes], Iterator[bytes]], packed: Unpacked, limit: int) -> Unpacked:
    plain = bytearray()
    try:
        for piece in pieces(packed.body):
            plain += piece
            if len(plain) > limit:
                raise Unusable("too-large", f"{len(packed.body)} bytes unfold to more than {limit}")
    except _BROKEN:
        # What breaks at once was never packed; unless it begins as such a body does, but is too short to give anything.
        never = not plain and not packed.body.startswith((_GZIP, _ZSTD))
        return packed if never else Unpacked(bytes(plain), whole=False)
    return Unpacked(bytes(plain), packed.whole)


def _slices(body: bytes) -> Iterator[bytes]:
    """Fed in slices, because each decompressor copies what it has not read yet."""
    return (body[start : start + _CHUNK] for start in range(0, len(body), _CHUNK))


def _inflated(body: bytes, bits: int, members: int = _MOST_MEMBERS) -> Iterator[bytes]:
    machine, taken = zlib.decompressobj(bits), 0
    for fed in _slices(body):
        taken += len(fed)
        waiting = fed
        while waiting and not machine.eof:
            yield machine.decompress(waiting, _CHUNK)
            waiting = machine.unconsumed_tail
        if machine.eof:
            break
    while not machine.eof and (piece := machine.decompress(b"", _CHUNK)):
        yield piece
    if not machine.eof:
        raise EOFError
    rest = machine.unused_data + body[taken:]
    if members > 1 and rest.startswith(_GZIP):
        yield from _inflated(rest, bits, members - 1)


def _gunzipped(body: bytes) -> Iterator[bytes]:
    return _inflated(body, zlib.MAX_WBITS | 16)


def _deflated(body: bytes) -> Iterator[bytes]:
    """zlib, as the standard says, or bare deflate, as some servers understood it (RFC 9110 8.4.1.2)."""
    wrapped = len(body) > 1 and body[0] & 15 == 8 and (body[0] << 8 | body[1]) % 31 == 0
    return _inflated(body, zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)


def _unbrotlied(body: bytes) -> Iterator[bytes]:
    machine = brotli.Decompressor()
    for fed in _slices(body):
        piece = machine.process(fed, output_buffer_limit=_CHUNK)
        while piece:
            yield piece
            piece = b"" if machine.is_finished() else machine.process(b"", output_buffer_limit=_CHUNK)
        if machine.is_finished():
            return
    raise EOFError


def _unzstded(body: bytes) -> Iterator[bytes]:
    machine = zstd.ZstdDecompressor(options=_WINDOW)
    for fed in _slices(body):
        yield machine.decompress(fed, _CHUNK)
        while not machine.needs_input and not machine.eof:
            yield machine.decompress(b"", _CHUNK)
        if machine.eof:
            return
    raise EOFError


_READERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gunzipped,
    "x-gzip": _gunzipped,
    "deflate": _deflated,
    "br": _unbrotlied,
    "zstd": _unzstded,
}
