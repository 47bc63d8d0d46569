"""The process that opens PDF files: bytes come in, one line of JSON facts goes out, for each file in turn."""

from __future__ import annotations

import ctypes
import json
import resource
import sys
from typing import Any, BinaryIO

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

FIRST_PAGES = 5
"""Pages whose text and images are counted: enough to tell a scan from a text."""

_MEMORY = 1 << 30
_LONGEST = 300


def facts(body: bytes) -> dict[str, Any]:
    """What a PDF says of itself; ``{"fault": ...}`` when it cannot be opened, ``encrypted`` alone when it asks for a password."""
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        locked = pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        return {"encrypted": True} if locked else {"fault": str(error)[:_LONGEST]}
    try:
        return _facts(document)
    except (pypdfium2.PdfiumError, MemoryError, ValueError) as error:
        return {"fault": str(error)[:_LONGEST] or type(error).__name__}
    finally:
        document.close()


def _facts(document: pypdfium2.PdfDocument) -> dict[str, Any]:
    looked_at = [document[number] for number in range(min(len(document), FIRST_PAGES))]
    told = document.get_metadata_dict()
    return {
        "pages": len(document),
        "text_chars": sum(page.get_textpage().count_chars() for page in looked_at),
        "images": sum(1 for page in looked_at for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)),
        "looked_at": len(looked_at),
        "tagged": bool(pdfium.FPDFCatalog_IsTagged(document.raw)),
        "title": told.get("Title", "")[:_LONGEST],
        "author": told.get("Author", "")[:_LONGEST],
        "created": told.get("CreationDate", "")[:40],
        "language": _language(document),
        "encrypted": pdfium.FPDF_GetSecurityHandlerRevision(document.raw) >= 0,
    }


def _language(document: pypdfium2.PdfDocument) -> str:
    buffer = (ctypes.c_ushort * 64)()
    length = pdfium.FPDFCatalog_GetLanguage(document.raw, buffer, ctypes.sizeof(buffer))
    return bytes(buffer)[: max(length - 2, 0)].decode("utf-16-le", "replace")


def _serve(source: BinaryIO) -> None:
    while len(header := source.read(8)) == 8:
        body = source.read(int.from_bytes(header, "big"))
        sys.stdout.write(json.dumps(facts(body)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    _serve(sys.stdin.buffer)
