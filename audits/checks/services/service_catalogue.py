"""All services stand in one list, so that a resident need not know whose they are."""

from audits.audit import Audit, Case, Source
from audits.catalogues import listed, lists_services, mentions
from audits.derive import Link, PageView, SiteView
from audits.kit import absent, found
from audits.outline import frame
from audits.sections import nowhere
from audits.services import Service, doors
from data.types import Finding, Json, Outcome, Portal, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="service-catalogue",
    version=2,
    scope="site",
    title=Text("Pakalpojumu katalogs", "Catalogue of services"),
    why=Text(
        "Vienā sarakstā pakalpojumu var atrast, nezinot, kura nodaļa to sniedz.",
        "In one list a service is found without knowing which department gives it.",
    ),
    method=Text(
        "Ir lapa «Pakalpojumi», «Pakalpojumu katalogs» vai līdzīga, kurā uzskaitīti vairāki pakalpojumi: saites uz aprakstiem vai portālu, vai "
        "nosaukumi. Lapa ar citu nosaukumu der, ja no tās ved saites uz vairākiem aprakstiem.",
        "There is a page 'Services', 'Catalogue of services' or the like that lists several: links to descriptions or a portal, or names. "
        "A page of another name counts where it leads to several descriptions.",
    ),
    advice=Text(
        "Izveidojiet vienu lapu ar visu pakalpojumu sarakstu, sakārtotu pēc dzīves situācijas, un saiti uz to galvenajā izvēlnē.",
        "Make one page that lists all services by situation of life, and link it from the main menu.",
    ),
    source=Source(
        "practice",
        Text("MK noteikumi Nr. 400, 3.1. apakšpunkts", "Cabinet Regulation No. 400, sub-point 3.1"),
        "https://tapportals.mk.gov.lv/structuralizer/data/nodes/37def479-124f-4d23-b10d-ba612a505f19",
    ),
    options={"min_services": 3},
)


def check(site: SiteView, services: tuple[Service, ...], words: Vocabulary, portals: tuple[Portal, ...], options: Json) -> Finding:
    """Pages that call themselves so and list enough; a page of that name with fewer is evidence of what is lacking."""
    described = frozenset(service.url for service in services if service.page is not None)
    common = frame(site.pages)
    named = [page for page in site.pages if page.role != Role.FRONT and lists_services(page, words)]
    others = [page for page in site.pages if page.role in {Role.OTHER, Role.SERVICES} and page not in named]
    full = [page for page in [*named, *others] if _count(page, described, words, portals, common) >= options["min_services"]]
    if full:
        return found(True, *full, confidence=0.9)
    return absent(*named, confidence=0.8) if named else nowhere(site, words, "service-catalogue", leads=False)


def _count(page: PageView, described: frozenset[str], words: Vocabulary, portals: tuple[Portal, ...], common: frozenset[str]) -> int:
    links = {part.element.url for part in listed(page, common) if isinstance(part.element, Link)}
    count = len(links & described)
    if lists_services(page, words):
        count += len({each.key for each in doors(page, words, portals) if each.exact}) + len(mentions(page, words, common))
    return count


_CARD = "<title>{0}</title><h1>{0}</h1><h2>Apraksts</h2><h2>Maksa</h2><h2>Izpildes termiņš</h2>"
_CARDS = {f"/p/{name}/": _CARD.format(title) for name, title in (("noma", "Zemes noma"), ("koki", "Koku ciršana"), ("kapi", "Kapavieta"))}
_LINKS = "<ul><li><a href=/p/noma/>Noma</a><li><a href=/p/koki/>Koki</a><li><a href=/p/kapi/>Kapi</a></ul>"
CASES = (
    Case("links to descriptions", Outcome.PASSED, pages={"/p/": f"<h1>Pakalpojumu katalogs</h1>{_LINKS}", **_CARDS}, expect=True),
    Case("in capitals, misspelt", Outcome.PASSED, pages={"/p/": f"<h1>PAKALOJUMI</h1>{_LINKS}", **_CARDS}, expect=True),
    Case("in Russian", Outcome.PASSED, pages={"/ru/u/": f"<html lang=ru><h1>Каталог услуг</h1>{_LINKS}", **_CARDS}, expect=True),
    Case(
        "links to a portal",
        Outcome.PASSED,
        pages={"/e/": "<h1>E-pakalpojumi</h1>" + "".join(f"<a href=https://latvija.gov.lv/Services/{n}>Noma {n}</a>" for n in "123")},
        expect=True,
    ),
    Case(
        "names only",
        Outcome.PASSED,
        pages={"/p/": "<h1>Pakalpojumi</h1><ul><li>Zemes noma<li>Koku ciršana<li>Kapavietas piešķiršana</ul>"},
        expect=True,
    ),
    Case(
        "names in a table",
        Outcome.PASSED,
        pages={
            "/p.htm": "<title>Pakalpojumi</title><font><b>Pakalpojumi</b></font><table><tr><td>Zemes noma<tr><td>Koku ciršana<tr><td>Arhīva izziņa</table>"
        },
        expect=True,
    ),
    Case(
        "names in marked-up lines",
        Outcome.PASSED,
        pages={
            "/p/": "<h1>Pakalpojumi</h1><div role=list><div role=listitem>Zemes noma</div><div role=listitem>Koku ciršana</div>"
            "<div role=listitem>Arhīva izziņa</div></div>"
        },
        expect=True,
    ),
    Case(
        "a page that tells and lists nothing",
        Outcome.FAILED,
        pages={"/p/": "<h1>Pakalpojumi</h1><p>Tos sniedz klātienē un pa pastu."},
        expect=False,
    ),
    Case(
        "a list of ways is none",
        Outcome.FAILED,
        pages={"/p/": "<h1>Pakalpojumi</h1><h2>Kā saņemt</h2><ul><li>Klātienē<li>Pa pastu<li>E-pastā<li>E-adresē</ul>"},
        expect=False,
    ),
    Case("a price list is none", Outcome.FAILED, pages={"/p/": f"<h1>Maksas pakalpojumu cenrādis</h1>{_LINKS}"}, expect=False),
    Case("the news tell of it", Outcome.FAILED, pages={"/jaunumi/p/": f"<h1>Jauns pakalpojumu katalogs</h1>{_LINKS}"}, expect=False),
    Case(
        "by another name",
        Outcome.PASSED,
        pages={"/k.html": "<title>Ko mēs darām</title>" + _LINKS, **_CARDS},
        expect=True,
    ),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
