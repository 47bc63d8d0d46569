"""A resident who missed a meeting can watch it within days."""

from datetime import date, datetime

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.dates import dates
from audits.derive import Element, SiteView
from audits.kit import absent, broken, cant_tell, found
from audits.outline import own, same
from audits.recordings import Recording, recordings
from audits.records import records
from audits.rows import published, with_lead
from audits.sections import unasked
from audits.workdays import workdays
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="council-recordings-timely",
    version=3,
    scope="site",
    title=Text("Ieraksts ievietots piecu darbdienu laikā", "Recording put up within five working days"),
    why=Text("Ieraksts ir vajadzīgs, kamēr par lēmumu vēl runā.", "A recording is needed while the decision is still discussed."),
    method=Text(
        "Jaunākās sēdes (pēc darba kārtībām, protokoliem un ierakstiem), no kuras pagājušas vairāk nekā piecas darbdienas, ieraksts ir vietnē, un tā ievietošanas diena ir salīdzināta Latvijas darbdienās, ar pārceltajām dienām. Kur ievietošanas diena nav teikta, termiņš ir ievērots tikai tad, ja apmeklējuma dienā tas vēl nebija pagājis; citādi to nevar pateikt. Vērtība ir sēdes datums.",
        "There is a recording of the newest meeting (by agendas, minutes and recordings) that was more than five working days ago, and the day it was put up is compared in Latvian working days, moved days included. Where that day is not told, the term was kept only if it was not over yet on the day of the visit; otherwise it cannot be told. The value is the date of the meeting.",
    ),
    advice=Text(
        "Ievietojiet ierakstu piecu darbdienu laikā un norādiet ievietošanas dienu.",
        "Put the recording up within five working days and say on which day.",
    ),
    source=Source(
        "practice",
        Text(
            "Pašvaldību likums: ieraksts vietnē piecu darbdienu laikā (pants avotos nav nosaukts)",
            "Local Government Law: recording on the site within five working days (the sources name no Section)",
        ),
        "https://www.ludzasnovads.lv/lv/jaunums/no-2023-gada-janvara-domes-sedes-bus-skatamas-tiessaiste",
    ),
    options={"working_days": 5, "between_meetings_days": 62},
    unit=Text("datums", "date"),
    reach=MUNICIPAL,
)


