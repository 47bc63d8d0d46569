"""Somebody answers for the statement, and one sees since when it stands."""

from audits.audit import Audit, Case, Source
from audits.dates import dates
from audits.derive import Element, PageView
from audits.kit import broken, found, inapplicable
from audits.places import content
from audits.statement import EXAMPLE, PLAIN, field, sentences, statement
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="statement-approved",
    version=1,
    scope="site",
    title=Text("Paziņojums ir apstiprināts un datēts", "The statement is approved and dated"),
    why=Text(
        "Redzams, kurš par paziņojumu atbild un vai tas nav pamests.",
        "One sees who answers for the statement, and that it was not abandoned.",
    ),
    method=Text(
        "Meklē, kas paziņojumu apstiprinājis (a11y-approved-by vai teikums «apstiprināja»), un datumu, kad tas sagatavots vai pārskatīts. Personu vārdus neglabā.",
        "Looks for who approved the statement (a11y-approved-by, or a sentence “apstiprināja”) and for the date on which it was prepared or reviewed. Names of persons are not kept.",
    ),
    advice=Text(
        "Norādiet apstiprinātāja amatu, sagatavošanas un pārskatīšanas datumu.",
        "Give the post of the one who approved it, and the dates of preparing and reviewing.",
    ),
    source=Source(
        "law",
        Text(
            "MK noteikumi Nr. 445, 2. pielikums; VARAM vadlīnijas paziņojuma izstrādei",
            "Cabinet Regulation No. 445, Annex 2; VARAM guidance on the statement",
        ),
        "https://likumi.lv/ta/id/316109",
    ),
    options={"min_words": 2},
)


def check(pages: tuple[PageView, ...], words: Vocabulary, options: Json) -> Finding:
    """Whether both an approver and a date of the statement itself are told."""
    page = statement(pages, words)
    if page is None:
        return inapplicable(whole=True)
    approved = _marked(page, ("approved-by", "approved-by-jobtitle")) or _told(page, words, "statement-approval", options["min_words"])
    days = [field(page, name) for name in ("first-notify", "repeated-notify")]
    dated = any(element and dates(element.text) for element in days) or any(
        dates(text) for text in sentences(page.main) if words.text("statement-prepared", text)
    )
    # Only where it stands: beside it there is the name of a person.
    seen = next((element.see(f"<{element.node.tag}>") for element in (*days, field(page, "approved-by")) if element), None) or page.see(
        "main", page.title
    )
    return found(True, seen) if approved and dated else broken(False, content(page) if not approved and not dated else seen)


def _marked(page: PageView, names: tuple[str, ...]) -> bool:
    found_fields: list[Element | None] = [field(page, name) for name in names]
    return any(element and element.text and "[" not in element.text for element in found_fields)


def _told(page: PageView, words: Vocabulary, topic: str, least: int) -> bool:
    """Whether a sentence names an approver: words beside the verb, which the sample leaves in brackets."""
    told = (text for text in sentences(page.main) if words.text(topic, text))
    following = page.main.partition("apstiprināja:")[2].split()[:least]
    return any("[" not in text and len(text.split()) > least + 1 for text in told) or (
        len(following) == least and "[" not in "".join(following)
    )


_END = "<p>Šis paziņojums pirmo reizi sagatavots 01.09.2026.</p><p>Šo paziņojumu apstiprināja: izpilddirektora vietniece</p>"
_FIELDS = "<p>Sagatavots <b id=a11y-first-notify>01.09.2026.</b> Apstiprināja <b id=a11y-approved-by-jobtitle>izpilddirektors</b></p>"

CASES = (
    Case("in words", Outcome.PASSED, pages={"paz": PLAIN.replace("<p>Rakstiet", _END + "<p>Rakstiet")}, expect=True),
    Case("marked", Outcome.PASSED, pages={"paz": EXAMPLE.replace("</main>", _FIELDS + "</main>")}, expect=True),
    Case(
        "the blanks of the sample",
        Outcome.FAILED,
        pages={
            "paz": PLAIN.replace(
                "<p>Rakstiet", "<p>Sagatavots [datums]</p><p>Šo paziņojumu apstiprināja: [vārds, uzvārds, amats]</p><p>Rakstiet"
            )
        },
        expect=False,
    ),
    Case(
        "approved, without a date",
        Outcome.FAILED,
        pages={"paz": PLAIN.replace("<p>Rakstiet", "<p>Šo paziņojumu apstiprināja domes priekšsēdētāja vietnieks.</p><p>Rakstiet")},
        expect=False,
    ),
    Case("nothing", Outcome.FAILED, pages={"paz": PLAIN}, expect=False),
    Case("there is none", Outcome.INAPPLICABLE),
)
