"""A resident reads by which rules ideas are chosen and paid for."""

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import Link, SiteView
from audits.kit import found, slug
from audits.records import gone, said
from audits.sections import file_name, filled, is_file, nowhere, sections
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="participatory-budget-rules",
    version=1,
    scope="site",
    title=Text("Līdzdalības budžeta nolikums", "Rules of the participatory budget"),
    why=Text(
        "Nolikumā teikts, kas drīkst pieteikties, cik naudas ir un kā balso.",
        "The rules say who may apply, how much money there is and how to vote.",
    ),
    method=Text(
        "Saite vai lapa «Līdzdalības budžeta nolikums», vai saite uz nolikumu sadaļā par līdzdalības budžetu.",
        "A link or page 'rules of the participatory budget', or a link to the rules in the section on it.",
    ),
    advice=Text(
        "Ielieciet saiti uz nolikumu likumi.lv līdzdalības budžeta lapā.",
        "Link the rules at likumi.lv from the page on the participatory budget.",
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
    """A link that says so itself, or by the section it stands in; or a page of that name that says something."""
    named = [part.element for part in said(site, words, "participatory-budget-rules") if isinstance(part.element, Link)]
    about = sections(site.pages, words, "participatory-budget")
    inside = [link for section in about for link in section.links if _rules(link, words)]
    leading = [link for link in (*named, *inside) if isinstance(link, Link) and not gone(link, site)]
    pages = filled(sections(site.pages, words, "participatory-budget-rules"), words, options["min_words"])
    if leading or pages:
        return found(True, *leading[:3], *[section.see() for section in pages], confidence=0.9)
    return nowhere(site, words, "participatory-budget-rules")


def _rules(link: Link, words: Vocabulary) -> bool:
    named = slug(file_name(link.url)) if is_file(link.url) else ""
    return any(words.label("by-law", one) for one in (link.label, named))


CASES = (
    Case(
        "by name",
        Outcome.PASSED,
        pages={"/n/": "<h1>Nolikumi</h1><a href=https://likumi.lv/ta/id/359843>Preiļu novada pašvaldības līdzdalības budžeta nolikums</a>"},
        expect=True,
    ),
    Case(
        "in the section, no diacritics",
        Outcome.PASSED,
        pages={"/l/": "<h1>LIDZDALIBAS BUDZETS</h1><a href=/n.pdf>Nolikums</a>"},
        expect=True,
    ),
    Case(
        "told by the file's name",
        Outcome.PASSED,
        pages={"/l/": "<h1>Līdzdalības budžets</h1><a href=/lidzdalibas-budzeta-nolikums.pdf>šeit</a>"},
        expect=True,
    ),
    Case(
        "a section without them",
        Outcome.FAILED,
        pages={"/l/": "<h1>Līdzdalības budžets</h1><p>Balsošana notiek no 1. līdz 30. septembrim."},
        expect=False,
    ),
    Case("rules of something else", Outcome.FAILED, pages={"/l/": "<h1>Konkursi</h1><a href=/n.pdf>Konkursa nolikums</a>"}, expect=False),
    Case("an empty section", Outcome.FAILED, pages={"/l/": "<h1>Līdzdalības budžets</h1>"}, expect=False),
    Case("none", Outcome.FAILED, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
