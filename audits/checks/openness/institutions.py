"""A resident finds which institutions belong to the municipality or ministry."""

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import SiteView
from audits.sections import present
from data.types import Finding, Json, Kind, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="institutions",
    version=2,
    scope="site",
    title=Text("Padotības iestādes", "Subordinate institutions"),
    why=Text("Iestāžu saraksts palīdz atrast, kurš par ko atbild.", "A list of institutions helps to find who answers for what."),
    method=Text(
        "Lapa vai sadaļa ar iestāžu sarakstu: saites vai vairākas rindas.",
        "A page or section that lists the institutions: links or several lines.",
    ),
    advice=Text(
        "Publicējiet visu padotības iestāžu sarakstu ar saitēm un saziņu.",
        "Publish the list of all subordinate institutions with links and contacts.",
    ),
    source=Source(
        "practice",
        Text("Pašvaldību atklātības prakse: organizatoriskā struktūra", "Practice of open municipalities: organisation"),
        "https://atklatibasindekss.lv/381-2/",
    ),
    options={"min_words": 4},
    reach=MUNICIPAL | {Kind.MINISTRY},
)


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """A section that says something about it."""
    return present(site, words, "institutions", options["min_words"])


CASES = (
    Case(
        "a list",
        Outcome.PASSED,
        pages={"/i/": "<h1>Pašvaldības iestādes</h1><ul><li><a href=/skola/>Upes pamatskola</a><li><a href=/bib/>Bibliotēka</a></ul>"},
        expect=True,
    ),
    Case(
        "with companies",
        Outcome.PASSED,
        pages={"/i/": "<h1>IESTADES UN KAPITALSABIEDRIBAS</h1><p>Novada bibliotēka, mūzikas skola, sociālais dienests, SIA Ūdens."},
        expect=True,
    ),
    Case(
        "a ministry's",
        Outcome.PASSED,
        pages={"/lv/padotibas-iestades": "<h1>Padotības iestādes</h1><a href=https://www.vraa.gov.lv/>VDAA</a>"},
        given={"institution": {"kind": "ministry"}},
        expect=True,
    ),
    Case("schools only", Outcome.FAILED, pages={"/i/": "<h1>Izglītības iestādes</h1><a href=/skola/>Upes pamatskola</a>"}, expect=False),
    Case("an empty page", Outcome.FAILED, pages={"/i/": "<h1>Pašvaldības iestādes</h1>"}, expect=False),
    Case("an agency is not asked", Outcome.INAPPLICABLE, given={"institution": {"kind": "agency"}}),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
