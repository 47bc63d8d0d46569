"""Bodies of every kind: too large, packed, cut, empty, called what they are not, dripping; the rest of the visit goes on."""

from __future__ import annotations

import asyncio
import gzip
import io
import resource
import time
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard

from crawler.demo_pdf import text_pdf
from data.types import Exchange, Missing
from tests.crawler.serving import Seen
from tests.hostile.behaviours import behaviour
from tests.hostile.web import HTML, PLAIN, Answer, Reply, Request, Said, Site, Web, html, page

GOOD = page("Lapa ar saturu", "/c").body
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": partial(brotli.compress, quality=3),
    "zstd": zstandard.compress,
}
EACH = pytest.mark.parametrize("encoding", sorted(PACKERS))


def bare_deflate(body: bytes) -> bytes:
    """Deflate without the head and tail of zlib."""
    machine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return machine.compress(body) + machine.flush()


def packed(body: bytes, *encodings: str) -> Said:
    """A page in these encodings, each upon the former."""
    for encoding in encodings:
        body = PACKERS[encoding](body)
    return Said(body, headers={**HTML, "Content-Encoding": ", ".join(encodings)})


def sent(*parts: bytes, pause: float = 0.0) -> Answer:
    """These bytes, with a pause after each."""

    async def answer(_: Request, reply: Reply) -> None:
        for part in parts:
            await reply.send(part)
            await asyncio.sleep(pause)

    return answer


