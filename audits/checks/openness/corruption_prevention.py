"""A resident sees how the body guards against corruption."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.sections import present
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="corruption-prevention",
    version=1,
    scope="site",
    title=Text("Korupcijas novēršana", "Prevention of corruption"),
    why=Text(
        "Pretkorupcijas plāns un interešu konflikta kārtība rāda, kā iestāde sargā godīgumu.",
        "A plan against corruption and rules on conflicts of interest show how the body guards its honesty.",
    ),
    method=Text(
        "Lapa, sadaļa vai datne par korupcijas novēršanu vai interešu konfliktu; trauksmes celšana vien neskaitās.",
        "A page, section or file on the prevention of corruption or conflicts of interest; whistle-blowing alone does not count.",
    ),
    advice=Text(
        "Publicējiet pretkorupcijas pasākumu plānu un to, kam ziņot par interešu konfliktu.",
        "Publish the anti-corruption plan and whom to tell of a conflict of interest.",
    ),
    source=Source(
        "practice",
        Text(
            "Pašvaldību atklātības prakse: korupcijas apkarošana un ētika", "Practice of open municipalities: fighting corruption, ethics"
        ),
        "https://atklatibasindekss.lv/381-2/",
    ),
    options={"min_words": 4},
)


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """A section that says something about it."""
    return present(site, words, "corruption-prevention", options["min_words"])


CASES = (
    Case(
        "a page",
        Outcome.PASSED,
        pages={"/k/": "<h1>Korupcijas novēršana</h1><a href=/plans.pdf>Pretkorupcijas pasākumu plāns 2025–2027</a>"},
        expect=True,
    ),
    Case(
        "a file under another heading",
        Outcome.PASSED,
        "<main><h2>Dokumenti</h2><a href=/plans.pdf>PRETKORUPCIJAS PASAKUMU PLANS</a></main>",
        expect=True,
    ),
    Case(
        "in the news only",
        Outcome.FAILED,
        pages={"/jaunumi/k/": "<h1>Seminārs par korupcijas novēršanu</h1><p>Darbinieki apmeklēja semināru par godprātību."},
        expect=False,
    ),
    Case(
        "whistle-blowing is another",
        Outcome.FAILED,
        pages={"/t/": "<h1>Trauksmes celšana</h1><p>Ziņojumu iesniedz kontaktpersonai, rakstot uz trauksme@piemers.test."},
        expect=False,
    ),
    Case("an empty page", Outcome.FAILED, pages={"/k/": "<h1>Pretkorupcijas pasākumi</h1>"}, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
