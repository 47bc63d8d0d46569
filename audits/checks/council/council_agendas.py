"""A resident learns beforehand what the council will decide."""

from datetime import datetime

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import SiteView
from audits.papers import newest
from audits.records import records
from audits.sections import nowhere
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="council-agendas",
    version=3,
    scope="site",
    title=Text("Domes sēžu darba kārtības", "Council agendas"),
    why=Text(
        "Zinot darba kārtību, var laikus iebilst vai atnākt uz sēdi.", "Knowing the agenda, one can object in time or come to the meeting."
    ),
    method=Text(
        "Saites un rindas ar vārdiem «darba kārtība» par domes (ne komiteju) sēdēm un ar datumu; vērtība ir jaunākais sēdes datums.",
        "Links and lines that say 'agenda' of council meetings (not committees), with a date; the value is the newest date of a meeting.",
    ),
    advice=Text(
        "Publicējiet katras sēdes darba kārtību pirms sēdes, saites nosaukumā rakstot sēdes datumu.",
        "Publish the agenda of each meeting beforehand and write its date in the link's name.",
    ),
    source=Source(
        "practice",
        Text(
            "Pašvaldību likums: paziņojums par sēdi pirms tās (termiņš avotos atšķiras)",
            "Local Government Law: notice before the meeting (sources differ on the term)",
        ),
        "https://www.preili.lv/lv/atlauja-sabiedribai-apmeklet-domes-sedes",
    ),
    options={"max_age_days": 62},
    reach=MUNICIPAL,
)


def check(site: SiteView, words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """The newest dated agenda, and whether it is of this season."""
    seen = records(site, words, "council-agenda", taken_at)
    told = newest(seen, options["max_age_days"], taken_at.date(), held=False)
    return told or nowhere(site, words, "council-agenda", leads=False)


_PAGE = "<title>Domes sēdes</title><h1>Domes sēdes</h1>{}"
CASES = (
    Case(
        "a link under a heading",
        Outcome.PASSED,
        pages={"/d/": _PAGE.format("<h2>Darba kārtības</h2><a href=/a.pdf>26.11.2026.</a>")},
        expect="2026-11-26",
    ),
    Case(
        "the newest of several",
        Outcome.PASSED,
        pages={"/d/": _PAGE.format("<a href=/a.pdf>Darba kārtība 29.10.2026.</a><a href=/b.pdf>Darba kārtība 2026. gada 26. novembrī</a>")},
        expect="2026-11-26",
    ),
    Case(
        "the date in the file's name",
        Outcome.PASSED,
        pages={"/d/": _PAGE.format("<a href=/darba-kartiba-2026-11-26.pdf>DARBA KARTIBA</a>")},
        expect="2026-11-26",
    ),
    Case(
        "the date in the row",
        Outcome.PASSED,
        pages={"/d/": _PAGE.format("<table><tr><td>26.11.2026.<td><a href=/x.pdf>Darba kārtība</a></table>")},
        expect="2026-11-26",
    ),
    Case(
        "in the news",
        Outcome.PASSED,
        pages={"/jaunumi/s/": "<h1>Domes sēde</h1><a href=/x.pdf>Domes sēdes darba kārtība 26.11.2026.</a>"},
        expect="2026-11-26",
    ),
    Case("years ago", Outcome.FAILED, pages={"/d/": _PAGE.format("<a href=/a.pdf>Darba kārtība 29.10.2023.</a>")}, expect="2023-10-29"),
    Case(
        "a committee's",
        Outcome.FAILED,
        pages={"/k/": "<h1>Dome</h1><h2>Finanšu komiteja</h2><a href=/a.pdf>Darba kārtība 19.11.2026.</a>"},
        expect=False,
    ),
    Case("an agenda without a date", Outcome.CANT_TELL, pages={"/d/": _PAGE.format("<a href=/a.pdf>Darba kārtība</a>")}, reason="unclear"),
    Case("a ministry is not asked", Outcome.INAPPLICABLE, given={"institution": {"kind": "ministry"}}),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
