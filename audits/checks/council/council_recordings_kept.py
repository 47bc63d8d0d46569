"""A resident can look up what the council said years ago."""

from datetime import UTC, date, datetime, timedelta

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import SiteView
from audits.kit import absent, cant_tell, found
from audits.recordings import recordings
from audits.sections import unasked
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="council-recordings-kept",
    version=1,
    scope="site",
    title=Text("Sēžu ieraksti glabāti piecus gadus", "Recordings kept for five years"),
    why=Text("Pēc gadiem var pārbaudīt, kā un kāpēc dome lēma.", "Years later one can check how and why the council decided."),
    method=Text(
        "Vecākā domes sēdes ieraksta datums: pienākums sniedzas piecus gadus atpakaļ, bet ne tālāk par 2023. gada janvāri. Kur ved saite uz visu kanālu, atbildes nav.",
        "The date of the oldest recording of a council meeting: the duty reaches five years back, but not beyond January 2023. Where a link leads to a whole channel, there is no answer.",
    ),
    advice=Text(
        "Neizņemiet ierakstus piecus gadus un sakārtojiet tos pa gadiem.",
        "Do not take recordings down for five years, and order them by years.",
    ),
    source=Source(
        "law",
        Text("Pašvaldību likums, 38. panta septītā daļa", "Local Government Law, Section 38, Paragraph seven"),
        "https://www.radio1.lv/lv/Novados/1/53756/No-si-gada-Preilu-novada-domes-sedes-bus-iespeja-skatit-tiessaiste",
    ),
    options={"since": "2023-01-01", "years": 5, "slack_days": 45},
    unit=Text("datums", "date"),
    reach=MUNICIPAL,
)


def check(site: SiteView, words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """The oldest recording, against the day to which the duty reaches back."""
    seen = recordings(site, words, taken_at)
    dated = [(one.day, one.element) for one in seen if one.day]
    if not dated:
        return cant_tell("unclear", *[one.element for one in seen[:3]]) if seen else unasked(site, words, "recording")
    oldest, element = min(dated, key=lambda one: one[0])
    reach = max(date.fromisoformat(options["since"]), taken_at.date() - timedelta(days=round(365.25 * options["years"])))
    if oldest <= reach + timedelta(days=options["slack_days"]):
        return found(oldest.isoformat(), element)
    elsewhere = [one.element for one in seen if one.channel]
    if elsewhere:
        return cant_tell("unclear", element, *elsewhere, value=oldest.isoformat())
    return absent(element, value=oldest.isoformat())


CASES = (
    Case(
        "since the duty began",
        Outcome.PASSED,
        pages={"/t/": "<h1>Domes sēžu ieraksti</h1><a href=https://youtu.be/x>29.10.2026.</a><a href=https://youtu.be/y>26.01.2023.</a>"},
        expect="2023-01-26",
    ),
    Case(
        "older ones too, no diacritics",
        Outcome.PASSED,
        pages={
            "/t/": "<h1>TIESRAIDES UN IERAKSTI</h1><a href=https://youtu.be/x>Domes sede 2026. gada 29. oktobris</a><a href=https://youtu.be/y>Domes sede 2021. gada 25. marts</a>"
        },
        expect="2021-03-25",
    ),
    Case(
        "by 2029 five years are enough",
        Outcome.PASSED,
        pages={"/t/": "<h1>Domes sēžu ieraksti</h1><a href=https://youtu.be/y>27.02.2025.</a><a href=https://youtu.be/x>28.02.2030.</a>"},
        given={"taken_at": datetime(2030, 3, 5, tzinfo=UTC)},
        expect="2025-02-27",
    ),
    Case(
        "this year's only",
        Outcome.FAILED,
        pages={"/t/": "<h1>Domes sēžu ieraksti</h1><a href=https://youtu.be/x>29.10.2026.</a><a href=https://youtu.be/y>29.01.2026.</a>"},
        expect="2026-01-29",
    ),
    Case(
        "a channel may hold older ones",
        Outcome.CANT_TELL,
        pages={
            "/t/": "<h1>Domes sēžu ieraksti</h1><a href=https://youtu.be/x>29.10.2026.</a><a href=https://www.youtube.com/@piemers/videos>Visi ieraksti</a>"
        },
        expect="2026-10-29",
        reason="unclear",
    ),
    Case("none", Outcome.INAPPLICABLE),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
