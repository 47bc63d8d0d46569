"""A visit can be booked on the site, for a time that suits."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.kit import absent, found
from audits.offers import bookings
from audits.sections import filled, nowhere, sections
from audits.statement import sentences
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="appointment-booking",
    version=2,
    scope="site",
    title=Text("Vizītes pieteikšana tiešsaistē", "Booking a visit online"),
    why=Text(
        "Pieteiktā laikā speciālists ir uz vietas, un nav jāgaida rindā.",
        "At a booked time the specialist is there, and there is no queue.",
    ),
    method=Text(
        "Vietnē ir forma, kalendārs vai saite, ar ko tiešsaistē piesakās vizītei; tālruņa numurs vien nav pieteikšana tiešsaistē.",
        "The site has a form, a calendar or a link by which a visit is booked online; a telephone number alone is no online booking.",
    ),
    advice=Text(
        "Apmeklētāju pieņemšanas lapā ielieciet formu vai kalendāru, kurā var izvēlēties laiku.",
        "On the page of visiting hours put a form or a calendar in which a time can be chosen.",
    ),
    source=Source(
        "survey",
        Text(
            "E-indekss: pieteikties klātienes vizītei pie domes vadības vai speciālistiem",
            "E-index: booking a visit to leaders or specialists",
        ),
        "https://www.alksnis.eu/en/tehnologijas/latvijas-pasvaldibas-attista-infrastrukturu-sazinai-ar-iedzivotajiem/",
    ),
    options={
        "hosts": [
            *("bookings.cloud.microsoft", "outlook.office365.com", "calendly.com", "simplybook.it", "setmore.com", "booked4.us"),
            *("calendar.app.google", "reservio.com", "youcanbook.me", "appointlet.com", "qmatic.com", "pieraksts.mfa.gov.lv"),
        ]
    },
)


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """A way to book; else a section that says that one books online."""
    ways = bookings(site, words, options["hosts"])
    if ways:
        return found(True, *ways, confidence=0.9)
    about = filled(sections(site.pages, words, "booking"), words, 3)
    online = [section for section in about if section.links and any(words.text("booking-online", one) for one in sentences(section.text))]
    if online:
        return found(True, *[section.see() for section in online], confidence=0.7)
    return absent(*[section.see() for section in about], confidence=0.8) if about else nowhere(site, words, "booking", leads=False)


_FORM = "<form method=post><input name=vards><input type=date name=diena><button>Pieteikt</button></form>"
CASES = (
    Case("a form", Outcome.PASSED, pages={"/p/": f"<h1>Pieteikties vizītei</h1>{_FORM}"}, expect=True),
    Case(
        "a form under a heading in capitals",
        Outcome.PASSED,
        pages={"/k/": f"<h1>Kontakti</h1><h2>PIERAKSTS PIE SPECIALISTA</h2>{_FORM}"},
        expect=True,
    ),
    Case(
        "a calendar of a booking service",
        Outcome.PASSED,
        pages={"/p/": "<h1>Apmeklētāju pieņemšana</h1><a href=https://calendly.com/piemers>Izvēlēties laiku</a>"},
        expect=True,
    ),
    Case(
        "a link in the menu that leads away",
        Outcome.PASSED,
        "<nav><a href=https://rinda.piemers-rindas.test/>Rezervēt laiku</a></nav><main><h1>Novads</h1></main>",
        expect=True,
    ),
    Case(
        "a link to a page with the form",
        Outcome.PASSED,
        "<main><a href=/vizite/>Pieteikt vizīti</a></main>",
        pages={"/vizite/": f"<h1>Vizīte</h1>{_FORM}"},
        expect=True,
    ),
    Case(
        "a form with a button that is a picture",
        Outcome.PASSED,
        pages={
            "/p/": "<h1>Pierakstīties konsultācijai</h1><form method=post><fieldset><legend>Laiks</legend><input type=date name=d>"
            "<input type=email name=e><input type=image src=/p.png alt='Pieteikt'></fieldset></form>"
        },
        expect=True,
    ),
    Case(
        "a calendar at a host of its own",
        Outcome.PASSED,
        pages={"/p/": "<h1>Pieraksts vizītei</h1><p>Laiku izvēlas: <a href=https://pieraksts.piemers-rindas.test/>atvērt</a>"},
        expect=True,
    ),
    Case(
        "in English",
        Outcome.PASSED,
        pages={"/en/book/": f"<html lang=en><h1>Book an appointment</h1>{_FORM}"},
        expect=True,
    ),
    Case(
        "by telephone only",
        Outcome.FAILED,
        pages={"/p/": "<h1>Pieteikties vizītei</h1><p>Zvaniet pa tālruni 80000100 darba laikā."},
        expect=False,
    ),
    Case(
        "it says that one cannot",
        Outcome.FAILED,
        pages={"/p/": "<h1>Pieraksts vizītei</h1><p>Pieteikties tiešsaistē nav iespējams. <a href=/kontakti/>Kontakti</a>"},
        expect=False,
    ),
    Case("nothing of the kind", Outcome.FAILED, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
