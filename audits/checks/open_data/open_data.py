"""A resident, a business or a researcher can take the body's data and use it."""

import re

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.kit import cant_tell, found
from audits.sections import filled, nowhere, sections
from data.types import Finding, Json, Outcome, Portal, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="open-data",
    version=2,
    scope="site",
    title=Text("Atvērtie dati", "Open data"),
    why=Text(
        "No atvērtajiem datiem top kartes, lietotnes un pētījumi, un tos var pārbaudīt ikviens.",
        "Open data become maps, apps and research, and anyone can check them.",
    ),
    method=Text(
        "Sadaļa par atvērtajiem datiem ar saturu, vai saite uz iestādes datu kopām atvērto datu portālā; saite uz portāla sākumlapu neko neizšķir.",
        "A section on open data that says something, or a link to the body's datasets at the portal; a link to the portal's front page does not decide.",
    ),
    advice=Text(
        "Ielieciet saiti uz savas iestādes lapu data.gov.lv un uzskaitiet datu kopas.",
        "Link to your organisation's page at data.gov.lv and list the datasets.",
    ),
    source=Source(
        "practice",
        Text(
            "E-indekss: atvērto datu pieejamība; Informācijas atklātības likums",
            "E-index: availability of open data; Freedom of Information Law",
        ),
        "https://www.varam.gov.lv/lv/atvertie-dati",
    ),
    options={"min_words": 4},
)


def check(site: SiteView, words: Vocabulary, portals: tuple[Portal, ...], options: Json) -> Finding:
    """A section of its own first, then links to datasets."""
    about = filled(sections(site.pages, words, "open-data"), words, options["min_words"])
    if about:
        return found(True, *[section.see() for section in about], confidence=0.9)
    hosts = {portal.host for portal in portals if portal.role.startswith("open data")}
    leading = [link for page in site.pages if page.role != Role.NEWS_ITEM for link in page.links if link.host in hosts]
    exact = [link for link in leading if _DATASETS.search(link.url)]
    if exact:
        return found(True, *exact[:3])
    return cant_tell("unclear", *leading[:3]) if leading else nowhere(site, words, "open-data")


_DATASETS = re.compile(r"/(organization|dataset|group)/", re.IGNORECASE)


CASES = (
    Case("a section", Outcome.PASSED, pages={"/a/": "<h1>Atvērtie dati</h1><a href=/budzets.csv>Budžets (CSV)</a>"}, expect=True),
    Case(
        "the organisation at the portal",
        Outcome.PASSED,
        "<footer><a href=https://data.gov.lv/dati/lv/organization/piemers>ATVERTIE DATI</a></footer>",
        expect=True,
    ),
    Case("the portal's front page", Outcome.CANT_TELL, "<footer><a href=https://data.gov.lv/>data.gov.lv</a></footer>", reason="unclear"),
    Case("an empty page", Outcome.FAILED, pages={"/a/": "<h1>Atvērtie dati</h1>"}, expect=False),
    Case(
        "in the news only",
        Outcome.FAILED,
        pages={"/jaunumi/a/": "<h1>Publicē jaunas atvērto datu kopas</h1><p>Tās pieejamas visiem bez maksas portālā."},
        expect=False,
    ),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
