"""Whoever gets no answer about a barrier knows whom to complain to."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, found, inapplicable
from audits.places import content, where
from audits.statement import EXAMPLE, PLAIN, field, sentences, statement
from data.types import Finding, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="statement-complaints",
    version=1,
    scope="site",
    title=Text("Paziņojumā teikts, kur sūdzēties", "The statement says where to complain"),
    why=Text(
        "Ja iestāde neatbild, iedzīvotājs var vērsties pie Tiesībsarga.",
        "Where the body does not answer, a resident can turn to the Ombudsman.",
    ),
    method=Text(
        "Paziņojumā meklē sūdzību kārtību (a11y-complaints vai teikumu par sūdzībām) un Tiesībsarga biroju.",
        "Looks in the statement for how to complain (a11y-complaints, or a sentence on complaints) and for the Ombudsman's Office.",
    ),
    advice=Text(
        "Norādiet, kam iestādē sūdzēties, augstāko iestādi un Tiesībsarga biroju.",
        "Say to whom in the body to complain, the higher body, and the Ombudsman's Office.",
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


def check(pages: tuple[PageView, ...], words: Vocabulary) -> Finding:
    """Whether complaints are spoken of, and the Ombudsman named in the page's own content."""
    page = statement(pages, words)
    if page is None:
        return inapplicable(whole=True)
    marked = field(page, "complaints") or field(page, "supervisory-authority-complaints")
    told = [text for text in sentences(page.main) if words.text("statement-complaint", text)]
    ombudsman = words.text("statement-supervisor", page.main)
    seen = [marked.see()] if marked else [where(page, text) for text in told[:2]]
    return found(True, *seen) if seen and ombudsman else broken(False, *(seen or [content(page)]))


_ROUTE = "<h2>Sūdzību iesniegšana</h2><p>Sūdzību iesniedziet domes izpilddirektoram. Pēc tam varat vērsties Tiesībsarga birojā, Baznīcas ielā 25.</p>"

CASES = (
    Case("marked", Outcome.PASSED, pages={"paz": EXAMPLE}, expect=True),
    Case("in words", Outcome.PASSED, pages={"paz": PLAIN.replace("<p>Rakstiet", _ROUTE + "<p>Rakstiet")}, expect=True),
    Case(
        "without the Ombudsman",
        Outcome.FAILED,
        pages={"paz": PLAIN.replace("<p>Rakstiet", "<p>Sūdzību iesniedziet domē.</p><p>Rakstiet")},
        expect=False,
    ),
    Case("nothing", Outcome.FAILED, pages={"paz": PLAIN}, expect=False),
    Case("there is none", Outcome.INAPPLICABLE),
)
