"""A resident finds the answer to a common question without asking."""

import re

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.kit import found
from audits.outline import Part
from audits.sections import Section, nowhere, sections
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="questions-and-answers",
    version=1,
    scope="site",
    title=Text("Jautājumi un atbildes", "Questions and answers"),
    why=Text("Uz biežu jautājumu atbilde ir uzreiz, arī naktī.", "A common question is answered at once, at night too."),
    method=Text(
        "Sadaļā «Biežāk uzdotie jautājumi» (BUJ, «Jautā pašvaldībai») ir vairāki jautājumi ar atbildēm vai saitēm uz tām; jautājumu forma vien nav atbilde.",
        "A section 'Frequently asked questions' holds several questions with answers or links to them; a form to ask by is no answer.",
    ),
    advice=Text(
        "Apkopojiet vienā lapā jautājumus, ko iedzīvotāji uzdod visbiežāk, un atbildes uz tiem.",
        "Gather the questions that residents ask most, with their answers, on one page.",
    ),
    source=Source(
        "survey",
        Text("E-indekss: atbildes uz iedzīvotāju jautājumiem", "E-index: answers to residents' questions"),
        "https://lvportals.lv/norises/291694-valsts-un-pasvaldibu-iestades-iedzivotajiem-klust-sasniedzamakas-elektroniskaja-vide-2017",
    ),
    options={"min_questions": 2, "certain": 0.9},
)
_ASKING = re.compile(
    r"^(?:kā|kur|kad|kas|kāds?|kāda|kādi|kādas|cik|vai|kāpēc|kādēļ|kurš|kura|ko|kam|ja |how|where|when|what|who|why|can|как|где|когда|что|кто)\b",
    re.IGNORECASE,
)
_HEADS = {"heading", "link"}
_FOLDS = {"summary", "dt", "button", "strong", "b", "th"}
_LETTERS = 250
"""A question is no longer."""


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """Sections with questions in them; the promise of questions and a form to ask by are none."""
    about = [section for section in sections(site.pages, words, "questions") if _asked(section) >= options["min_questions"]]
    if about:
        return found(True, *[section.see() for section in about], confidence=options["certain"])
    return nowhere(site, words, "questions", leads=False)


def _asked(section: Section) -> int:
    return len({part.words for part in section.parts if _is_question(part)})


def _is_question(part: Part) -> bool:
    """Whether a piece asks: by its question mark, or as a heading or fold that begins like a question."""
    if not part.words or len(part.words) > _LETTERS:
        return False
    headed = part.kind in _HEADS or part.element.node.tag in _FOLDS
    return part.words.rstrip(' »"”').endswith("?") or (headed and bool(_ASKING.match(part.words)))


_FOLDED = "<details><summary>Kā deklarēt dzīvesvietu?</summary><p>Klātienē vai portālā.</details><details><summary>Kur saņemt izziņu?</summary><p>KAC.</details>"
CASES = (
    Case("folded answers", Outcome.PASSED, pages={"/buj/": f"<h1>Biežāk uzdotie jautājumi</h1>{_FOLDED}"}, expect=True),
    Case("short name, no diacritics", Outcome.PASSED, pages={"/buj/": f"<h1>BUJ</h1>{_FOLDED}"}, expect=True),
    Case("misspelt", Outcome.PASSED, pages={"/j/": f"<h1>BIEZAK UZDOTIE JAUTAJUMI</h1>{_FOLDED}"}, expect=True),
    Case(
        "headings without question marks",
        Outcome.PASSED,
        pages={
            "/j/": "<h1>Jautājumi un atbildes</h1><h2>Kā pieteikties pabalstam</h2><p>Ar iesniegumu.<h2>Kur samaksāt nodokli</h2><p>Bankā."
        },
        expect=True,
    ),
    Case(
        "residents ask, the municipality answers on pages of their own",
        Outcome.PASSED,
        pages={"/jauta/": "<h1>Jautā pašvaldībai</h1><a href=/j/1>Kad salabos ceļu?</a><a href=/j/2>Vai būs gājēju pāreja?</a>"},
        expect=True,
    ),
    Case(
        "under a heading of the services",
        Outcome.PASSED,
        pages={"/p/": f"<h1>Dzīvesvietas deklarēšana</h1><p>Apraksts.<h2>Bieži uzdotie jautājumi</h2>{_FOLDED}"},
        expect=True,
    ),
    Case(
        "in English",
        Outcome.PASSED,
        pages={"/en/faq": "<h1>FAQ</h1><h3>How can I pay?</h3><p>By card.<h3>Where are you?</h3><p>In Liepu Street."},
        expect=True,
    ),
    Case(
        "in Russian",
        Outcome.PASSED,
        pages={
            "/ru/faq": "<h1>Часто задаваемые вопросы</h1><h3>Как оплатить налог?</h3><p>В банке.<h3>Где получить справку?</h3><p>У нас."
        },
        expect=True,
    ),
    Case(
        "only a form to ask by",
        Outcome.FAILED,
        pages={
            "/jauta/": "<h1>Jautājiet mums</h1><p>Neatradāt atbildi?<form method=post><input name=v><textarea name=j></textarea></form>"
        },
        expect=False,
    ),
    Case("nothing yet", Outcome.FAILED, pages={"/buj/": "<h1>Biežāk uzdotie jautājumi</h1><p>Sadaļa tiek papildināta."}, expect=False),
    Case(
        "the news of questions",
        Outcome.FAILED,
        pages={"/jaunumi/a/": f"<h1>Jautājumi un atbildes par remontu</h1>{_FOLDED}"},
        expect=False,
    ),
    Case(
        "another body's",
        Outcome.FAILED,
        "<a href=https://www.mk.gov.lv/lv/biezak-uzdotie-jautajumi>Biežāk uzdotie jautājumi</a>",
        expect=False,
    ),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
