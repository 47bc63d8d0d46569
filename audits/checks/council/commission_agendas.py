"""A resident learns when commissions and boards meet and what they will discuss."""

from datetime import datetime

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import SiteView
from audits.papers import of_meeting
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="commission-agendas",
    version=2,
    scope="site",
    title=Text("Komisiju un padomju darba kārtības", "Agendas of commissions and boards"),
    why=Text(
        "Zinot laiku un darba kārtību, var piedalīties komisijas vai padomes sēdē.",
        "Knowing the time and agenda, one can take part in a meeting of a commission or board.",
    ),
    method=Text(
        "Saites un rindas ar vārdiem «darba kārtība» par komisiju vai padomju sēdēm un ar datumu; vērtība ir jaunākās sēdes datums. Likuma pants avotos nav nosaukts.",
        "Links and lines that say 'agenda' of commissions or boards, with a date; the value is the date of the newest meeting. The sources name no Section of the law.",
    ),
    advice=Text(
        "Publicējiet komisiju un padomju sēžu laiku un darba kārtību trīs darbdienas iepriekš.",
        "Publish the time and agenda of meetings of commissions and boards three working days before.",
    ),
    source=Source(
        "practice",
        Text(
            "Pašvaldību likums, kā to citē Kuldīgas novads: laiks un darba kārtība trīs darbdienas iepriekš (pants nav apstiprināts)",
            "Local Government Law as quoted by Kuldīga: time and agenda three working days before (the Section was not confirmed)",
        ),
        "https://www.kuldiga.lv/pasvaldiba/komitejas-komisijas/komisiju-padomju-darba-kartiba",
    ),
    options={"max_age_days": 92},
    unit=Text("datums", "date"),
    reach=MUNICIPAL,
)


def check(site: SiteView, words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """The newest dated one, and whether it is of this season."""
    return of_meeting(site, words, taken_at, "council-agenda", "commission", options["max_age_days"], "commission-agenda")


CASES = (
    Case(
        "a commission's",
        Outcome.PASSED,
        pages={"/k/": "<h1>Komisiju un padomju darba kārtība</h1><ul><li><a href=/a.pdf>Administratīvā komisija 25.11.2026.</a></ul>"},
        expect="2026-11-25",
    ),
    Case(
        "a line of text, no diacritics",
        Outcome.PASSED,
        pages={"/k/": "<h1>Komisijas</h1><h2>Izglitibas padome</h2><p>Sedes darba kartiba 2026. gada 25. novembris"},
        expect="2026-11-25",
    ),
    Case(
        "a committee's",
        Outcome.FAILED,
        pages={"/k/": "<h1>Komiteju sēdes</h1><a href=/a.pdf>Komitejas darba kārtība 25.11.2026.</a>"},
        expect=False,
    ),
    Case(
        "minutes only", Outcome.FAILED, pages={"/k/": "<h1>Iepirkumu komisija</h1><a href=/a.pdf>Protokols 25.10.2026.</a>"}, expect=False
    ),
    Case(
        "last year's",
        Outcome.FAILED,
        pages={"/k/": "<h1>Komisiju sēdes</h1><a href=/a.pdf>Darba kārtība 25.11.2025.</a>"},
        expect="2025-11-25",
    ),
    Case("an empty page", Outcome.FAILED, pages={"/k/": "<h1>Komisiju un padomju darba kārtība</h1>"}, expect=False),
    Case("a ministry is not asked", Outcome.INAPPLICABLE, given={"institution": {"kind": "ministry"}}),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
