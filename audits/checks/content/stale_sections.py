"""A section that lists what is going on is kept up, or is gone."""

import re
from datetime import date, datetime, timedelta

from audits.audit import Audit, Case, Source
from audits.dates import dates
from audits.derive import PageView
from audits.kit import inapplicable, names, slug, tally
from audits.outline import Part, frame, mark, own
from data.types import Evidence, Finding, Json, Outcome, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="stale-sections",
    version=1,
    scope="site",
    title=Text("Nav pamestu sadaļu", "No section is left behind"),
    why=Text(
        "Pamesta sadaļa maldina: iedzīvotājs domā, ka nekas nenotiek, bet ziņas ir citur.",
        "An abandoned section misleads: a resident thinks that nothing happens, while the news is elsewhere.",
    ),
    method=Text(
        "Lapās ar datētu ierakstu sarakstu (ziņas, pasākumi, iepirkumi, vakances, apspriešanas, sēdes) nolasa jaunāko datumu; vērtība ir to sadaļu skaits, kurās tas ir vecāks par gadu. Arhīvi un gadu lapas neskaitās.",
        "On pages that list dated entries (news, events, procurement, vacancies, consultations, meetings) the newest date is read; the value is the number of sections where it is older than a year. Archives and pages of single years do not count.",
    ),
    advice=Text(
        "Papildiniet sadaļu, pārvietojiet to uz arhīvu vai noņemiet no izvēlnes.",
        "Bring the section up to date, move it to an archive, or take it out of the menu.",
    ),
    source=Source(
        "law",
        Text("MK noteikumi Nr. 445, 4. punkts (aktualitāte)", "Cabinet Regulation No. 445, point 4 (currency)"),
        "https://likumi.lv/ta/id/316109",
    ),
    options={"max_days": 365, "min_dates": 2, "further": r"/page/\d+|[?&](page|paged|lapa|offset|start|p)=\d"},
    unit=Text("sadaļas", "sections"),
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def check(pages: tuple[PageView, ...], words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """The sections whose newest entry is old; inapplicable where no section lists dated entries."""
    lists = [page for page in pages if _lists(page, words, options)]
    common = frame(pages) if lists else frozenset()
    told = [(page, _newest(page, _entries(page, words, common), taken_at, options["min_dates"])) for page in lists]
    dated = [(page, newest) for page, newest in told if newest]
    if not dated:
        return inapplicable(whole=True)
    first = taken_at.date() - timedelta(days=options["max_days"])
    stale = [seen for _page, (day, seen) in dated if day < first]
    return tally(stale, *(seen for _page, (_day, seen) in dated))


def _lists(page: PageView, words: Vocabulary, options: Json) -> bool:
    """Whether the page is the first of a list that goes on, by its name; not an archive, nor of one year."""
    if page.role in {Role.FRONT, Role.NEWS_ITEM, Role.SEARCH, Role.SITEMAP} or re.search(options["further"], page.url):
        return False
    told = [*names(page), slug(page.url)]
    if any(_YEAR.search(name) or words.label("archived", name) for name in told):
        return False
    return page.role == Role.NEWS or any(words.label("dated-section", name) for name in told)


def _entries(page: PageView, words: Vocabulary, common: frozenset[str]) -> list[Part]:
    """The pieces with a number in them; not those of the site's frame, nor the day on which the page was changed."""
    told = (part for part in own(page) if part.kind in {"text", "link"} and any(map(str.isdigit, part.words)))
    return [part for part in told if mark(part) not in common and not words.label("page-changed", part.words[:100])]


def _newest(page: PageView, entries: list[Part], taken_at: datetime, least: int) -> tuple[date, Evidence] | None:
    """The newest date of the page's entries; None where there are too few of them to be a list."""
    last = taken_at.date() + timedelta(days=400)
    fields = ((element.attribute("datetime") or "", element) for element in page.elements("main time[datetime], article time[datetime]"))
    lines = ((part.words, part.element) for part in entries)
    found = [(day, element.see(said)) for text, element in (*fields, *lines) for day, said in dates(text[:2000]) if day <= last]
    days = {day for day, _seen in found}
    return max(found, key=lambda one: one[0]) if len(days) >= least else None


def _list(*days: str) -> str:
    return "".join(f"<li>{day} <a href=/{number}>Ieraksts</a>" for number, day in enumerate(days))


_FRESH, _OLD = _list("02.09.2026.", "01.08.2026."), _list("02.09.2023.", "2022. gada 1. augusts")

CASES = (
    Case(
        "the foot of the page was changed",
        Outcome.FAILED,
        pages={"izstades.html": f"<h1>Izstādes</h1><ul>{_OLD}</ul><p>Lapa atjaunota 2026. gada 14. septembrī"},
        expect=1,
    ),
    Case(
        "kept up",
        Outcome.PASSED,
        pages={"jaunumi": f"<h1>Jaunumi</h1><ul>{_FRESH}", "pasakumi": f"<h1>Pasākumi</h1><ul>{_FRESH}"},
        expect=0,
    ),
    Case(
        "events of years ago",
        Outcome.FAILED,
        pages={"jaunumi": f"<h1>Jaunumi</h1><ul>{_FRESH}", "pasakumi": f"<h1>Pasākumi</h1><ul>{_OLD}"},
        expect=1,
    ),
    Case(
        "two of them",
        Outcome.FAILED,
        pages={"a": f"<h1>Iepirkumi</h1><ul>{_OLD}", "b": f"<h1>Publiskās apspriešanas</h1><ul>{_OLD}"},
        expect=2,
    ),
    Case(
        "an archive may be old",
        Outcome.INAPPLICABLE,
        pages={"a": f"<h1>Ziņu arhīvs</h1><ul>{_OLD}", "b": f"<h1>Iepirkumi 2022</h1><ul>{_OLD}"},
    ),
    Case(
        "the second page of a list is",
        Outcome.PASSED,
        pages={"jaunumi": f"<h1>Jaunumi</h1><ul>{_FRESH}", "jaunumi?page=2": f"<h1>Jaunumi</h1><ul>{_OLD}"},
        expect=0,
    ),
    Case("no lists", Outcome.INAPPLICABLE, pages={"kontakti": "<h1>Kontakti</h1><p>Kopš 02.09.2001."}),
    Case(
        "kept up as far as seen",
        Outcome.CANT_TELL,
        pages={"jaunumi": f"<h1>Jaunumi</h1><ul>{_FRESH}"},
        given={"stopped_by": "pages"},
        reason="incomplete-look",
    ),
)
