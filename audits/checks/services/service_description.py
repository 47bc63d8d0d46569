"""The description of a service answers what a resident asks first: what, for whom, how, how much, how long."""

from audits.audit import Audit, Case, Source
from audits.kit import broken, found, inapplicable
from audits.services import Service
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="service-description",
    version=3,
    scope="service",
    title=Text("Pakalpojuma apraksta pilnība", "Completeness of the service description"),
    why=Text(
        "Ja aprakstā trūkst maksas, termiņa vai veidlapas, par tiem jāzvana vai jābrauc jautāt.",
        "When the fee, the term or the form is missing, one has to call or travel to ask.",
    ),
    method=Text(
        "Saskaitītas apraksta daļas: saturs, pieprasīšana, maksa, termiņš, veidlapas, turētājs, saņēmējs, tiesiskais pamats.",
        "Parts of the description are counted: content, how to ask, fee, term, forms, holder, receiver, legal basis.",
    ),
    advice=Text(
        "Papildiniet aprakstu ar trūkstošajām daļām; katrai daļai savs virsraksts.",
        "Add the missing parts to the description; give each part its heading.",
    ),
    source=Source(
        "practice",
        Text("MK noteikumi Nr. 400, 3.1. apakšpunkts", "Cabinet Regulation No. 400, sub-point 3.1"),
        "https://tapportals.mk.gov.lv/structuralizer/data/nodes/37def479-124f-4d23-b10d-ba612a505f19",
    ),
    options={"min_parts": 4},
    unit=Text("daļas no 8", "parts of 8"),
)


def check(service: Service, options: Json) -> Finding:
    """The number of parts; a service that the site only links to is described elsewhere."""
    if service.page is None:
        return inapplicable(*service.seen)
    say = found if len(service.fields) >= options["min_parts"] else broken
    return say(len(service.fields), *(service.fields.values() or (service.page,)), confidence=0.9)


_ALL = "<h1>Noma</h1><h2>Apraksts</h2><h2>Kā saņemt</h2><h2>Maksa</h2><h2>Izpildes termiņš</h2><h2>Veidlapas</h2><h2>Pakalpojuma turētājs</h2><h2>Saņēmējs</h2><h2>Tiesiskais pamats</h2>"
CASES = (
    Case("all parts", Outcome.PASSED, pages={"/noma/": _ALL}, expect=8),
    Case(
        "two parts in one heading",
        Outcome.PASSED,
        pages={"/n/": "<h1>Noma</h1><h2>Apraksts</h2><h2>Pakalpojuma pieprasīšana</h2><h2>Termiņš un maksa</h2>"},
        expect=4,
    ),
    Case(
        "labels before colons",
        Outcome.PASSED,
        pages={"/n/": "<h1>Noma</h1><p>Apraksts: iznomā zemi.<p>Cena: 5 EUR<p>Izpildes termiņš: 3 dienas<p>Pakalpojuma saņēmējs: visi"},
        expect=4,
    ),
    Case(
        "three parts are few",
        Outcome.FAILED,
        pages={"/n/": "<h1>Noma</h1><h2>Apraksts</h2><h2>Maksa</h2><h2>Izpildes termiņš</h2>"},
        expect=3,
    ),
    Case(
        "a menu describes nothing",
        Outcome.FAILED,
        pages={
            "/n/": "<nav><h2>Normatīvie akti</h2><h2>Veidlapas</h2></nav><h1>Noma</h1><h2>Apraksts</h2><h2>Maksa</h2><h2>Izpildes termiņš</h2>"
        },
        expect=3,
    ),
    Case("only a link", Outcome.INAPPLICABLE, pages={"/p/": "<h1>E-pakalpojumi</h1><a href=https://latvija.gov.lv/Services/12>Noma</a>"}),
)
