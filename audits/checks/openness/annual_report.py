"""A resident can read what the body did in a year and at what cost."""

from datetime import datetime

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.kit import cant_tell
from audits.records import newest_year
from audits.sections import kept, nowhere, sections
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="annual-report",
    version=3,
    scope="site",
    title=Text("Gada publiskais pārskats", "Annual public report"),
    why=Text(
        "Pārskatā redzams, kas gada laikā paveikts un cik tas maksāja.", "The report shows what was done in the year and what it cost."
    ),
    method=Text(
        "Jaunākais gads pārskatu lapas virsrakstos, saitēs un failu nosaukumos; citu iestāžu pārskati neskaitās.",
        "The newest year in headings, links and names of files about the report; reports of other bodies do not count.",
    ),
    advice=Text(
        "Publicējiet iepriekšējā gada pārskatu ar gadu saites nosaukumā.", "Publish last year's report with the year in the link's name."
    ),
    source=Source(
        "practice", Text("Gada publiskie pārskati", "Annual public reports"), "https://www.vtua.gov.lv/lv/gada-publiskie-parskati"
    ),
    options={"grace_months": 9},
    unit=Text("gads", "year"),
)


def check(site: SiteView, words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """The newest year; last year's report is awaited by the autumn."""
    newest = newest_year(site, words, "annual-report", taken_at)
    if newest is None:
        about = sections(site.pages, words, "annual-report")
        told = [section.see() for section in about if section.links or section.text]
        return cant_tell("unclear", *told) if told else nowhere(site, words, "annual-report", leads=False)
    year, seen = newest
    behind = 0 if taken_at.month > options["grace_months"] else 1
    return kept(year >= taken_at.year - 1 - behind, year, *seen, confidence=0.9)


CASES = (
    Case(
        "a file",
        Outcome.PASSED,
        pages={"/p/": "<h1>Publiskie pārskati</h1><a href=/p.pdf>Gada publiskais pārskats 2025 (PDF)</a>"},
        expect=2025,
    ),
    Case(
        "upper case without diacritics",
        Outcome.PASSED,
        pages={"/p/": "<h1>GADA PUBLISKIE PARSKATI</h1><ul><li><a href=/p.pdf>2024. gads</a><li><a href=/r.pdf>2025. gads</a></ul>"},
        expect=2025,
    ),
    Case(
        "two years behind",
        Outcome.FAILED,
        pages={"/p/": "<h1>Publiskie pārskati</h1><a href=/p.pdf>Gada publiskais pārskats 2023</a>"},
        expect=2023,
    ),
    Case(
        "a company's report",
        Outcome.FAILED,
        pages={"/k/": "<h1>Kapitālsabiedrību gada pārskati</h1><a href=/k.pdf>SIA Ūdens gada pārskats 2025</a>"},
        expect=False,
    ),
    Case(
        "other years on the page",
        Outcome.FAILED,
        pages={
            "/p/": "<h1>Publiskie pārskati</h1><a href=/p.pdf>2021. gada publiskais pārskats</a>"
            "<p>Darba plāns un citi dokumenti 2026. gadam.<p>© 2026<p>Lapa atjaunota 2026"
        },
        expect=2021,
    ),
    Case("no year told", Outcome.CANT_TELL, pages={"/p/": "<h1>Gada pārskats</h1><a href=/p.pdf>Lejupielādēt</a>"}, reason="unclear"),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