def promised(length: int, body: bytes, kind: str = "text/html") -> Answer:
    """A body whose length is told as ``length``."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    return sent(head.encode() + body)


def visit(web: Web, folder: Path, answer: Answer, path: str = "/a", **given: float) -> tuple[Site, Seen]:
    """A visit to a site with this answer at one path, and good pages beside it."""
    site = web.site("pilseta.test", {"/": page("Sākums", path, "/b"), path: answer, "/b": page("B"), "/c": page("C")})
    return site, web.visit(site, folder, **given)


def told(seen: Seen, path: str = "/a") -> int | str:
    """What was told of it, after the rest of the visit went on."""
    assert (seen.statuses["/"], seen.statuses["/b"]) == (200, 200)
    return seen.statuses[path]


def kept(seen: Seen, path: str = "/a") -> bytes:
    """The body that was kept of the last answer at this path."""
    found = [each for _, each in seen.exchanges if each.url.endswith(path)]
    return seen.blobs[found[-1].body] if found[-1].body else b""


@behaviour("Bodies", does="sends a page of 12 MB", told="the page; it is kept whole, and its links are read")
def test_a_page_of_12_mb(web: Web, tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{number}</td><td>Reģistra ieraksts par zemes vienību</td></tr>" for number in range(180_000))
    large = html(f'<main><h1>Reģistrs</h1><a href="/c">Nākamā</a><table>{rows}</table></main>', "Reģistrs")
    assert 12_000_000 < len(large.body) < 15_000_000
    site, seen = visit(web, tmp_path, large, timeout=20.0)
    assert told(seen) == 200
    assert kept(seen) == large.body
    assert "/c" in site.paths


@behaviour("Bodies", does="sends a page larger than a page may be", told="too-large")
def test_a_page_over_the_limit(web: Web, tmp_path: Path) -> None:
    _, seen = visit(web, tmp_path, html("x" * 300_000), body_limit=200_000)
    assert told(seen) == "too-large"


@behaviour("Bodies", does="says or sends more bytes than anything may have", told="too-large; the download ends there")
@pytest.mark.parametrize("length", [b"Content-Length: 100000000\r\n", b""])
def test_more_than_anything_may_have(web: Web, tmp_path: Path, length: bytes) -> None:
    count = 0

    async def endless(_: Request, reply: Reply) -> None:
        nonlocal count
        await reply.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n" + length + b"\r\n<html>")
        while True:
            count += 1
            await reply.send(b"x" * 100_000)

    _, seen = visit(web, tmp_path, endless, document_limit=2_000_000)
    assert told(seen) == "too-large"
    assert count < 200


@behaviour("Bodies", does="sends 3000 elements one in another", told="the page; crawler and audits read it")
def test_deeply_nested_elements(web: Web, tmp_path: Path) -> None:
    deep = html("<div><b>" * 3000 + '<a href="/c">dziļi</a>' + "</b></div>" * 3000 + "<p>Teksts</p>" * 50, "Dziļa lapa")
    site, seen = visit(web, tmp_path, deep)
    assert told(seen) == 200
    assert "/c" in site.paths
    assert not [each for each in seen.observations if each.finding.reason == "audit-error"]


@behaviour("Bodies", does="sends br, deflate, gzip or zstd", told="the page")
@EACH
def test_compressed(web: Web, tmp_path: Path, encoding: str) -> None:
    site, seen = visit(web, tmp_path, packed(GOOD, encoding))
    assert told(seen) == 200
    assert kept(seen) == GOOD
    assert {"gzip", "deflate", "br", "zstd"} <= set(site.asked[-1].request.headers["accept-encoding"].replace(",", " ").split())


@behaviour("Bodies", does="sends deflate without its head, or gzip in gzip, or br in gzip", told="the page")
@pytest.mark.parametrize(
    "answer",
    [
        Said(bare_deflate(GOOD), headers={**HTML, "Content-Encoding": "deflate"}),
        packed(GOOD, "gzip", "gzip"),
        packed(GOOD, "br", "gzip"),
    ],
    ids=["bare", "twice", "mixed"],
)
def test_compressed_oddly(web: Web, tmp_path: Path, answer: Said) -> None:
    _, seen = visit(web, tmp_path, answer)
    assert told(seen) == 200
    assert kept(seen) == GOOD


@behaviour("Bodies", does="says that a plain page is compressed", told="the page")
@EACH
def test_plain_called_compressed(web: Web, tmp_path: Path, encoding: str) -> None:
    _, seen = visit(web, tmp_path, Said(GOOD, headers={**HTML, "Content-Encoding": encoding}))
    assert told(seen) == 200
    assert kept(seen) == GOOD


@behaviour("Bodies", does="sends a compressed page without saying so", told="the page")
def test_compressed_without_a_word(web: Web, tmp_path: Path) -> None:
    _, seen = visit(web, tmp_path, Said(gzip.compress(GOOD)))
    assert told(seen) == 200
    assert kept(seen) == GOOD


@behaviour("Bodies", does="sends a compressed bomb, also one in another", told="too-large; memory stays flat")
@pytest.mark.parametrize("layers", [1, 2])
@EACH
def test_a_bomb(web: Web, tmp_path: Path, encoding: str, layers: int) -> None:
    bomb = packed(b"<html>" + bytes(300_000_000), *[encoding] * layers)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    _, seen = visit(web, tmp_path, bomb, document_limit=5_000_000, body_limit=5_000_000)
    assert told(seen) == "too-large"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000


@behaviour("Bodies", does="sends NUL bytes in a page", told="the page")
def test_nul_bytes(web: Web, tmp_path: Path) -> None:
    site, seen = visit(web, tmp_path, Said(GOOD.replace(b"<h1>", b"\x00<h1>\x00").replace(b"/c", b"/\x00c", 1)))
    assert told(seen) == 200
    assert "/c" in site.paths


@behaviour("Types", does="calls a web page plain text, bytes or a picture", told="the page, by its bytes")
@pytest.mark.parametrize("kind", ["text/plain", "application/octet-stream", "image/png", "application/pdf", "text/csv", ""])
def test_a_page_called_something_else(web: Web, tmp_path: Path, kind: str) -> None:
    site, seen = visit(web, tmp_path, Said(GOOD, headers={"Content-Type": kind} if kind else {}))
    assert told(seen) == 200
    assert "/c" in site.paths


def docx() -> bytes:
    """The smallest file that is one."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return held.getvalue()


