"""A resident finds the rules that bind everyone in the municipality."""

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import Link, SiteView
from audits.kit import found
from audits.records import gone
from audits.sections import is_file, nowhere, sections
from data.types import Finding, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="binding-rules",
    version=2,
    scope="site",
    title=Text("Saistošie noteikumi", "Binding regulations"),
    why=Text(
        "Noteikumi par nodevām, tirdzniecību vai labiekārtošanu attiecas uz katru; tiem jābūt atrodamiem.",
        "Rules on fees, trade or upkeep bind everyone; they must be findable.",
    ),
    method=Text(
        "Sadaļā «Saistošie noteikumi» saskaitītas saites uz noteikumiem: failiem, likumi.lv vai vestnesis.lv.",
        "In the section on binding regulations the links to them are counted: files, likumi.lv or vestnesis.lv.",
    ),
    advice=Text(
        "Izveidojiet spēkā esošo saistošo noteikumu sarakstu ar saitēm uz likumi.lv.",
        "Keep a list of the regulations in force with links to likumi.lv.",
    ),
    source=Source("practice", Text("Pašvaldību likums", "Local Government Law"), "https://likumi.lv/ta/id/336956"),
    reach=MUNICIPAL,
)
_PUBLISHERS = {"likumi.lv", "m.likumi.lv", "vestnesis.lv"}


def check(site: SiteView, words: Vocabulary) -> Finding:
    """How many rules the section leads to."""
    about = sections(site.pages, words, "binding-rules")
    rules = {link.url: link for section in about for link in section.links if _is_rule(link, words) and not gone(link, site)}
    if rules:
        return found(len(rules), *rules.values(), confidence=0.9)
    return nowhere(site, words, "binding-rules", value=0)


def _is_rule(link: Link, words: Vocabulary) -> bool:
    return link.host in _PUBLISHERS or bool(is_file(link.url) and words.label("rule", link.label))


CASES = (
    Case(
        "files and the official publisher",
        Outcome.PASSED,
        pages={
            "/s/": "<h1>Saistošie noteikumi</h1><a href=/n7.pdf>Saistošie noteikumi Nr. 7/2014</a><a href=https://likumi.lv/ta/id/1>Par nodevām</a>"
        },
        expect=2,
    ),
    Case(
        "no diacritics, upper case",
        Outcome.PASSED,
        pages={"/s/": "<h1>Dokumenti</h1><h2>SAISTOSIE NOTEIKUMI</h2><a href=/lv/media/77/download>Noteikumi Nr. 3</a>"},
        expect=1,
    ),
    Case(
        "drafts are no rules",
        Outcome.FAILED,
        pages={"/s/": "<h1>Saistošo noteikumu projekti</h1><a href=/p.pdf>Saistošo noteikumu projekts</a>"},
        expect=0,
    ),
    Case("a page without rules", Outcome.FAILED, pages={"/s/": "<h1>Saistošie noteikumi</h1><p>Noteikumi pieejami kancelejā."}, expect=0),
    Case("none", Outcome.FAILED, expect=0),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
