"""The data are as new as their publisher promises."""

import re
from datetime import datetime

from audits.audit import Audit, Case, Source
from audits.kit import cant_tell, inapplicable
from audits.open_data import Set, code, faults_of, place_of, sets
from audits.open_data_examples import EMPTY, file, kit, told
from data.types import Finding, Json, Outcome, Text

_WORDS = {
    3653: "decennial",
    1826: "quinquennial",
    1461: "quadrennial",
    1096: "triennial",
    731: "biennial",
    365: "annual annually yearly reizi-gada katru-gadu ikgadeji",
    183: "annual-2 semiannual biannually reizi-pusgada",
    122: "annual-3",
    92: "quarterly reizi-ceturksni katru-ceturksni",
    61: "bimonthly",
    31: "monthly reizi-menesi katru-menesi",
    16: "monthly-2",
    14: "biweekly fortnightly",
    11: "monthly-3",
    7: "weekly reizi-nedela katru-nedelu",
    4: "weekly-2",
    3: "weekly-3",
    1: "daily daily-2 hourly bihourly trihourly cont update-cont continual continuous reizi-diena katru-dienu nepartraukti",
}
"""Days between two updates: codes of the EU authority table, words of CKAN's forms and of Latvian publishers."""
_NO_TERM = (
    "notplanned not-planned never irreg irregular unknown other asneeded as-needed op-datpro none neregulari pec-nepieciesamibas netiek-planots "
    "nav-planots nav-zinams"
)

AUDIT = Audit(
    id="open-data-freshness",
    version=1,
    scope="site",
    title=Text("Datu kopas atjauno tik bieži, cik solīts", "Data sets are updated as often as promised"),
    why=Text(
        "Ja solīts ik gadu, bet dati ir trīs gadus veci, uz tiem paļauties nevar.",
        "Where every year is promised and the data are three years old, nobody can rely on them.",
    ),
    method=Text(
        "Norādīto atjaunošanas biežumu salīdzina ar pēdējās izmaiņas dienu (norādīto vai faila) un saskaita nokavētās datu kopas; pieļauj pusi no "
        "termiņa un divas nedēļas klāt. Kopas bez termiņa (neregulāri, nav plānots) nevērtē.",
        "Compares the declared frequency with the day of the last change (as declared, or of a file) and counts the overdue data sets; half the "
        "term and two weeks are allowed on top. Sets without a term (irregular, not planned) are not judged.",
    ),
    advice=Text(
        "Atjaunojiet nokavētās datu kopas vai norādiet biežumu, kādu var ievērot.",
        "Update the overdue data sets, or declare a frequency that can be kept.",
    ),
    source=Source(
        "standard",
        Text(
            "ES biežumu klasifikators (DCAT-AP, dct:accrualPeriodicity)",
            "EU authority table of frequencies (DCAT-AP, dct:accrualPeriodicity)",
        ),
        "https://op.europa.eu/en/web/eu-vocabularies/dataset/-/resource?uri=http://publications.europa.eu/resource/dataset/frequency",
    ),
    options={
        "days": {word: days for days, words in _WORDS.items() for word in words.split()},
        "no_term": _NO_TERM.split(),
        "grace_share": 0.5,
        "grace_days": 14,
    },
    unit=Text("datu kopas", "data sets"),
)


def check(open_data: Json, taken_at: datetime, options: Json) -> Finding:
    """The overdue data sets; where none promises anything, there is nothing to compare."""
    known = sets(open_data)
    if isinstance(known, Finding):
        return known
    judged = [one for one in known if _term(one, options) and one.changed]
    if not judged:
        unknown = [
            one.see(one.raw["frequency"] or "frequency = –") for one in known if code(one.raw["frequency"]) not in options["no_term"]
        ]
        return cant_tell("unclear", *unknown) if unknown else inapplicable(place_of(open_data))
    return faults_of(open_data, judged, lambda one: _overdue(one, taken_at, options))


def _overdue(one: Set, taken_at: datetime, options: Json) -> str | None:
    term, changed = _term(one, options), one.changed
    if not term or changed is None:
        return None
    allowed = term * (1 + options["grace_share"]) + options["grace_days"]
    return f"{one.raw['frequency']}; {changed.isoformat()}" if (taken_at.date() - changed).days > allowed else None


def _term(one: Set, options: Json) -> int | None:
    """The days between two updates, by the tables or by ISO 8601 (``R/P1M``)."""
    told = _PERIOD.search(one.raw["frequency"])
    if told:
        return int(told[1]) * _UNITS[told[2]]
    days: int | None = options["days"].get(code(one.raw["frequency"]))
    return days


_PERIOD = re.compile(r"\bP(\d{1,3})([YMWD])\b")
_UNITS = {"Y": 365, "M": 31, "W": 7, "D": 1}
_AUTHORITY = "http://publications.europa.eu/resource/authority/frequency/"

CASES = (
    Case(
        "in time, by each kind of word",
        Outcome.PASSED,
        given={
            "open_data": told(
                *(
                    kit("aa"),
                    kit("bb", frequency=f"{_AUTHORITY}MONTHLY", modified="2026-11-03"),
                    kit("cc", frequency="Reizi ceturksnī", modified="5.10.2026"),
                ),
                *(kit("dd", frequency="R/P1M", modified="2026-10-20"), kit("ee", frequency="notPlanned", modified="2001-01-01")),
            )
        },
        expect=0,
    ),
    Case(
        "the year before last",
        Outcome.FAILED,
        given={"open_data": told(kit("aa"), kit("bb", modified="2024-05-10"), kit("cc", frequency="R/P1D", modified="2026-10-01"))},
        expect=2,
    ),
    Case(
        "a new file counts though nobody changed the declared day",
        Outcome.PASSED,
        given={"open_data": told(kit("aa", file("https://a.test/a", "CSV", last_modified="2026-10-01T00:00:00"), modified="2020-01-01"))},
        expect=0,
    ),
    Case("nothing is promised", Outcome.INAPPLICABLE, given={"open_data": told(kit("aa", frequency="irregular", modified="2001-01-01"))}),
    Case("no word on it", Outcome.CANT_TELL, given={"open_data": told(kit("aa", frequency=""))}, reason="unclear"),
    Case("not all were read", Outcome.CANT_TELL, given={"open_data": told(kit("aa"), left_out="time")}, reason="incomplete-look"),
    Case("no data sets", Outcome.INAPPLICABLE, given={"open_data": EMPTY}),
)
