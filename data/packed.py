"""A body as it is kept: packed, and unpacked no larger than it is said to be."""

from __future__ import annotations

import zstandard

from data.errors import BundleCorrupt

LARGEST = 1 << 30
"""Bytes of the largest body that is unpacked; a bundle with a larger one was not made by eindekss."""
LEVEL = 6
"""How hard bodies are packed: beyond it Zstandard takes far longer for web pages and saves next to nothing."""


def unpack(data: bytes, size: int, base: bytes | None = None) -> bytes:
    """The body of this many bytes; what claims to be larger is refused before any memory is taken for it.

    ``base`` is the body that it is the difference from, if it was packed so.
    """
    try:
        claimed = zstandard.get_frame_parameters(data).content_size
        if claimed == size <= LARGEST:
            return zstandard.ZstdDecompressor(dict_data=_dictionary(base)).decompress(data)
    except zstandard.ZstdError as error:
        raise BundleCorrupt(f"a body in the bundle cannot be unpacked ({error}); use another copy or visit the site again") from error
    raise BundleCorrupt(
        f"a body in the bundle is of {claimed} bytes, not {size} as the bundle says; use another copy or visit the site again"
    )


def _dictionary(base: bytes | None) -> zstandard.ZstdCompressionDict | None:
    return zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT) if base else None
