"""Pictures do not weigh more than they need to."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, cant_tell, found, inapplicable
from audits.transfers import header, own, seen
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="image-formats",
    version=1,
    scope="page",
    title=Text("Lieli attēli ir mūsdienīgā formātā", "Large pictures are in a modern format"),
    why=Text(
        "WebP un AVIF attēli ir par ceturtdaļu līdz pusi mazāki nekā JPEG un PNG tādā pašā kvalitātē.",
        "WebP and AVIF pictures are a quarter to a half smaller than JPEG and PNG of the same quality.",
    ),
    method=Text(
        "Saskaita vietnes pašas attēlus, kas ir lielāki par 100 kB un atnākuši kā JPEG, PNG, GIF vai BMP.",
        "Counts the site's own pictures of more than 100 kB that came as JPEG, PNG, GIF or BMP.",
    ),
    advice=Text(
        "Pirms ievietošanas samaziniet attēlus līdz rādāmajam izmēram un saglabājiet WebP vai AVIF formātā.",
        "Before publishing, make pictures as small as they are shown and save them as WebP or AVIF.",
    ),
    source=Source(
        "practice",
        Text("Laba prakse: web.dev par attēlu formātiem", "Good practice: web.dev on picture formats"),
        "https://web.dev/articles/serve-images-webp",
    ),
    options={
        "max_bytes": 100_000,
        "old": ["image/jpeg", "image/jpg", "image/pjpeg", "image/png", "image/gif", "image/bmp", "image/x-ms-bmp", "image/tiff"],
    },
    unit=Text("attēli", "pictures"),
)


def check(requests: Json, page: PageView, options: Json) -> Finding:
    """Those that are heavy and in an old format."""
    pictures = own(requests, {"image"})
    if pictures is None:
        return cant_tell("not-gathered", page)
    if not pictures:
        return inapplicable(page)
    heavy = [
        row
        for row in pictures
        if (row["bytes"] or 0) > options["max_bytes"] and header(row, "content-type").startswith(tuple(options["old"]))
    ]
    shown = [seen(page, row, header(row, "content-type")) for row in heavy or pictures[:1]]
    return broken(len(heavy), *shown) if heavy else found(0, *shown)


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
    Case("modern", Outcome.PASSED, given={"requests": [_row("image", 250_000, content_type="image/webp")]}, expect=0),
    Case("old but light", Outcome.PASSED, given={"requests": [_row("image", 60_000, content_type="image/jpeg")]}, expect=0),
    Case(
        "old and heavy",
        Outcome.FAILED,
        given={"requests": [_row("image", 2_400_000, content_type="image/jpeg"), _row("image", 10, content_type="image/png")]},
        expect=1,
    ),
    Case("a size nobody tells", Outcome.PASSED, given={"requests": [_row("image", None, content_type="image/png")]}, expect=0),
    Case("no pictures", Outcome.INAPPLICABLE, given={"requests": [_row("document")]}),
    Case(
        "an older visit",
        Outcome.CANT_TELL,
        given={"requests": [{key: value for key, value in _row("image").items() if key not in {"headers", "bytes"}}]},
        reason="not-gathered",
    ),
    Case("the browser crashed", Outcome.UNTESTED, given={"layout": {}}, reason="not-gathered"),
)
