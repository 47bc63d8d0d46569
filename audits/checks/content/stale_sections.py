"""A section that lists what is going on is kept up, or is gone."""

import re
from datetime import date, datetime, timedelta

from selectolax.lexbor import LexborNode

from audits.audit import Audit, Case, Source
from audits.dates import dates
from audits.derive import PageView
from audits.kit import inapplicable, names, slug, tally
from audits.outline import Part, frame, mark, own
from audits.sections import Section, sections
from data.text import squeeze
from data.types import Evidence, Finding, Json, Outcome, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="stale-sections",
    version=3,
    scope="site",
    title=Text("Nav pamestu sadaļu", "No section is left behind"),
    why=Text(
        "Pamesta sadaļa maldina: iedzīvotājs domā, ka nekas nenotiek, bet ziņas ir citur.",
        "An abandoned section misleads: a resident thinks that nothing happens, while the news is elsewhere.",
    ),
    method=Text(
        "Lapās ar datētu ierakstu sarakstu (ziņas, pasākumi, iepirkumi, vakances, apspriešanas, sēdes) nolasa jaunāko datumu; vērtība ir to sadaļu skaits, kurās tas ir vecāks par gadu. Datumi tekstā nav ieraksti; vakancēm, iepirkumiem un apspriešanām ierakstiem jābūt sarakstā. Arhīvi un gadu lapas neskaitās.",
        "On pages that list dated entries (news, events, procurement, vacancies, consultations, meetings) the newest date is read; the value is the number of sections where it is older than a year. Dates in prose are no entries; vacancies, procurement and consultations have to list theirs. Archives and pages of single years do not count.",
    ),
    advice=Text(
        "Papildiniet sadaļu, pārvietojiet to uz arhīvu vai noņemiet no izvēlnes.",
        "Bring the section up to date, move it to an archive, or take it out of the menu.",
    ),
    source=Source(
        "practice",
        Text("MK noteikumi Nr. 445, 4. punkts (aktualitāte)", "Cabinet Regulation No. 445, point 4 (currency)"),
        "https://likumi.lv/ta/id/316109",
    ),
    options={"max_days": 365, "min_dates": 2, "line_words": 12, "further": r"/page/\d+|[?&](page|paged|lapa|offset|start|p)=\d"},
    unit=Text("sadaļas", "sections"),
)
_NO_LISTS = frozenset({Role.FRONT, Role.NEWS_ITEM, Role.SEARCH, Role.SITEMAP, Role.STATEMENT, Role.PRIVACY})
_BOXES = {"div", "section", "article", "main", "body", "html"}
_BLOCKS = {"p", "li", "td", "th", "dd", "dt", *_BOXES}
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def check(pages: tuple[PageView, ...], words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """The sections whose newest entry is old; inapplicable where no section lists dated entries."""
    lists = [page for page in pages if _lists(page, words, options)]
    common = frame(pages) if lists else frozenset()
    told = [(page, _newest(page, _entries(page, words, common), taken_at, words, options)) for page in lists]
    told += [(section.page, _newest_of(section, taken_at, options)) for section in _headed(pages, lists, words)]
    dated = [(page, newest) for page, newest in told if newest]
    if not dated:
        return inapplicable(whole=True)
    first = taken_at.date() - timedelta(days=options["max_days"])
    stale = [seen for _page, (day, seen) in dated if day < first]
    return tally(stale, *(seen for _page, (_day, seen) in dated))


def _headed(pages: tuple[PageView, ...], lists: list[PageView], words: Vocabulary) -> list[Section]:
    """Sections of such a name on pages about more; a page that is a list by itself was read as a whole."""
    whole = {page.url for page in lists}
    apart = (section for section in sections(pages, words, "dated-section") if section.page.url not in whole)
    found = (section for section in apart if section.head is not None and not _YEAR.search(section.head.text))
    return [section for section in found if section.page.role not in _NO_LISTS]


def _newest_of(section: Section, taken_at: datetime, options: Json) -> tuple[date, Evidence] | None:
    """The newest date of the lines under a heading that begin with one; None where there are too few to be a list."""
    last = taken_at.date() + timedelta(days=400)
    lines = (part for part in section.parts if part.kind in {"text", "link"})
    entries = [(day, part.element) for part in lines for day, said in dates(part.words[:200]) if day <= last and _begins(part.words, said)]
    if len({day for day, _element in entries}) < options["min_dates"]:
        return None
    day, element = max(entries, key=lambda one: one[0])
    return day, element.see(day.isoformat())


def _lists(page: PageView, words: Vocabulary, options: Json) -> bool:
    """Whether the page is the first of a list that goes on, by its name; not an archive, nor of one year."""
    if page.role in _NO_LISTS or re.search(options["further"], page.url):
        return False
    told = [*names(page), slug(page.url)]
    if any(_YEAR.search(name) or words.label("archived", name) for name in told):
        return False
    return page.role == Role.NEWS or any(words.label("dated-section", name) for name in told)


def _entries(page: PageView, words: Vocabulary, common: frozenset[str]) -> list[Part]:
    """The pieces with a number in them; not those of the site's frame, nor the day on which the page was changed."""
    told = (part for part in own(page) if part.kind in {"text", "link"} and any(map(str.isdigit, part.words)))
    return [part for part in told if mark(part) not in common and not words.label("page-changed", part.words[:100])]


def _newest(page: PageView, parts: list[Part], taken_at: datetime, words: Vocabulary, options: Json) -> tuple[date, Evidence] | None:
    """The newest date of the page, be it in prose; None where there are too few entries to be a list."""
    last = taken_at.date() + timedelta(days=400)
    fields = [(element.attribute("datetime") or "", element) for element in page.elements("main time[datetime], article time[datetime]")]
    timed = [(day, said, element) for text, element in fields for day, said in dates(text[:2000]) if day <= last]
    lines = [(day, said, part) for part in parts for day, said in dates(part.words[:2000]) if day <= last]
    blocks: dict[int, str] = {}
    listed = any(words.label("dated-if-any", name) for name in (*names(page), slug(page.url)))
    entries = {day for day, said, part in lines if _entry(part, said, blocks, options["line_words"], listed=listed)}
    if len(entries | {day for day, _said, _element in timed}) < options["min_dates"]:
        return None
    day, said, element = max((*timed, *((day, said, part.element) for day, said, part in lines)), key=lambda one: one[0])
    return day, element.see(said)


def _entry(part: Part, said: str, blocks: dict[int, str], most: int, *, listed: bool) -> bool:
    """Whether a date is that of an entry: its line begins with it or is short. A section that may be rightly empty has to list it."""
    block = _block(part.element.node)
    line = _line(block, blocks) if block else part.words
    if _begins(line, said):
        return True
    tag = block.tag if block else ""
    if listed and tag in {"p", ""} and part.kind != "link":
        return False
    return len(line.split()) <= most or (tag != "p" and _begins(part.words, said))


def _block(node: LexborNode) -> LexborNode | None:
    """The paragraph, list entry or cell around a place; None where its lines are told apart by breaks only, or by nothing."""
    above: LexborNode | None = node
    while above is not None and above.tag not in _BLOCKS:
        above = above.parent
    return None if above is None or above.tag in _BOXES or above.css_first("br") else above


def _line(block: LexborNode, known: dict[int, str]) -> str:
    if block.mem_id not in known:
        known[block.mem_id] = squeeze(block.text(separator=" "))
    return known[block.mem_id]


def _begins(line: str, said: str) -> bool:
    return line.lstrip("•–—-([ ").startswith(said)


def _list(*days: str) -> str:
    return "".join(f"<li>{day} <a href=/{number}>Ieraksts</a>" for number, day in enumerate(days))


_FRESH, _OLD = _list("02.09.2026.", "01.08.2026."), _list("02.09.2023.", "2022. gada 1. augusts")

CASES = (
    Case(
        "a section of a page about more",
        Outcome.FAILED,
        pages={
            "/attistiba/": "<h1>Attīstība</h1><h2>Programma</h2><p>Programma pieņemta.<h2>Pasākumu kalendārs</h2><ul><li>14.09.2025. Gadatirgus<li>23.08.2025. Sporta svētki</ul>"
        },
        expect=1,
    ),
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
    Case(
        "the law's day among vacancies",
        Outcome.INAPPLICABLE,
        pages={
            "v": "<h1>Vakances</h1><main><p>Šobrīd vakanču nav.</p><p>Datus apstrādā saskaņā ar 27.04.2016. Regulu (ES) 2016/679 "
            "un MK 03.07.2018. noteikumiem.</p>"
        },
    ),
    Case(
        "procurement is elsewhere",
        Outcome.INAPPLICABLE,
        pages={
            "i": "<h1>Iepirkumi</h1><main><p>Kopš 2020. gada 1. janvāra iepirkumi ir <a href=https://www.eis.gov.lv/>EIS</a>.</p>"
            "<p>Iekšējie noteikumi apstiprināti 2021. gada 15. jūnijā.</p>"
        },
    ),
    Case(
        "a table of old procurement",
        Outcome.FAILED,
        pages={"i": "<h1>Iepirkumi</h1><table><tr><td>Skolas jumts<td>02.09.2023.<tr><td>Ceļa remonts<td>01.08.2022.</table>"},
        expect=1,
    ),
    Case(
        "old news in boxes",
        Outcome.FAILED,
        pages={
            "jaunumi": "<h1>Jaunumi</h1><main><div><time datetime=2023-09-02>2. septembris</time><p>Gadatirgus</p></div>"
            "<div><span>01.08.2022.</span> <a href=/a>Svētki</a><p>Novadā svin svētkus.</p></div>"
        },
        expect=1,
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
