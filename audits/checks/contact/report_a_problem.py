"""A resident can report a broken lamp or a hole in the road, and it reaches the right people."""

from itertools import islice

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import SiteView
from audits.doors import is_form_place
from audits.kit import found
from audits.mail import WAY, addresses
from audits.sections import Section, nowhere, sections
from audits.services import asks
from data.types import Evidence, Finding, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="report-a-problem",
    version=3,
    scope="site",
    title=Text("Ziņošana par problēmu", "Reporting a problem"),
    why=Text(
        "Bedri ceļā vai izdegušu lampu var pieteikt uzreiz, nezinot, kura nodaļa par to atbild.",
        "A hole in the road can be reported at once, without knowing whose task it is.",
    ),
    method=Text(
        "Lapa «Ziņo par problēmu» (vai līdzīga) ar formu, lietotni, kartes rīku, e-pastu vai tālruni.",
        "A page 'Report a problem' (or the like) with a form, an app, a map tool, an e-mail address or a telephone number.",
    ),
    advice=Text("Izveidojiet lapu «Ziņo par problēmu» ar vienkāršu formu.", "Make a page 'Report a problem' with a simple form."),
    source=Source(
        "practice",
        Text("Pašvaldību prakse", "Practice of municipalities"),
        "http://www.skriveri.lv/jaunumi/skriveru-novada-iedzivotajiem-pieejama-jauna-aplikacija-sazinai-ar-pasvaldibu/",
    ),
    reach=MUNICIPAL,
)


def check(site: SiteView, words: Vocabulary) -> Finding:
    """A section about it that offers a way to do it."""
    about = sections(site.pages, words, "report-a-problem")
    ways = [way for section in about for way in _ways(section, words)]
    if ways:
        return found(True, *ways)
    return nowhere(site, words, "report-a-problem")


def _ways(section: Section, words: Vocabulary) -> list[Evidence]:
    ways = [part.element.see() for part in section.parts if asks(part)]
    ways += [
        link.see()
        for link in section.links
        if is_form_place(link.url) or words.label("app-or-map", link.label) or link.href.startswith("tel:")
    ]
    ways += [evidence for address, evidence in addresses(section.page) if address in section.text.lower()]
    return ways + [section.page.see("main", match.group()) for match in islice(WAY.finditer(section.text), 1)]


CASES = (
    Case(
        "a form",
        Outcome.PASSED,
        pages={"/zino-par-problemu/": "<h1>Ziņo par problēmu</h1><form method=post><input name=vards><textarea name=t></textarea></form>"},
        expect=True,
    ),
    Case(
        "an address to write to",
        Outcome.PASSED,
        pages={"/k/": "<h1>Vide</h1><h2>ZINO PAR BOJAJUMU</h2><p>Raksti: dispecers@piemers.test"},
        expect=True,
    ),
    Case("by another name", Outcome.PASSED, pages={"/p/": "<h1>Redzi un ziņo!</h1><p>Diennakts tālrunis 80000100"}, expect=True),
    Case("a number", Outcome.PASSED, pages={"/k/": "<h1>Ziņot par bojājumiem</h1><p>Diennakts tālrunis 80000100"}, expect=True),
    Case(
        "in the accessibility statement it is another matter",
        Outcome.FAILED,
        pages={"/p/": "<h1>Piekļūstamības paziņojums</h1><h2>Ziņot par problēmu</h2><p>pasts@piemers.test"},
        expect=False,
    ),
    Case(
        "in English",
        Outcome.PASSED,
        pages={"/en/r": "<h1>Report a problem</h1><form method=post><input name=place><textarea name=text></textarea></form>"},
        expect=True,
    ),
    Case("in Russian", Outcome.PASSED, pages={"/ru/r": "<h1>Сообщить о проблеме</h1><p>Тел. 80000100"}, expect=True),
    Case("a hole in the road", Outcome.PASSED, pages={"/zino": "<h1>Ziņo par bedri</h1><p>Raksti uz zino@piemers.test"}, expect=True),
    Case("an app", Outcome.PASSED, pages={"/k/": "<h1>Ziņot pašvaldībai</h1><a href=https://mobio.lv/>Mobilā lietotne</a>"}, expect=True),
    Case("a page that says nothing", Outcome.FAILED, pages={"/k/": "<h1>Ziņo par problēmu</h1><p>Drīzumā."}, expect=False),
    Case(
        "a menu that leads nowhere",
        Outcome.FAILED,
        "<nav><a href=/nav/>Ziņo par problēmu</a></nav>",
        pages={"/nav/": "<h1>Lapa nav atrasta</h1>"},
        expect=False,
    ),
    Case(
        "whistle-blowing is another matter",
        Outcome.FAILED,
        pages={"/t/": "<h1>Trauksmes celšana</h1><p>Ziņot: t@piemers.test"},
        expect=False,
    ),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
