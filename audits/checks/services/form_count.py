"""Forms that a resident can download and fill in at home."""

from audits.audit import Audit, Case, Source
from audits.derive import Link, SiteView
from audits.kit import counted
from audits.sections import document_links
from audits.services import is_form
from data.types import Document, Finding, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="form-count",
    version=2,
    scope="site",
    title=Text("Lejupielādējamas veidlapas", "Forms to download"),
    why=Text("Veidlapu var sagatavot mājās un iesniegt vienā piegājienā.", "A form can be made ready at home and handed in at one go."),
    method=Text(
        "Saskaitīti dažādi faili, kuru saites teksts, faila nosaukums vai virsraksts liecina, ka tā ir veidlapa, iesniegums, pieteikums vai sagatave.",
        "Distinct files whose link, file name or heading says that it is a form, an application or a template.",
    ),
    advice=Text(
        "Ievietojiet veidlapas pie pakalpojumiem rediģējamā formātā un dodiet saitei skaidru nosaukumu: «Iesniegums zemes nomai (DOCX)».",
        "Put forms beside the services in an editable format and name the link: 'Application for land lease (DOCX)'.",
    ),
    source=Source(
        "survey",
        Text("E-indekss: ar pakalpojumiem saistītu veidlapu sagataves (skaits)", "E-index: form templates related to services (number)"),
        "https://irliepaja.lv/dome/liepajas-domes-majaslapa-pieejamas-95-veidlapu-sagataves/",
    ),
    measures=True,
    unit=Text("veidlapas", "forms"),
)


def check(site: SiteView, documents: tuple[Document, ...], words: Vocabulary) -> Finding:
    """Files that are forms, each once, however many pages link to it."""
    forms: dict[str, Link] = {}
    for link, trail in document_links(site, documents):
        if is_form(link, trail, words):
            forms.setdefault(link.url, link)
    return counted(len(forms), list(forms.values()) or list(site.pages[:1]), confidence=0.9)


CASES = (
    Case(
        "told by the page's address alone",
        Outcome.PASSED,
        pages={
            "/veidlapas.htm": "<font size=5><b>Veidlapas</b></font><p>Iesniegums <a href=/a.doc>ŠEIT</a><p>Malkas pabalsts <a href=/b.doc>ŠEIT</a>"
        },
        expect=2,
    ),
    Case(
        "one form on two pages",
        Outcome.PASSED,
        "<main><a href=/f.docx>Iesnieguma veidlapa</a></main>",
        pages={"/v/": "<h1>Veidlapas</h1><a href=/f.docx>Iesniegums (DOCX)</a>"},
        expect=1,
    ),
    Case("told by its sentence", Outcome.PASSED, "<main><p>Veidlapa atrodama <a href=/dok/17.docx>šeit</a></main>", expect=1),
    Case("told by the file's name", Outcome.PASSED, "<main><a href=/files/pieteikums_zemes_nomai.pdf>šeit</a></main>", expect=1),
    Case(
        "told by the heading",
        Outcome.PASSED,
        pages={"/v/": "<h1>Dokumenti</h1><h2>VEIDLAPAS</h2><a href=/a.doc>Zemes nomai</a><a href=/b.doc>Koku ciršanai</a>"},
        expect=2,
    ),
    Case(
        "a download of the unified platform",
        Outcome.PASSED,
        "<main><a href=/lv/media/123/download>Iesniegums pabalstam</a></main>",
        expect=1,
    ),
    Case(
        "rules on applications are no form",
        Outcome.PASSED,
        "<main><a href=/k.pdf>Iesniegumu izskatīšanas kārtība</a><a href=/r.pdf>Pieteikumu rezultāti</a></main>",
        expect=0,
    ),
    Case(
        "an application that was received is no form",
        Outcome.PASSED,
        "<main><a href=/k.pdf>Kolektīvais iesniegums par ceļu</a><a href=/r.pdf>Atbilde uz iesniegumu</a></main>",
        expect=0,
    ),
    Case("a page is no file", Outcome.PASSED, "<main><a href=/iesniegumi/>Iesniegumi</a></main>", expect=0),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
