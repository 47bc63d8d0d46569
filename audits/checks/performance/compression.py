"""Texts, styles and scripts come packed, and so faster."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, cant_tell, found, inapplicable
from audits.transfers import Row, header, own, seen
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="compression",
    version=1,
    scope="page",
    title=Text("Serveris tekstu nosūta saspiestu", "The server sends text compressed"),
    why=Text(
        "Saspiests teksts ir trīs līdz piecas reizes mazāks un lēnā tīklā atnāk ātrāk.",
        "Compressed text is three to five times smaller and comes sooner over a slow network.",
    ),
    method=Text(
        "Saskaita vietnes pašas lapas, stilus, skriptus un datus (no 1400 baitiem), kas atnākuši bez Content-Encoding.",
        "Counts the site's own pages, styles, scripts and data (of 1400 bytes and more) that came without Content-Encoding.",
    ),
    advice=Text(
        "Serverī ieslēdziet gzip vai brotli HTML, CSS, JavaScript, JSON un SVG datnēm.",
        "Switch gzip or brotli on at the server for HTML, CSS, JavaScript, JSON and SVG.",
    ),
    source=Source(
        "standard",
        Text("RFC 9110, 8.4. nodaļa (Content-Encoding)", "RFC 9110, section 8.4 (Content-Encoding)"),
        "https://www.rfc-editor.org/rfc/rfc9110#section-8.4",
    ),
    options={
        "kinds": ["document", "script", "stylesheet", "xhr", "fetch", "image"],
        "types": ["text/", "application/javascript", "application/x-javascript", "application/json", "application/xml", "image/svg"],
        "min_bytes": 1400,
    },
    unit=Text("datnes", "files"),
)


def check(requests: Json, page: PageView, options: Json) -> Finding:
    """Those that came as they are."""
    files = own(requests, options["kinds"])
    if files is None:
        return cant_tell("not-gathered", page)
    texts = [row for row in files if _is_text(row, options) and (row["bytes"] or 0) >= options["min_bytes"]]
    plain = [row for row in texts if header(row, "content-encoding") in {"", "identity"}]
    if plain:
        return broken(len(plain), *(seen(page, row) for row in plain))
    packed = [row for row in files if _is_text(row, options) and header(row, "content-encoding")]
    return found(0, *(seen(page, row, header(row, "content-encoding")) for row in packed)) if packed else inapplicable(page)


def _is_text(row: Row, options: Json) -> bool:
    return header(row, "content-type").startswith(tuple(options["types"]))


def _row(kind: str = "script", size: int | None = 20_000, url: str = "https://www.piemers.test/a", **headers: str) -> dict[str, object]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {
        "url": url,
        "type": kind,
        "method": "GET",
        "status": 200,
        "third_party": "piemers.test" not in url,
        "aborted": False,
        "bytes": size,
        "headers": named,
    }


_HTML = {"content_type": "text/html; charset=utf-8"}

CASES = (
    Case("packed", Outcome.PASSED, given={"requests": [_row("document", 9000, content_encoding="br", **_HTML)]}, expect=0),
    Case(
        "a script comes as it is",
        Outcome.FAILED,
        given={"requests": [_row("document", 900, content_encoding="gzip", **_HTML), _row(content_type="text/javascript")]},
        expect=1,
    ),
    Case("too small to gain", Outcome.INAPPLICABLE, given={"requests": [_row("document", 900, **_HTML)]}),
    Case("a picture is packed in its own way", Outcome.INAPPLICABLE, given={"requests": [_row("image", content_type="image/jpeg")]}),
    Case("a drawing is text", Outcome.FAILED, given={"requests": [_row("image", content_type="image/svg+xml")]}, expect=1),
    Case(
        "another site's file",
        Outcome.INAPPLICABLE,
        given={"requests": [_row(url="https://cits.test/a.js", content_type="text/javascript")]},
    ),
    Case(
        "an older visit",
        Outcome.CANT_TELL,
        given={"requests": [{key: value for key, value in _row().items() if key not in {"headers", "bytes"}}]},
        reason="not-gathered",
    ),
    Case("the browser crashed", Outcome.UNTESTED, given={"layout": {}}, reason="not-gathered"),
)
