"""A resident learns beforehand what the council's committees will discuss."""

from datetime import datetime

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import SiteView
from audits.papers import of_meeting
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="committee-agendas",
    version=2,
    scope="site",
    title=Text("Komiteju sēžu darba kārtības", "Committee agendas"),
    why=Text(
        "Komitejās lēmumus sagatavo; tur vēl var ko mainīt.", "Decisions are prepared in committees; there they can still be changed."
    ),
    method=Text(
        "Saites un rindas ar vārdiem «darba kārtība» par komiteju sēdēm un ar datumu; vērtība ir jaunākās sēdes datums.",
        "Links and lines that say 'agenda' of committee meetings, with a date; the value is the date of the newest meeting.",
    ),
    advice=Text(
        "Publicējiet katras komitejas sēdes darba kārtību ar datumu.", "Publish the agenda of each committee meeting with its date."
    ),
    source=Source(
        "practice",
        Text(
            "Pašvaldību likums: komiteju sēdes (pants par darba kārtību nav apstiprināts)",
            "Local Government Law: committee meetings (the Section on agendas was not confirmed)",
        ),
        "https://likumi.lv/ta/id/336956",
    ),
    options={"max_age_days": 62},
    unit=Text("datums", "date"),
    reach=MUNICIPAL,
)


def check(site: SiteView, words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """The newest dated one, and whether it is of this season."""
    return of_meeting(site, words, taken_at, "council-agenda", "committee", options["max_age_days"], "committee-agenda")


CASES = (
    Case(
        "by committee",
        Outcome.PASSED,
        pages={"/k/": "<h1>Komiteju sēdes</h1><h2>Finanšu komiteja</h2><a href=/a.pdf>Darba kārtība 19.11.2026.</a>"},
        expect="2026-11-19",
    ),
    Case(
        "told by the row",
        Outcome.PASSED,
        pages={"/s/": "<h1>Sēdes</h1><table><tr><td>Sociālo lietu komiteja<td>19.11.2026.<td><a href=/a.pdf>Darba kārtība</a></table>"},
        expect="2026-11-19",
    ),
    Case(
        "on a page of both",
        Outcome.PASSED,
        pages={
            "/s/": "<h1>Domes un komiteju sēdes</h1><a href=/a.pdf>FINANSU KOMITEJAS DARBA KARTIBA 2026. gada 19. novembrī</a><a href=/b.pdf>Domes sēdes darba kārtība 26.11.2026.</a>"
        },
        expect="2026-11-19",
    ),
    Case(
        "the council's only",
        Outcome.FAILED,
        pages={"/d/": "<title>Domes sēdes</title><h1>Domes sēdes</h1><a href=/a.pdf>Darba kārtība 26.11.2026.</a>"},
        expect=False,
    ),
    Case(
        "a commission's",
        Outcome.FAILED,
        pages={"/d/": "<h1>Vēlēšanu komisija</h1><a href=/a.pdf>Darba kārtība 26.11.2026.</a>"},
        expect=False,
    ),
    Case(
        "years ago",
        Outcome.FAILED,
        pages={"/k/": "<h1>Komiteju sēdes</h1><a href=/a.pdf>Komitejas darba kārtība 19.11.2022.</a>"},
        expect="2022-11-19",
    ),
    Case("an empty page", Outcome.FAILED, pages={"/k/": "<h1>Komiteju sēdes</h1>"}, expect=False),
    Case(
        "a malformed date",
        Outcome.CANT_TELL,
        pages={"/k/": "<h1>Komiteju sēdes</h1><a href=/a.pdf>Darba kārtība 19.013.2026.</a>"},
        reason="unclear",
    ),
    Case("a ministry is not asked", Outcome.INAPPLICABLE, given={"institution": {"kind": "ministry"}}),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
