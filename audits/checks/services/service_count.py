"""A resident can read on the site what each service is and how to ask for it."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import counted
from audits.services import Service
from data.types import Finding, Outcome, Text

AUDIT = Audit(
    id="service-count",
    version=4,
    scope="site",
    title=Text("Pakalpojumu apraksti", "Service descriptions"),
    why=Text(
        "Aprakstā var uzzināt, kas pienākas, cik tas maksā un kur vērsties, nezvanot un nebraucot.",
        "A description tells what one may ask for, what it costs and where to turn, without a call or a trip.",
    ),
    method=Text(
        "Saskaitītas lapas, kurās aprakstīts viens pakalpojums: virsrakstos vai lauku nosaukumos ir vismaz trīs apraksta daļas.",
        "Pages that describe one service are counted: at least three parts of a description stand as headings or field names.",
    ),
    advice=Text(
        "Aprakstiet katru pakalpojumu savā lapā: saturs, saņēmējs, pieprasīšana, maksa, termiņš, veidlapas, turētājs.",
        "Describe each service on a page of its own: content, receiver, how to ask, fee, term, forms, holder.",
    ),
    source=Source(
        "survey",
        Text("E-indekss: pakalpojumu apraksti pašvaldības mājaslapā (skaits)", "E-index: service descriptions on the site (number)"),
        "https://old.rauna.lv/index.php?skatit_gal=1816&bijusi_lapa=/galerijas&lang=&p=13576&css=1&gads=2015&pp=&page=9&b=1&lbu=57878",
    ),
    measures=True,
    unit=Text("apraksti", "descriptions"),
)


def check(services: tuple[Service, ...], pages: tuple[PageView, ...]) -> Finding:
    """How many services have a description of their own here; those only linked to are not counted."""
    described = [service.page.see("h1", service.title) for service in services if service.page is not None and service.described]
    return counted(len(described), described or pages[:1], confidence=0.9)


SERVICE = """<!doctype html><html lang=lv><title>{name}</title><body><main><h1>{name}</h1><h2>Apraksts</h2><p>Ko dara.</p>
<h2>Pakalpojuma pieprasīšana</h2><p>Klātienē.</p><h2>Termiņš un maksa</h2><p>Bez maksas.</p></main>"""
CARD = """<html lang=lv><title>{name}</title><main><h1>{name}</h1><div class=field__label>Cena</div><div>Bezmaksas</div>
<div class=field__label>Izpildes termiņš darba dienās</div><div>5</div></main>"""
CASES = (
    Case(
        "two described",
        Outcome.PASSED,
        pages={"/a/": SERVICE.format(name="Zemes noma"), "/b/": SERVICE.format(name="Koku ciršana")},
        expect=2,
    ),
    Case("a card of the unified platform", Outcome.PASSED, pages={"/lv/pakalpojumi/zemes-noma": CARD.format(name="Zemes noma")}, expect=1),
    Case(
        "upper case without diacritics",
        Outcome.PASSED,
        pages={"/a/": "<h1>ZEMES NOMA</h1><h3>APRAKSTS</h3><h3>IZPILDES TERMINS</h3><h3>NEPIECIESAMIE DOKUMENTI</h3>"},
        expect=1,
    ),
    Case(
        "a table of two columns",
        Outcome.PASSED,
        pages={
            "/index.php/lv/noma": "<h1>Noma</h1><table><tr><td>Pakalpojuma nosaukums<td>Noma<tr><td>Pakalpojuma saņēmējs<td>Visi<tr><td>Pakalpojuma turētājs<td>Dome</table>"
        },
        expect=1,
    ),
    Case(
        "parts named by one word each",
        Outcome.PASSED,
        pages={
            "/p/": "<h1>Kapavietas noma</h1><h2>Kam</h2><p>Tuviniekiem.<h2>Maksa</h2><p>14 EUR<h2>Kārtība</h2><p>Līgumu slēdz klātienē."
        },
        expect=1,
    ),
    Case(
        "one page at two addresses",
        Outcome.PASSED,
        pages={"/a/": SERVICE.format(name="Noma"), "/a/?p=2": SERVICE.format(name="Noma")},
        expect=1,
    ),
    Case(
        "a translation is the same service",
        Outcome.PASSED,
        pages={
            "/lv/pakalpojumi/noma": CARD.format(name="Noma"),
            "/en/services/lease": CARD.format(name="Lease").replace("lang=lv", "lang=en"),
        },
        expect=1,
    ),
    Case(
        "a price list is no description",
        Outcome.PASSED,
        pages={"/c/": "<h1>Cenrādis</h1><table><tr><th>Pakalpojuma apraksts<th>Cena<th>Termiņš<tr><td>Kopija<td>1<td>2</table>"},
        expect=0,
    ),
    Case(
        "a catalogue is no description",
        Outcome.PASSED,
        pages={
            "/pakalpojumi/pakalpojumu-katalogs/": "<title>Pakalpojumu katalogs</title><h1>Pakalpojumu katalogs</h1><ul><li><a href=/a/>Noma</a></ul>"
        },
        expect=0,
    ),
    Case(
        "a project is no service",
        Outcome.PASSED,
        pages={
            "/p/": "<h1>Projekts Upe</h1><h2>Projekta apraksts</h2><h2>Finansējuma saņēmējs</h2><h2>Īstenošanas termiņš</h2><h2>Normatīvie akti</h2>"
        },
        expect=0,
    ),
    Case(
        "neither an auction nor a race is a service",
        Outcome.PASSED,
        pages={
            "/i/": "<h1>Izsole: zemes gabals</h1><h2>Objekta apraksts</h2><h2>Samaksas termiņš</h2><h2>Kā pieteikties</h2>",
            "/o/": "<h1>Orientēšanās</h1><h2>Apraksts</h2><h2>Dalības maksa</h2><h2>Pieteikšanās termiņš</h2><h2>Nolikums</h2>",
        },
        expect=0,
    ),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
