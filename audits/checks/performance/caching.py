"""On the next page a resident does not fetch the same pictures and scripts again."""

from datetime import datetime

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, cant_tell, found, inapplicable
from audits.transfers import header, lifetime, own, seen
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="caching",
    version=1,
    scope="page",
    title=Text("Nemainīgās datnes pārlūks drīkst paturēt", "The browser may keep files that do not change"),
    why=Text(
        "Ja pārlūks attēlus, stilus un skriptus drīkst paturēt, nākamā lapa atveras uzreiz un netērē datus.",
        "Where the browser may keep pictures, styles and scripts, the next page opens at once and uses no data.",
    ),
    method=Text(
        "Cik procentiem vietnes pašas skriptu, stilu, attēlu un fontu Cache-Control vai Expires ļauj tos paturēt vismaz dienu; prasa 90 %.",
        "For how many percent of the site's own scripts, styles, pictures and fonts Cache-Control or Expires allows them to be kept for at least a day; 90 % are asked for.",
    ),
    advice=Text(
        "Serverī nemainīgajām datnēm iestatiet Cache-Control: max-age (piemēram, gadu) un, kad tās mainās, mainiet to nosaukumu.",
        "At the server set Cache-Control: max-age (say, a year) for files that do not change, and give them a new name when they do.",
    ),
    source=Source("standard", Text("RFC 9111 (HTTP kešošana)", "RFC 9111 (HTTP Caching)"), "https://www.rfc-editor.org/rfc/rfc9111"),
    options={"kinds": ["script", "stylesheet", "image", "font"], "min_seconds": 86400, "min_percent": 90},
    unit=Text("%", "%"),
)


def check(requests: Json, page: PageView, taken_at: datetime, options: Json) -> Finding:
    """The share that may be kept; the files that may not are shown."""
    files = own(requests, options["kinds"])
    if files is None:
        return cant_tell("not-gathered", page)
    if not files:
        return inapplicable(page)
    short = [row for row in files if lifetime(row, taken_at) < options["min_seconds"]]
    share = round(100 * (len(files) - len(short)) / len(files))
    shown = [seen(page, row, header(row, "cache-control") or header(row, "expires") or "—") for row in short or files[:1]]
    return found(share, *shown) if share >= options["min_percent"] else broken(share, *shown)


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


CASES = (
    Case("kept for a year", Outcome.PASSED, given={"requests": [_row(cache_control="public, max-age=31536000, immutable")]}, expect=100),
    Case("kept until a day", Outcome.PASSED, given={"requests": [_row("image", expires="Thu, 23 Nov 2028 03:00:00 GMT")]}, expect=100),
    Case(
        "one of two for an hour",
        Outcome.FAILED,
        given={"requests": [_row(cache_control="max-age=31536000"), _row("image", cache_control="max-age=3600")]},
        expect=50,
    ),
    Case("nothing is said", Outcome.FAILED, given={"requests": [_row(etag='"x"')]}, expect=0),
    Case(
        "to be asked for anew each time", Outcome.FAILED, given={"requests": [_row(cache_control="no-cache, max-age=31536000")]}, expect=0
    ),
    Case("an expiry that is no date", Outcome.FAILED, given={"requests": [_row(expires="0")]}, expect=0),
    Case("the page itself is another question", Outcome.INAPPLICABLE, given={"requests": [_row("document")]}),
    Case("another site's file", Outcome.INAPPLICABLE, given={"requests": [_row(url="https://cits.test/a.js")]}),
    Case(
        "an older visit",
        Outcome.CANT_TELL,
        given={"requests": [{key: value for key, value in _row().items() if key not in {"headers", "bytes"}}]},
        reason="not-gathered",
    ),
    Case("the browser crashed", Outcome.UNTESTED, given={"layout": {}}, reason="not-gathered"),
)
