"""How far a resident gets online: reading, downloading a form, sending it signed, filling in a form, or doing all of it."""

from audits.audit import Audit, Case, Source
from audits.kit import found
from audits.services import Service
from data.types import Finding, Outcome, Text

AUDIT = Audit(
    id="service-level",
    version=4,
    scope="service",
    title=Text("Pakalpojuma elektroniskais līmenis", "Electronic level of the service"),
    why=Text(
        "Jo augstāks līmenis, jo mazāk jābrauc, jādrukā un jāgaida rindā.",
        "The higher the level, the less one travels, prints and queues.",
    ),
    method=Text(
        "0 tikai minēts, 1 aprakstīts, 2 lejupielādējama veidlapa, 3 e-pasts vai e-adrese ar e-parakstu, 4 tiešsaistes forma, "
        "5 pakalpojums portālā, 6 arī maksājums vai statuss. Vērtēts tikai pašas lapas saturs, ne izvēlņu saites.",
        "0 only mentioned, 1 described, 2 form to download, 3 e-mail or e-address with e-signature, 4 online form, 5 service at a portal, "
        "6 with payment or status too. Only the page's own content counts, not the links of menus.",
    ),
    advice=Text(
        "Pieejamajam e-pakalpojumam ielieciet saiti pakalpojuma lapā; ja tā nav, norādiet veidlapu un e-adresi.",
        "Link the e-service on the page of the service; where there is none, give the form and the e-address.",
    ),
    source=Source(
        "law",
        Text("MK noteikumi Nr. 402, 2.1. un 3. punkts", "Cabinet Regulation No. 402, points 2.1 and 3"),
        "https://likumi.lv/doc.php?id=292261",
    ),
    measures=True,
    unit=Text("līmenis no 0 līdz 6", "level from 0 to 6"),
)


def check(service: Service) -> Finding:
    """The highest level that something on the page shows, with what shows it."""
    return found(service.level, *service.seen, confidence=0.9)


_PAGE = "<title>Noma</title><nav><a href=https://latvija.gov.lv/Services/9>E-pakalpojumi</a></nav><main><h1>Noma</h1><h2>Apraksts</h2><h2>Maksa</h2><h2>Izpildes termiņš</h2>{}</main>"
_FORM = "<a href=/f.docx>Iesnieguma veidlapa</a>"
_SIGNED = "<p>Iesniegumu sūta uz e-adresi vai parakstītu ar drošu elektronisko parakstu.</p>"
_PORTAL = "<a href=https://www.latvija.lv/lv/PPK/zeme/noma/p123/ProcesaApraksts>Saņemt pakalpojumu</a>"
CASES = (
    Case(
        "an online form on its own page",
        Outcome.PASSED,
        pages={
            "/n/": _PAGE.format("<a href=/n/pieteikums/>Tiešsaistes pieteikums</a>"),
            "/n/pieteikums/": "<form method=post><input name=a><input name=b></form>",
        },
        expect=4,
    ),
    Case("described; the menu's portal does not count", Outcome.PASSED, pages={"/n/": _PAGE.format("")}, expect=1),
    Case("a form", Outcome.PASSED, pages={"/n/": _PAGE.format(_FORM)}, expect=2),
    Case("with e-signature", Outcome.PASSED, pages={"/n/": _PAGE.format(_FORM + _SIGNED)}, expect=3),
    Case(
        "an online form",
        Outcome.PASSED,
        pages={"/n/": _PAGE.format("<form method=post action=/n/><input name=vards><textarea name=t></textarea></form>")},
        expect=4,
    ),
    Case(
        "a search is no form",
        Outcome.PASSED,
        pages={"/n/": _PAGE.format("<form action=/meklet><input name=q><input name=kur></form>")},
        expect=1,
    ),
    Case("a portal", Outcome.PASSED, pages={"/n/": _PAGE.format(_FORM + _PORTAL)}, expect=5),
    Case(
        "the state portal without a service",
        Outcome.PASSED,
        pages={"/n/": _PAGE.format("<a href=https://latvija.gov.lv/>Latvija.gov.lv</a>")},
        expect=1,
    ),
    Case(
        "a general application is no service",
        Outcome.PASSED,
        pages={"/n/": _PAGE.format("<a href=https://latvija.lv/Epakalpojumi/EP155/Instrukcija>Iesniegums iestādei</a>")},
        expect=1,
    ),
    Case(
        "a system of its own, with payment and status",
        Outcome.PASSED,
        pages={
            "/n/": _PAGE.format(
                "<p>Nodevu samaksā turpat tiešsaistē.</p><a href=https://licences.piemers.test/pieteikums>Atvērt licenču sistēmu</a>"
            )
        },
        expect=6,
    ),
    Case(
        "a link straight to paying",
        Outcome.PASSED,
        pages={"/e/": "<h1>E-pakalpojumi</h1><a href=https://www.epakalpojumi.lv/novads/nin>Nekustamā īpašuma nodokļa samaksa</a>"},
        expect=6,
    ),
    Case("building affairs", Outcome.PASSED, pages={"/n/": _PAGE.format("<a href=https://bis.gov.lv/>BIS</a>")}, expect=5),
    Case(
        "with payment", Outcome.PASSED, pages={"/n/": _PAGE.format(_PORTAL + "<a href=https://www.epakalpojumi.lv/>Apmaksāt</a>")}, expect=6
    ),
)