def check(site: SiteView, words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """The newest meeting whose term is over: its recording is there, and was there in time as far as that is told."""
    seen = recordings(site, words, taken_at)
    dated = [one for one in seen if one.day]
    if not dated:
        return cant_tell("unclear", *[one.element for one in seen[:3]]) if seen else unasked(site, words, "recording")
    today = taken_at.date()
    due = max((day for day in _held(site, words, taken_at, dated) if workdays(day, today) > options["working_days"]), default=None)
    recorded = [one for one in dated if due is None or one.day == due]
    channels = [one.element for one in seen if one.channel]
    if due is None or not recorded:
        return found(_newest(dated), dated[0].element) if due is None else _missing(due, dated[0].element, channels, 0.9)
    put_up = published(recorded[0].element, words) or _below_heading(recorded[0], words)
    if put_up and workdays(due, put_up) > options["working_days"]:
        return broken(due.isoformat(), recorded[0].element)
    if workdays(dated[0].day or due, today) <= options["working_days"]:
        # The recording of a still newer meeting is there already.
        return found(_newest(dated), dated[0].element)
    if (today - due).days > options["between_meetings_days"]:
        return _missing(due, recorded[0].element, channels, 0.8)
    return found(due.isoformat(), recorded[0].element) if put_up else cant_tell("unclear", recorded[0].element, value=due.isoformat())


def _missing(due: date, nearest: Element, channels: list[Element], confidence: float) -> Finding:
    """No recording is dated as it should be; a channel may hold it."""
    if channels:
        return cant_tell("unclear", nearest, *channels, value=due.isoformat())
    return absent(nearest, value=due.isoformat(), confidence=confidence)


def _below_heading(one: Recording, words: Vocabulary) -> date | None:
    """The day that a line beside a player says, where both stand under the heading of that one meeting."""
    parts = own(one.element.page)
    trail = next((part.trail for part in parts if part.element.node.mem_id == one.element.node.mem_id), ())
    if not trail or one.day not in {day for day, _told in dates(trail[-1].text)}:
        return None
    lines = (part.words for part in parts if part.kind == "text" and part.trail and same(part.trail[-1].node, trail[-1].node))
    return next((day for line in lines for day, _told, before in with_lead(line) if words.label("page-changed", before)), None)


def _newest(dated: list[Recording]) -> str | None:
    return dated[0].day.isoformat() if dated[0].day else None


def _held(site: SiteView, words: Vocabulary, taken_at: datetime, dated: list[Recording]) -> set[date]:
    """The days of meetings that were held, by all that tells them."""
    papers = (record for paper in ("council-agenda", "council-minutes") for record in records(site, words, paper, taken_at))
    days = {record.day for record in papers if record.day} | {one.day for one in dated if one.day}
    return {day for day in days if day <= taken_at.date()}


CASES = (
    Case(
        "put up in two days",
        Outcome.PASSED,
        pages={
            "/t/": "<h1>Domes sēžu ieraksti</h1><ul><li><a href=https://youtu.be/x>Domes sēde 29.10.2026.</a> Publicēts 02.11.2026.</ul>"
        },
        expect="2026-10-29",
    ),
    Case(
        "seen while there was still time",
        Outcome.PASSED,
        pages={"/t/": "<h1>Domes sēžu ieraksti</h1><a href=https://youtu.be/y>19.11.2026.</a> <a href=https://youtu.be/x>29.10.2026.</a>"},
        expect="2026-11-19",
    ),
    Case(
        "the last meeting is recorded, and nothing tells since when",
        Outcome.CANT_TELL,
        pages={
            "/d/": "<title>Domes sēdes</title><h1>Domes sēdes</h1><a href=/p.pdf>Protokols 29.10.2026.</a>",
            "/t/": "<h1>Domes sēžu ieraksti</h1><a href=https://youtu.be/x>29.10.2026.</a>",
        },
        expect="2026-10-29",
        reason="unclear",
    ),
    Case(
        "the newest meeting has five days still, and nothing tells of the one before",
        Outcome.CANT_TELL,
        pages={
            "/d/": "<title>Domes sēdes</title><h1>Domes sēdes</h1><a href=/p.pdf>Darba kārtība 19.11.2026.</a>",
            "/t/": "<h1>Domes sēžu ieraksti</h1><a href=https://youtu.be/x>29.10.2026.</a>",
        },
        expect="2026-10-29",
        reason="unclear",
    ),
    Case(
        "a player and the day below the heading of the meeting",
        Outcome.PASSED,
        pages={
            "/t/": "<h1>Domes sēžu ieraksti</h1><h2>Domes sēde 29.10.2026.</h2><iframe src=https://www.youtube.com/embed/x></iframe>"
            "<p>Ieraksts publicēts 03.11.2026.</p><h2>Domes sēde 24.09.2026.</h2><iframe src=https://www.youtube.com/embed/y></iframe>"
        },
        expect="2026-10-29",
    ),
    Case(
        "put up too late",
        Outcome.FAILED,
        pages={
            "/t/": "<h1>Domes sēžu ieraksti</h1><table><tr><th>Sēde<th>Ievietots<th><tr><td>29.10.2026.<td>10.11.2026.<td><a href=https://youtu.be/x>skatīt</a></table>"
        },
        expect="2026-10-29",
    ),
    Case(
        "the last meeting is missing",
        Outcome.FAILED,
        pages={
            "/d/": "<title>Domes sēdes</title><h1>Domes sēdes</h1><a href=/p.pdf>Protokols 29.10.2026.</a>",
            "/t/": "<h1>Domes sēžu ieraksti</h1><a href=https://youtu.be/x>24.09.2026.</a>",
        },
        expect="2026-10-29",
    ),
    Case(
        "no meeting for a year",
        Outcome.FAILED,
        pages={"/t/": "<h1>Domes sēžu ieraksti</h1><a href=https://youtu.be/x>24.09.2025.</a>"},
        expect="2025-09-24",
    ),
    Case(
        "an old one beside the channel of all",
        Outcome.CANT_TELL,
        pages={
            "/t/": "<h1>Domes sēžu ieraksti</h1><a href=https://www.youtube.com/@piemers>Visi ieraksti</a><a href=https://youtu.be/x>30.01.2025.</a>"
        },
        expect="2025-01-30",
        reason="unclear",
    ),
    Case(
        "the last meeting may be in the channel",
        Outcome.CANT_TELL,
        pages={
            "/d/": "<title>Domes sēdes</title><h1>Domes sēdes</h1><a href=/p.pdf>Protokols 29.10.2026.</a>",
            "/t/": "<h1>Domes sēžu ieraksti</h1><a href=https://youtu.be/x>24.09.2026.</a><a href=https://www.youtube.com/@piemers>Visi ieraksti</a>",
        },
        expect="2026-10-29",
        reason="unclear",
    ),
    Case(
        "undated ones",
        Outcome.CANT_TELL,
        pages={"/t/": "<h1>Domes sēžu ieraksti</h1><a href=https://youtu.be/x>skatīt</a>"},
        reason="unclear",
    ),
    Case("none", Outcome.INAPPLICABLE),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
