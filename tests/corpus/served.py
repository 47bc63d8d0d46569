"""The corpus on loopback: every body's pages and files as its server would give them."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence

from crawler import demo_files
from crawler.demo_pdf import text_pdf
from tests.corpus.bodies import Body, File, Sheet
from tests.crawler.serving import Said, Served

_ADDRESS = "127.0.10."
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "csv": "text/csv",
    "json": "application/json",
    "edoc": "application/vnd.etsi.asic-e+zip",
    "zip": "application/zip",
    "mp3": "audio/mpeg",
}
_LOCK = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -64 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >> /ID [<00> <00>] "
"""A lock to which nobody has the key."""


@contextlib.contextmanager
def served(bodies: Sequence[Body]) -> Iterator[dict[str, Served]]:
    """The sites of the bodies, by id, each at an address of its own."""
    with contextlib.ExitStack() as stack:
        yield {body.id: stack.enter_context(Served(routes(body), f"{_ADDRESS}{number}")) for number, body in enumerate(bodies, 1)}


def routes(body: Body) -> dict[str, Said | Callable[[str], Said]]:
    """What the body's server answers, by path."""
    found: dict[str, Said | Callable[[str], Said]] = {path: _page(sheet, body.headers) for path, sheet in body.served().items()}
    found |= {file.path: Said(_bytes(file), headers={"Content-Type": _TYPES.get(file.kind, "application/pdf")}) for file in body.files}
    if body.robots:
        found["/robots.txt"] = Said(body.robots.encode(), headers={"Content-Type": "text/plain"})
    if body.sitemap:
        places = "".join(f"<url><loc>http://{body.host}:{{port}}{sheet.path}</loc></url>" for sheet in body.pages if sheet.status == 200)
        found["/sitemap.xml"] = Said(_sitemap(places).encode(), headers={"Content-Type": "application/xml"})
    return found


def at_port(site: Served, body: Body) -> None:
    """Fill in the port, which is known only once the server stands."""
    listed = site.routes.get("/sitemap.xml")
    if isinstance(listed, Said) and body.sitemap:
        port = str(site.server_address[1]).encode()
        site.routes["/sitemap.xml"] = Said(listed.body.replace(b"{port}", port), headers=listed.headers)


def _sitemap(places: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'


def _page(sheet: Sheet, headers: Mapping[str, str]) -> Said:
    told = {"Content-Type": "text/html; charset=utf-8", **headers, **sheet.headers}
    charset = told["Content-Type"].partition("charset=")[2] or sheet.more.get("charset", "utf-8")
    return Said(sheet.raw.encode(charset, "xmlcharrefreplace"), sheet.status, told)


def _bytes(file: File) -> bytes:
    lines = file.text.splitlines() or [file.title]
    title = file.title or file.path.rsplit("/", 1)[-1]
    return _MAKERS[file.kind](title, lines)


def _odt(title: str, lines: Sequence[str]) -> bytes:
    text = "".join(f"<text:p>{line}</text:p>" for line in (title, *lines))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        parts.writestr("mimetype", _TYPES["odt"])
        parts.writestr("content.xml", f"<office:document-content>{text}</office:document-content>")
    return packed.getvalue()


def _zip(title: str, lines: Sequence[str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        parts.writestr("lasi.txt", "\n".join((title, *lines)))
    return packed.getvalue()


def _locked(title: str, lines: Sequence[str]) -> bytes:
    return text_pdf(title, lines, tagged=True).replace(b"trailer\n<< ", b"trailer\n<< " + _LOCK)


_MAKERS: Mapping[str, Callable[[str, Sequence[str]], bytes]] = {
    "pdf": lambda title, lines: text_pdf(title, lines, tagged=True),
    "pdf-untagged": lambda title, lines: text_pdf(title, lines, tagged=False),
    "pdf-scan": demo_files.scanned_pdf,
    "pdf-locked": _locked,
    "pdf-damaged": lambda title, lines: text_pdf(title, lines, tagged=True)[:180],
    "docx": demo_files.docx,
    "xlsx": demo_files.xlsx,
    "odt": _odt,
    "csv": demo_files.csv,
    "json": lambda _title, lines: "\n".join(lines).encode(),
    "edoc": demo_files.edoc,
    "zip": _zip,
    "mp3": lambda _title, _lines: b"ID3\x03" + bytes(2000),
}
