"""A resident has time to read the agenda before the council meets."""

from datetime import date, datetime

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.dates import dates
from audits.derive import Link, PageView, SiteView
from audits.kit import broken, cant_tell, found, names
from audits.records import Record, records
from audits.rows import page_published, published, uploaded
from audits.sections import unasked
from audits.workdays import workdays
from data.types import Document, Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="council-agendas-timely",
    version=1,
    scope="site",
    title=Text("Darba kārtība publicēta laikus", "Agenda published in time"),
    why=Text(
        "Par vēlu publicēta darba kārtība liedz iebilst vai atnākt.", "An agenda that comes too late leaves no time to object or to come."
    ),
    method=Text(
        "Jaunākā darba kārtība, kurai zināma publicēšanas diena (teikta blakus vai lapā, faila laiks serverī vai apmeklējuma diena), salīdzināta ar sēdes dienu Latvijas darbdienās. Avotos termiņš atšķiras (3 vai 5 darbdienas); lietots saudzīgākais — 3.",
        "The newest agenda whose day of publication is known (told beside it or by the page, the file's time at the server, or the day of the visit) against the day of the meeting, in Latvian working days. Sources differ on the term (3 or 5 working days); the laxer, 3, is used.",
    ),
    advice=Text(
        "Publicējiet darba kārtību vismaz trīs darbdienas pirms sēdes un norādiet publicēšanas dienu.",
        "Publish the agenda at least three working days before the meeting and say when it was published.",
    ),
    source=Source(
        "practice",
        Text(
            "Pašvaldību likums: paziņojums par domes sēdi pirms tās (pants nav apstiprināts; 3 darbdienas pēc Preiļu reglamenta, 5 — pēc edruva.lv)",
            "Local Government Law: notice before a council meeting (the Section was not confirmed; 3 working days by Preiļi's rules, 5 by edruva.lv)",
        ),
        "https://www.preili.lv/lv/atlauja-sabiedribai-apmeklet-domes-sedes",
    ),
    options={"min_working_days": 3, "meetings": 6},
    unit=Text("darbdienas", "working days"),
    reach=MUNICIPAL,
)


def check(site: SiteView, words: Vocabulary, taken_at: datetime, documents: tuple[Document, ...], options: Json) -> Finding:
    """How many working days before its meeting the newest agenda of known age was there."""
    seen = records(site, words, "council-agenda", taken_at)
    if not seen:
        return unasked(site, words, "council-agenda")
    files = {document.url: document for document in documents}
    for record in [record for record in seen if record.day][: options["meetings"]]:
        known = _put_up(record, words, files, taken_at, options["min_working_days"])
        if record.day and known:
            ahead = workdays(known, record.day)
            return found(ahead, record.see()) if ahead >= options["min_working_days"] else broken(ahead, record.see())
    return cant_tell("unclear", *[record.see() for record in seen[:3]])


def _put_up(record: Record, words: Vocabulary, files: dict[str, Document], taken_at: datetime, least: int) -> date | None:
    """The day it was put up, as told; or a day on which it was there already, where that is early enough."""
    element, meeting = record.element, record.day
    if meeting is None:
        return None
    told = published(element, words) or (_page_of(record, words) if record.day in _days(element.page) else None)
    if told is not None and told <= meeting:
        return told
    there = [day for day in (uploaded(element, files) if isinstance(element, Link) else None, taken_at.date()) if day]
    return next((day for day in there if workdays(day, meeting) >= least), None)


def _page_of(record: Record, words: Vocabulary) -> date | None:
    return page_published(record.element.page, words)


def _days(page: PageView) -> set[date]:
    """The days that a page's own names say: it is about that meeting only."""
    return {day for name in names(page) for day, _words in dates(name)}


CASES = (
    Case(
        "said beside it",
        Outcome.PASSED,
        pages={
            "/d/": "<title>Domes sēdes</title><h1>Domes sēdes</h1><ul><li><a href=/a.pdf>Darba kārtība 29.10.2026.</a> Publicēts 23.10.2026.</ul>"
        },
        expect=4,
    ),
    Case(
        "a column of its own",
        Outcome.PASSED,
        pages={
            "/d/": "<title>Domes sēdes</title><h1>Domes sēdes</h1><table><tr><th>Sēde<th>Publicēts<th>Dokuments<tr><td>29.10.2026.<td>26.10.2026.<td><a href=/a.pdf>Darba kārtība</a></table>"
        },
        expect=3,
    ),
    Case(
        "a page for the meeting, told to machines",
        Outcome.PASSED,
        pages={
            "/d/s": '<meta property="article:published_time" content="2026-10-22T10:00:00Z"><h1>Domes sēde 29.10.2026.</h1><a href=/a.pdf>Darba kārtība</a>'
        },
        expect=5,
    ),
    Case(
        "the meeting is still far ahead",
        Outcome.PASSED,
        pages={"/d/": "<title>Domes sēdes</title><h1>Domes sēdes</h1><a href=/a.pdf>Darba kārtība 27.11.2026.</a>"},
        expect=4,
    ),
    Case(
        "over a public holiday it is too late",
        Outcome.FAILED,
        pages={
            "/d/": "<title>Domes sēdes</title><h1>Domes sēdes</h1><ul><li><a href=/a.pdf>Darba kārtība 19.11.2026.</a> Publicēts 16.11.2026.</ul>"
        },
        expect=2,
    ),
    Case(
        "on the day itself",
        Outcome.FAILED,
        pages={
            "/d/": "<title>Domes sēdes</title><h1>Domes sēdes</h1><ul><li>DARBA KARTIBA 29.10.2026. <a href=/a.pdf>Darba kārtība</a>, ievietots 29.10.2026.</ul>"
        },
        expect=0,
    ),
    Case(
        "nobody says when",
        Outcome.CANT_TELL,
        pages={"/d/": "<title>Domes sēdes</title><h1>Domes sēdes</h1><a href=/a.pdf>Darba kārtība 29.10.2026.</a>"},
        reason="unclear",
    ),
    Case("no agenda", Outcome.INAPPLICABLE, pages={"/d/": "<h1>Domes sēdes</h1>"}),
    Case("a ministry is not asked", Outcome.INAPPLICABLE, given={"institution": {"kind": "ministry"}}),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
