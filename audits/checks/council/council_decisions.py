"""A resident can read what the council has decided."""

from datetime import datetime

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import Link, SiteView
from audits.kit import found
from audits.records import records
from audits.sections import is_file, kept, named_topics, nowhere
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="council-decisions",
    version=1,
    scope="site",
    title=Text("Domes lēmumi", "Council decisions"),
    why=Text("Lēmums skar cilvēku tiesības; tam jābūt izlasāmam.", "A decision touches people's rights; one must be able to read it."),
    method=Text(
        "Saites uz pieņemtajiem domes lēmumiem, vislabāk ar datumu; vērtība ir jaunākais datums. Lēmumu projekti un komisiju lēmumi neskaitās.",
        "Links to the council's adopted decisions, best with a date; the value is the newest date. Drafts and decisions of commissions do not count.",
    ),
    advice=Text("Publicējiet katras sēdes pieņemtos lēmumus ar sēdes datumu.", "Publish the decisions of each meeting with its date."),
    source=Source(
        "practice",
        Text(
            "Pašvaldību likums: domes lēmumi ir publiski pieejami (pants avotos nav nosaukts)",
            "Local Government Law: council decisions are public (the sources name no Section)",
        ),
        "https://delna.lv/lv/2024/03/11/kas-jazina-iepazistoties-ar-domes-sezu-protokoliem/",
    ),
    options={"max_age_days": 92},
    unit=Text("datums", "date"),
    reach=MUNICIPAL,
)


def check(site: SiteView, words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """The newest dated decision; a list without dates is a list too."""
    seen = records(site, words, "council-decision", taken_at)
    if not any(record.day for record in seen):
        # «Pieņemtie lēmumi» are the council's, also where nothing on the page says so.
        loose = records(site, words, "council-decision", taken_at, "")
        seen += [record for record in loose if "council-decision" in named_topics(record.element.page, words)]
    dated = [record for record in seen if record.day and record.day <= taken_at.date()]
    if dated and dated[0].day:
        fresh = (taken_at.date() - dated[0].day).days <= options["max_age_days"]
        return kept(fresh, dated[0].day.isoformat(), *[record.see() for record in dated[:3]])
    lasting = [record.see() for record in seen if isinstance(record.element, Link) and is_file(record.element.url)]
    return found(True, *lasting[:3], confidence=0.7) if lasting else nowhere(site, words, "council-decision", leads=False)


CASES = (
    Case(
        "a list",
        Outcome.PASSED,
        pages={
            "/d/": "<title>Domes sēdes</title><h1>Domes sēdes</h1><h2>Pieņemtie lēmumi</h2><a href=/l.pdf>Lēmums Nr. 187, 29.10.2026.</a>"
        },
        expect="2026-10-29",
    ),
    Case(
        "by meetings, no diacritics",
        Outcome.PASSED,
        pages={"/l/": "<h1>DOMES LEMUMI</h1><ul><li><a href=/l.edoc>2026. gada 29. oktobris</a></ul>"},
        expect="2026-10-29",
    ),
    Case(
        "a page that names no council",
        Outcome.PASSED,
        pages={"/lv/pienemtie-lemumi": "<h1>Pieņemtie lēmumi</h1><a href=/lv/media/221/download>29.10.2026. Lēmums Nr. 231</a>"},
        expect="2026-10-29",
    ),
    Case(
        "without dates",
        Outcome.PASSED,
        pages={"/l/": "<h1>Domes lēmumi</h1><a href=/187.pdf>Lēmums Nr. 187</a><a href=/188.pdf>Lēmums Nr. 188</a>"},
        expect=True,
    ),
    Case(
        "drafts only",
        Outcome.FAILED,
        pages={
            "/d/": "<title>Domes sēdes</title><h1>Domes sēdes</h1><h2>Lēmumu projekti</h2><a href=/l.pdf>Lēmuma projekts 26.11.2026.</a>"
        },
        expect=False,
    ),
    Case(
        "a commission's",
        Outcome.FAILED,
        pages={"/k/": "<h1>Administratīvā komisija</h1><a href=/l.pdf>Komisijas lēmums 29.10.2026.</a>"},
        expect=False,
    ),
    Case("years ago", Outcome.FAILED, pages={"/l/": "<h1>Domes lēmumi</h1><a href=/l.pdf>Lēmums 29.10.2021.</a>"}, expect="2021-10-29"),
    Case("an empty page", Outcome.FAILED, pages={"/l/": "<h1>Pieņemtie lēmumi</h1>"}, expect=False),
    Case("a promise", Outcome.FAILED, pages={"/l/": "<h1>Domes lēmumi</h1><p>Informācija tiks publicēta drīzumā."}, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
