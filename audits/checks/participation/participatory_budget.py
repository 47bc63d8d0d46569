"""A resident can propose and choose what part of the budget is spent on."""

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import SiteView
from audits.sections import present
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="participatory-budget",
    version=2,
    scope="site",
    title=Text("Līdzdalības budžets", "Participatory budget"),
    why=Text("Iedzīvotāji paši izlemj, kurus projektus īstenot.", "Residents decide themselves which projects are carried out."),
    method=Text(
        "Lapa vai sadaļa par līdzdalības budžetu ar saturu; virsraksts ziņās vai izvēlnē vien neskaitās.",
        "A page or section on the participatory budget that says something; a headline or a menu label alone does not count.",
    ),
    advice=Text(
        "Izveidojiet lapu ar nolikumu, termiņiem, pieteikšanos un balsošanu.", "Make a page with the by-law, terms, application and voting."
    ),
    source=Source(
        "law",
        Text("Pašvaldību likums, 61. pants", "Local Government Law, Section 61"),
        "https://likumi.lv/ta/id/359843-preilu-novada-pasvaldibas-lidzdalibas-budzeta-nolikums",
    ),
    options={"min_words": 4},
    reach=MUNICIPAL,
)


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """A section that says something about it."""
    return present(site, words, "participatory-budget", options["min_words"])


CASES = (
    Case(
        "a page", Outcome.PASSED, pages={"/l/": "<h1>Līdzdalības budžets</h1><p>Balsošana notiek no 1. līdz 30. septembrim."}, expect=True
    ),
    Case(
        "under a heading, no diacritics",
        Outcome.PASSED,
        pages={"/s/": "<h1>Sabiedrība</h1><h2>LIDZDALIBAS BUDZETS</h2><a href=/n.pdf>Nolikums</a>"},
        expect=True,
    ),
    Case(
        "a headline only",
        Outcome.FAILED,
        pages={"/jaunumi/a/": "<h1>Aicina pieteikties līdzdalības budžeta konkursam</h1><p>Pieteikumus gaida līdz rudenim."},
        expect=False,
    ),
    Case("an empty page", Outcome.FAILED, pages={"/l/": "<h1>Līdzdalības budžets</h1>"}, expect=False),
    Case(
        "the budget is another",
        Outcome.FAILED,
        pages={"/b/": "<h1>Budžets</h1><p>Budžets apstiprināts 2026. gadam pilnā apmērā."},
        expect=False,
    ),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
