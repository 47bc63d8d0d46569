"""A resident can write to the body about anything, by a form or a service that is made for it."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from audits.audit import Audit, Case, Source
from audits.derive import Link, PageView, SiteView, host_of
from audits.kit import found, labelled
from audits.outline import own
from audits.sections import filled, is_file, nowhere, sections
from audits.services import asks
from data.types import Evidence, Finding, Json, Outcome, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="general-application",
    version=2,
    scope="site",
    title=Text("Vispārīgs iesniegums", "General application"),
    why=Text(
        "Ar jautājumu vai sūdzību, kam nav sava pakalpojuma, var vērsties rakstiski un saņemt oficiālu atbildi.",
        "With a question or complaint that no service is made for, one can write and get an official answer.",
    ),
    method=Text(
        "Ir saite uz valsts portāla pakalpojumu «Iesniegums iestādei» (EP155), sava tiešsaistes forma vispārīgam iesniegumam vai lapa, kas "
        "izskaidro, kā iesniegt iesniegumu. Tas ir saziņas kanāls, ne pakalpojums; izdrukājama veidlapa vien to nedod.",
        "There is a link to the state portal's service 'Submission to an institution' (EP155), an online form of its own for a general application, "
        "or a page that explains how to submit one. It is a channel, not a service; a blank to print alone is none.",
    ),
    advice=Text(
        "Kontaktos ielieciet saiti uz pakalpojumu «Iesniegums iestādei» un pasakiet, kā vēl var iesniegt.",
        "On the contact page link to the service 'Submission to an institution' and say how else one can submit.",
    ),
    source=Source(
        "practice",
        Text("Valsts portāla pakalpojums EP155", "The state portal's service EP155"),
        "https://latvija.lv/Epakalpojumi/EP155/Instrukcija",
    ),
    options={"min_words": 8, "portal": 1.0, "own": 0.8},
)
_PORTAL = re.compile(r"(^|\.)latvija(\.gov)?\.lv$")
_EP155 = re.compile(r"EP155(?!\d)", re.IGNORECASE)
_TOPIC = "write-to-body"
_NEWS = frozenset({Role.NEWS, Role.NEWS_ITEM, Role.SEARCH, Role.SITEMAP})


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """The state portal's service first, then the body's own ways."""
    links = [link for page in site.pages if page.role not in _NEWS for link in page.links if _at_portal(link, words)]
    if links:
        return found(True, *links, confidence=options["portal"])
    about = [section for section in sections(site.pages, words, _TOPIC) if section.page.role != Role.SERVICE]
    ways = [section.see() for section in filled(about, words, options["min_words"])]
    ways += [one for page in site.pages if page.role not in _NEWS for one in _forms(page, words)]
    ways += [link.see() for link in labelled(site.pages, words, _TOPIC) if _leads_away(link, site)]
    return found(True, *ways, confidence=options["own"]) if ways else nowhere(site, words, _TOPIC, leads=False)


def _leads_away(link: Link, site: SiteView) -> bool:
    """Whether it leads to where one can write on another site; a blank is not such a place."""
    return bool(link.host) and link.host != host_of(site.snapshot.site) and not is_file(link.url) and link.page.role not in _NEWS


def _at_portal(link: Link, words: Vocabulary) -> bool:
    """A link to the general application at the state portal: by its number, or by what it is called."""
    if "latvija" not in link.url or not _PORTAL.search(host_of(link.url)):
        return False
    return bool(_EP155.search(unquote(link.url)) or words.label(_TOPIC, link.label))


def _forms(page: PageView, words: Vocabulary) -> Iterator[Evidence]:
    """Forms to fill in under a heading that calls them a general application."""
    for part in own(page) if page.forms else ():
        if asks(part) and any(words.label(_TOPIC, head.text) for head in part.trail):
            yield part.element.see()


CASES = (
    Case("the old address", Outcome.PASSED, "<a href=https://latvija.lv/Epakalpojumi/EP155/Instrukcija>Rakstīt</a>", expect=True),
    Case(
        "in another case, in the footer",
        Outcome.PASSED,
        "<footer><a href='https://www.latvija.lv/epakalpojumi/ep155/apraksts'>E-pakalpojums</a></footer>",
        expect=True,
    ),
    Case(
        "the new address, by its name",
        Outcome.PASSED,
        "<a href=https://latvija.gov.lv/Services/1234>Iesniegums valsts un pašvaldību iestādēm</a>",
        expect=True,
    ),
    Case(
        "a form of its own",
        Outcome.PASSED,
        pages={"/e-iesniegums/": "<h1>E-iesniegums</h1><form method=post><input name=vards><textarea name=teksts></textarea></form>"},
        expect=True,
    ),
    Case(
        "a form of a ministry's own",
        Outcome.PASSED,
        pages={"/i/": "<h1>Iesniegums ministrijai</h1><form method=post><input name=vards><textarea name=teksts></textarea></form>"},
        expect=True,
    ),
    Case("a form elsewhere", Outcome.PASSED, "<a href=https://e.piemers2.test/iesniegums>E-iesniegums</a>", expect=True),
    Case(
        "a page that explains it, without diacritics",
        Outcome.PASSED,
        pages={
            "/i/": "<h1>KA IESNIEGT IESNIEGUMU, IEROSINAJUMU VAI SUDZIBU</h1><p>Klātienē, pa pastu vai parakstītu ar drošu e-parakstu uz e-pastu."
        },
        expect=True,
    ),
    Case(
        "a blank to print is no way to send it",
        Outcome.FAILED,
        pages={"/veidlapas/": "<h1>Veidlapas</h1><a href=/media/iesniegums.docx>Iesniegums brīvā formā</a>"},
        expect=False,
    ),
    Case(
        "another service of the portal",
        Outcome.FAILED,
        "<a href=https://latvija.lv/Epakalpojumi/EP1550>Deklarēt dzīvesvietu</a>",
        expect=False,
    ),
    Case(
        "an application for one matter",
        Outcome.FAILED,
        pages={"/v/": "<h1>Veidlapas</h1><a href=/media/pabalsts.docx>Iesniegums pašvaldībai par pabalstu</a>"},
        expect=False,
    ),
    Case("only the heading", Outcome.FAILED, pages={"/e/": "<h1>Iesniegums pašvaldībai</h1><p>Drīzumā."}, expect=False),
    Case(
        "the news of it",
        Outcome.FAILED,
        pages={"/jaunumi/a/": "<h1>Jauna veidlapa</h1><a href=https://latvija.lv/Epakalpojumi/EP155>Iesniegums iestādei</a>"},
        expect=False,
    ),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
