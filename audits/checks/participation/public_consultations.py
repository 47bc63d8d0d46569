"""A resident learns what is up for discussion, until when, and where to answer."""

from datetime import datetime

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.kit import found
from audits.records import deadlines
from audits.sections import filled, nowhere, sections
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="public-consultations",
    version=2,
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
    current = [seen for section in about for seen in deadlines(section, taken_at, words)]
    return found(len(current), *[section.see() for section in about], *current, confidence=0.9)


CASES = (
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
