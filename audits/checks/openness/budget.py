"""A resident can see where this year's money goes."""

from datetime import UTC, datetime

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.kit import cant_tell
from audits.records import newest_year
from audits.sections import kept, nowhere, sections
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="budget",
    version=3,
    scope="site",
    title=Text("Budžets", "Budget"),
    why=Text("Budžetā redzams, kam tērē kopējo naudu.", "The budget shows what the common money is spent on."),
    method=Text(
        "Jaunākais gads budžeta lapas virsrakstos, saitēs, failu nosaukumos un rindās; līdzdalības budžets un projekti neskaitās.",
        "The newest year in headings, links, names of files and lines about the budget; the participatory budget and drafts do not count.",
    ),
    advice=Text("Publicējiet šā gada budžetu, arī mašīnlasāmā formātā.", "Publish this year's budget, in a machine-readable format too."),
    source=Source(
        "practice",
        Text("Informācijas atklātība par publisko finansējumu", "Openness about public money"),
        "https://atklatibasindekss.lv/381-2/",
    ),
    options={"grace_months": 3},
    unit=Text("gads", "year"),
)


def check(site: SiteView, words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """The newest year; at the beginning of a year the last one is enough."""
    newest = newest_year(site, words, "budget", taken_at)
    if newest is None:
        about = sections(site.pages, words, "budget")
        told = [section.see() for section in about if section.links or section.text]
        return cant_tell("unclear", *told) if told else nowhere(site, words, "budget", leads=False)
    year, seen = newest
    behind = 0 if taken_at.month > options["grace_months"] else 1
    return kept(year >= taken_at.year - behind, year, *seen, confidence=0.9)


CASES = (
    Case(
        "a headline on the front page",
        Outcome.FAILED,
        "<main><h2><a href=/jaunumi/b/>Budžets 2026 apstiprināts</a></h2></main>",
        pages={"/jaunumi/b/": "<h1>Budžets 2026 apstiprināts</h1><p>Dome apstiprināja budžetu."},
        expect=False,
    ),
    Case(
        "a file",
        Outcome.PASSED,
        pages={"/b/": "<h1>Budžets un finanses</h1><a href=/b.pdf>Budžets 2026 (PDF)</a><a href=/v.pdf>Budžets 2025</a>"},
        expect=2026,
    ),
    Case(
        "told by the file's name",
        Outcome.PASSED,
        pages={"/b/": "<h1>BUDZETS</h1><a href=/uploads/2026/11/budzets-2026.pdf>skatīt šeit</a>"},
        expect=2026,
    ),
    Case("told by the text", Outcome.PASSED, pages={"/b/": "<h1>Budžets</h1><p>Budžets apstiprināts 2026. gada 29. janvārī."}, expect=2026),
    Case(
        "the year before, in January",
        Outcome.PASSED,
        pages={"/b/": "<h1>Budžets</h1><a href=/b.pdf>Budžets 2025</a>"},
        given={"taken_at": datetime(2026, 1, 15, tzinfo=UTC)},
        expect=2025,
    ),
    Case(
        "the year the page was published",
        Outcome.FAILED,
        pages={"/b/": "<h1>Budžets</h1><a href=/b.pdf>Budžets 2021</a><p>Publicēts: 2026"},
        expect=2021,
    ),
    Case(
        "a family's",
        Outcome.FAILED,
        pages={"/b/": "<h1>Bezmaksas seminārs par ģimenes budžetu 2026</h1><p>Nāc un uzzini!"},
        expect=False,
    ),
    Case(
        "up to 2021",
        Outcome.FAILED,
        pages={"/b/": "<h1>Novada pašvaldības budžets līdz 2021. gadam</h1><a href=/b.pdf>Budžets 2020</a>"},
        expect=2021,
    ),
    Case(
        "the folder's year is none",
        Outcome.CANT_TELL,
        pages={"/b/": "<h1>Budžets</h1><a href=/uploads/2026/11/b.pdf>Lejupielādēt</a>"},
        reason="unclear",
    ),
    Case(
        "the participatory budget is another",
        Outcome.FAILED,
        pages={"/l/": "<h1>Līdzdalības budžets</h1><p>2026. gada līdzdalības budžets ir 60 000 EUR."},
        expect=False,
    ),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
