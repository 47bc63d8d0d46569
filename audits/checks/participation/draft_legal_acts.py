"""A citizen finds the state body's drafts while an opinion still counts."""

from audits.audit import STATE, Audit, Case, Source
from audits.derive import SiteView
from audits.kit import found
from audits.sections import filled, leading_to, nowhere, sections
from data.types import Finding, Json, Outcome, Portal, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="draft-legal-acts",
    version=1,
    scope="site",
    title=Text("Tiesību aktu projekti", "Drafts of legal acts"),
    why=Text(
        "Par likumu un noteikumu projektiem var izteikties, pirms tos pieņem.",
        "An opinion on drafts of laws and regulations can be given before they are adopted.",
    ),
    method=Text(
        "Lapa vai sadaļa par tiesību aktu projektiem ar saturu, vai saite uz Tiesību aktu portālu (TAP). Jautā tikai valsts iestādēm.",
        "A page or section on drafts of legal acts that says something, or a link to the Legal Acts Portal (TAP). Asked of state bodies only.",
    ),
    advice=Text(
        "Sadaļā «Sabiedrības līdzdalība» ielieciet saites uz saviem projektiem TAP portālā.",
        "In the section on participation link to your drafts at the TAP portal.",
    ),
    source=Source(
        "practice",
        Text("Tiesību aktu portāls: projekti sabiedrības līdzdalībai", "Legal Acts Portal: drafts for public participation"),
        "https://tapportals.mk.gov.lv/",
    ),
    options={"min_words": 4},
    reach=STATE,
)


def check(site: SiteView, words: Vocabulary, portals: tuple[Portal, ...], options: Json) -> Finding:
    """A section of its own first, then a link to the portal."""
    about = filled(sections(site.pages, words, "draft-legal-acts"), words, options["min_words"])
    if about:
        return found(True, *[section.see() for section in about], confidence=0.9)
    leading = leading_to(site, portals, "draft legislation")
    return found(True, *leading[:3], confidence=0.8) if leading else nowhere(site, words, "draft-legal-acts")


CASES = (
    Case(
        "a section",
        Outcome.PASSED,
        pages={"/p/": "<h1>Sabiedrības līdzdalība</h1><h2>Tiesību aktu projekti</h2><a href=/p.docx>Noteikumu projekts</a>"},
        given={"institution": {"kind": "ministry"}},
        expect=True,
    ),
    Case(
        "discussion papers, no diacritics",
        Outcome.PASSED,
        pages={"/p/": "<h1>DISKUSIJU DOKUMENTI</h1><p>Aicinām izteikt viedokli par informatīvā ziņojuma projektu."},
        given={"institution": {"kind": "ministry"}},
        expect=True,
    ),
    Case(
        "the portal",
        Outcome.PASSED,
        "<footer><a href=https://tapportals.mk.gov.lv/public_participation>Līdzdalība</a></footer>",
        given={"institution": {"kind": "ministry"}},
        expect=True,
    ),
    Case(
        "drafts of a municipality's rules",
        Outcome.FAILED,
        pages={"/p/": "<h1>Saistošo noteikumu projekti</h1><a href=/p.pdf>Projekts</a>"},
        given={"institution": {"kind": "ministry"}},
        expect=False,
    ),
    Case(
        "an empty page",
        Outcome.FAILED,
        pages={"/p/": "<h1>Tiesību aktu projekti</h1>"},
        given={"institution": {"kind": "ministry"}},
        expect=False,
    ),
    Case("a municipality is not asked", Outcome.INAPPLICABLE),
    Case("half a look", Outcome.CANT_TELL, given={"institution": {"kind": "ministry"}, "stopped_by": "time"}, reason="incomplete-look"),
)
