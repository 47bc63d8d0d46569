"""How many kinds of things a resident can do on the site, not only read."""

import re
from collections.abc import Iterator

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.kit import Seen, counted
from audits.offers import about, apps, bookings, chats, living, offered, paid, payments, reports, saying
from audits.sections import filled
from audits.services import ELECTRONIC, Service
from data.types import Finding, Json, Outcome, Portal, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="digital-tools",
    version=3,
    scope="site",
    title=Text("Digitālo rīku veidi", "Kinds of digital tools"),
    why=Text(
        "Jo vairāk var izdarīt vietnē, jo retāk jābrauc uz iestādi.",
        "The more can be done on the site, the less often one has to go to the office.",
    ),
    method=Text(
        "Saskaitīti veidi no deviņiem: e-pakalpojumi, maksājumi, ziņošana par problēmu, vizītes pieteikšana, mobilā lietotne, virtuālais asistents, "
        "interaktīva karte, jaunumu saņemšana e-pastā, balsošana vai aptauja.",
        "Of nine kinds those that are offered are counted: e-services, payments, problem reporting, booking a visit, mobile application, virtual "
        "assistant, interactive map, newsletter, votes or surveys.",
    ),
    advice=Text(
        "Salīdziniet ar citām pašvaldībām un sāciet ar ziņošanu par problēmām un vizītes pieteikšanu.",
        "Compare with other bodies, and begin with problem reporting and booking.",
    ),
    source=Source(
        "survey",
        Text("E-indekss: piedāvāto digitālo risinājumu klāsts", "E-index: range of digital solutions offered"),
        "https://irliepaja.lv/dome/liepajas-domes-majaslapa-pieejamas-95-veidlapu-sagataves/",
    ),
    options={
        "hosts": ["bookings.cloud.microsoft", "calendly.com", "simplybook.it"],
        "makers": ["tawk.to", "tidio.co", "hugo.lv", "botpress"],
    },
    measures=True,
    unit=Text("veidi no 9", "kinds of 9"),
)


_PLAN = re.compile(r"/tapis\b")
"""Where the state's map shows one paper of planning: to read, and not to look for a place."""
_MAP_HOST = re.compile(r"^(?:www\.)?(?:kartes?|gis|geoportals)\.|\bgis\.lv$", re.IGNORECASE)
_PROBLEM = re.compile(r"probl|boj[aā]jum|bedr", re.IGNORECASE)
"""A map to mark problems on is a way to report them."""


def check(site: SiteView, services: tuple[Service, ...], words: Vocabulary, portals: tuple[Portal, ...], options: Json) -> Finding:
    """Each kind with the first thing that shows it."""
    kinds = [seen[0] for seen in _kinds(site, services, words, portals, options) if seen]
    return counted(len(kinds), kinds or site.pages[:1], confidence=0.7)


def _kinds(
    site: SiteView, services: tuple[Service, ...], words: Vocabulary, portals: tuple[Portal, ...], options: Json
) -> Iterator[list[Seen]]:
    yield [element for service in services if service.level >= ELECTRONIC for element in service.seen[:1]]
    yield [*payments(site, words, portals), *paid(services, words)]
    yield [*reports(site, words)]
    yield [*bookings(site, words, options["hosts"])]
    yield [*apps(site, words), *(section.see() for section in filled(living(site, words), words, 4))]
    yield [*chats(site, words, options["makers"])]
    yield [*_said(site, words, "tool-map"), *(link for link in saying(site, words, "tool-map") if not _PLAN.search(link.url)), *_maps(site)]
    yield [*_said(site, words, "tool-newsletter"), *saying(site, words, "tool-newsletter"), *_signs_up(site, words)]
    yield [*_said(site, words, "tool-vote"), *saying(site, words, "tool-vote"), *_votes(site, words)]


def _said(site: SiteView, words: Vocabulary, topic: str) -> list[Seen]:
    return [section.see() for section in filled(about(site, words, topic), words, 4)]


