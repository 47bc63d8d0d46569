"""A resident calls the department that deals with the matter, not the reception."""

from collections import Counter
from collections.abc import Iterator

from audits.audit import Audit, Case, Source
from audits.derive import PageView, SiteView
from audits.kit import absent, found, names, slug
from audits.ways import Way, ways
from data.types import Evidence, Finding, Json, Outcome, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="department-contacts",
    version=1,
    scope="site",
    title=Text("Nodaļu vai speciālistu kontakti", "Contacts of departments or specialists"),
    why=Text(
        "Cilvēks uzreiz sasniedz to nodaļu vai speciālistu, kas jautājumu kārto, un netiek pārslēgts no viena pie otra.",
        "One reaches at once the department or specialist who settles the matter, and is not passed on from one to another.",
    ),
    method=Text(
        "Kontaktu, struktūras vai darbinieku lapās vairākām nodaļām vai amatiem ir katram savs tālrunis vai e-pasts. Vērtība ir to skaits; "
        "vārdi netiek glabāti.",
        "On pages of contacts, structure or staff several departments or posts each have a telephone number or address. The value is how many; "
        "names are not kept.",
    ),
    advice=Text(
        "Pie katras nodaļas norādiet tās tālruni un e-pastu un jautājumus, ko tā risina.",
        "Beside every department give its telephone number, its address and the matters it deals with.",
    ),
    source=Source("survey", Text("E-indekss: klientu apkalpošana un atbalsts", "E-index: customer service and support")),
    options={"min_parts": 2, "common": 3, "certain": 0.9},
)
_OTHERS = frozenset(
    {Role.NEWS, Role.NEWS_ITEM, Role.STATEMENT, Role.PRIVACY, Role.SEARCH, Role.SITEMAP, Role.SERVICE, Role.FORM, Role.COUNCIL}
)


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """How many departments or posts have a contact of their own; the evidence is the page's heading, as the rows name people."""
    seen: dict[str, Evidence] = {}
    told = Counter(name for page in site.pages for name in {*names(page)})
    common = {name for name, pages in told.items() if pages >= options["common"]} | {*(names(site.front) if site.front else ())}
    for page in site.pages:
        if page.role not in _OTHERS:
            seen.update({key: evidence for key, evidence in _of(page, site, words, common) if key not in seen})
    if len(seen) < options["min_parts"]:
        return absent(*(seen.values() or site.pages[:1]), value=len(seen))
    return found(len(seen), *dict.fromkeys(seen.values()), confidence=options["certain"])


def _of(page: PageView, site: SiteView, words: Vocabulary, common: set[str]) -> Iterator[tuple[str, Evidence]]:
    """Of each department or post with a contact what tells it from others, and where it is."""
    told = [name for name in [*names(page), slug(page.url)] if name not in common]
    if any(words.label("veto-staff", name) for name in told):
        return
    named = page.role == Role.CONTACT or any(words.label("contacts-of-parts", name) for name in told)
    whole = next((name for name in told if words.label("unit", name)), None)
    if not (named or whole or any(words.label("contacts-of-parts", heading.text) for heading in page.headings)):
        return
    here = page.headings[0].see() if page.headings else page.see("title", page.title)
    for way in ways(page, site.pages):
        under = named or any(words.label("contacts-of-parts", head) for head in way.heads)
        key = _part(way, words, page) if under else whole
        if key:
            yield key, here


def _part(way: Way, words: Vocabulary, page: PageView) -> str | None:
    """What tells the department or post: its row, or the heading that names it; None where neither does."""
    if any(words.text(topic, way.text) for topic in ("unit", "post")):
        return f"{page.url} row {way.row.mem_id}"
    head = next(iter(way.heads), None)
    return f"{page.url} {head}" if head and any(words.label(topic, head) for topic in ("unit", "post")) else None


_ROWS = "<table><tr><th>Nodaļa<th>Tālrunis<tr><td>Sociālais dienests<td>60000102<tr><td>Būvvalde<td>60000103</table>"
CASES = (
    Case("a table of departments", Outcome.PASSED, pages={"/kontakti/": f"<h1>Kontakti</h1>{_ROWS}"}, expect=2),
    Case(
        "a heading for each",
        Outcome.PASSED,
        pages={
            "/struktura/": "<h1>Struktūra</h1><h2>Finanšu nodaļa</h2><p>Tālr. 60000102<h2>Juridiskā nodaļa</h2><p>juristi@piemers.test"
            "<h2>Kanceleja</h2><p><a href=tel:60000104>zvanīt</a>"
        },
        expect=3,
    ),
    Case(
        "a list of specialists, without diacritics",
        Outcome.PASSED,
        pages={"/d/": "<h1>DARBINIEKI</h1><ul><li>Lietvede, tel. 60000102<li>Buvinspektors, tel. 60000103</ul>"},
        expect=2,
    ),
    Case(
        "a line for each, and cards",
        Outcome.PASSED,
        pages={
            "/kontakti/": "<h1>Kontakti</h1><main><p>Kanceleja: 60000101</p><p>Kase: 60000102</p><div class=card><p>Būvvalde</p>"
            "<p>Tālr.: <a href=tel:60000103>60000103</a></p></div></main>"
        },
        expect=3,
    ),
    Case(
        "a page for each department",
        Outcome.PASSED,
        pages={
            "/socialais/": "<h1>Sociālais dienests</h1><p>Tālr. 60000102",
            "/izglitiba/": "<h1>Izglītības pārvalde</h1><p>izglitiba[at]piemers.test",
        },
        expect=2,
    ),
    Case(
        "in English",
        Outcome.PASSED,
        pages={"/en/contacts": "<h1>Contacts</h1><ul><li>Finance department 60000102<li>Legal department 60000103</ul>"},
        expect=2,
    ),
    Case(
        "the body's own name on every page is none of its parts",
        Outcome.FAILED,
        pages={
            f"/{n}/": f"<title>Valsts amatniecības aģentūra</title><p>Raksti: {n}@piemers.test"
            for n in ("atbalsts", "sertifikats", "izzina")
        },
        expect=0,
    ),
    Case("only the reception's", Outcome.FAILED, pages={"/kontakti/": "<h1>Kontakti</h1><p>Tālr. 60000100, pasts@piemers.test"}, expect=0),
    Case(
        "departments without contacts", Outcome.FAILED, pages={"/s/": "<h1>Struktūra</h1><ul><li>Finanšu nodaļa<li>Būvvalde</ul>"}, expect=0
    ),
    Case(
        "a vacancy's contact person",
        Outcome.FAILED,
        pages={"/v/": "<h1>Vakances</h1><p>Personāla nodaļa, tālr. 60000105<p>Finanšu nodaļa, tālr. 60000106"},
        expect=0,
    ),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
