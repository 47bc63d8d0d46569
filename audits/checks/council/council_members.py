"""A resident finds out who decides in the council."""

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import PageView, SiteView
from audits.kit import found
from audits.outline import own
from audits.sections import Section, filled, named_topics, nowhere, sections
from data.types import Finding, Json, Outcome, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="council-members",
    version=2,
    scope="site",
    title=Text("Domes deputāti", "Council members"),
    why=Text(
        "Jāzina, kuri deputāti pārstāv iedzīvotājus un kādā sastāvā dome lemj.",
        "One should know which councillors represent the residents.",
    ),
    method=Text(
        "Lapa vai sadaļa par domes deputātiem ar saturu. Glabāts tikai fakts, nekad vārdi.",
        "A page or section on the councillors that says something. Only the fact is kept, never names.",
    ),
    advice=Text(
        "Publicējiet domes sastāvu ar saziņas veidu katram deputātam.", "Publish who sits in the council and how to reach each member."
    ),
    source=Source(
        "practice",
        Text("Pašvaldību atklātības prakse: politika un lēmumu pieņemšana", "Practice of open municipalities: politics and decisions"),
        "https://atklatibasindekss.lv/381-2/",
    ),
    options={"min_words": 4},
    reach=MUNICIPAL,
)


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """A section of that name, or a page about the council that speaks of its members."""
    about = filled(sections(site.pages, words, "council-members"), words, options["min_words"])
    if about:
        return found(True, *[section.see() for section in about], confidence=0.9)
    told = [Section(page, None, own(page)) for page in site.pages if _about_council(page, words)]
    speaking = [section for section in filled(told, words, options["min_words"]) if _speaks(section, words)]
    return found(True, *[section.see() for section in speaking], confidence=0.7) if speaking else nowhere(site, words, "council-members")


def _about_council(page: PageView, words: Vocabulary) -> bool:
    named = named_topics(page, words)
    return page.role not in {Role.NEWS, Role.NEWS_ITEM, Role.FRONT} and "of-council" in named and "meeting" not in named


def _speaks(section: Section, words: Vocabulary) -> bool:
    # What a link is called is no word about the members: they may stand on the page that it leads to.
    said = (part.words for part in section.parts if part.kind == "text" and part.element.node.tag != "a")
    return any(words.label("council-members", one) for one in said)


CASES = (
    Case(
        "only a link of that name",
        Outcome.FAILED,
        pages={
            "/dome/": "<h1>Dome</h1><ul><li><a href=/dome/deputati/>Deputāti</a><li><a href=/dome/sedes/>Domes sēžu kalendārs un vieta</a></ul>",
            "/dome/deputati/": "<h1>Deputāti</h1><img src=/d.jpg alt=''>",
            "/dome/sedes/": "<h1>Domes sēdes</h1><p>Sēdes notiek katra mēneša pēdējā ceturtdienā.",
        },
        expect=False,
    ),
    Case(
        "a list",
        Outcome.PASSED,
        pages={"/d/": "<h1>Domes deputāti</h1><ul><li>Jānis Paraugs, domes priekšsēdētājs<li>Anna Piemēra, deputāte</ul>"},
        expect=True,
    ),
    Case(
        "under a heading, no diacritics",
        Outcome.PASSED,
        pages={"/p/": "<h1>Pašvaldība</h1><h2>DOMES SASTAVS</h2><p>Domē darbojas piecpadsmit ievēlēti deputāti no četriem sarakstiem."},
        expect=True,
    ),
    Case(
        "a page about the council",
        Outcome.PASSED,
        pages={"/dome/": "<h1>Novada dome</h1><p>Domē ir 9 deputāti no diviem sarakstiem."},
        expect=True,
    ),
    Case(
        "the slug only",
        Outcome.PASSED,
        pages={"/lv/domes-deputati": "<title>Sastāvs</title><p>Domē darbojas piecpadsmit ievēlēti deputāti no četriem sarakstiem."},
        expect=True,
    ),
    Case(
        "in English",
        Outcome.PASSED,
        pages={"/en/c/": "<h1>Council members</h1><p>Fifteen members were elected in June for four years."},
        expect=True,
    ),
    Case(
        "when they receive visitors is another matter",
        Outcome.FAILED,
        pages={"/d/": "<h1>Deputātu pieņemšanas laiki</h1><p>Katra mēneša pirmajā otrdienā no 16.00 līdz 18.00."},
        expect=False,
    ),
    Case(
        "of the Saeima",
        Outcome.FAILED,
        pages={"/jaunumi/d/": "<h1>Viesojas Saeimas deputāti</h1><p>Deputāti apmeklēja skolu un bibliotēku."},
        expect=False,
    ),
    Case("an empty page", Outcome.FAILED, pages={"/d/": "<h1>Domes deputāti</h1>"}, expect=False),
    Case("a ministry is not asked", Outcome.INAPPLICABLE, given={"institution": {"kind": "ministry"}}),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
