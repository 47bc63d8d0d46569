"""What the statement says is true today, not years ago."""

from dataclasses import replace
from datetime import datetime

from audits.audit import Audit, Case, Source
from audits.dates import dates, malformed
from audits.derive import PageView
from audits.kit import EVIDENCE_LIMIT, broken, cant_tell, found, inapplicable
from audits.places import content, where
from audits.statement import EXAMPLE, PLAIN, field, sentences, statement
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="statement-age",
    version=2,
    scope="site",
    title=Text("Piekļūstamība izvērtēta pēdējā gada laikā", "Accessibility was evaluated within the last year"),
    why=Text(
        "Vietne mainās; vecs izvērtējums par to vairs neko nepasaka.", "A site changes; an old evaluation says nothing of it any more."
    ),
    method=Text(
        "Nolasa pēdējā izvērtējuma datumu laukā a11y-evaluation-date vai teikumā par izvērtēšanu; vērtība ir datums.",
        "Reads the date of the last evaluation from the field a11y-evaluation-date or the sentence on evaluation; the value is the date.",
    ),
    advice=Text(
        "Izvērtējiet vietni vismaz reizi gadā un atjaunojiet paziņojumu.", "Evaluate the site at least once a year and renew the statement."
    ),
    source=Source(
        "standard",
        Text("VARAM vadlīnijas piekļūstamības paziņojuma izstrādei", "VARAM guidance on the accessibility statement"),
        "https://vadlinijas.pieklustamiba.lv/",
    ),
    options={"max_days": 365},
    unit=Text("datums", "date"),
)


def check(pages: tuple[PageView, ...], words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """The newest date of an evaluation; a date that is none, or lies ahead, decides nothing. Who evaluated is not shown."""
    page = statement(pages, words)
    if page is None:
        return inapplicable(whole=True)
    marked = field(page, "evaluation-date")
    told = [marked.text] if marked else _said(page, words, "statement-evaluated") or _said(page, words, "statement-reviewed")
    days = sorted((day, text, words) for text in told for day, words in dates(text))
    if not days:
        wrong = [where(page, words) for words in [words for text in told for words in malformed(text)][:EVIDENCE_LIMIT]]
        return cant_tell("unclear", *wrong) if wrong else broken(None, marked or content(page))
    day, text, date_told = days[-1]
    place = marked.see() if marked else where(page, text)
    seen, age = replace(place, excerpt=date_told), (taken_at.date() - day).days
    if age < 0:
        return cant_tell("unclear", seen, value=day.isoformat())
    return found(day.isoformat(), seen) if age <= options["max_days"] else broken(day.isoformat(), seen)


def _said(page: PageView, words: Vocabulary, topic: str) -> list[str]:
    return [text for text in sentences(page.main) if words.text(topic, text)]


def _dated(written: str) -> dict[str, str]:
    return {"paz": EXAMPLE.replace("02.09.2026.", written)}


CASES = (
    Case("this autumn", Outcome.PASSED, pages={"paz": EXAMPLE}, expect="2026-09-02"),
    Case("in running text, beside the date of the regulation", Outcome.PASSED, pages={"paz": PLAIN}, expect="2026-09-02"),
    Case(
        "the statement itself was looked through later",
        Outcome.PASSED,
        pages={
            "paz": PLAIN.replace(
                "<p>Rakstiet", "<p>Paziņojums sagatavots 2020. gada 22. septembrī un pārskatīts 2026. gada 11. novembrī.</p><p>Rakstiet"
            )
        },
        expect="2026-09-02",
    ),
    Case("a year ago to the day", Outcome.PASSED, pages=_dated("23.11.2025."), expect="2025-11-23"),
    Case("too old", Outcome.FAILED, pages=_dated("2022. gada 22. decembrī"), expect="2022-12-22"),
    Case("an impossible month", Outcome.CANT_TELL, pages=_dated("23.012.2020."), reason="unclear"),
    Case("ahead", Outcome.CANT_TELL, pages=_dated("02.09.2062."), expect="2062-09-02", reason="unclear"),
    Case("left blank", Outcome.FAILED, pages=_dated("[datums]"), expect=None),
    Case("no date but the regulation's", Outcome.FAILED, pages={"paz": PLAIN.replace("2026. gada 2. septembrī", "nesen")}, expect=None),
    Case("there is none", Outcome.INAPPLICABLE),
)
