"""A resident or an official finds the acts that the body works by."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.kit import found
from audits.sections import filled, nowhere, sections
from data.types import Finding, Json, Outcome, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="legal-acts",
    version=1,
    scope="site",
    title=Text("Normatīvie akti", "Legal acts"),
    why=Text("Redzams, pēc kādiem noteikumiem iestāde darbojas un lemj.", "It shows by which rules the body works and decides."),
    method=Text(
        "Lapa vai sadaļa par normatīvajiem aktiem vai iestādes darbību reglamentējošiem dokumentiem ar saturu; arī saistošie noteikumi.",
        "A page or section on legal acts, or on the documents that govern the body's work, that says something; binding regulations count too.",
    ),
    advice=Text(
        "Sakopojiet vienā sadaļā likumus, noteikumus un nolikumus ar saitēm uz likumi.lv.",
        "Gather laws, regulations and by-laws in one section with links to likumi.lv.",
    ),
    source=Source(
        "practice",
        Text(
            "Šodienas pienākums nav apstiprināts; nosaukums no MK noteikumiem Nr. 171 (zaudējuši spēku)",
            "No duty of today was confirmed; the label is of Cabinet Regulation No. 171 (repealed)",
        ),
        "https://likumi.lv/doc.php?id=154198",
    ),
    options={"min_words": 4},
)


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """A section of that name; what a service names as its ground is none, and binding regulations are acts too."""
    for topic, confidence in (("legal-acts", 0.9), ("binding-rules", 0.7)):
        about = filled(sections(site.pages, words, topic), words, options["min_words"])
        told = [section.see() for section in about if section.page.role not in {Role.SERVICE, Role.STATEMENT}]
        if told:
            return found(True, *told, confidence=confidence)
    return nowhere(site, words, "legal-acts")


CASES = (
    Case(
        "a page",
        Outcome.PASSED,
        pages={"/n/": "<h1>Normatīvie akti</h1><a href=https://likumi.lv/ta/id/336956>Pašvaldību likums</a>"},
        expect=True,
    ),
    Case(
        "old label",
        Outcome.PASSED,
        pages={"/lv/normativie-akti-0": "<h1>Normatīvie akti un politikas plānošanas dokumenti</h1><a href=/n.pdf>Reglaments</a>"},
        expect=True,
    ),
    Case(
        "governing documents, no diacritics",
        Outcome.PASSED,
        pages={"/n/": "<h1>Par mums</h1><h3>DARBIBU REGLAMENTEJOSIE DOKUMENTI</h3><a href=/n.pdf>Nolikums</a>"},
        expect=True,
    ),
    Case(
        "binding regulations",
        Outcome.PASSED,
        pages={"/s/": "<h1>Saistošie noteikumi</h1><a href=https://likumi.lv/ta/id/1>Par nodevām</a>"},
        expect=True,
    ),
    Case(
        "drafts are none",
        Outcome.FAILED,
        pages={"/n/": "<h1>Tiesību aktu projekti</h1><a href=/p.pdf>Noteikumu projekts</a>"},
        expect=False,
    ),
    Case(
        "a promise",
        Outcome.FAILED,
        pages={"/n/": "<h1>Normatīvie akti</h1><p>Sadaļa tiek veidota. Informācija tiks publicēta drīzumā."},
        expect=False,
    ),
    Case("an empty page", Outcome.FAILED, pages={"/n/": "<h1>Normatīvie akti</h1>"}, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
