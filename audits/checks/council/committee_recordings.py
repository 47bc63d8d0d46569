"""A resident can hear what was said in the council's committees."""

from datetime import datetime

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import SiteView
from audits.kit import cant_tell, found
from audits.recordings import recordings
from audits.sections import kept, nowhere
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="committee-recordings",
    version=2,
    scope="site",
    title=Text("Komiteju sēžu ieraksti", "Recordings of committee meetings"),
    why=Text("Ierakstā dzirdams, kādi bija iebildumi pirms lēmuma.", "The recording lets one hear the objections made before a decision."),
    method=Text(
        "Atskaņotājs vai saite uz video vai audio, kas pieder komiteju sēdēm; vērtība ir jaunākās sēdes datums. Likums ļauj ierakstus glabāt arī arhīvā, ārpus vietnes.",
        "A player or a link to video or sound that belongs to committee meetings; the value is the date of the newest meeting. The law allows to keep recordings in the archive, off the site, too.",
    ),
    advice=Text(
        "Ievietojiet komiteju sēžu ierakstus vietnē ar sēdes datumu nosaukumā.",
        "Put recordings of committee meetings on the site with the date in their names.",
    ),
    source=Source(
        "practice",
        Text(
            "Pašvaldību likums, 41. panta septītā daļa (ieraksts publiski pieejams; vietnē — pēc izvēles)",
            "Local Government Law, Section 41, Paragraph seven (publicly available; on the site by choice)",
        ),
        "https://www.radio1.lv/lv/Novados/1/53756/No-si-gada-Preilu-novada-domes-sedes-bus-iespeja-skatit-tiessaiste",
    ),
    options={"max_age_days": 92},
    unit=Text("datums", "date"),
    reach=MUNICIPAL,
)


def check(site: SiteView, words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """The newest recording of any committee."""
    seen = recordings(site, words, taken_at, "committee")
    archived = [one.element for one in seen if one.channel]
    if seen and seen[0].day:
        fresh = (taken_at.date() - seen[0].day).days <= options["max_age_days"]
        if archived and not fresh:
            # The channel may hold newer ones than those that the page shows.
            return cant_tell("unclear", seen[0].element, *archived, value=seen[0].day.isoformat())
        return kept(fresh, seen[0].day.isoformat(), *[one.element for one in seen[:3]])
    if archived:
        return found(True, *archived, confidence=0.6)
    return cant_tell("unclear", *[one.element for one in seen[:3]]) if seen else nowhere(site, words, "committee-recording", leads=False)


CASES = (
    Case(
        "a film of a committee",
        Outcome.PASSED,
        pages={
            "/t/": "<h1>Tiešraides un ieraksti</h1><h2>Komiteju sēžu ieraksti</h2><a href=https://youtu.be/x>Finanšu komiteja 22.10.2026.</a>"
        },
        expect="2026-10-22",
    ),
    Case(
        "sound, no diacritics",
        Outcome.PASSED,
        pages={"/t/": "<h1>KOMITEJU AUDIOIERAKSTI</h1><a href=/f/komiteja_2026-10-22.mp3>klausities</a>"},
        expect="2026-10-22",
    ),
    Case(
        "a channel",
        Outcome.PASSED,
        pages={"/t/": "<h1>Komiteju sēžu ieraksti</h1><a href=https://www.youtube.com/@piemers/streams>Kanāls</a>"},
        expect=True,
    ),
    Case(
        "the council's only",
        Outcome.FAILED,
        pages={"/t/": "<h1>Domes sēžu ieraksti</h1><a href=https://youtu.be/x>Domes sēde 29.10.2026.</a>"},
        expect=False,
    ),
    Case(
        "old ones",
        Outcome.FAILED,
        pages={"/t/": "<h1>Komiteju sēžu ieraksti</h1><a href=https://youtu.be/x>22.10.2024.</a>"},
        expect="2024-10-22",
    ),
    Case(
        "an old one beside the channel of all",
        Outcome.CANT_TELL,
        pages={
            "/t/": "<h1>Komiteju sēžu ieraksti</h1><a href=https://www.youtube.com/@piemers>Visi</a><a href=https://youtu.be/x>22.10.2024.</a>"
        },
        expect="2024-10-22",
        reason="unclear",
    ),
    Case(
        "without any date",
        Outcome.CANT_TELL,
        pages={"/t/": "<h1>Komiteju sēžu ieraksti</h1><a href=https://youtu.be/x>skatīt</a>"},
        reason="unclear",
    ),
    Case("an empty page", Outcome.FAILED, pages={"/t/": "<h1>Komiteju sēžu ieraksti</h1>"}, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
