"""What a linked file is, told by its bytes, and what its format says of itself; it is opened in a process that can be killed."""

from __future__ import annotations

import asyncio
import io
import json
import lzma
import re
import struct
import zipfile
import zlib
from types import TracebackType
from typing import Self

from crawler.child import Child
from crawler.gatherers.office import LONGEST_LIST, OLE, listed
from data.types import Json, Missing

_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"ID3", "media"),
    (b"OggS", "media"),
    (b"\x1aE\xdf\xa3", "media"),
    (b"BEGIN:VCALENDAR", "calendar"),
)
OPENED = frozenset({"pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "doc", "xls", "ppt", "edoc", "asice", "zip"})
"""Kinds of file that are opened for what they say of themselves."""
_OFFICE = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_MIMETYPES = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
    "application/vnd.etsi.asic-e+zip": "asice",
}
# A stream's name stands in the directory of an OLE file in UTF-16.
_OLE_STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt"))
_HTML = re.compile(rb"(?>\s+|<\?xml[^>]{0,200}\?>|<!--(?>.*?-->))*+<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(
    rb"(?>\s+|<!--(?>.*?-->))*+<(?:head|body|title|meta|script|style|table|div|h1|p|a|br|b|iframe)[\s>/]", re.IGNORECASE | re.DOTALL
)
"""How a page begins without saying that it is one (https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type)."""
_UNTOLD = frozenset({"", "text/plain", "application/octet-stream", "unknown/unknown", "application/unknown", "*/*"})
"""Media types that servers give to what they do not know."""
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_START = 1024
_BROKEN_ZIP = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError),
    *(OSError, ValueError, NotImplementedError, RuntimeError, MemoryError),
)


def kind_of(body: bytes, content_type: str = "", path: str = "") -> str | None:
    """The kind of a file: pdf, docx, xlsx, pptx, odt, ods, odp, rtf, doc, xls, ppt, csv, edoc, asice, zip, archive, image, media,
    calendar, xml, json or text; None when it is none of these (so a page, or unknown).

    The bytes decide. Only what has no mark of its own (csv, edoc beside asice) is told by media type or name.

    >>> kind_of(b"%PDF-1.7"), kind_of(b"<!doctype html>", "application/pdf"), kind_of(b"a;b", "text/csv")
    ('pdf', None, 'csv')
    """
    start = body[:_START].lstrip(b"\xef\xbb\xbf \t\r\n")
    if body.startswith(b"PK\x03\x04"):
        return _in_zip(body, path)
    if body.startswith(OLE):
        return next((kind for name, kind in _OLE_STREAMS if name.encode("utf-16-le") in body), "doc")
    found = next((kind for magic, kind in _MAGIC if start.startswith(magic)), None)
    if found or body[4:8] == b"ftyp" or (body[:4] == b"RIFF" and body[8:12] in {b"WEBP", b"WAVE", b"AVI "}):
        return found or ("image" if body[8:12] == b"WEBP" else "media")
    # Some writers put bytes before the header; readers accept it within the first 1024 (ISO 32000-1, note to 7.5.2).
    return "pdf" if b"%PDF-" in body[:1024] else _plain(start, body, content_type.partition(";")[0].strip().lower(), path.lower())


def is_page(body: bytes, content_type: str = "") -> bool:
    """Whether this is a web page, if it is no file: by how it begins, whatever it is called, else because it is called one.

    >>> is_page(b" <!-- x --><!DOCTYPE html><p>", "image/png"), is_page(b"<p>x", "text/plain"), is_page(b"<p>x", "text/css")
    (True, True, False)
    """
    media_type = content_type.partition(";")[0].strip().lower()
    start = body[:_START].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if media_type in _PAGES:
        return True
    return bool(_HTML.match(start)) or (media_type in _UNTOLD and bool(_MARKUP.match(start)))


def _plain(start: bytes, body: bytes, media_type: str, path: str) -> str | None:
    lowered = start.lower()
    if b"\x00" in start or is_page(body, media_type):
        return None
    if media_type == "text/csv" or path.endswith(".csv"):
        return "csv"
    if lowered.startswith(b"<?xml") or media_type.endswith(("/xml", "+xml")):
        return "image" if b"<svg" in lowered else "xml"
    if media_type.endswith(("/json", "+json")):
        return "json"
    return "text" if media_type.startswith("text/") and not lowered.startswith(b"<") else None


def _in_zip(body: bytes, path: str) -> str:
    if listed(body) > LONGEST_LIST:
        return "zip"
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            names = packed.namelist()
            info = packed.getinfo("mimetype") if "mimetype" in names else None
            declared = packed.read(info).decode("ascii", "replace").strip() if info and info.file_size < 200 else ""
    except _BROKEN_ZIP:
        return "zip"
    if declared in _MIMETYPES:
        # An edoc is an ASiC-E container under its Latvian name; older ones only have the folder of signatures.
        return "edoc" if _MIMETYPES[declared] == "asice" and path.lower().endswith(".edoc") else _MIMETYPES[declared]
    if any(name.startswith("META-INF/") and "signatures" in name.lower() for name in names):
        return "edoc"
    return next((kind for folder, kind in _OFFICE.items() if any(name.startswith(folder) for name in names)), "zip")


class PdfReader:
    """Reads the facts of documents in a process of its own: a malicious file can only make that process late, large or dead.

    ``seconds`` is given to each file.
    """

    def __init__(self, seconds: float = 10.0) -> None:
        self._seconds = seconds
        self._child = Child("crawler.gatherers.pdf", quiet=True)
        self._free = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._child.end()

    @property
    def pid(self) -> int | None:
        """The process that reads, while there is one."""
        return self._child.pid

    async def facts(self, body: bytes) -> Json | Missing:
        """What the file says of itself; Missing when it cannot be read.

        A PDF: pages, looked_at, text_chars and images of those, tagged, title, author, created, language, encrypted, revision and
        permissions. Others: see ``office``. A broken file says ``damaged`` and no more. Visits share the reader, one file at a time.
        """
        async with self._free:
            return await self._facts(body)

    async def _facts(self, body: bytes) -> Json | Missing:
        await self._child.start()
        try:
            async with asyncio.timeout(self._seconds):
                facts = json.loads(await (await self._child.send(body)).readline())
        except TimeoutError:
            await self._child.end()
            return Missing("timeout", f"reading the file took more than {self._seconds:.0f} s")
        except asyncio.CancelledError:
            # Half an answer must not be taken for that of the next file.
            await self._child.end()
            raise
        except (OSError, ValueError, asyncio.LimitOverrunError):
            await self._child.end()
            return Missing("undecodable", "the file stopped the reader")
        return Missing("undecodable", facts["fault"]) if "fault" in facts else facts
