"""A resident who missed the council meeting can watch it later."""

import re
from datetime import datetime

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import Element, Link, SiteView
from audits.kit import cant_tell, names
from audits.records import day_of, of_council, records
from audits.sections import Section, kept, nowhere, sections
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="council-recordings",
    version=1,
    scope="site",
    title=Text("Domes sēžu ieraksti", "Recordings of council meetings"),
    why=Text("Lēmumu pamatojumu var noklausīties arī pēc sēdes.", "The reasons for a decision can be heard after the meeting too."),
    method=Text(
        "Sadaļā par sēžu ierakstiem ir atskaņotājs vai saite uz video vai audio; vērtība ir jaunākā ieraksta datums.",
        "A section on recordings holds a player or a link to video or sound; the value is the date of the newest.",
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
    options={"max_age_days": 92},
    reach=MUNICIPAL,
)
_MEDIA = re.compile(
    r"youtube|youtu\.be|vimeo|facebook\.com|fb\.watch|\.(mp3|mp4|m4a|wav|ogg|webm)(\?|$)|soundcloud|failiem\.lv", re.IGNORECASE
)


def check(site: SiteView, words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """The newest recording; a label that leads to no sound or picture that we know does not decide."""
    about = sections(site.pages, words, "recording")
    others = [section for section in about if not _of_meetings(section, words)]
    about = [section for section in about if section not in others]
    media = [(day_of(element, label, taken_at, words), element) for section in about for element, label in _media(section)]
    media += [(record.day, record.element) for record in records(site, words, "recording", taken_at) if _plays(record.element)]
    media = list({element.node.mem_id: (day, element) for day, element in media}.values())
    dated = sorted(((day, element) for day, element in media if day and day <= taken_at.date()), key=lambda one: one[0], reverse=True)
    if dated:
        fresh = (taken_at.date() - dated[0][0]).days <= options["max_age_days"]
        return kept(fresh, dated[0][0].isoformat(), *[element for _day, element in dated[:3]])
    seen = [element.see() for _day, element in media] or [section.see() for section in [*about, *others]]
    return cant_tell("unclear", *seen[:5]) if seen else nowhere(site, words, "recording", leads=False)


def _of_meetings(section: Section, words: Vocabulary) -> bool:
    told = [*([section.head.text] if section.head else []), *(label for _element, label in _media(section))]
    names_meeting = any(words.label("meeting", one) and not words.label("other-meeting", one) for one in [*told, *names(section.page)])
    return names_meeting or of_council(section.page, told, words)


def _media(section: Section) -> list[tuple[Element, str]]:
    framed = [(one, one.attribute("title") or "") for one in section.media("iframe", "video", "audio")]
    return framed + [(link, link.label) for link in section.links if _plays(link)]


def _plays(element: Element) -> bool:
    return isinstance(element, Link) and bool(_MEDIA.search(element.url))


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
    Case("none", Outcome.FAILED, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
