"""The body says itself how far its site meets the requirements."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, cant_tell, found, inapplicable
from audits.places import content, where
from audits.statement import EXAMPLE, PLAIN, field, sentences, statement, told
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="statement-status",
    version=1,
    scope="site",
    title=Text("Paziņojumā ir pateikta atbilstība", "The statement says how far the site conforms"),
    why=Text("Iedzīvotājs zina, vai ar šķēršļiem jārēķinās.", "A resident knows whether to expect barriers."),
    method=Text(
        "Nolasa lauku a11y-evaluation-fits vai teikumu par atbilstību: «atbilst», «daļēji atbilst» vai «neatbilst».",
        "Reads the field a11y-evaluation-fits or the sentence on conformance: “atbilst” (conforms), “daļēji atbilst” (partly) or “neatbilst” (does not).",
    ),
    advice=Text(
        "Ierakstiet vienu no trim: atbilst, daļēji atbilst, neatbilst.",
        "Write one of the three: conforms, partly conforms, does not conform.",
    ),
    source=Source(
        "law",
        Text(
            "MK noteikumi Nr. 445, 2. pielikums; VARAM vadlīnijas paziņojuma izstrādei",
            "Cabinet Regulation No. 445, Annex 2; VARAM guidance on the statement",
        ),
        "https://likumi.lv/ta/id/316109",
    ),
    options={"statuses": {"statement-none": "neatbilst", "statement-partial": "daļēji atbilst", "statement-full": "atbilst"}},
    measures=True,
    unit=Text("atbilstība", "conformance"),
)


def check(pages: tuple[PageView, ...], words: Vocabulary, options: Json) -> Finding:
    """What the marked field says, else the first sentence that says one; a field with several answers says none."""
    page = statement(pages, words)
    if page is None:
        return inapplicable(whole=True)
    marked = field(page, "evaluation-fits")
    said = [marked.text] if marked else sentences(page.main)
    answers = ((text, _statuses(text, words, options)) for text in said)
    text, statuses = next((answer for answer in answers if answer[1]), ("", []))
    seen = marked.see() if marked else where(page, text) if text else content(page)
    if not statuses:
        return broken(None, seen)
    return found(statuses[0], seen, confidence=1.0 if marked else 0.9) if len(statuses) == 1 else cant_tell("unclear", seen)


def _statuses(text: str, words: Vocabulary, options: Json) -> list[str]:
    return [status for topic, status in options["statuses"].items() if told(text, words, topic)]


def _says(status: str) -> str:
    return EXAMPLE.replace("daļēji atbilst", status)


CASES = (
    Case("partly", Outcome.PASSED, pages={"paz": EXAMPLE}, expect="daļēji atbilst"),
    Case("wholly", Outcome.PASSED, pages={"paz": _says("pilnībā atbilst")}, expect="atbilst"),
    Case("not", Outcome.PASSED, pages={"paz": _says("neatbilst")}, expect="neatbilst"),
    Case("in running text", Outcome.PASSED, pages={"paz": PLAIN}, expect="atbilst"),
    Case(
        "partly, because of what does not comply",
        Outcome.PASSED,
        pages={"paz": PLAIN.replace("atbilst noteikumiem", "daļēji atbilst noteikumiem minētās neatbilstības dēļ un")},
        expect="daļēji atbilst",
    ),
    Case("all three, as in the sample", Outcome.CANT_TELL, pages={"paz": _says("atbilst / daļēji atbilst / neatbilst")}, reason="unclear"),
    Case("not said", Outcome.FAILED, pages={"paz": _says("tiek veidota")}, expect=None),
    Case("there is none", Outcome.INAPPLICABLE),
)
