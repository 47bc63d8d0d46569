"""A resident sees each month what officials were paid."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from audits.audit import MUNICIPAL, STATE, Audit, Case, Source
from audits.dates import month_named, months
from audits.derive import Link, SiteView
from audits.kit import cant_tell, inapplicable
from audits.outline import Part
from audits.records import gone, said
from audits.sections import file_name, filled, is_file, kept, nowhere, sections
from data.types import Evidence, Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="pay-monthly",
    version=3,
    scope="site",
    title=Text("Amatpersonu atalgojums katru mēnesi", "Officials' pay every month"),
    why=Text("Par nodokļu naudu izmaksātais ir jāpublicē katru mēnesi.", "What is paid from taxes must be published every month."),
    method=Text(
        "Sadaļā par amatpersonu atalgojumu jaunākais mēnesis saišu, rindu, virsrakstu un datņu nosaukumos; vērtība ir šis mēnesis. Vārdi un summas netiek glabāti; par laiku pirms 2025. gada februāra nejautā.",
        "In the section on officials' pay the newest month that links, lines, headings and names of files say; the value is that month. Names and sums are not kept; of the time before February 2025 nothing is asked.",
    ),
    advice=Text(
        "Katru mēnesi publicējiet iepriekšējā mēneša datus ar mēnesi saites nosaukumā.",
        "Publish last month's figures every month, with the month in the link's name.",
    ),
    source=Source(
        "law",
        Text(
            "Valsts pārvaldes iekārtas likums, 92. panta otrā daļa (spēkā no 01.02.2025.)",
            "State Administration Structure Law, Section 92, Paragraph two (in force from 01.02.2025)",
        ),
        "https://tapportals.mk.gov.lv/annotation/f3037bbd-95eb-4364-9622-5fe60810aebf",
    ),
    options={"since": "2025-02-01", "max_months": 2, "min_words": 4},
    unit=Text("mēnesis", "month"),
    reach=MUNICIPAL | STATE,
)


def check(site: SiteView, words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """The newest month of a table of officials' pay; the evidence shows the month and nobody."""
    today = taken_at.date()
    if today < date.fromisoformat(options["since"]) + timedelta(days=31):
        return inapplicable(*site.pages[:1])
    told = sorted(_months(site, words, today), key=lambda one: one[0], reverse=True)
    if not told:
        about = filled(sections(site.pages, words, "officials-pay"), words, options["min_words"])
        return cant_tell("unclear", *[section.see() for section in about]) if about else nowhere(site, words, "officials-pay", leads=False)
    newest, seen = told[0]
    behind = (today.year - newest.year) * 12 + today.month - newest.month
    return kept(behind <= options["max_months"], f"{newest:%Y-%m}", seen, confidence=0.9)


def _months(site: SiteView, words: Vocabulary, today: date) -> Iterator[tuple[date, Evidence]]:
    inside = (part for section in sections(site.pages, words, "officials-pay") for part in section.parts)
    for part in {id(part): part for part in (*inside, *said(site, words, "officials-pay"))}.values():
        if isinstance(part.element, Link) and gone(part.element, site):
            continue
        yield from ((month, part.element.see(told)) for month, told in _told(part) if month <= today)


def _told(part: Part) -> Iterator[tuple[date, str]]:
    """Months that a piece says: itself, by its file's name, or a month's name under the heading of a year."""
    named = file_name(part.element.url) if isinstance(part.element, Link) and is_file(part.element.url) else ""
    both = [*months(part.words), *months(named)]
    yield from both
    month = month_named(part.words) if len(part.words.split()) <= 3 and not both else None
    years = [int(year) for head in reversed(part.trail) for year in _YEAR.findall(head.text)]
    if month and years:
        yield date(years[0], month, 1), f"{years[0]} {part.words}"


_YEAR = re.compile(r"(?<!\d)20[2-9]\d(?!\d)")


CASES = (
    Case(
        "what officials were paid, by other words",
        Outcome.PASSED,
        pages={"/a/": "<h1>Finanses</h1><h2>Darbiniekiem izmaksātais katrā mēnesī</h2><ul><li><a href=/x.csv>2026. gada oktobris</a></ul>"},
        expect="2026-10",
    ),
    Case(
        "by months",
        Outcome.PASSED,
        pages={
            "/a/": "<h1>Amatpersonu atalgojums</h1><ul><li><a href=/9.xlsx>2026. gada septembris</a><li><a href=/10.xlsx>2026. gada oktobris</a></ul>"
        },
        expect="2026-10",
    ),
    Case(
        "the year above, no diacritics",
        Outcome.PASSED,
        pages={"/a/": "<h1>AMATPERSONAM APREKINATAIS ATALGOJUMS</h1><h2>2026. gads</h2><a href=/a.pdf>OKTOBRIS</a>"},
        expect="2026-10",
    ),
    Case(
        "told by the file's name",
        Outcome.PASSED,
        pages={"/a/": "<h1>Informācija par atalgojumu</h1><a href=/files/atalgojums-2026-09.xlsx>lejupielādēt</a>"},
        expect="2026-09",
    ),
    Case(
        "a link that says it itself",
        Outcome.PASSED,
        pages={"/d/": "<h1>Dokumenti</h1><a href=/lv/media/7/download>Amatpersonu atalgojums 2026. gada oktobrī</a>"},
        expect="2026-10",
    ),
    Case(
        "half a year behind",
        Outcome.FAILED,
        pages={"/a/": "<h1>Amatpersonu atalgojums</h1><a href=/5.xlsx>2026. gada maijs</a>"},
        expect="2026-05",
    ),
    Case(
        "by groups only",
        Outcome.FAILED,
        pages={"/a/": "<h1>Mēnešalgu sadalījums pa amatu grupām</h1><a href=/m.xlsx>2026. gada janvāris</a>"},
        expect=False,
    ),
    Case(
        "no month told",
        Outcome.CANT_TELL,
        pages={"/a/": "<h1>Amatpersonu atalgojums</h1><a href=/a.xlsx>Lejupielādēt</a>"},
        reason="unclear",
    ),
    Case("before the duty", Outcome.INAPPLICABLE, given={"taken_at": datetime(2024, 6, 1, tzinfo=UTC)}),
    Case("an empty page", Outcome.FAILED, pages={"/a/": "<h1>Amatpersonu atalgojums</h1>"}, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
