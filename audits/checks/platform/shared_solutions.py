"""The body uses what the state has built for all, instead of a solution of its own that a resident must learn anew."""

from audits.audit import Audit, Case, Source
from audits.derive import Link, SiteView, host_of
from audits.doors import e_address
from audits.kit import found
from audits.platform import recognised
from data.types import Evidence, Finding, Json, Outcome, Portal, Text

AUDIT = Audit(
    id="shared-solutions",
    version=1,
    scope="site",
    title=Text("Valsts koplietošanas risinājumu izmantošana", "Use of shared state solutions"),
    why=Text(
        "Kopīgus risinājumus iedzīvotājs jau pazīst, un tie maksā mazāk nekā katrai iestādei savs.",
        "Residents know shared solutions already, and these cost less than one for each body.",
    ),
    method=Text(
        "Saskaita, cik no koplietošanas risinājumiem vietne izmanto: vienoto platformu (pēc tās zīmēm) un portālus, uz kuriem ved saites (latvija.gov.lv, e-adrese, geolatvija.lv, data.gov.lv u. c.).",
        "Counts which shared solutions the site uses: the unified platform (by its marks) and the portals that it links to (latvija.gov.lv, e-address, geolatvija.lv, data.gov.lv and others).",
    ),
    advice=Text(
        "Pārskatiet, vai jūsu risinājuma vietā nevar izmantot valsts koplietošanas risinājumu.",
        "Review whether a shared state solution could take the place of your own.",
    ),
    source=Source(
        "law",
        Text("MK noteikumi Nr. 445, 10. punkts", "Cabinet Regulation No. 445, point 10"),
        "https://likumi.lv/ta/id/316109",
    ),
    options={
        "solutions": [
            "latvija-gov-lv",
            "e-adrese",
            "eparaksts",
            "data-gov-lv",
            "geolatvija",
            "eis",
            "bis",
            "tap",
            "eveseliba",
            "viis",
            "cvvp",
            "pakalpojumucentri",
            "epakalpojumi",
        ],
    },
    measures=True,
    unit=Text("risinājumi", "solutions"),
)


def check(site: SiteView, portals: tuple[Portal, ...], options: Json) -> Finding:
    """How many; each is shown by the first link to it, the platform by its marks."""
    wanted = {
        host: portal.id for portal in portals if portal.id in options["solutions"] for host in (portal.host, *map(_host, portal.aliases))
    }
    first: dict[str, Evidence] = {}
    platform = recognised(site)
    if platform is not None and platform.id == "tvp":
        first["tvp"] = platform.seen[0]
    own = host_of(site.snapshot.site)
    for page in site.pages:
        for link in page.links:
            solution = _solution(link, wanted, own)
            if solution and solution not in first:
                first[solution] = link.see(f"{solution}: {link.label}")
    return found(len(first), *(first.values() or site.pages[:1]), whole=True)


def _solution(link: Link, wanted: dict[str, str], own: str) -> str | None:
    host = link.host
    if not host or host == own:
        return None
    # The e-address is a service of the state portal, and links to it are to that host.
    return "e-adrese" if e_address(link.url) else wanted.get(host)


def _host(given: str) -> str:
    return host_of(given) or given.removeprefix("www.")


CASES = (
    Case(
        "three",
        Outcome.PASSED,
        '<a href="https://latvija.gov.lv/Services/1">A</a><a href="https://www.latvija.lv/lv/PPK/x">B</a><a href="https://data.gov.lv/dati/lv/organization/piemers">C</a><a href="https://geolatvija.lv/">D</a>',
        expect=3,
    ),
    Case(
        "the e-address is one of its own",
        Outcome.PASSED,
        '<a href="https://latvija.lv/lv/Eaddress/write?address=_default@90000000017">Rakstīt</a>',
        expect=1,
    ),
    Case("the unified platform", Outcome.PASSED, "<a href=/lv/jaunums/a>A</a><a href=/lv/media/1/download>B</a>", expect=1),
    Case("other sites are none", Outcome.PASSED, '<a href="https://www.facebook.com/piemers">F</a>', expect=0),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
