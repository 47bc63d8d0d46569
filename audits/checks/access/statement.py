"""People with disabilities are told how far they can use the site, and whom to ask when they cannot."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import Seen, absent, cant_tell, found, labelled
from audits.places import content
from audits.statement import EXAMPLE, PLAIN, statement
from data.types import Document, Evidence, Finding, Outcome, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="statement",
    version=1,
    scope="site",
    title=Text("Ir piekļūstamības paziņojums", "There is an accessibility statement"),
    why=Text(
        "Paziņojumā iedzīvotājs uzzina, kas vietnē nav piekļūstams un kā to saņemt citādi.",
        "The statement tells a resident what is not accessible on the site and how to get it otherwise.",
    ),
    method=Text(
        "Meklē lapu ar tādu nosaukumu, kuras saturs piemin noteikumus Nr. 445 vai ir iezīmēts pēc VARAM parauga.",
        "Looks for a page of that name whose content mentions Regulation No. 445 or is marked up after VARAM's sample.",
    ),
    advice=Text(
        "Publicējiet paziņojumu adresē /pieklustamibas-pazinojums un ielieciet saiti kājenē.",
        "Publish the statement at /pieklustamibas-pazinojums and link it in the footer.",
    ),
    source=Source(
        "law",
        Text(
            "MK noteikumi Nr. 445, 2. pielikums; VARAM vadlīnijas paziņojuma izstrādei",
            "Cabinet Regulation No. 445, Annex 2; VARAM guidance on the statement",
        ),
        "https://likumi.lv/ta/id/316109",
    ),
)


def check(pages: tuple[PageView, ...], documents: tuple[Document, ...], words: Vocabulary) -> Finding:
    """Found by its words; a page, document or address of that name which does not show them decides nothing."""
    links = [link for link in labelled(pages, words, "role-statement") if not link.href.startswith("#")]
    page = statement(pages, words)
    if page:
        return found(True, content(page), *(link for link in links if link.url == page.url))
    fetched = {page.url for page in pages}
    named = [page for page in pages if page.role == Role.STATEMENT]
    files = [Evidence(it.url, excerpt=label) for it in documents for label in it.labels if words.label("role-statement", label)]
    unsure: list[Seen] = [*named, *files, *(link for link in links if link.url not in fetched)]
    return cant_tell("unclear", *unsure) if unsure else absent(*pages[:1])


_LINK = '<footer><a href="/pieklustamibas-pazinojums">Piekļūstamības paziņojums</a></footer>'
_PATH = "pieklustamibas-pazinojums"

CASES = (
    Case("with ids", Outcome.PASSED, _LINK, {_PATH: EXAMPLE}, expect=True),
    Case("without ids", Outcome.PASSED, _LINK, {_PATH: PLAIN}, expect=True),
    Case(
        "English only",
        Outcome.PASSED,
        pages={"en/a": "<h1>Accessibility statement</h1><main>in accordance with Cabinet Regulation No. 445"},
        expect=True,
    ),
    Case("none", Outcome.FAILED, expect=False),
    Case("a button for larger letters is none", Outcome.FAILED, '<a href="#">Piekļūstamība</a>', expect=False),
    Case(
        "news about accessibility is none",
        Outcome.FAILED,
        pages={"jaunums/a": "<h1>Piekļūstamība: uzbrauktuve skolā</h1><p>Atklāta uzbrauktuve."},
        expect=False,
    ),
    Case("only a heading", Outcome.CANT_TELL, _LINK, {_PATH: "<h1>Piekļūstamības paziņojums</h1><img src=a.png>"}, reason="unclear"),
    Case(
        "a PDF",
        Outcome.CANT_TELL,
        given={"documents": [{"url": "/p.pdf", "kind": "pdf", "labels": ("Piekļūstamības paziņojums",)}]},
        reason="unclear",
    ),
    Case("incomplete look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
