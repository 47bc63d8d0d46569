"""Who cannot use a part of the site learns how to get the same in another way."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, found, inapplicable
from audits.places import content
from audits.statement import EXAMPLE, PLAIN, statement
from audits.statement_parts import part
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="statement-alternatives",
    version=3,
    scope="site",
    title=Text("Paziņojumā norādītas alternatīvas", "The statement names alternatives"),
    why=Text(
        "Nepieejamu dokumentu var palūgt pa tālruni vai klātienē.", "A document out of reach can be asked for by telephone or in person."
    ),
    method=Text(
        "Paziņojumā meklē lauku a11y-alternatives vai tekstu zem virsraksta «Piekļūstamības alternatīvas».",
        "Looks in the statement for the field a11y-alternatives, or for text under the heading “Piekļūstamības alternatīvas” (accessible alternatives).",
    ),
    advice=Text("Aprakstiet, kā to pašu saturu saņemt citā veidā.", "Describe how the same content can be had in another way."),
    source=Source(
        "law",
        Text(
            "MK noteikumi Nr. 445, 2. pielikums; VARAM vadlīnijas paziņojuma izstrādei",
            "Cabinet Regulation No. 445, Annex 2; VARAM guidance on the statement",
        ),
        "https://likumi.lv/ta/id/316109",
    ),
    options={"min_words": 4},
)


def check(pages: tuple[PageView, ...], words: Vocabulary, options: Json) -> Finding:
    """Whether that part says something."""
    page = statement(pages, words)
    if page is None:
        return inapplicable(whole=True)
    told = part(page, words, "statement-alternatives", "alternatives")
    if told is None:
        return broken(False, content(page))
    return found(True, told.place) if told.words >= options["min_words"] else broken(False, told.place)


def _under(text: str) -> dict[str, str]:
    return {"paz": PLAIN.replace("<p>Rakstiet", f"<h2>Piekļūstamības alternatīvas</h2><p>{text}</p><h2>Saziņa</h2><p>Rakstiet")}


CASES = (
    Case(
        "marked",
        Outcome.PASSED,
        pages={"paz": EXAMPLE.replace("</main>", "<p id=a11y-alternatives>Informāciju var saņemt arī klātienē un pa tālruni.</main>")},
        expect=True,
    ),
    Case("under the heading", Outcome.PASSED, pages=_under("Dokumentus pēc pieprasījuma nosūtīsim piekļūstamā formātā."), expect=True),
    Case("a heading and nothing", Outcome.FAILED, pages=_under(""), expect=False),
    Case("the blank of the sample", Outcome.FAILED, pages=_under("[aprakstiet alternatīvas]"), expect=False),
    Case(
        "alternatives that pictures lack",
        Outcome.FAILED,
        pages={"paz": PLAIN.replace("<p>Rakstiet", "<p>Dažām kartēm un shēmām trūkst teksta alternatīvas.</p><p>Rakstiet")},
        expect=False,
    ),
    Case("nothing", Outcome.FAILED, pages={"paz": PLAIN}, expect=False),
    Case("there is none", Outcome.INAPPLICABLE),
)
