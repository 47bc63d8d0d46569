"""A resident can read what the council's committees concluded."""

from datetime import datetime

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import SiteView
from audits.papers import of_meeting
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="committee-minutes",
    version=1,
    scope="site",
    title=Text("Komiteju sēžu protokoli", "Committee minutes"),
    why=Text(
        "Protokolā redzams, kā lēmums tapa un ko komiteja ieteica.",
        "Minutes show how a decision came about and what the committee advised.",
    ),
    method=Text(
        "Saites un rindas ar vārdu «protokols» par komiteju sēdēm un ar datumu; vērtība ir jaunākās sēdes datums.",
        "Links and lines that say 'minutes' of committee meetings, with a date; the value is the date of the newest meeting.",
    ),
    advice=Text(
        "Publicējiet katras komitejas sēdes protokolu ar sēdes datumu saites nosaukumā.",
        "Publish the minutes of each committee meeting with its date in the link's name.",
    ),
    source=Source(
        "law",
        Text("Pašvaldību likums, 41. panta astotā daļa", "Local Government Law, Section 41, Paragraph eight"),
        "https://www.radio1.lv/lv/Novados/1/53756/No-si-gada-Preilu-novada-domes-sedes-bus-iespeja-skatit-tiessaiste",
    ),
    options={"max_age_days": 92},
    unit=Text("datums", "date"),
    reach=MUNICIPAL,
)


def check(site: SiteView, words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """The newest dated one, and whether it is of this season."""
    return of_meeting(site, words, taken_at, "council-minutes", "committee", options["max_age_days"], "committee-minutes")


CASES = (
    Case(
        "a file",
        Outcome.PASSED,
        pages={"/k/": "<h1>Komiteju sēdes</h1><a href=/p.pdf>Finanšu komitejas sēdes protokols Nr. 11, 22.10.2026.</a>"},
        expect="2026-10-22",
    ),
    Case(
        "no diacritics, the date in the file's name",
        Outcome.PASSED,
        pages={"/k/": "<h1>KOMITEJU SEZU PROTOKOLI</h1><a href=/finansu-komiteja-2026-10-22.pdf>Finansu komiteja</a>"},
        expect="2026-10-22",
    ),
    Case(
        "below the council's on one page",
        Outcome.PASSED,
        pages={
            "/d/": "<title>Domes sēdes</title><h1>Domes sēdes</h1><h2>Protokoli</h2><a href=/a.pdf>Domes sēdes protokols 29.10.2026.</a><h2>Komiteju protokoli</h2><a href=/b.pdf>22.10.2026.</a>"
        },
        expect="2026-10-22",
    ),
    Case(
        "the council's only",
        Outcome.FAILED,
        pages={"/d/": "<title>Domes sēdes</title><h1>Domes sēdes</h1><a href=/p.pdf>Protokols 29.10.2026.</a>"},
        expect=False,
    ),
    Case(
        "agendas only", Outcome.FAILED, pages={"/k/": "<h1>Komiteju sēdes</h1><a href=/p.pdf>Darba kārtība 22.10.2026.</a>"}, expect=False
    ),
    Case("old ones", Outcome.FAILED, pages={"/k/": "<h1>Komiteju sēdes</h1><a href=/p.pdf>Protokols 22.10.2024.</a>"}, expect="2024-10-22"),
    Case("an empty page", Outcome.FAILED, pages={"/k/": "<h1>Komiteju sēžu protokoli</h1><p>Informācija tiks publicēta."}, expect=False),
    Case("a ministry is not asked", Outcome.INAPPLICABLE, given={"institution": {"kind": "ministry"}}),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
