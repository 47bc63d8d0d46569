"""Bills and the real-estate tax can be paid online."""

from audits.audit import Audit, Case, Source
from audits.derive import Link, SiteView, host_of
from audits.kit import found
from audits.offers import paid, payments, saying
from audits.sections import filled, is_file, nowhere, sections
from audits.services import Service
from audits.statement import sentences
from data.types import Finding, Outcome, Portal, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="online-payment",
    version=4,
    scope="site",
    title=Text("Maksājumi tiešsaistē", "Online payments"),
    why=Text("Rēķinu var apmaksāt uzreiz, bez rekvizītu pārrakstīšanas.", "A bill can be paid at once, without copying account numbers."),
    method=Text(
        "Vietnē ir saite uz maksājumu portālu, pakalpojums, par kuru maksā tiešsaistē, vai sadaļa par maksājumiem, kas to piedāvā.",
        "The site has a link to a payment portal, a service that is paid for online, or a section on payments that offers it.",
    ),
    advice=Text(
        "Sadaļā «Maksājumi» ielieciet saiti uz epakalpojumi.lv vai citu maksājumu moduli.",
        "In the section on payments link to epakalpojumi.lv or another payment module.",
    ),
    source=Source(
        "practice",
        Text("MK noteikumi Nr. 400, 2.1. apakšpunkts; E-indekss", "Cabinet Regulation No. 400, sub-point 2.1; E-index"),
        "https://tapportals.mk.gov.lv/structuralizer/data/nodes/37def479-124f-4d23-b10d-ba612a505f19",
    ),
)


def check(site: SiteView, services: tuple[Service, ...], words: Vocabulary, portals: tuple[Portal, ...]) -> Finding:
    """A way to pay: a link to a portal that speaks of paying, itself or by its heading; account numbers alone are none."""
    ways = payments(site, words, portals)
    if ways:
        return found(True, *ways)
    described = paid(services, words)
    if described:
        return found(True, *described, confidence=0.8)
    about = filled(sections(site.pages, words, "payment"), words, 5)
    away = [link for link in saying(site, words, "payment-act") if _leads_to_paying(link, site)]
    if away:
        return found(True, *away, confidence=0.7)
    online = [section for section in about if section.links and any(words.text("payment-online", one) for one in sentences(section.text))]
    if online:
        return found(True, *[section.see() for section in online], confidence=0.7)
    return nowhere(site, words, "payment", leads=False)


def _leads_to_paying(link: Link, site: SiteView) -> bool:
    """Whether it leads away, and not to the text of a law or a paper."""
    away = link.url.startswith("http") and link.host != host_of(site.snapshot.site)
    return away and link.host not in {"likumi.lv", "vestnesis.lv"} and not is_file(link.url)


CASES = (
    Case(
        "a portal that says what for",
        Outcome.PASSED,
        "<main><a href=https://www.epakalpojumi.lv/>Apmaksāt NĪN un rēķinus</a></main>",
        expect=True,
    ),
    Case(
        "a portal under the heading",
        Outcome.PASSED,
        pages={"/m/": "<h1>Maksājumi un rēķini</h1><a href=https://www.epakalpojumi.lv/>epakalpojumi.lv</a>"},
        expect=True,
    ),
    Case(
        "account numbers only",
        Outcome.FAILED,
        pages={"/m/": "<h1>Maksājumi</h1><p>Konts LV00TEST0000000000001, AS Testa banka, Liepu iela 4.</p>"},
        expect=False,
    ),
    Case(
        "the news tell of paying",
        Outcome.FAILED,
        pages={"/jaunumi/nin/": "<h1>Nekustamā īpašuma nodoklis</h1><a href=https://www.epakalpojumi.lv/>Apmaksāt</a>"},
        expect=False,
    ),
    Case(
        "a section that offers it",
        Outcome.PASSED,
        pages={"/m/": "<h1>Maksājumi</h1><p>Rēķinu var apmaksāt tiešsaistē. Zvanīt nav iespējams.<a href=https://banka.test/>šeit</a>"},
        expect=True,
    ),
    Case(
        "it says that one cannot",
        Outcome.FAILED,
        pages={"/m/": "<h1>Nekustamā īpašuma nodoklis</h1><p>Apmaksāt tiešsaistē nav iespējams. <a href=/x.pdf>Likmes</a>"},
        expect=False,
    ),
    Case(
        "rules on the tax are no way to pay it",
        Outcome.FAILED,
        pages={"/n/": "<h1>Saistošie noteikumi</h1><a href=https://likumi.lv/ta/id/1>Par nekustamā īpašuma nodokļa atvieglojumiem</a>"},
        expect=False,
    ),
    Case("a bank's page for it", Outcome.PASSED, "<main><a href=https://maksa.banka.test/>Apmaksāt rēķinu</a></main>", expect=True),
    Case(
        "a service that is paid for online",
        Outcome.PASSED,
        pages={
            "/z/": "<h1>Zvejas karte</h1><h2>Maksa</h2><p>9 EUR<h2>Termiņš</h2><p>Diena<h2>Saņēmējs</h2><p>Ikviens"
            "<p>Izvēlieties dienu un samaksājiet tiešsaistē: <a href=https://latvija.gov.lv/Services/7>pasūtīt</a>"
        },
        expect=True,
    ),
    Case(
        "a service whose course can be followed",
        Outcome.FAILED,
        pages={
            "/z/": "<h1>Zvejas karte</h1><h2>Cena</h2><p>9 EUR<h2>Termiņš</h2><p>Diena<h2>Saņēmējs</h2><p>Ikviens"
            "<p>Portālā var sekot līdzi statusam: <a href=https://latvija.gov.lv/Services/7>pasūtīt</a>"
        },
        expect=False,
    ),
    Case("none", Outcome.FAILED, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
