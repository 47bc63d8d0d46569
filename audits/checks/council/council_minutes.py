"""A resident can read how the council decided and who voted how."""

from datetime import datetime

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import SiteView
from audits.papers import newest
from audits.records import records
from audits.sections import nowhere
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="council-minutes",
    version=2,
    scope="site",
    title=Text("Domes sēžu protokoli", "Council minutes"),
    why=Text("Protokolā redzams, ko dome nolēma un kā balsoja.", "Minutes show what was decided and how the votes went."),
    method=Text(
        "Saites un rindas ar vārdu «protokols» par domes (ne komiteju vai komisiju) sēdēm un ar datumu; vērtība ir jaunākais datums.",
        "Links and lines that say 'minutes' of council meetings (not committees or commissions), with a date; the value is the newest date.",
    ),
    advice=Text(
        "Publicējiet katras sēdes protokolu ar sēdes datumu saites nosaukumā.",
        "Publish the minutes of each meeting with its date in the link's name.",
    ),
    source=Source(
        "practice",
        Text(
            "Pašvaldību likums: domes sēžu protokoli ir publiski pieejami", "Local Government Law: minutes of council meetings are public"
        ),
        "https://delna.lv/lv/2024/03/11/kas-jazina-iepazistoties-ar-domes-sezu-protokoliem/",
    ),
    options={"max_age_days": 92},
    reach=MUNICIPAL,
)


def check(site: SiteView, words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """The newest dated minutes of a meeting that has been held."""
    seen = records(site, words, "council-minutes", taken_at)
    told = newest(seen, options["max_age_days"], taken_at.date(), held=True)
    return told or nowhere(site, words, "council-minutes", leads=False)


_PAGE = "<title>Domes sēdes</title><h1>Domes sēdes</h1>{}"
CASES = (
    Case(
        "stale in half a look: newer ones may be elsewhere",
        Outcome.CANT_TELL,
        pages={"/d/": _PAGE.format("<a href=/p.pdf>Protokols 29.01.2026.</a>")},
        given={"stopped_by": "pages"},
        expect="2026-01-29",
        reason="incomplete-look",
    ),
    Case(
        "a link",
        Outcome.PASSED,
        pages={"/d/": _PAGE.format("<h2>Protokoli</h2><a href=/p.pdf>Domes sēdes protokols Nr. 14, 29.10.2026.</a>")},
        expect="2026-10-29",
    ),
    Case(
        "upper case without diacritics",
        Outcome.PASSED,
        pages={"/d/": _PAGE.format("<h2>SEZU PROTOKOLI</h2><a href=/p.pdf>29.10.2026</a>")},
        expect="2026-10-29",
    ),
    Case(
        "a signed document",
        Outcome.PASSED,
        pages={"/d/": _PAGE.format("<a href=/protokols_29.10.2026.edoc>Protokols</a>")},
        expect="2026-10-29",
    ),
    Case(
        "dated by the heading",
        Outcome.PASSED,
        pages={"/d/": _PAGE.format("<h3>2026. gada 29. oktobra sēde</h3><a href=/p.pdf>Protokols</a>")},
        expect="2026-10-29",
    ),
    Case(
        "a page for each meeting",
        Outcome.PASSED,
        pages={"/lv/s": "<h1>Kārtējā domes sēde 29.10.2026.</h1><a href=/lv/media/12/download>Protokols</a>"},
        expect="2026-10-29",
    ),
    Case(
        "an extract is no minutes",
        Outcome.FAILED,
        pages={"/d/": _PAGE.format("<a href=/p.pdf>Protokola izraksts 29.10.2026.</a>")},
        expect=False,
    ),
    Case("stale", Outcome.FAILED, pages={"/d/": _PAGE.format("<a href=/p.pdf>Protokols 29.01.2026.</a>")}, expect="2026-01-29"),
    Case(
        "a commission's",
        Outcome.FAILED,
        pages={"/d/": "<h1>Domes komisijas</h1><a href=/p.pdf>Iepirkumu komisijas protokols 29.10.2026.</a>"},
        expect=False,
    ),
    Case(
        "an evaluation's protocol",
        Outcome.FAILED,
        pages={"/p/": "<h1>Piekļūstamība</h1><a href=/p.pdf>Protokols 29.10.2026.</a>"},
        expect=False,
    ),
    Case(
        "an impossible date", Outcome.CANT_TELL, pages={"/d/": _PAGE.format("<a href=/p.pdf>Protokols 31.02.2026.</a>")}, reason="unclear"
    ),
    Case("only word of it", Outcome.FAILED, pages={"/d/": _PAGE.format("<p>Protokolus izsniedz kancelejā.")}, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
