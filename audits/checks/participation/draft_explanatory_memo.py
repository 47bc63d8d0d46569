"""A resident reads why a draft regulation is needed and what it will cost."""

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import Link, SiteView
from audits.kit import absent, found, inapplicable, slug
from audits.outline import Part, own
from audits.sections import file_name, filled, is_file, sections, unasked
from audits.terms import linked
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="draft-explanatory-memo",
    version=1,
    scope="site",
    title=Text("Projektam ir paskaidrojuma raksts", "Drafts come with an explanatory memorandum"),
    why=Text(
        "Bez paskaidrojuma grūti saprast, ko noteikumi mainīs.", "Without an explanation it is hard to see what a regulation will change."
    ),
    method=Text(
        "Sadaļā ar saistošo noteikumu projektiem vai projekta lapā ir saite vai teksts «paskaidrojuma raksts»; sadaļas nosaukums vien neskaitās. Ja projektu nav, nav arī jautājuma.",
        "The section of drafts, or a draft's page, has a link or text 'explanatory memorandum'; the section's name alone does not count. Where there are no drafts, the question is not asked.",
    ),
    advice=Text("Kopā ar katru projektu publicējiet tā paskaidrojuma rakstu.", "Publish the explanatory memorandum with each draft."),
    source=Source(
        "law",
        Text("Pašvaldību likums, 46. panta trešā daļa", "Local Government Law, Section 46, Paragraph three"),
        "https://www.preili.lv/lv/saistoso-noteikumu-projekti-0",
    ),
    options={"min_words": 4},
    reach=MUNICIPAL,
)


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """A memorandum beside a draft or on its page."""
    about = filled(sections(site.pages, words, "rule-drafts"), words, options["min_words"])
    if not about:
        return unasked(site, words, "rule-drafts")
    told = [part for section in about for part in section.parts]
    told += [part for section in about for page in linked(section, site) for part in own(page)]
    memos = [part.element for part in told if part.kind in {"link", "text", "heading"} and _memo(part, words)]
    if memos:
        return found(True, *memos[:3], confidence=0.9)
    drafts = [link for section in about for link in section.links if is_file(link.url) or link.url in site.by_url]
    return absent(*drafts[:3]) if drafts else inapplicable(*[section.see() for section in about])


def _memo(part: Part, words: Vocabulary) -> bool:
    named = slug(file_name(part.element.url)) if isinstance(part.element, Link) and is_file(part.element.url) else ""
    return any(
        "explanatory-memo" in said and not ("rule-drafts" in said and part.kind == "heading")
        for said in map(words.told, (part.words, named))
    )


CASES = (
    Case(
        "two files",
        Outcome.PASSED,
        pages={
            "/p/": "<h1>Saistošo noteikumu projekti</h1><ul><li><a href=/p.pdf>Par nodevām</a>, <a href=/r.pdf>paskaidrojuma raksts</a></ul>"
        },
        expect=True,
    ),
    Case(
        "told by the file's name, no diacritics",
        Outcome.PASSED,
        pages={
            "/p/": "<h1>SAISTOSO NOTEIKUMU PROJEKTI</h1><a href=/p.pdf>Projekts</a><a href=/lv/paskaidrojuma_raksts.docx>lejupieladet</a>"
        },
        expect=True,
    ),
    Case(
        "on the draft's own page",
        Outcome.PASSED,
        pages={
            "/p/": "<h1>Saistošo noteikumu projekti</h1><a href=/p/1/>Par tirdzniecību</a>",
            "/p/1/": "<h1>Par tirdzniecību</h1><h2>Paskaidrojuma raksts</h2><p>Projekts vajadzīgs, jo mainījies likums.",
        },
        expect=True,
    ),
    Case(
        "the section's name alone",
        Outcome.FAILED,
        pages={"/p/": "<h1>Saistošo noteikumu projekti un paskaidrojuma raksti</h1><a href=/p.pdf>Par nodevām</a>"},
        expect=False,
    ),
    Case(
        "a draft without one",
        Outcome.FAILED,
        pages={"/p/": "<h1>Saistošo noteikumu projekti</h1><a href=/p.pdf>Par nodevām</a>"},
        expect=False,
    ),
    Case(
        "no drafts at present",
        Outcome.INAPPLICABLE,
        pages={"/p/": "<h1>Saistošo noteikumu projekti</h1><p>Šobrīd nav neviena projekta apspriešanā."},
    ),
    Case("no section", Outcome.INAPPLICABLE),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
