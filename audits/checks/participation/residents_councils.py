"""A resident of a parish or neighbourhood has a council to speak through."""

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import SiteView
from audits.sections import present
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="residents-councils",
    version=2,
    scope="site",
    title=Text("Iedzīvotāju padomes", "Residents' councils"),
    why=Text(
        "Padome nes apkaimes vai pagasta vajadzības uz domi.",
        "The council carries the needs of a neighbourhood or parish to the municipality.",
    ),
    method=Text("Lapa vai sadaļa par iedzīvotāju padomēm ar saturu.", "A page or section on residents' councils that says something."),
    advice=Text(
        "Izveidojiet lapu ar padomēm, to nolikumu, sēžu laikiem un saziņu.",
        "Make a page with the councils, their by-law, meeting times and contacts.",
    ),
    source=Source(
        "practice",
        Text("Pašvaldību likums, 58. panta sestā daļa", "Local Government Law, Section 58, Paragraph six"),
        "https://vestnesis.lv/ta/id/349968-aizkraukles-novada-iedzivotaju-padomes-nolikums",
    ),
    options={"min_words": 4},
    reach=MUNICIPAL,
)


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """A section that says something about them."""
    return present(site, words, "residents-councils", options["min_words"])


CASES = (
    Case("a page", Outcome.PASSED, pages={"/i/": "<h1>Iedzīvotāju padomes</h1><p>Novadā darbojas Upes un Mežmalas padomes."}, expect=True),
    Case(
        "the consultative kind",
        Outcome.PASSED,
        pages={"/i/": "<h1>Sabiedrība</h1><h3>Iedzīvotāju konsultatīvā padome</h3><a href=/n.pdf>Nolikums</a>"},
        expect=True,
    ),
    Case(
        "elections in the news",
        Outcome.FAILED,
        pages={"/jaunumi/v/": "<h1>Iedzīvotāju padomju vēlēšanas</h1><p>Notiks rudenī visos pagastos."},
        expect=False,
    ),
    Case("another council", Outcome.FAILED, pages={"/i/": "<h1>Uzņēmēju padome</h1><p>Padome sanāk reizi ceturksnī domē."}, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