@behaviour("Types", does="calls a PDF a web page or a picture", told="a document of kind pdf")
@behaviour("Types", does="names a Word file .pdf", told="a document of kind docx")
@pytest.mark.parametrize(
    ("path", "body", "kind", "found"),
    [
        ("/a", text_pdf("Nolikums", ["Pirmā rinda"], tagged=True), "text/html", "pdf"),
        ("/a.html", text_pdf("Nolikums", ["Pirmā rinda"], tagged=True), "text/html; charset=utf-8", "pdf"),
        ("/lv/media/5/download", text_pdf("Nolikums", ["Pirmā rinda"], tagged=True), "image/png", "pdf"),
        ("/a.pdf", docx(), "application/pdf", "docx"),
    ],
)
def test_files_called_something_else(web: Web, tmp_path: Path, path: str, body: bytes, kind: str, found: str) -> None:
    _, seen = visit(web, tmp_path, Said(body, headers={"Content-Type": kind}), path)
    [document] = seen.snapshot.documents
    assert (told(seen, path), document.kind, document.size) == (200, found, len(body))


@behaviour("Types", does="names a picture .html and calls it a web page", told="neither page nor document; only its beginning is read")
@pytest.mark.parametrize("kind", ["text/html", "image/png", "application/octet-stream"])
def test_a_picture_is_no_page(web: Web, tmp_path: Path, kind: str) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(3_000_000)
    _, seen = visit(web, tmp_path, Said(picture, headers={"Content-Type": kind}), "/a.html")
    assert (seen.statuses["/b"], "/a.html" in seen.statuses) == (200, False)
    assert [row["kind"] for row in seen.events("no-document")] == ["image"]
    assert len(kept(seen, "/a.html")) < 1_000_000


@behaviour("Types", does="answers with an error page under a name that ends in .pdf", told="soft-404; it is no document")
def test_an_error_page_called_pdf(web: Web, tmp_path: Path) -> None:
    _, seen = visit(web, tmp_path, html("<h1>Lapa nav atrasta</h1>", "Lapa nav atrasta"), "/nolikums.pdf")
    assert told(seen, "/nolikums.pdf") == "soft-404"
    assert [each.exchange.reason for each in seen.snapshot.documents if isinstance(each.exchange, Missing)] in ([], ["soft-404"])


