"""A resident sees what is done with money of the European Union."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.kit import found
from audits.sections import filled, nowhere, sections
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="eu-projects",
    version=2,
    scope="site",
    title=Text("Eiropas Savienības projekti", "European Union projects"),
    why=Text(
        "Redzams, kādus projektus līdzfinansē Eiropas Savienība un cik tie maksā.",
        "It shows which projects the European Union co-finances and what they cost.",
    ),
    method=Text(
        "Lapa vai sadaļa par ES projektiem ar saturu, vai sadaļa «Projekti», kurā runā par ES fondiem; ziņas neskaitās.",
        "A page or section on EU projects that says something, or a section 'Projects' that speaks of EU funds; news do not count.",
    ),
    advice=Text(
        "Izveidojiet ES projektu sarakstu ar summām, termiņiem un rezultātiem.", "Keep a list of EU projects with sums, dates and results."
    ),
    source=Source(
        "practice",
        Text("Eiropas Savienības fondu projektu publicitāte", "Publicity of projects of European Union funds"),
        "https://www.esfondi.lv/",
    ),
    options={"min_words": 4},
    measures=True,
    unit=Text("ir vai nav", "whether there is one"),
)


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """A section that names the Union, or one on projects that speaks of its funds."""
    about = filled(sections(site.pages, words, "eu-projects"), words, options["min_words"])
    if about:
        return found(True, *[section.see() for section in about], confidence=0.9)
    projects = filled(sections(site.pages, words, "projects"), words, options["min_words"])
    funded = [section for section in projects if any(words.text("eu-funding", part.words) for part in section.parts)]
    return found(True, *[section.see() for section in funded], confidence=0.8) if funded else nowhere(site, words, "eu-projects")


CASES = (
    Case(
        "a page",
        Outcome.PASSED,
        pages={"/e/": "<h1>ES projekti</h1><ul><li>Skolas energoefektivitāte, ERAF, 1 200 000 EUR</ul>"},
        expect=True,
    ),
    Case(
        "under projects, no diacritics",
        Outcome.PASSED,
        pages={"/p/": "<h1>Projekti</h1><h2>EIROPAS SAVIENIBAS FONDU PROJEKTI</h2><a href=/a/>Ceļi</a>"},
        expect=True,
    ),
    Case(
        "a section of projects that names a fund",
        Outcome.PASSED,
        pages={"/p/": "<h1>Īstenotie projekti</h1><p>Skolas pārbūve ar Eiropas Reģionālās attīstības fonda atbalstu."},
        expect=True,
    ),
    Case(
        "in English",
        Outcome.PASSED,
        pages={"/en/p/": "<h1>EU funded projects</h1><p>Repair of the school and of two bridges."},
        expect=True,
    ),
    Case(
        "projects without the Union",
        Outcome.PASSED,
        pages={"/p/": "<h1>Projekti</h1><p>Jauniešu iniciatīvu projektu konkurss, atbalstītas četras idejas."},
        expect=False,
    ),
    Case(
        "drafts of rules are no projects",
        Outcome.PASSED,
        pages={"/p/": "<h1>Saistošo noteikumu projekti</h1><p>Par Eiropas Savienības prasībām atkritumu apsaimniekošanā."},
        expect=False,
    ),
    Case(
        "in the news only",
        Outcome.PASSED,
        pages={"/jaunumi/p/": "<h1>Sācies ES projekts</h1><p>Eiropas Savienības fonds atbalsta ceļu."},
        expect=False,
    ),
    Case("an empty page", Outcome.PASSED, pages={"/e/": "<h1>ES projekti</h1>"}, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
