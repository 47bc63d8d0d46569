"""A resident who reads a date can rely on there being such a day."""

import re
from collections.abc import Iterator
from datetime import datetime

from audits.audit import Audit, Case, Source
from audits.dates import malformed
from audits.derive import PageView
from audits.kit import tally
from audits.places import where
from audits.shares import lasting
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="malformed-dates",
    version=1,
    scope="site",
    title=Text("Datumi ir iespējami", "Dates are possible days"),
    why=Text(
        "Kļūdains datums nepasaka, kad sēde notiks vai līdz kuram laikam jāpiesakās.",
        "A wrong date does not say when a meeting is, or by when to apply.",
    ),
    method=Text(
        "Lapu saturā meklē pierakstus, kas izskatās pēc datuma, bet tādas dienas nav: 23.012.2020., 31.02.2020., 00.00.0000.; vērtība ir to skaits.",
        "Looks in the content of pages for what is written like a date although there is no such day: 23.012.2020, 31.02.2020, 00.00.0000; the value is their number.",
    ),
    advice=Text("Izlabojiet datumus norādītajās vietās.", "Correct the dates in the places shown."),
    source=Source("practice", Text("Laba prakse: datu precizitāte", "Good practice: accuracy of content")),
    options={"years": [1990, 10], "places": 20},
    unit=Text("datumi", "dates"),
)
_NUMBERS = re.compile(r"(\d(?<![\d.,/-]\d)\d{0,2})([./-])\s?(\d{1,3})\2\s?(\d{4})(?![\d/-])")
_WORDS = re.compile(r"(\d(?<!\d\d)\d{3})\.?\s?(?:gada|g\.)\s(\d{2,3})\.\s?[a-zāčēģīķļņšūž]{3,12}", re.IGNORECASE)
_OLD = 28
"""Days that every month has."""


def check(pages: tuple[PageView, ...], taken_at: datetime, options: Json) -> Finding:
    """Every such place; each once on a page."""
    first, ahead = options["years"]
    last = taken_at.year + ahead
    faults = [(page, told) for page in lasting(pages) for told in dict.fromkeys(_wrong(page.main, range(first, last + 1)))]
    return tally([where(page, told) for page, told in faults[: options["places"]]], *pages[:1], value=len(faults))


def _wrong(text: str, years: range) -> Iterator[str]:
    for match in _NUMBERS.finditer(text):
        day, mark, month, year = match.groups()
        plain = int(day) <= _OLD and len(day) < 3 and len(month) < 3 and 0 < int(month) <= 12 and int(day)
        american = mark == "/" and 0 < int(day) <= 12 and int(month) <= 31
        grouped = max(len(day), len(month)) == 3 and not month.startswith("0")
        if not (plain or american or grouped) and (int(year) in years or year == "0000"):
            yield from malformed(match.group())
    for match in _WORDS.finditer(text):
        if int(match[1]) in years and int(match[2]) > _OLD:
            yield from malformed(match.group())


CASES = (
    Case("dates in all their forms", Outcome.PASSED, "<main>02.09.2026., 31.12.2026, 2024. gada 29. februārī", expect=0),
    Case("an impossible month", Outcome.FAILED, "<main><p>Izvērtēts 23.012.2020.", expect=1),
    Case("a day that February has not", Outcome.FAILED, "<main><p>Līdz 31.02.2020. un 2025. gada 30. februārim", expect=2),
    Case("left blank by a machine", Outcome.FAILED, "<main><p>Publicēts: 00.00.0000", expect=1),
    Case("twice on a page", Outcome.FAILED, "<main><p>31.04.2026.<p>31.04.2026.", expect=1),
    Case("in the menu", Outcome.PASSED, "<nav>31.02.2020.</nav><main><p>Ziņa", expect=0),
    Case(
        "prices, telephones, versions and classifiers",
        Outcome.PASSED,
        "<main><p>12.345.6789, 29.123.4567, 1.2.3.2020, 45.11.2000-8, 192.168.100.2020",
        expect=0,
    ),
    Case("the American way", Outcome.PASSED, "<main><p>12/25/2026", expect=0),
    Case("none in half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
