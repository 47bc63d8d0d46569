"""A resident reads why a draft regulation is needed and what it will cost."""

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import Link, SiteView
from audits.kit import absent, cant_tell, found, inapplicable, slug
from audits.outline import Part, own
from audits.sections import file_name, filled, is_file, sections, unasked
from audits.terms import linked
from data.text import fold
from data.text import words as words_of
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="draft-explanatory-memo",
    version=2,
    scope="site",
    title=Text("Projektam ir paskaidrojuma raksts", "Drafts come with an explanatory memorandum"),
    why=Text(
        "Bez paskaidrojuma grūti saprast, ko noteikumi mainīs.", "Without an explanation it is hard to see what a regulation will change."
    ),
    method=Text(
        "Sadaļā ar saistošo noteikumu projektiem vai projekta lapā ir saite vai teksts «paskaidrojuma raksts»; sadaļas nosaukums vien neskaitās. Viena datne var saturēt gan projektu, gan rakstu, tāpēc par projektu datnēm bez tā atbildes nav. Budžets un teritorijas plānojumi neskaitās; ja projektu nav, nav arī jautājuma.",
        "The section of drafts, or a draft's page, has a link or text 'explanatory memorandum'; the section's name alone does not count. One file may hold both the draft and the memorandum, so drafts that are files without one stay undecided. The budget and spatial plans do not count; where there are no drafts, the question is not asked.",
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
    links = [link for section in about for link in section.links if not words.text("draft-exempt", link.label)]
    links = [link for link in links if is_file(link.url) or link.url in site.by_url]
    drafts = [link for link in links if _named(link.label, words)]
    # A file whose link names nothing («lejupielādēt») may be a draft.
    files = [file for draft in drafts for file in _files(draft, site)] or [link for link in links if is_file(link.url)]
    if not drafts and not files:
        return inapplicable(*[section.see() for section in about])
    return cant_tell("unclear", *files[:3]) if files else absent(*drafts[:3])


def _named(label: str, words: Vocabulary) -> bool:
    """Whether a label is a draft's: it says so, or begins as titles of regulations do."""
    return words_of(fold(label))[:1] == ["par"] or bool(words.label("draft-name", label) or words.label("rule-drafts", label))


def _files(draft: Link, site: SiteView) -> list[Link]:
    """The file that a draft is, or those on its page."""
    if is_file(draft.url):
        return [draft]
    return [part.element for part in own(site.by_url[draft.url]) if isinstance(part.element, Link) and is_file(part.element.url)]


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
        pages={
            "/p/": "<h1>Saistošo noteikumu projekti un paskaidrojuma raksti</h1><a href=/p/1/>Par nodevām</a>",
            "/p/1/": "<h1>Par nodevām</h1><p>1. Noteikumi nosaka nodevas.",
        },
        expect=False,
    ),
    Case(
        "a draft without one",
        Outcome.FAILED,
        pages={
            "/p/": "<h1>Saistošo noteikumu projekti</h1><a href=/p/1/>Grozījumi noteikumos par nodevām</a>",
            "/p/1/": "<h1>Grozījumi</h1><p>1. Svītrot 2. punktu.",
        },
        expect=False,
    ),
    Case(
        "one file may hold both",
        Outcome.CANT_TELL,
        pages={"/p/": "<h1>Saistošo noteikumu projekti</h1><p>Viedokļus gaidām līdz 10.12.2026. <a href=/n.pdf>Projekts «Par nodevām»</a>"},
        reason="unclear",
    ),
    Case(
        "a file on the draft's page",
        Outcome.CANT_TELL,
        pages={
            "/p/": "<h1>Saistošo noteikumu projekti</h1><a href=/p/1/>„Par nodevām”</a>",
            "/p/1/": "<h1>Par nodevām</h1><p>Viedokļi līdz 10.12.2026. <a href=/n.pdf>Lejupielādēt</a>",
        },
        reason="unclear",
    ),
    Case(
        "a link that is no draft",
        Outcome.INAPPLICABLE,
        pages={
            "/p/": "<h1>Saistošo noteikumu projekti</h1><p>Lūdzam izteikt viedokli. <a href=/d/>Datu apstrādes kārtība</a>",
            "/d/": "<h1>Datu apstrādes kārtība</h1>",
        },
    ),
    Case(
        "a file that nothing names",
        Outcome.CANT_TELL,
        pages={"/p/": "<h1>Saistošo noteikumu projekti</h1><p>Nodevas: <a href=/d.pdf>lejupielādēt</a>"},
        reason="unclear",
    ),
    Case(
        "the budget is exempt",
        Outcome.INAPPLICABLE,
        pages={"/p/": "<h1>Saistošo noteikumu projekti</h1><a href=/b.pdf>Par pašvaldības budžetu</a>"},
    ),
    Case(
        "no drafts at present",
        Outcome.INAPPLICABLE,
        pages={"/p/": "<h1>Saistošo noteikumu projekti</h1><p>Šobrīd nav neviena projekta apspriešanā."},
    ),
    Case("no section", Outcome.INAPPLICABLE),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
