"""A resident can read a rule before it binds, and say what is wrong with it."""

from datetime import datetime

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import SiteView
from audits.kit import found
from audits.records import deadlines
from audits.sections import filled, nowhere, sections
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="binding-rule-drafts",
    version=2,
    scope="site",
    title=Text("Saistošo noteikumu projekti", "Drafts of binding regulations"),
    why=Text("Viedokli var izteikt, kamēr noteikumi vēl nav pieņemti.", "An opinion can be given while the regulation is not yet adopted."),
    method=Text(
        "Lapa vai sadaļa ar saistošo noteikumu projektiem; vērtība ir to projektu skaits, kuru viedokļu termiņš nav pagājis.",
        "A page or section with drafts; the value is the number of drafts whose term for opinions is not past.",
    ),
    advice=Text(
        "Publicējiet projektus ar paskaidrojuma rakstu un viedokļu termiņu vismaz divas nedēļas.",
        "Publish drafts with the explanatory memorandum and a term of at least two weeks.",
    ),
    source=Source(
        "law",
        Text("Pašvaldību likums, 46. panta trešā daļa", "Local Government Law, Section 46, Paragraph three"),
        "https://www.preili.lv/lv/saistoso-noteikumu-projekti-0",
    ),
    options={"min_words": 4},
    unit=Text("projekti", "drafts"),
    reach=MUNICIPAL,
)


def check(site: SiteView, words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """The section, and how many drafts in it are open."""
    about = filled(sections(site.pages, words, "rule-drafts"), words, options["min_words"])
    if not about:
        return nowhere(site, words, "rule-drafts", value=0)
    current = [seen for section in about for seen in deadlines(section, taken_at, words)]
    return found(len(current), *[section.see() for section in about], *current, confidence=0.9)


CASES = (
    Case(
        "a table with a caption",
        Outcome.PASSED,
        pages={
            "/p/": "<h1>Publiskās apspriešanas</h1><table><caption>Saistošo noteikumu projekti</caption><tr><th>Nosaukums<th>Viedokļi līdz<tr><td>Par atvieglojumiem<td>15.12.2026.</table>"
        },
        expect=1,
    ),
    Case(
        "one open, one past",
        Outcome.PASSED,
        pages={
            "/lv/saistoso-noteikumu-projekti-0": "<h1>SAISTOSO NOTEIKUMU PROJEKTI</h1><ul><li>Par nodevām, līdz 01.10.2026.<li>Par tirdzniecību, no 20.11.2026. līdz 04.12.2026.</ul>"
        },
        expect=1,
    ),
    Case(
        "a page with none at present",
        Outcome.PASSED,
        pages={"/p/": "<h1>Saistošo noteikumu projekti</h1><p>Šobrīd nav neviena projekta apspriešanā."},
        expect=0,
    ),
    Case("an empty page", Outcome.FAILED, pages={"/p/": "<h1>Saistošo noteikumu projekti</h1>"}, expect=0),
    Case("adopted rules only", Outcome.FAILED, pages={"/s/": "<h1>Saistošie noteikumi</h1><a href=/n.pdf>Nr. 7</a>"}, expect=0),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