@behaviour("Broken off", does="promises more bytes than it sends", told="truncated, after a second try; the part is kept as evidence")
@behaviour("Broken off", does="breaks off in the middle of a chunk", told="truncated, after a second try; the part is kept as evidence")
@behaviour("Broken off", does="breaks off a compressed body", told="truncated, after a second try; the part is kept as evidence")
@behaviour("Broken off", does="answers 206, though the whole was asked for", told="truncated, after a second try")
@pytest.mark.parametrize(
    "answer",
    [
        promised(len(GOOD) + 500, GOOD),
        sent(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\n" + GOOD[:1000]),
        sent(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n" + GOOD[:1000] + b"\r\n"),
        Said(gzip.compress(GOOD * 50)[:-100], headers={**HTML, "Content-Encoding": "gzip"}),
        Said(GOOD[:1000], 206, {**HTML, "Content-Range": "bytes 0-999/2000"}),
    ],
    ids=["length", "in-a-chunk", "between-chunks", "gzip", "206"],
)
def test_broken_off(web: Web, tmp_path: Path, answer: Answer) -> None:
    site, seen = visit(web, tmp_path, answer)
    assert told(seen) == "truncated"
    assert site.paths.count("/a") == 2
    assert GOOD[:900] in kept(seen)


@behaviour("Broken off", does="breaks off once and is whole the second time", told="the page")
def test_broken_off_once(web: Web, tmp_path: Path) -> None:
    async def answer(_: Request, reply: Reply) -> None:
        await (promised(len(GOOD) + (500 if site.paths.count("/a") == 1 else 0), GOOD))(_, reply)  # type: ignore[operator]

    site = web.site("pilseta.test", {"/": page("Sākums", "/a", "/b"), "/a": answer, "/b": page("B")})
    seen = web.visit(site, tmp_path)
    assert told(seen) == 200


@behaviour("Broken off", does="breaks off its front page, twice", told="truncated; nothing is judged")
def test_a_front_page_broken_off(web: Web, tmp_path: Path) -> None:
    site = web.site("pilseta.test", {"*": promised(10**5, GOOD), "/robots.txt": Said(b"", headers=PLAIN)})
    seen = web.visit(site, tmp_path)
    assert (seen.statuses["/"], seen.manifest["status"]) == ("truncated", "failed")


@behaviour("Broken off", does="promises fewer bytes than it sends", told="what was promised; what follows is not taken for another answer")
@behaviour("Broken off", does="says that it closes the connection, and sends more than it promised", told="protocol")
@pytest.mark.parametrize(("close", "found"), [("", 200), ("Connection: close\r\n", "protocol")])
def test_more_than_promised(web: Web, tmp_path: Path, close: str, found: int | str) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{close}Content-Length: {len(GOOD)}\r\n\r\n".encode()
    more = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\nviltots!!"
    _, seen = visit(web, tmp_path, sent(head + GOOD + more))
    assert told(seen) == found
    assert not any(b"viltots" in body for body in seen.blobs.values())


@behaviour("Empty", does="answers with success and nothing: 200, 204, 205, or blanks", told="empty")
@behaviour("Empty", does="sends a document of no bytes", told="empty")
@pytest.mark.parametrize("path", ["/a", "/a.pdf"])
@pytest.mark.parametrize(
    "answer",
    [Said(b""), Said(b"", 204), Said(b"", 205), Said(b" \r\n\t\n"), Said(b"", headers={})],
    ids=["200", "204", "205", "blanks", "bare"],
)
def test_empty(web: Web, tmp_path: Path, answer: Answer, path: str) -> None:
    _, seen = visit(web, tmp_path, answer, path)
    assert told(seen, path) == "empty"


@behaviour("Empty", does="answers its front page with nothing", told="empty; nothing is judged")
def test_an_empty_front_page(web: Web, tmp_path: Path) -> None:
    site = web.site("pilseta.test", {"/": Said(b"")})
    seen = web.visit(site, tmp_path)
    assert (seen.statuses["/"], seen.manifest["status"]) == ("empty", "failed")


@behaviour("Methods", does="answers HEAD otherwise than GET", told="what GET says; HEAD is never sent")
def test_head_is_never_relied_on(web: Web, tmp_path: Path) -> None:
    async def answer(asked: Request, reply: Reply) -> None:
        await reply.say(page("A") if asked.method == "GET" else Said(b"", 404))

    site, seen = visit(web, tmp_path, answer)
    assert told(seen) == 200
    assert {row.request.method for row in site.asked} == {"GET"}


@behaviour("Methods", does="sends 103 Early Hints, or 100 Continue, before the answer", told="the answer")
@pytest.mark.parametrize("hint", [b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"])
@pytest.mark.parametrize("times", [1, 3])
def test_hints_before_the_answer(web: Web, tmp_path: Path, hint: bytes, times: int) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n\r\n"
    _, seen = visit(web, tmp_path, sent(hint * times + head + GOOD))
    assert told(seen) == 200
    assert kept(seen) == GOOD


@behaviour("Slow", does="drips its answer, a byte at a time, without ever being idle", told="timeout, after a second try; the rest goes on")
@behaviour("Slow", does="drips its headers", told="timeout, after a second try")
@behaviour("Slow", does="never answers", told="timeout, after a second try")
@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>", b"HTTP/1.1 200 OK\r\nX: ", b""])
def test_slow_drips(web: Web, tmp_path: Path, start: bytes) -> None:
    async def drip(_: Request, reply: Reply) -> None:
        await reply.send(start)
        while True:
            await asyncio.sleep(0.05)
            if start:
                await reply.send(b"x")

    began = time.monotonic()
    site, seen = visit(web, tmp_path, drip, timeout=1.0)
    assert told(seen) == "timeout"
    assert site.paths.count("/a") == 2
    lengths = [row.ended - row.started for row in site.asked if row.target == "/a"]
    assert all(length > 0.9 for length in lengths)
    assert time.monotonic() - began < 60


@behaviour("Slow", does="is slow, but done before the deadline", told="the page")
def test_slow_but_in_time(web: Web, tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"
    _, seen = visit(web, tmp_path, sent(head, GOOD[:500], GOOD[500:], pause=0.3))
    assert told(seen) == 200
    [found] = [each for _, each in seen.exchanges if each.url.endswith("/a")]
    assert isinstance(found, Exchange)
    assert found.elapsed_ms >= 600
