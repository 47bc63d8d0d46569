"""A resident learns what is up for discussion, until when, and where to answer."""

from collections.abc import Iterator
from datetime import datetime

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.kit import found
from audits.outline import Part, own
from audits.records import deadlines
from audits.sections import Section, filled, named_topics, nowhere, sections
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="public-consultations",
    version=3,
    scope="site",
    title=Text("Publiskās apspriešanas", "Public consultations"),
    why=Text(
        "Plānojumu vai būvniecību var ietekmēt, kamēr tā tiek apspriesta.",
        "Plans and buildings can be influenced while they are discussed.",
    ),
    method=Text(
        "Lapa vai sadaļa par publiskajām apspriešanām; vērtība ir to ierakstu skaits, kuru termiņš nav pagājis.",
        "A page or section on public consultations; the value is the number of entries whose term is not past.",
    ),
    advice=Text(
        "Uzturiet apspriešanu sarakstu ar termiņu un veidu, kā iesniegt viedokli elektroniski.",
        "Keep a list of consultations with the term and a way to answer electronically.",
    ),
    source=Source(
        "survey",
        Text("E-indekss: elektroniski piedalīties publiskajā apspriešanā", "E-index: taking part in public consultation electronically"),
        "https://www.alksnis.eu/en/tehnologijas/latvijas-pasvaldibas-attista-infrastrukturu-sazinai-ar-iedzivotajiem/",
    ),
    options={"min_words": 4},
    unit=Text("apspriešanas", "consultations"),
)


def check(site: SiteView, words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """The section, and how many consultations in it are open."""
    about = filled(sections(site.pages, words, "consultation"), words, options["min_words"])
    if not about:
        return nowhere(site, words, "consultation", value=0)
    current = [seen for section in _entries(about, words) for seen in deadlines(section, taken_at, words)]
    return found(len(current), *[section.see() for section in about], *current, confidence=0.9)


def _entries(about: list[Section], words: Vocabulary) -> Iterator[Section]:
    """The sections; of a page on several matters («apspriešanas un aptaujas») also the lines below other headings that speak of it."""
    yield from (section for section in about if not _of_page(section, words))
    for page in {id(section.page): section.page for section in about if _of_page(section, words)}.values():
        inside = {id(part) for section in about if section.page is page for part in section.parts}
        yield Section(page, None, tuple(part for part in own(page) if id(part) in inside or _speaks(part, words)))


def _of_page(section: Section, words: Vocabulary) -> bool:
    return section.head is not None and "consultation" in named_topics(section.page, words)


def _speaks(part: Part, words: Vocabulary) -> bool:
    return part.kind == "text" and bool(words.text("discussed", part.words))


CASES = (
    Case(
        "a page of several matters, whose headings say what is discussed",
        Outcome.PASSED,
        pages={
            "/p/": "<h1>Publiskās apspriešanas un sapulces</h1><h2>Meža ielas detālplānojuma publiskā apspriešana</h2><p>Viedokļus gaidām līdz 15.12.2026."
            "<h2>Skeitparks</h2><p>Apspriešana notiek līdz 18.12.2026.<h2>Sapulce</h2><p>Tiekamies 02.12.2026.</p>"
        },
        expect=2,
    ),
    Case(
        "one is open",
        Outcome.PASSED,
        pages={
            "/p/": "<h1>Publiskās apspriešanas</h1><table><tr><td>Lokālplānojums<td>15.12.2026.<tr><td>Detālplānojums<td>01.02.2026.</table>"
        },
        expect=1,
    ),
    Case(
        "other words for it",
        Outcome.PASSED,
        pages={"/p/": "<h1>SABIEDRISKA APSPRIESANA</h1><p>Pašlaik neviena apspriešana nenotiek."},
        expect=0,
    ),
    Case(
        "a headline only",
        Outcome.FAILED,
        pages={"/jaunumi/p/": "<h1>Publiskajai apspriešanai nodots lokālplānojums</h1><p>Viedokļi līdz 15.12.2026."},
        expect=0,
    ),
    Case("none", Outcome.FAILED, expect=0),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
