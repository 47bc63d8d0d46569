"""A supplier and a resident find what the body is buying."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.kit import found
from audits.sections import filled, nowhere, sections
from data.types import Finding, Json, Outcome, Portal, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="procurement",
    version=2,
    scope="site",
    title=Text("Iepirkumi", "Procurement"),
    why=Text("Var pieteikties un var pārbaudīt, kā tērē naudu.", "One can bid, and one can check how money is spent."),
    method=Text(
        "Lapa vai sadaļa par iepirkumiem ar saturu, vai saite uz Elektronisko iepirkumu sistēmu vai IUB.",
        "A page or section on procurement that says something, or a link to the Electronic Procurement System or the bureau.",
    ),
    advice=Text(
        "Sadaļā «Iepirkumi» ielieciet saiti uz savu pasūtītāja profilu EIS.",
        "In the section on procurement link to your buyer's profile in the EIS.",
    ),
    source=Source(
        "practice",
        Text("Publisko iepirkumu likums", "Public Procurement Law"),
        "https://www.iub.gov.lv/lv/elektronisko-iepirkumu-sistema-eis",
    ),
    options={"min_words": 4},
)


def check(site: SiteView, words: Vocabulary, portals: tuple[Portal, ...], options: Json) -> Finding:
    """A section that says something, or a link to where procurement is published."""
    about = filled(sections(site.pages, words, "procurement"), words, options["min_words"])
    if about:
        return found(True, *[section.see() for section in about], confidence=0.9)
    hosts = {portal.host for portal in portals if "procurement" in portal.role}
    leading = [link for page in site.pages if page.role != Role.NEWS_ITEM for link in page.links if link.host in hosts]
    return found(True, *leading[:3], confidence=0.8) if leading else nowhere(site, words, "procurement")


CASES = (
    Case(
        "a page",
        Outcome.PASSED,
        pages={"/i/": "<h1>Iepirkumi</h1><table><tr><td>VNP 2026/31<td>Skolas ielas pārbūve<td>14.12.2026.</table>"},
        expect=True,
    ),
    Case(
        "a link to the system in the menu",
        Outcome.PASSED,
        "<nav><a href=https://www.eis.gov.lv/EKEIS/Supplier>PUBLISKIE IEPIRKUMI</a></nav>",
        expect=True,
    ),
    Case(
        "the commission only",
        Outcome.FAILED,
        pages={"/i/": "<h1>Iepirkumu komisija</h1><p>Komisijas sastāvs apstiprināts ar domes lēmumu."},
        expect=False,
    ),
    Case("an empty page", Outcome.FAILED, pages={"/i/": "<h1>Iepirkumi</h1>"}, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
