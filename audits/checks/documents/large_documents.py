"""A document can be fetched by phone within a sensible time."""

from audits.audit import Audit, Case, Source
from audits.documents import held, seen
from audits.kit import inapplicable, tally
from data.types import Document, Finding, Json, Outcome, Text

AUDIT = Audit(
    id="large-documents",
    version=1,
    scope="site",
    title=Text("Dokumenti nav pārmērīgi lieli", "Documents are not excessively large"),
    why=Text(
        "Liela datne mobilajā tīklā lejupielādējas ilgi un patērē apmeklētāja datu apjomu.",
        "A large file takes long over a mobile network and uses up the visitor's data.",
    ),
    method=Text("Saskaita dokumentus, kas lielāki par 10 MB.", "Counts documents larger than 10 MB."),
    advice=Text(
        "Samaziniet attēlus dokumentā vai sadaliet to daļās; ieskenētu lapu vietā publicējiet tekstu.",
        "Make the pictures in the document smaller or split it; publish text in the place of scanned pages.",
    ),
    source=Source("practice", Text("Laba prakse", "Good practice")),
    options={"max_bytes": 10_000_000},
    unit=Text("dokumenti", "documents"),
)


def check(documents: tuple[Document, ...], options: Json) -> Finding:
    """Those above the bound, each with its size."""
    here = held(documents)
    if not here:
        return inapplicable(whole=True)
    large = [
        seen(it, f"{it.labels[0] if it.labels else it.kind} · {it.size / 1e6:.1f} MB") for it in here if it.size > options["max_bytes"]
    ]
    return tally(large, seen(here[0], f"{here[0].kind} · {here[0].size / 1e6:.1f} MB"))


def _of(*sizes: int) -> dict[str, object]:
    return {"documents": tuple({"url": f"/{number}.pdf", "kind": "pdf", "size": size} for number, size in enumerate(sizes))}


CASES = (
    Case("small", Outcome.PASSED, given=_of(1000, 9_000_000), expect=0),
    Case("one is large", Outcome.FAILED, given=_of(1000, 24_000_000), expect=1),
    Case("none at all", Outcome.INAPPLICABLE),
    Case("half a look", Outcome.CANT_TELL, given={**_of(1000), "stopped_by": "pages"}, reason="incomplete-look"),
)
