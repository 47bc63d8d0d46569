"""A resident reads in the statement which barriers to expect."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, cant_tell, found, inapplicable
from audits.places import content
from audits.statement import EXAMPLE, PLAIN, field, sentences, statement, told
from audits.statement_parts import part
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="statement-non-compliances",
    version=2,
    scope="site",
    title=Text("Paziņojumā uzskaitītas neatbilstības", "The statement lists what does not conform"),
    why=Text(
        "Iedzīvotājs iepriekš zina, kas viņam vietnē nebūs pieejams.", "A resident knows beforehand what will be out of reach on the site."
    ),
    method=Text(
        "Ja paziņojums nesaka, ka vietne pilnībā atbilst, tajā meklē sarakstu (a11y-non-compliance-item) vai tekstu zem virsraksta par neatbilstībām; vērtība ir to skaits.",
        "Unless the statement says that the site conforms fully, it is searched for a list (a11y-non-compliance-item) or text under a heading on what does not conform; the value is their number.",
    ),
    advice=Text("Uzskaitiet, kas neatbilst, un kad to novērsīsiet.", "List what does not conform, and when it will be mended."),
    source=Source(
        "law",
        Text(
            "MK noteikumi Nr. 445, 2. pielikums; VARAM vadlīnijas paziņojuma izstrādei",
            "Cabinet Regulation No. 445, Annex 2; VARAM guidance on the statement",
        ),
        "https://likumi.lv/ta/id/316109",
    ),
    options={"min_words": 4, "partly": ["statement-partial", "statement-none"]},
    unit=Text("neatbilstības", "non-compliances"),
)


def check(pages: tuple[PageView, ...], words: Vocabulary, options: Json) -> Finding:
    """How many are listed; none need be where all conforms."""
    page = statement(pages, words)
    if page is None:
        return inapplicable(whole=True)
    marked = field(page, "evaluation-fits")
    said = [marked.text] if marked else sentences(page.main)
    partly = any(told(text, words, topic) for text in said for topic in options["partly"])
    if not partly:
        full = any(told(text, words, "statement-full") for text in said)
        return inapplicable(content(page)) if full else cant_tell("unclear", content(page))
    items = [item for item in page.elements(".a11y-non-compliance-item") if len(item.text.split()) >= options["min_words"]]
    if items:
        return found(len(items), *items)
    listed = part(page, words, "statement-non-compliance", "non-compliance-list")
    if listed is None or listed.words < options["min_words"]:
        return broken(0, listed.place if listed else content(page))
    return found(max(len(listed.items), 1), listed.place, confidence=0.9)


_PARTLY = PLAIN.replace("Tīmekļvietne atbilst", "Tīmekļvietne daļēji atbilst")
_HEAD = "<h2>Neatbilstība prasībām, kas minētas noteikumos Nr. 445</h2>"

CASES = (
    Case("marked", Outcome.PASSED, pages={"paz": EXAMPLE}, expect=1),
    Case(
        "under a heading",
        Outcome.PASSED,
        pages={
            "paz": _PARTLY.replace(
                "<p>Rakstiet",
                _HEAD + "<ul><li>Attēliem trūkst tekstuālas alternatīvas<li>Kontrasts vietām ir par mazu</ul><h2>Saziņa</h2><p>Rakstiet",
            )
        },
        expect=2,
    ),
    Case("partly, and nothing said of what", Outcome.FAILED, pages={"paz": _PARTLY}, expect=0),
    Case(
        "the blank of the sample",
        Outcome.FAILED,
        pages={"paz": _PARTLY.replace("<p>Rakstiet", _HEAD + "<p>[uzskaitīt neatbilstības]</p><h2>Saziņa</h2><p>Rakstiet")},
        expect=0,
    ),
    Case("all conforms", Outcome.INAPPLICABLE, pages={"paz": PLAIN}),
    Case(
        "not said how far",
        Outcome.CANT_TELL,
        pages={"paz": PLAIN.replace("Tīmekļvietne atbilst noteikumiem Nr. 445.", "")},
        reason="unclear",
    ),
    Case("there is none", Outcome.INAPPLICABLE),
)
