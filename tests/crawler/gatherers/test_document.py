"""A file is what its bytes say, and a malicious one harms only the process that opens it."""

from __future__ import annotations

import asyncio
import hashlib
import io
import os
import signal
import zipfile
from collections.abc import Mapping

import pytest

from crawler.demo_pdf import text_pdf
from crawler.gatherers.document import PdfReader, is_page, kind_of
from data.types import Json, Missing


def packed(files: Mapping[str, str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return held.getvalue()


def spoiled() -> bytes:
    """A packed file whose first member, by which its kind is told, cannot be unpacked."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    return held.getvalue().replace(b"mimetype", b"mimetype\xff\xff\xff", 1)[:-3]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
ASICE = {"mimetype": "application/vnd.etsi.asic-e+zip", "META-INF/signatures0.xml": "", "lemums.docx": ""}


@pytest.mark.parametrize(
    ("body", "media_type", "path", "kind"),
    [
        (b"%PDF-1.7\n", "text/html", "/x.html", "pdf"),
        (b"junk before %PDF-1.4", "application/pdf", "/x", "pdf"),
        (b"{\\rtf1 x}", "", "/x.doc", "rtf"),
        (packed({"word/document.xml": ""}), "application/octet-stream", "/lejupielade/5", "docx"),
        (packed({"xl/workbook.xml": ""}), "", "/x.docx", "xlsx"),
        (packed({"ppt/presentation.xml": ""}), "", "/x", "pptx"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}), "", "/x", "odt"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "", "/x", "ods"),
        (packed(ASICE), "", "/lemums.edoc", "edoc"),
        (packed(ASICE), "", "/lemums.asice", "asice"),
        (packed({"META-INF/signatures.xml": "", "x.doc": ""}), "", "/x", "edoc"),
        (packed({"a.txt": ""}), "", "/x.docx", "zip"),
        (b"PK\x03\x04broken", "", "/x.docx", "zip"),
        (spoiled(), "", "/x.odt", "zip"),
        (OLE + "WordDocument".encode("utf-16-le"), "", "/x", "doc"),
        (OLE + "Workbook".encode("utf-16-le"), "", "/x.doc", "xls"),
        (b"a;b\n", "text/csv; charset=utf-8", "/x", "csv"),
        (b"a;b\n", "application/octet-stream", "/x.csv", "csv"),
        (b"\x89PNG\r\n", "application/pdf", "/x.pdf", "image"),
        (b"\x00\x00\x00 ftypisom", "", "/x", "media"),
        (b"<?xml version='1.0'?><rss/>", "", "/feed", "xml"),
        (b"<?xml version='1.0'?><svg/>", "", "/x", "image"),
        (b"{}", "application/json", "/x", "json"),
        (b"teksts", "text/plain", "/x", "text"),
        (b"<!doctype html>", "text/html", "/x.pdf", None),
        (b"<html>", "text/csv", "/x.csv", None),
        (b"<p>", "text/html", "/", None),
        (b"<?xml version='1.0'?>\n<!-- x --><!DOCTYPE html><html>", "application/xml", "/", None),
        (b"<!-- x -->\n<p>", "text/plain", "/teksts.txt", None),
        ("<!doctype html><p>".encode("utf-16"), "application/octet-stream", "/", None),
        (b"%PDF-1.7\n", "image/png", "/attels.png", "pdf"),
        (b"", "", "/", None),
    ],
)
def test_kinds(body: bytes, media_type: str, path: str, kind: str | None) -> None:
    assert kind_of(body, media_type, path) == kind


@pytest.mark.parametrize(
    ("body", "media_type", "page"),
    [
        (b"<html>", "text/plain", True),
        (b"\xef\xbb\xbf <!DOCTYPE HTML>", "application/octet-stream", True),
        (b"<!doctype html>", "image/jpeg", True),
        ("<!doctype html>".encode("utf-16"), "", True),
        (b"<h1>Kontakti</h1>", "", True),
        (b"", "text/html; charset=utf-8", True),
        (b"<rss/>", "application/rss+xml", False),
        (b"Kontakti", "text/plain", False),
        (b"<h1>", "text/css", False),
        (b"<!--" * 300, "text/plain", False),
        (b"", "", False),
    ],
)
def test_a_page_is_one_by_how_it_begins(body: bytes, media_type: str, page: bool) -> None:  # noqa: FBT001 (a column of the table)
    assert is_page(body, media_type) is page


PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def rc4(key: bytes, data: bytes) -> bytes:
    state, j, i, out = list(range(256)), 0, 0, bytearray()
    for place in range(256):
        j = (j + state[place] + key[place % len(key)]) % 256
        state[place], state[j] = state[j], state[place]
    j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def digest(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = hashlib.md5(data, usedforsecurity=False).digest()
    return data


def twenty_times(key: bytes, data: bytes) -> bytes:
    for turn in range(20):
        data = rc4(bytes(byte ^ turn for byte in key), data)
    return data


def locked_pdf(permissions: int) -> bytes:
    """A PDF that opens without a password and forbids what the bits do not allow (ISO 32000-1, 7.6.3, revision 3)."""
    owner = twenty_times(digest(PADDING, 51), PADDING)
    name = b"0123456789abcdef"
    key = digest(PADDING + owner + (permissions & 0xFFFFFFFF).to_bytes(4, "little") + name, 51)
    user = twenty_times(key, digest(PADDING + name, 1)) + bytes(16)
    rules = f"/Filter /Standard /V 2 /R 3 /Length 128 /P {permissions} /O <{owner.hex()}> /U <{user.hex()}>"
    lock = f"/Encrypt << {rules} >> /ID [<{name.hex()}> <{name.hex()}>]"
    return text_pdf("x", ["x"], tagged=False).replace(b"/Info 7 0 R", lock.encode())


async def read(*bodies: bytes, seconds: float = 10.0) -> list[object]:
    async with PdfReader(seconds) as reader:
        return [await reader.facts(body) for body in bodies]


def test_a_pdf_tells_its_pages_text_tags_title_and_language() -> None:
    [facts] = asyncio.run(read(text_pdf("Nolikums", ["Pirmā rinda", "Otrā"], tagged=True)))
    assert isinstance(facts, dict)
    told = {name: facts[name] for name in ("pages", "tagged", "title", "images", "encrypted")}
    assert told == {"pages": 1, "tagged": True, "title": "Nolikums", "images": 0, "encrypted": False}
    assert facts["text_chars"] > 10


def test_a_broken_pdf_says_so_and_the_next_is_read() -> None:
    good = text_pdf("x", ["x"], tagged=False)
    broken, cut, after = asyncio.run(read(b"%PDF-1.7 nothing", good[: len(good) // 2], good))
    assert isinstance(broken, dict)
    assert set(broken) == {"damaged"}
    assert isinstance(cut, dict)
    assert isinstance(after, dict)
    assert after["pages"] == 1


@pytest.mark.parametrize(("permissions", "bits"), [(-4, 0xFFFFFFFC), (-3904, 0xFFFFF0C0)])
def test_a_locked_pdf_tells_what_it_forbids(permissions: int, bits: int) -> None:
    [facts] = asyncio.run(read(locked_pdf(permissions)))
    assert isinstance(facts, dict)
    assert (facts["encrypted"], facts["revision"], facts["permissions"]) == (True, 3, bits)


def test_the_title_may_stand_in_the_newer_place() -> None:
    plain = text_pdf("Nolikums", ["Rinda"], tagged=False)
    newer = plain + b"\n% <dc:title><rdf:Alt><rdf:li xml:lang='x-default'>Domes &amp; komiteju darbs</rdf:li></rdf:Alt></dc:title>"
    [facts] = asyncio.run(read(newer))
    assert isinstance(facts, dict)
    assert facts["title"] == "Domes & komiteju darbs"


def test_an_office_document_is_read_by_the_same_process() -> None:
    [facts] = asyncio.run(read(packed({"word/document.xml": "<d/>"})))
    assert facts == {"title": "", "language": "", "encrypted": False}


def test_a_file_that_takes_too_long_is_given_up_and_its_process_ends() -> None:
    async def main() -> None:
        async with PdfReader(seconds=0.0001) as reader:
            late = await reader.facts(text_pdf("x", ["x"], tagged=False))
            assert isinstance(late, Missing)
            assert late.reason == "timeout"
            assert reader.pid is None

    asyncio.run(main())


def test_a_process_that_was_killed_is_replaced() -> None:
    async def main() -> None:
        async with PdfReader() as reader:
            assert isinstance(await reader.facts(text_pdf("x", ["x"], tagged=False)), dict)
            first = reader.pid
            assert first is not None
            os.kill(first, signal.SIGKILL)
            while reader.pid is not None:  # noqa: ASYNC110 (there is no event to wait for)
                await asyncio.sleep(0.01)
            assert isinstance(await reader.facts(text_pdf("x", ["x"], tagged=False)), dict)
            assert reader.pid != first

    asyncio.run(main())


def test_visits_that_read_at_the_same_time_get_each_their_own_file() -> None:
    async def at_once() -> list[Json | Missing]:
        async with PdfReader() as reader:
            return await asyncio.gather(*(reader.facts(text_pdf(f"Nr. {number}", ["x"], tagged=True)) for number in range(6)))

    told = asyncio.run(at_once())
    assert [facts["title"] for facts in told if isinstance(facts, dict)] == [f"Nr. {number}" for number in range(6)]
