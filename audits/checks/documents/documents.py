"""How many documents a citizen finds on the site, and of which kinds."""

from collections import Counter

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.documents import held, seen
from audits.kit import counted
from data.types import Document, Finding, Json, Outcome, Text

AUDIT = Audit(
    id="documents",
    version=1,
    scope="site",
    title=Text("Dokumentu skaits vietnē", "Number of documents on the site"),
    why=Text(
        "Kas ir tikai datnē, to grūtāk atrast, un tālrunī to bieži nevar ērti izlasīt.",
        "What stands only in a file is harder to find, and often cannot be read with ease on a phone.",
    ),
    method=Text(
        "Saskaita visus saistītos dokumentus pēc satura, katru vienreiz; veidu nosaka datnes baiti, nevis nosaukums. Datu tabulas (csv) nav dokumenti.",
        "Counts all linked documents by content, each once; the kind is told by the bytes of the file, not by its name. Tables of data (csv) are no documents.",
    ),
    advice=Text(
        "Svarīgāko ievietojiet lapā kā tekstu, un datni piedāvājiet tikai papildus.",
        "Put what matters on the page as text, and offer the file only besides.",
    ),
    source=Source("practice", Text("Laba prakse", "Good practice")),
    options={"data": ["csv"]},
    measures=True,
    unit=Text("dokumenti", "documents"),
)


def check(documents: tuple[Document, ...], site: SiteView, options: Json) -> Finding:
    """Their number; the evidence shows one of each kind with the number of that kind."""
    here = [it for it in held(documents) if it.kind not in options["data"]]
    kinds = Counter(it.kind for it in here)
    first = {it.kind: it for it in reversed(here)}
    shown = [seen(first[kind], f"{kind}: {number}") for kind, number in kinds.most_common()]
    return counted(len(here), shown or site.pages[:1])


def _of(*urls: str, **more: object) -> dict[str, object]:
    return {"documents": tuple({"url": url, "kind": url.rpartition(".")[2], **more} for url in urls)}


CASES = (
    Case("three of two kinds", Outcome.PASSED, given=_of("/a.pdf", "/b.pdf", "/c.docx"), expect=3),
    Case("one content at two addresses", Outcome.PASSED, given=_of("/a.pdf", "/b.pdf", body="x"), expect=1),
    Case("one that never came", Outcome.PASSED, given=_of("/a.pdf", exchange=None), expect=0),
    Case("data are none", Outcome.PASSED, given=_of("/a.pdf", "/b.csv"), expect=1),
    Case("none", Outcome.PASSED, expect=0),
    Case("half a look", Outcome.CANT_TELL, given={**_of("/a.pdf"), "stopped_by": "pages"}, reason="incomplete-look"),
)
