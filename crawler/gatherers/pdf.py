"""The process that opens documents: bytes come in, one line of JSON facts goes out, for each file in turn."""

from __future__ import annotations

import ctypes
import html
import json
import re
import resource
import sys
from typing import Any, BinaryIO

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from crawler.gatherers import office

FIRST_PAGES = 5
"""Pages whose text and images are counted: enough to tell a scan from a text."""

_MEMORY = 1 << 30
_LONGEST = 300
_XMP_TITLE = re.compile(rb"<dc:title>\s{0,99}<rdf:Alt>\s{0,99}<rdf:li[^>]{0,200}>([^<]{1,2000})</rdf:li>")
"""The title as newer writers keep it, in the metadata stream, which stands in a file as it is."""


def facts(body: bytes) -> dict[str, Any]:
    """What a PDF says of itself; ``encrypted`` alone when it asks for a password, ``damaged`` alone when it is broken, ``fault`` else."""
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        locked = pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        return {"encrypted": True} if locked else {"damaged": str(error)[:_LONGEST]}
    try:
        return _facts(document, body) if len(document) else {"damaged": "it has no pages"}
    except pypdfium2.PdfiumError as error:
        return {"damaged": str(error)[:_LONGEST]}
    except (MemoryError, ValueError) as error:
        return {"fault": str(error)[:_LONGEST] or type(error).__name__}
    finally:
        document.close()


def _facts(document: pypdfium2.PdfDocument, body: bytes) -> dict[str, Any]:
    looked_at = [document[number] for number in range(min(len(document), FIRST_PAGES))]
    told = document.get_metadata_dict()
    return {
        "pages": len(document),
        "text_chars": sum(page.get_textpage().count_chars() for page in looked_at),
        "images": sum(1 for page in looked_at for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)),
        "looked_at": len(looked_at),
        "tagged": bool(pdfium.FPDFCatalog_IsTagged(document.raw)),
        "title": told.get("Title", "")[:_LONGEST] or _xmp_title(body),
        "author": told.get("Author", "")[:_LONGEST],
        "created": told.get("CreationDate", "")[:40],
        "language": _language(document),
        "encrypted": pdfium.FPDF_GetSecurityHandlerRevision(document.raw) >= 0,
        "revision": pdfium.FPDF_GetSecurityHandlerRevision(document.raw),
        "permissions": pdfium.FPDF_GetDocUserPermissions(document.raw) & 0xFFFFFFFF,
    }


def _xmp_title(body: bytes) -> str:
    found = _XMP_TITLE.search(body)
    return html.unescape(found[1].decode("utf-8", "replace")).strip()[:_LONGEST] if found else ""


def _language(document: pypdfium2.PdfDocument) -> str:
    buffer = (ctypes.c_ushort * 64)()
    length = pdfium.FPDFCatalog_GetLanguage(document.raw, buffer, ctypes.sizeof(buffer))
    return bytes(buffer)[: max(length - 2, 0)].decode("utf-16-le", "replace")


def _serve(source: BinaryIO) -> None:
    while len(header := source.read(8)) == 8:
        body = source.read(int.from_bytes(header, "big"))
        packed = body.startswith((b"PK", office.OLE))
        sys.stdout.write(json.dumps(office.facts(body) if packed else facts(body)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    _serve(sys.stdin.buffer)
