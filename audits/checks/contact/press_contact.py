"""A journalist finds whom to ask."""

from collections.abc import Iterator

from audits.audit import Audit, Case, Source
from audits.derive import PageView, SiteView
from audits.desk import desk
from audits.kit import found, names
from audits.mail import addresses
from audits.sections import nowhere, sections
from audits.ways import ways, within
from data.types import Evidence, Finding, Json, Outcome, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="press-contact",
    version=1,
    scope="site",
    title=Text("Kontakti medijiem", "Press contact"),
    why=Text(
        "Mediji ātri saņem atbildi, un iedzīvotāji uzzina pārbaudītas ziņas.",
        "The media get an answer fast, and residents learn checked news.",
    ),
    method=Text(
        "Sadaļā medijiem vai pie sabiedrisko attiecību speciālista ir tālrunis vai e-pasts, vai ir adrese, kas sākas ar «prese». Vārdus neglabā.",
        "In a section for the media, or beside the officer for public relations, there is a telephone number or address, or an address begins "
        "with 'prese'. Names are not kept.",
    ),
    advice=Text(
        "Kontaktu lapā ielieciet rindu «Medijiem» ar tālruni un e-pastu.",
        "Put a line 'For the media' with telephone and e-mail on the contact page.",
    ),
    source=Source(
        "survey",
        Text("E-indekss: informācijas nodošana medijiem", "E-index: information for the media"),
        "https://www.jekabpils.lv/lv/jaunumi/2018-06-28/latvijas-e-indeksa-merijumos-jekabpils-pilsetai-otrais-labakais-rezultats-starp-republikas-nozimes",
    ),
    options={"local_parts": ["prese", "press", "mediji", "media", "prese.centrs"], "section": 0.9, "line": 0.8},
)
_OTHERS = frozenset(
    {Role.NEWS, Role.NEWS_ITEM, Role.STATEMENT, Role.PRIVACY, Role.SEARCH, Role.SITEMAP, Role.SERVICE, Role.FORM, Role.COUNCIL}
)


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """A section with a contact, else a line or an address that says it is for the press."""
    about = [section for section in sections(site.pages, words, "press") if any(within(section, site.pages))]
    if about:
        return found(True, *[section.see() for section in about], confidence=options["section"])
    lines = [evidence for page in site.pages if page.role not in _OTHERS for evidence in _lines(page, site, words)]
    lines += [evidence for page in desk(site) for address, evidence in addresses(page) if address.split("@")[0] in options["local_parts"]]
    return found(True, *lines, confidence=options["line"]) if lines else nowhere(site, words, "press", leads=False)


def _lines(page: PageView, site: SiteView, words: Vocabulary) -> Iterator[Evidence]:
    """Lines with a contact that say it is for the press; the page's heading is shown, as a line names people."""
    if any(words.label("veto-staff", name) for name in names(page)):
        return
    if any(words.text("press", way.text) for way in ways(page, site.pages)):
        yield page.headings[0].see() if page.headings else page.see("title", page.title)


CASES = (
    Case(
        "a page for the media",
        Outcome.PASSED,
        pages={"/medijiem/": "<h1>Medijiem</h1><p>Saziņai: tālr. 60000102, prese@piemers.test"},
        expect=True,
    ),
    Case(
        "under a heading of the contact page, without diacritics",
        Outcome.PASSED,
        pages={"/kontakti/": "<h1>Kontakti</h1><h2>KONTAKTI SAZINAI AR MEDIJIEM</h2><p><a href=tel:60000102>60000102</a>"},
        expect=True,
    ),
    Case(
        "a row of the staff list",
        Outcome.PASSED,
        pages={"/d/": "<h1>Darbinieki</h1><table><tr><td>Sabiedrisko attiecību speciāliste<td>60000102</table>"},
        expect=True,
    ),
    Case("in English", Outcome.PASSED, pages={"/en/press": "<h1>Press contacts</h1><p>press@piemers.test"}, expect=True),
    Case("in Russian", Outcome.PASSED, pages={"/ru/pressa": "<h1>Для прессы</h1><p>Тел. 60000102"}, expect=True),
    Case("an address for the press", Outcome.PASSED, "<footer>Raksti: prese@piemers.test</footer>", expect=True),
    Case("a heading with nothing under it", Outcome.FAILED, pages={"/m/": "<h1>Medijiem</h1><p>Sadaļa tiek gatavota."}, expect=False),
    Case(
        "news about the press",
        Outcome.FAILED,
        pages={"/jaunumi/a/": "<h1>Medijiem: preses konference</h1><p>Tālr. 60000102"},
        expect=False,
    ),
    Case(
        "a vacancy",
        Outcome.FAILED,
        pages={"/v/": "<h1>Vakances</h1><p>Sabiedrisko attiecību speciālists, pieteikties: tālr. 60000102"},
        expect=False,
    ),
    Case("only social media", Outcome.FAILED, pages={"/s/": "<h1>Sociālie mediji</h1><p>Seko mums, tālr. 60000102"}, expect=False),
    Case("none", Outcome.FAILED, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
