"""What office documents and signature containers say of themselves: read in memory within bounds, never unpacked to disk."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable
from typing import Any

from parsel import Selector

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LONGEST_LIST = 4 << 20
"""Bytes that the list of a container's members may have: some fifty thousand names. A longer one is made to hurt its reader."""

_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError)
_PACKED_PLAINLY = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""Ways of packing whose unpacking can be stopped after so many bytes; office documents know no other."""
_LONGEST_PART = 8 << 20
_LONGEST = 300
_END = b"PK\x05\x06"
_END_LENGTH = 22
_LARGE_MARKS = (b"PK\x06\x06", b"PK\x06\x07")
"""Of the records of ZIP64 (APPNOTE 4.3.14 and 4.3.15)."""
_TAIL = (1 << 16) + 100
"""Bytes at the end of a file in which its last record may stand, with the longest comment."""
_SEALED = "EncryptedPackage".encode("utf-16-le")
"""The stream in which Office keeps a document that asks for a password."""
_SIGNATURES = re.compile(r"META-INF/[^/]*signature[^/]*\.(?:xml|p7s)", re.IGNORECASE)
_SIGNATURE = re.compile(rb"<(?:[\w-]{1,30}:)?Signature[\s>]")
_CONTAINERS = ("application/vnd.etsi.asic-e+zip", "application/vnd.etsi.asic-s+zip")
_OFFICE = ("word/", "xl/", "ppt/")
_ENDING = re.compile(r"\.([A-Za-z0-9]{1,8})$")
_INNER = 20
"""Members whose first bytes are looked at."""


def facts(body: bytes) -> dict[str, Any]:
    """``title``, ``language``, ``encrypted`` of a document; ``inside`` (how many of each ending) and ``signatures`` of a container.

    ``damaged`` says how a file is broken; ``fault`` why it could not be read for a reason of ours.
    """
    if body.startswith(OLE):
        return {"encrypted": _SEALED in body}
    if listed(body) > LONGEST_LIST:
        return {"fault": "the list of its members is too long"}
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return _facts(packed)
    except _BROKEN as error:
        return {"damaged": str(error)[:_LONGEST] or type(error).__name__}
    except RuntimeError as error:
        return {"encrypted": True} if "encrypted" in str(error) else {"fault": str(error)[:_LONGEST]}
    except (OSError, ValueError, MemoryError) as error:
        return {"fault": str(error)[:_LONGEST] or type(error).__name__}


def listed(body: bytes) -> int:
    """Bytes of the list of members that a packed file declares; 0 where it declares none, more than is read where that cannot be told."""
    tail = body[-_TAIL:]
    if any(mark in tail for mark in _LARGE_MARKS):
        # The list is told of in another record then; files that are small enough to be read here need none.
        return LONGEST_LIST + 1
    # As zipfile looks for it: first where it stands when no comment follows it.
    place = len(tail) - _END_LENGTH if tail[-_END_LENGTH:].startswith(_END) else tail.rfind(_END)
    if place < 0:
        return 0
    end = tail[place : place + _END_LENGTH]
    return int.from_bytes(end[12:16], "little") if len(end) == _END_LENGTH else LONGEST_LIST + 1


def _facts(packed: zipfile.ZipFile) -> dict[str, Any]:
    names = [name for name in packed.namelist() if not name.endswith("/")]
    kind = _part(packed, "mimetype", 200).decode("ascii", "replace").strip()
    if kind.startswith("application/vnd.oasis.opendocument."):
        return _open_document(packed)
    if kind in _CONTAINERS or any(_SIGNATURES.fullmatch(name) for name in names):
        return _container(packed, names)
    return _office(packed) if any(name.startswith(_OFFICE) for name in names) else {"inside": _endings(names)}


def _office(packed: zipfile.ZipFile) -> dict[str, Any]:
    core = _part(packed, "docProps/core.xml")
    language = _told(core, "language") or _first(_part(packed, "word/styles.xml"), "//*[local-name()='lang']/@*[local-name()='val']")
    for name in ("word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"):
        _part(packed, name)
    return {"title": _told(core, "title"), "language": language, "encrypted": False}


def _open_document(packed: zipfile.ZipFile) -> dict[str, Any]:
    if b"encryption-data" in _part(packed, "META-INF/manifest.xml"):
        return {"encrypted": True}
    meta, styles = _part(packed, "meta.xml"), _part(packed, "styles.xml")
    language = _told(meta, "language") or _first(styles, "//*[local-name()='default-style']//@*[local-name()='language']")
    _part(packed, "content.xml")
    return {"title": _told(meta, "title"), "language": "" if language == "none" else language, "encrypted": False}


def _container(packed: zipfile.ZipFile, names: Iterable[str]) -> dict[str, Any]:
    signed = [name for name in names if _SIGNATURES.fullmatch(name)]
    held = [name for name in names if name != "mimetype" and not name.startswith("META-INF/")]
    count = sum(max(1, len(_SIGNATURE.findall(_part(packed, name)))) for name in signed)
    return {"signatures": count, "inside": _endings(held), "kinds": sorted({_kind(packed, name) for name in held[:_INNER]})}


def _kind(packed: zipfile.ZipFile, name: str) -> str:
    """What a member is by its first bytes; by its ending where these do not tell."""
    start, ending = _part(packed, name, 1024), _ending(name)
    if b"%PDF-" in start:
        return "pdf"
    # A packed or old office file is told from its like by its ending only, as it is not opened.
    return ending or "other"


def _ending(name: str) -> str:
    found = _ENDING.search(name)
    return found[1].lower() if found else ""


def _endings(names: Iterable[str]) -> dict[str, int]:
    """How many members have which ending; never their names, which may be of people."""
    return dict(sorted(Counter(_ending(name) for name in names).most_common(_INNER)))


def _part(packed: zipfile.ZipFile, name: str, most: int = _LONGEST_PART) -> bytes:
    """The first bytes of a member; nothing where there is no such member. Raises what a broken one raises."""
    try:
        info = packed.getinfo(name)
    except KeyError:
        return b""
    if info.compress_type not in _PACKED_PLAINLY:
        raise ValueError(f"packed in a way that documents are not ({info.compress_type})")
    with packed.open(info) as member:
        return member.read(most)


def _told(xml: bytes, name: str) -> str:
    return _first(xml, f"//*[local-name()='{name}' and namespace-uri()='http://purl.org/dc/elements/1.1/']/text()")


def _first(xml: bytes, path: str) -> str:
    if not xml.strip():
        return ""
    found = Selector(body=xml, type="xml", huge_tree=False).xpath(path).get()
    return " ".join((found or "").split())[:_LONGEST]
