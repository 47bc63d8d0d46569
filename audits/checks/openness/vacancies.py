"""A person looking for work finds the body's vacancies and until when to apply."""

from datetime import datetime

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.kit import found
from audits.records import deadlines
from audits.sections import filled, nowhere, sections
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="vacancies",
    version=3,
    scope="site",
    title=Text("Vakances", "Vacancies"),
    why=Text("Darbu iestādē var atrast ikviens, ne tikai paziņas.", "Anyone can find work at the body, not only acquaintances."),
    method=Text(
        "Lapa vai sadaļa par vakancēm; vērtība ir to ierakstu skaits, kuru pieteikšanās termiņš nav pagājis.",
        "A page or section on vacancies; the value is the number of entries whose term to apply is not past.",
    ),
    advice=Text(
        "Publicējiet vakances ar atalgojumu un termiņu; ja to nav, to arī pasakiet.",
        "Publish vacancies with pay and term; when there are none, say so.",
    ),
    source=Source(
        "practice", Text("Pašvaldību atklātības prakse", "Practice of open municipalities"), "https://atklatibasindekss.lv/381-2/"
    ),
    options={"min_words": 3},
    unit=Text("vakances", "vacancies"),
)


def check(site: SiteView, words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """The section, and how many vacancies in it are open."""
    about = filled(sections(site.pages, words, "vacancies"), words, options["min_words"])
    if not about:
        return nowhere(site, words, "vacancies", value=0)
    current = [seen for section in about for seen in deadlines(section, taken_at, words)]
    return found(len(current), *[section.see() for section in about], *current, confidence=0.9)


CASES = (
    Case(
        "two are open",
        Outcome.PASSED,
        pages={
            "/v/": "<h1>Vakances</h1><table><tr><td>Būvinspektors<td>1650<td>10.12.2026.<tr><td>Skolotājs<td>1240<td>05.12.2026.<tr><td>Jurists<td>1500<td>01.11.2026.</table>"
        },
        expect=2,
    ),
    Case(
        "work at the body, by another name",
        Outcome.PASSED,
        pages={"/d/": "<h1>Darbs iestādē</h1><h2>Jurists</h2><p>Pieteikumus gaidām līdz 10.12.2026."},
        expect=1,
    ),
    Case(
        "a gravel pit is no career",
        Outcome.FAILED,
        pages={"/i/": "<h1>Ieceres</h1><h2>Ietekmes uz vidi novērtējums smilts karjeram</h2><p>Ziņojums ir pieejams pašvaldībā."},
        expect=0,
    ),
    Case("none at present", Outcome.PASSED, pages={"/lv/vakances": "<h1>VAKANCES</h1><p>Pašlaik brīvu vakanču nav."}, expect=0),
    Case(
        "the day the page was changed ends nothing",
        Outcome.PASSED,
        pages={"/v/": "<h1>Vakances</h1><p>Vakanču nav.<p>Lapa labota: 23.11.2026."},
        expect=0,
    ),
    Case("at a job site", Outcome.PASSED, "<nav><a href=https://cvvp.nva.gov.lv/piemers>Vakances</a></nav>", expect=None),
    Case(
        "a headline only",
        Outcome.FAILED,
        pages={"/jaunumi/v/": "<h1>Vakances skolās</h1><p>Aicina darbā skolotāju līdz 10.12.2026."},
        expect=0,
    ),
    Case("an empty page", Outcome.FAILED, pages={"/v/": "<h1>Vakances</h1>"}, expect=0),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
