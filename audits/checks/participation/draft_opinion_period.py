"""A resident has at least two weeks to answer a draft regulation."""

from datetime import datetime, timedelta

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import SiteView
from audits.kit import broken, cant_tell, found, inapplicable
from audits.sections import Section, filled, sections, unasked
from audits.terms import Term, exempt, linked, of_page, terms
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="draft-opinion-period",
    version=2,
    scope="site",
    title=Text("Viedokļu termiņš ir vismaz divas nedēļas", "At least two weeks for opinions"),
    why=Text("Dažās dienās cilvēks nepagūst izlasīt un uzrakstīt.", "In a few days nobody can read and write an answer."),
    method=Text(
        "Projektiem, kuriem pēdējā gadā zināms sākums (publicēšana) un termiņš, saskaitītas dienas starp tiem; vērtība ir īsākais. Budžets un teritorijas plānojumi neskaitās.",
        "Of drafts of the last year that tell a beginning (publication) and an end, the days between are counted; the value is the shortest. The budget and spatial plans do not count.",
    ),
    advice=Text(
        "Norādiet publicēšanas dienu un viedokļu termiņu, vismaz 14 dienas vēlāk.",
        "Say when a draft was published and until when to answer, at least 14 days later.",
    ),
    source=Source(
        "law",
        Text("Pašvaldību likums, 46. panta trešā daļa", "Local Government Law, Section 46, Paragraph three"),
        "https://www.preili.lv/lv/saistoso-noteikumu-projekti-0",
    ),
    options={"min_days": 14, "within_days": 365, "min_words": 4},
    unit=Text("dienas", "days"),
    reach=MUNICIPAL,
)


def check(site: SiteView, words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """The shortest term of the drafts that tell both ends."""
    about = filled(sections(site.pages, words, "rule-drafts"), words, options["min_words"])
    if not about:
        return unasked(site, words, "rule-drafts")
    since = taken_at.date() - timedelta(days=options["within_days"])
    told = [term for section in about for term in _terms(section, site, words) if term.ends >= since]
    bound = [term for term in told if not exempt(term, words, "draft-exempt")]
    measured = sorted(((term.days, term) for term in bound if term.days is not None), key=lambda one: one[0])
    if not measured:
        return cant_tell("unclear", *[term.see() for term in bound[:3]]) if bound else inapplicable(*[section.see() for section in about])
    shortest, term = measured[0]
    return found(shortest, term.see(), confidence=0.9) if shortest >= options["min_days"] else broken(shortest, term.see(), confidence=0.9)


def _terms(section: Section, site: SiteView, words: Vocabulary) -> list[Term]:
    pages = (of_page(page, words) for page in linked(section, site))
    return [*terms(section, words), *(term for term in pages if term)]


CASES = (
    Case(
        "from and until",
        Outcome.PASSED,
        pages={"/p/": "<h1>Saistošo noteikumu projekti</h1><ul><li>Par tirdzniecību, no 20.11.2026. līdz 04.12.2026.</ul>"},
        expect=14,
    ),
    Case(
        "columns",
        Outcome.PASSED,
        pages={
            "/p/": "<h1>Saistošo noteikumu projekti</h1><table><tr><th>Projekts<th>Publicēts<th>Viedokļi līdz<tr><td>Par nodevām<td>02.11.2026.<td>20.11.2026.</table>"
        },
        expect=18,
    ),
    Case(
        "long dates, no diacritics, a dash",
        Outcome.PASSED,
        pages={"/p/": "<h1>SAISTOSO NOTEIKUMU PROJEKTI</h1><p>Viedoklus gaida 2026. gada 2. novembris – 2026. gada 20. novembris"},
        expect=18,
    ),
    Case(
        "the draft's own page",
        Outcome.PASSED,
        pages={
            "/p/": "<h1>Saistošo noteikumu projekti</h1><a href=/p/1/>Par tirdzniecību</a>",
            "/p/1/": '<meta property="article:published_time" content="2026-11-02T10:00:00Z"><h1>Par tirdzniecību</h1><p>Viedokļus iesniegt līdz 20.11.2026.',
        },
        expect=18,
    ),
    Case(
        "a week",
        Outcome.FAILED,
        pages={"/p/": "<h1>Saistošo noteikumu projekti</h1><ul><li>Publicēts 20.11.2026., viedokļi līdz 27.11.2026.</ul>"},
        expect=7,
    ),
    Case(
        "the shortest of two",
        Outcome.FAILED,
        pages={
            "/p/": "<h1>Saistošo noteikumu projekti</h1><ul><li>Par A, no 20.11.2026. līdz 04.12.2026.<li>Par B, no 02.11.2026. līdz 12.11.2026.</ul>"
        },
        expect=10,
    ),
    Case(
        "a paragraph for each, in one box",
        Outcome.FAILED,
        pages={
            "/p/": "<h1>Saistošo noteikumu projekti</h1><article><h3>Par A</h3><p>Publicēts: 2026. gada 16. novembrī. Viedokļi līdz 2026. gada 4. decembrim.</p><h3>Par B</h3><p>Publicēts: 2026. gada 7. septembrī. Viedokļus varēja sniegt līdz 2026. gada 17. septembrim.</p></article>"
        },
        expect=10,
    ),
    Case(
        "the budget is exempt",
        Outcome.INAPPLICABLE,
        pages={"/p/": "<h1>Saistošo noteikumu projekti</h1><ul><li>Par pašvaldības budžetu, no 20.11.2026. līdz 27.11.2026.</ul>"},
    ),
    Case(
        "no beginning told",
        Outcome.CANT_TELL,
        pages={"/p/": "<h1>Saistošo noteikumu projekti</h1><ul><li>Par tirdzniecību, viedokļi līdz 04.12.2026.</ul>"},
        reason="unclear",
    ),
    Case(
        "a malformed date",
        Outcome.CANT_TELL,
        pages={"/p/": "<h1>Saistošo noteikumu projekti</h1><ul><li>Par tirdzniecību, no 20.013.2026. līdz 04.12.2026.</ul>"},
        reason="unclear",
    ),
    Case(
        "no drafts at present",
        Outcome.INAPPLICABLE,
        pages={"/p/": "<h1>Saistošo noteikumu projekti</h1><p>Šobrīd nav neviena projekta apspriešanā."},
    ),
    Case("no section", Outcome.INAPPLICABLE),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