def _maps(site: SiteView) -> list[Seen]:
    """A link to a map of the body's own, by what its address begins with."""
    return [link for link in offered(site) if _MAP_HOST.search(link.host) and not _PROBLEM.search(link.label)]


def _votes(site: SiteView, words: Vocabulary) -> list[Seen]:
    """A link to where one votes on the ideas of the participatory budget."""
    about_it = (section for section in about(site, words, "participatory-budget") if words.text("tool-vote", section.text))
    return [link for section in about_it for link in section.links if link.host == "geolatvija.lv"]


def _signs_up(site: SiteView, words: Vocabulary) -> list[Seen]:
    """A field for an e-mail address in a form that speaks of news."""
    forms = site.front.forms if site.front and "email" in site.front.html else ()
    return [form for form in forms if form.node.css_first("input[type=email]") and words.label("tool-newsletter", form.text)]


_ALL = """<html lang=lv><title>N</title><main><h1>Novads</h1><a href=https://www.epakalpojumi.lv/>Apmaksāt rēķinus</a>
<form method=post>Saņemt jaunumus e-pastā <input type=email name=e><button>Pieteikties</button></form>
<a href='https://apps.apple.com/lv/app/piemers'>App Store</a><a href=https://calendly.com/x>Laiks</a><div id=chatbot></div></main>"""
CASES = (
    Case(
        "all nine",
        Outcome.PASSED,
        _ALL,
        pages={
            "/e/": "<h1>E-pakalpojumi</h1><a href=https://latvija.gov.lv/Services/1>Noma</a>",
            "/z/": "<h1>Ziņo par problēmu</h1><a href=https://forms.gle/a>Ziņot</a>",
            "/k/": "<h1>Interaktīvā karte</h1><iframe src=https://karte.piemers.test/></iframe>",
            "/b/": "<h1>Balsošana par projektiem</h1><a href=https://geolatvija.lv/>Balsot</a>",
        },
        expect=9,
    ),
    Case(
        "e-services only",
        Outcome.PASSED,
        pages={"/e/": "<h1>E-pakalpojumi</h1><a href=https://latvija.gov.lv/Services/1>Noma</a>"},
        expect=1,
    ),
    Case(
        "a plan of land use is no map to use, rules on paying are no payment",
        Outcome.PASSED,
        pages={
            "/p/": "<h1>Plāni</h1><a href=https://geolatvija.lv/geo/tapis>Teritorijas plānojums</a><a href=https://likumi.lv/ta/id/1>Nodoklis</a>"
        },
        expect=0,
    ),
    Case(
        "a map by its address",
        Outcome.PASSED,
        "<main><a href=https://karte.piemers.test/>pilsētas plānā</a></main>",
        expect=1,
    ),
    Case(
        "a map of problems is another tool",
        Outcome.PASSED,
        "<main><a href=https://karte.piemers.test/bedres>Bedru karte</a></main>",
        expect=0,
    ),
    Case(
        "one paper in the state's map",
        Outcome.PASSED,
        "<main><a href=https://geolatvija.lv/geo/tapis#document_1>ģeoportālā</a></main>",
        expect=0,
    ),
    Case(
        "a telephone number is no tool, nor is an application that was closed",
        Outcome.PASSED,
        pages={
            "/z/": "<h1>Ziņo par problēmu</h1><p>Ja pamanāt bedri, zvaniet pagasta pārvaldei darba laikā.",
            "/l/": "<h1>Mobilā lietotne</h1><p>Novada lietotnes darbība pārtraukta pagājušajā gadā.",
        },
        expect=0,
    ),
    Case("labels without content", Outcome.PASSED, pages={"/z/": "<h1>Ziņo par problēmu</h1><p>Drīzumā."}, expect=0),
    Case("none", Outcome.PASSED, expect=0),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
