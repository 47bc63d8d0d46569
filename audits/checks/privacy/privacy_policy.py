"""Before giving a name or number, a resident can read what becomes of it."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import absent, cant_tell, found, labelled
from audits.places import content
from audits.privacy import privacy_pages
from data.types import Document, Evidence, Finding, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="privacy-policy",
    version=3,
    scope="site",
    title=Text("Ir privātuma politika", "There is a privacy policy"),
    why=Text(
        "Iedzīvotājs uzzina, kas, kāpēc un cik ilgi apstrādā viņa datus.",
        "A resident learns who processes personal data, why and for how long.",
    ),
    method=Text("Meklē lapu vai dokumentu ar tādu nosaukumu un saturu.", "Looks for a page or document of that name with content."),
    advice=Text("Publicējiet privātuma politiku un ielieciet saiti kājenē.", "Publish a privacy policy and link it in the footer."),
    source=Source(
        "law",
        Text("Vispārīgā datu aizsardzības regula (ES) 2016/679, 13. pants", "General Data Protection Regulation (EU) 2016/679, Article 13"),
        "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
    ),
)


def check(pages: tuple[PageView, ...], documents: tuple[Document, ...], words: Vocabulary) -> Finding:
    """A page or document of that name, and where it is linked; a link to what was not fetched decides nothing."""
    links = labelled(pages, words, "privacy-page")
    policy = privacy_pages(pages, words)
    if policy:
        return found(True, content(policy[0]), *(link for link in links if link.url == policy[0].url))
    files = [Evidence(it.url, excerpt=label) for it in documents for label in it.labels if words.label("privacy-page", label)]
    if files:
        return found(True, *files[:3], confidence=0.8)
    fetched = {page.url for page in pages}
    unseen = [link for link in links if link.url not in fetched and not link.href.startswith("#")]
    return cant_tell("unclear", *unseen) if unseen else absent(*pages[:1])


_LINK = '<footer><a href="/privatuma-politika">Privātuma politika</a></footer>'
_POLICY = "<h1>Privātuma politika</h1><main><p>Personas datu apstrādes pārzinis ir Piemēra novada pašvaldība. Datus apstrādā likumā noteiktam mērķim."

CASES = (
    Case("linked", Outcome.PASSED, _LINK, {"privatuma-politika": _POLICY}, expect=True),
    Case(
        "by another name",
        Outcome.PASSED,
        pages={"a": _POLICY.replace("Privātuma politika", "Fizisko personu datu aizsardzība")},
        expect=True,
    ),
    Case(
        "a document",
        Outcome.PASSED,
        given={"documents": [{"url": "/p.pdf", "kind": "pdf", "labels": ("Personas datu apstrāde",)}]},
        expect=True,
    ),
    Case("none", Outcome.FAILED, expect=False),
    Case(
        "a vacancy is none",
        Outcome.FAILED,
        pages={"v": "<h1>Vakance: personas datu aizsardzība</h1><p>Aicinām darbā, atalgojums pēc vienošanās un sociālās garantijas."},
        expect=False,
    ),
    Case(
        "a seminar is none",
        Outcome.FAILED,
        pages={"s": "<h1>Seminārs par personas datu aizsardzību</h1><p>Seminārs uzņēmējiem notiks kultūras namā, jāpiesakās iepriekš."},
        expect=False,
    ),
    Case("an empty page", Outcome.FAILED, _LINK, {"privatuma-politika": "<h1>Privātuma politika</h1><main><p>Top."}, expect=False),
    Case("on another site", Outcome.CANT_TELL, '<a href="https://platforma.test/privatums">Privātuma politika</a>', reason="unclear"),
    Case("incomplete look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
