"""Libraries, archives and catalogues can take over what a page says of its author and date."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import absent, found
from audits.metadata import metas
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="dublin-core",
    version=2,
    scope="site",
    title=Text("Lapām ir Dublin Core metadati", "Pages have Dublin Core metadata"),
    why=Text(
        "Arhīvi un katalogi saprot, kas, kad un kādā valodā publicēts, arī pēc gadiem.",
        "Archives and catalogues understand what was published when and in which language, years later too.",
    ),
    method=Text(
        "Lapu galvās meklē tagus DC.* vai DCTERMS.* ar saturu.",
        "Looks in the heads of pages for tags DC.* or DCTERMS.* that say something.",
    ),
    advice=Text("Pievienojiet vismaz DCTERMS.title, creator, date un language.", "Add at least DCTERMS.title, creator, date and language."),
    source=Source(
        "standard",
        Text("Dublin Core metadati (ISO 15836)", "Dublin Core metadata (ISO 15836)"),
        "https://www.dublincore.org/specifications/dublin-core/dcmi-terms/",
    ),
    options={"prefixes": ["dc.", "dc:", "dcterms.", "dcterms:"], "min_elements": 2},
    measures=True,
    unit=Text("ir vai nav", "whether there is one"),
)


def check(pages: tuple[PageView, ...], options: Json) -> Finding:
    """The first pages that carry enough of such elements."""
    for page in pages:
        told = [meta for name, meta in metas(page).items() if name.startswith(tuple(options["prefixes"]))]
        if len(told) >= options["min_elements"]:
            return found(True, *(meta.see(meta.attribute("content")) for meta in told))
    return absent(*pages[:1])


_TOLD = "<meta name='DC.title' content='Novads'><meta name='DCTERMS.language' content='lv'>"

CASES = (
    Case("two elements", Outcome.PASSED, _TOLD, expect=True),
    Case("on an inner page", Outcome.PASSED, pages={"a": _TOLD}, expect=True),
    Case("empty ones", Outcome.PASSED, _TOLD.replace("'Novads'", "''"), expect=False),
    Case("a description is none", Outcome.PASSED, "<meta name=description content=x><meta name=dcolor content=y>", expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
