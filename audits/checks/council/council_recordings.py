"""A resident who missed the council meeting can watch it later."""

from datetime import datetime

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import SiteView
from audits.kit import cant_tell, found
from audits.recordings import of_others, recordings
from audits.sections import filled, kept, nowhere, sections
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="council-recordings",
    version=3,
    scope="site",
    title=Text("Domes sēžu ieraksti", "Recordings of council meetings"),
    why=Text("Lēmumu pamatojumu var noklausīties arī pēc sēdes.", "The reasons for a decision can be heard after the meeting too."),
    method=Text(
        "Sadaļā par sēžu ierakstiem ir atskaņotājs vai saite uz video vai audio; vērtība ir jaunākās ierakstītās sēdes datums.",
        "A section on recordings holds a player or a link to video or sound; the value is the date of the newest meeting recorded.",
    ),
    advice=Text(
        "Piecu darbdienu laikā ievietojiet ierakstu ar sēdes datumu nosaukumā.",
        "Within five working days put up the recording, with the date of the meeting in its name.",
    ),
    source=Source(
        "law",
        Text("Pašvaldību likums, 38. panta septītā daļa", "Local Government Law, Section 38, Paragraph seven"),
        "https://www.ludzasnovads.lv/lv/jaunums/no-2023-gada-janvara-domes-sedes-bus-skatamas-tiessaiste",
    ),
    options={"max_age_days": 92, "min_words": 4},
    reach=MUNICIPAL,
)


def check(site: SiteView, words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """The newest recording; a label that leads to no sound or picture that we know does not decide."""
    seen = recordings(site, words, taken_at)
    archived = [one.element for one in seen if one.channel]
    if seen and seen[0].day:
        fresh = (taken_at.date() - seen[0].day).days <= options["max_age_days"]
        if archived and not fresh:
            # The channel may hold newer ones than those that the page shows.
            return cant_tell("unclear", seen[0].element, *archived, value=seen[0].day.isoformat())
        return kept(fresh, seen[0].day.isoformat(), *[one.element for one in seen[:3]])
    if archived:
        return found(True, *archived, confidence=0.6)
    about = [section for section in sections(site.pages, words, "recording") if not of_others(section, words)]
    told = filled(about, words, options["min_words"])
    unclear = [one.element.see() for one in seen] or [section.see() for section in told]
    return cant_tell("unclear", *unclear[:5]) if unclear else nowhere(site, words, "recording", leads=False)


CASES = (
    Case(
        "a film",
        Outcome.PASSED,
        pages={"/t/": "<h1>Tiešraides un ieraksti</h1><a href=https://youtu.be/x>Domes sēde 29.10.2026.</a>"},
        expect="2026-10-29",
    ),
    Case(
        "a sound file",
        Outcome.PASSED,
        pages={"/t/": "<h1>Domes sēdes</h1><h2>AUDIOIERAKSTI</h2><a href=/f/sede_2026-10-29.mp3>klausīties</a>"},
        expect="2026-10-29",
    ),
    Case(
        "old ones only",
        Outcome.FAILED,
        pages={"/t/": "<h1>Sēžu ieraksti</h1><a href=https://youtu.be/x>26.01.2023.</a>"},
        expect="2023-01-26",
    ),
    Case(
        "a label that leads to a page",
        Outcome.CANT_TELL,
        pages={"/t/": "<h1>Ieraksti</h1><a href=/d/>29.10.2026. sēdes ieraksts</a>"},
        reason="unclear",
    ),
    Case(
        "recordings of a concert and posts of a blog",
        Outcome.FAILED,
        pages={
            "/k/": "<h1>Koncertu ieraksti</h1><a href=https://youtu.be/x>29.10.2026.</a>",
            "/b/": "<h1>Blogs</h1><h2>Jaunākie ieraksti</h2><a href=/b/1>Svētki 29.10.2026.</a>",
        },
        expect=False,
    ),
    Case(
        "recordings of something",
        Outcome.CANT_TELL,
        pages={"/k/": "<h1>Video ieraksti</h1><a href=https://youtu.be/x>Seminārs 29.10.2026.</a>"},
        reason="unclear",
    ),
    Case(
        "the day it was put up is not the day of the meeting",
        Outcome.PASSED,
        pages={
            "/t/": "<h1>Domes sēžu ieraksti</h1><table><tr><th>Sēde<th>Ievietots<th><tr><td>29.10.2026.<td>04.11.2026.<td><a href=https://youtu.be/x>skatīt</a></table>"
        },
        expect="2026-10-29",
    ),
    Case(
        "a player below the meeting's heading",
        Outcome.PASSED,
        pages={
            "/t/": "<h1>TIEŠRAIDES UN IERAKSTI</h1><h3>2026. gada 29. oktobra sēde</h3><iframe src=https://www.youtube.com/embed/x></iframe>"
        },
        expect="2026-10-29",
    ),
    Case(
        "a channel for all of them",
        Outcome.PASSED,
        pages={"/t/": "<h1>Domes sēžu ieraksti</h1><p>Skatāmi <a href=https://www.youtube.com/@piemers/streams>mūsu kanālā</a>"},
        expect=True,
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
        "a committee's only",
        Outcome.FAILED,
        pages={"/t/": "<h1>Komiteju sēžu ieraksti</h1><a href=https://youtu.be/x>Finanšu komiteja 29.10.2026.</a>"},
        expect=False,
    ),
    Case("an empty page", Outcome.FAILED, pages={"/t/": "<h1>Domes sēžu ieraksti</h1>"}, expect=False),
    Case("none", Outcome.FAILED, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
