"""An owner sees what may be built on a piece of land."""

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import SiteView
from audits.sections import present
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="spatial-plan",
    version=2,
    scope="site",
    title=Text("Teritorijas plānojums", "Spatial plan"),
    why=Text("Plānojums nosaka, ko kur drīkst būvēt.", "The plan says what may be built where."),
    method=Text(
        "Lapa vai sadaļa par teritorijas plānojumu ar saturu, vai šāda nosaukuma saite uz datni vai geolatvija.lv.",
        "A page or section on the spatial plan that says something, or a link of that name to a file or to geolatvija.lv.",
    ),
    advice=Text("Ielieciet saiti uz spēkā esošo plānojumu geolatvija.lv.", "Link the plan in force at geolatvija.lv."),
    source=Source(
        "practice",
        Text("Teritorijas attīstības plānošanas dokumenti ģeolatvija.lv", "Spatial planning documents at geolatvija.lv"),
        "https://geolatvija.lv/",
    ),
    options={"min_words": 4},
    reach=MUNICIPAL,
)


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """A section that says something about it."""
    return present(site, words, "spatial-plan", options["min_words"])


CASES = (
    Case(
        "a page",
        Outcome.PASSED,
        pages={"/t/": "<h1>Teritorijas plānojums</h1><a href=https://geolatvija.lv/geo/tapis>Spēkā esošais plānojums</a>"},
        expect=True,
    ),
    Case(
        "the portal in the menu, no diacritics",
        Outcome.PASSED,
        "<nav><a href=https://geolatvija.lv/geo/tapis>TERITORIJAS PLANOJUMS</a></nav>",
        expect=True,
    ),
    Case(
        "old label",
        Outcome.PASSED,
        pages={"/t/": "<h1>Attīstība</h1><h2>Teritoriālplānojums</h2><a href=/t.pdf>Grafiskā daļa</a>"},
        expect=True,
    ),
    Case(
        "the department only",
        Outcome.FAILED,
        pages={"/t/": "<h1>Teritorijas plānošanas nodaļa</h1><p>Nodaļa atrodas Rīgas ielā 1, otrajā stāvā."},
        expect=False,
    ),
    Case(
        "in the news",
        Outcome.FAILED,
        pages={"/jaunumi/t/": "<h1>Apspriedīs teritorijas plānojumu</h1><p>Sanāksme notiks rudenī kultūras namā."},
        expect=False,
    ),
    Case("an empty page", Outcome.FAILED, pages={"/t/": "<h1>Teritorijas plānojums</h1>"}, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
