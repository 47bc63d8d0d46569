"""A resident can answer a consultation without leaving home."""

import re
from datetime import datetime

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.kit import absent, found, inapplicable
from audits.outline import own
from audits.records import deadlines
from audits.sections import Section, filled, sections, unasked
from audits.terms import linked
from data.types import Evidence, Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="consultation-online",
    version=1,
    scope="site",
    title=Text("Apspriešanā var piedalīties elektroniski", "Consultations can be answered electronically"),
    why=Text("Kas strādā vai dzīvo tālu, uz klātienes sanāksmi netiek.", "Who works or lives far away cannot come to a meeting."),
    method=Text(
        "Sadaļās par apspriešanām vai noteikumu projektiem, vai lapās, uz kurām tās ved, ir e-pasts, veidlapa, anketa, e-adrese vai saite uz portālu. Ja nekas nav apspriešanā un veida nav, nav arī jautājuma.",
        "The sections on consultations or drafts, or the pages they lead to, have an e-mail address, form, questionnaire, e-address or link to a portal. Where nothing is open and no way is told, the question is not asked.",
    ),
    advice=Text(
        "Katrai apspriešanai norādiet e-pastu, anketu vai geolatvija.lv saiti.",
        "For each consultation give an e-mail address, a form or a link to geolatvija.lv.",
    ),
    source=Source(
        "survey",
        Text("E-indekss: elektroniski piedalīties publiskajā apspriešanā", "E-index: taking part in public consultation electronically"),
        "https://www.alksnis.eu/en/tehnologijas/latvijas-pasvaldibas-attista-infrastrukturu-sazinai-ar-iedzivotajiem/",
    ),
    options={
        "min_words": 4,
        "hosts": [
            "geolatvija.lv",
            "tapportals.mk.gov.lv",
            "latvija.lv",
            "latvija.gov.lv",
            "forms.gle",
            "docs.google.com",
            "forms.office.com",
            "visidati.lv",
            "webanketa.com",
            "arcg.is",
            "surveymonkey.com",
            "manabalss.lv",
        ],
    },
)


def check(site: SiteView, words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """A way to answer, in the sections or on the pages of their entries."""
    told = [section for topic in ("consultation", "rule-drafts") for section in sections(site.pages, words, topic)]
    about = filled(told, words, options["min_words"])
    if not about:
        return unasked(site, words, "consultation")
    entries = [Section(page, None, own(page)) for section in about for page in linked(section, site)]
    ways = [seen for section in (*about, *entries) for seen in _ways(section, words, options)]
    if ways:
        return found(True, *ways[:3], confidence=0.9)
    # Opinions on a draft may be sent as any letter; a consultation must say how to take part.
    asked = sections(site.pages, words, "consultation")
    current = [seen for section in asked for seen in deadlines(section, taken_at, words)]
    return absent(*current) if current else inapplicable(*[section.see() for section in about])


def _ways(section: Section, words: Vocabulary, options: Json) -> list[Evidence]:
    links = [link.see(link.host or "mailto:") for link in section.links if link.url.startswith("mailto:") or link.host in options["hosts"]]
    forms = [form.see("form") for form in section.media("form") if form.node.css_first("textarea, input[type=email]")]
    lines = [part.element.see(way) for part in section.parts if part.kind == "text" and (way := _way(part.words, words))]
    return links + forms + lines


def _way(text: str, words: Vocabulary) -> str | None:
    """What a line says of writing by network; only the word or the address's host is shown."""
    address = _ADDRESS.search(text)
    return f"…{address.group()}" if address else words.text("answer-way", text)


_ADDRESS = re.compile(r"(?:@|\[at\]|\(at\)|\[et\])\s?[\w-]{2,60}(?:\.[\w-]{2,30}){1,3}", re.IGNORECASE)


CASES = (
    Case(
        "an e-mail address",
        Outcome.PASSED,
        pages={"/p/": "<h1>Publiskās apspriešanas</h1><p>Lokālplānojums, līdz 15.12.2026. Viedokļus sūtīt uz dome@piemers.test"},
        expect=True,
    ),
    Case(
        "a link to write",
        Outcome.PASSED,
        pages={"/p/": "<h1>Publiskās apspriešanas</h1><p>Līdz 15.12.2026.<a href=mailto:dome@piemers.test>Rakstiet mums</a>"},
        expect=True,
    ),
    Case(
        "a portal, no diacritics",
        Outcome.PASSED,
        pages={"/p/": "<h1>PUBLISKAS APSPRIESANAS</h1><a href=https://geolatvija.lv/geo/tapis>Lokalplanojums</a>"},
        expect=True,
    ),
    Case(
        "a questionnaire on the entry's page",
        Outcome.PASSED,
        pages={
            "/p/": "<h1>Publiskās apspriešanas</h1><a href=/p/1/>Detālplānojums</a>",
            "/p/1/": "<h1>Detālplānojums</h1><a href=https://forms.gle/x>Anketa</a>",
        },
        expect=True,
    ),
    Case(
        "by post only",
        Outcome.FAILED,
        pages={"/p/": "<h1>Publiskās apspriešanas</h1><p>Lokālplānojums, līdz 15.12.2026. Viedokļus iesniegt kancelejā."},
        expect=False,
    ),
    Case("nothing is open", Outcome.INAPPLICABLE, pages={"/p/": "<h1>Publiskās apspriešanas</h1><p>Pašlaik neviena apspriešana nenotiek."}),
    Case("an empty page", Outcome.INAPPLICABLE, pages={"/p/": "<h1>Publiskās apspriešanas</h1>"}),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
