"""The municipality's data come through the shared OData service too."""

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import SiteView
from audits.kit import cant_tell, distinct, found
from audits.open_data_examples import EMPTY, told
from data.text import fold, stem, words
from data.types import Evidence, Finding, Institution, Json, Outcome, Text

AUDIT = Audit(
    id="open-data-odata",
    version=1,
    scope="site",
    title=Text("Dati pašvaldību OData pakalpē", "Data in the municipal OData service"),
    why=Text(
        "Pakalpē programmas pašvaldību datus nolasa bez starpniekiem un vienādi no visām pašvaldībām.",
        "There programs read the data of municipalities without go-betweens, and alike from all of them.",
    ),
    method=Text(
        "Vienu reizi nolasa epakalpojumi.lv OData pakalpes sarakstu un meklē tajā pašvaldības vārdu; meklē arī saiti uz pakalpi tīmekļvietnē. Ja "
        "neatrod, neko nesecina: saraksts var pašvaldības nenosaukt.",
        "Reads the list of the OData service of epakalpojumi.lv once and looks for the municipality's name in it, and for a link to the service on "
        "the website. Where neither is found nothing is concluded: the list may not name municipalities.",
    ),
    advice=Text(
        "Pajautājiet epakalpojumi.lv uzturētājam, kuri jūsu dati pieejami OData pakalpē, un ielieciet saiti.",
        "Ask the keeper of epakalpojumi.lv which of your data the OData service offers, and link to it.",
    ),
    source=Source(
        "practice",
        Text("Laba prakse: epakalpojumi.lv OData pakalpe", "Good practice: the OData service of epakalpojumi.lv"),
        "https://www.epakalpojumi.lv/odata",
    ),
    options={"address": "/odata", "host": "epakalpojumi.lv", "least_letters": 4},
    reach=MUNICIPAL,
)


def check(open_data: Json, site: SiteView, institution: Institution, options: Json) -> Finding:
    """A collection of its name, or a link to the service."""
    links = [link for link in distinct(site.pages).values() if link.host == options["host"] and options["address"] in link.url]
    if links:
        return found(True, *links[:3])
    service = open_data.get("odata")
    if service is None:
        return cant_tell("not-gathered")
    if service["reason"]:
        return cant_tell(service["reason"], Evidence(service["url"], excerpt=str(service["status"])))
    name = stem(fold(next(iter(words(institution.name.lv)), "")))
    own = [each for each in service["collections"] if len(name) >= options["least_letters"] and name in fold(each)]
    if own:
        return found(True, Evidence(service["url"], locator="collection", excerpt=", ".join(own)), confidence=0.9)
    return cant_tell("unclear", Evidence(service["url"], locator="collection", excerpt=str(len(service["collections"]))))


_URL = "https://www.epakalpojumi.lv/odata/service"


def _service(*collections: str, reason: str | None = None) -> Json:
    return told(odata={"url": _URL, "status": 503 if reason else 200, "reason": reason, "collections": list(collections), "at": None})


CASES = (
    Case("named in the list", Outcome.PASSED, given={"open_data": _service("PiemeraNovads_Rindas", "Citi")}, expect=True),
    Case(
        "linked on its site", Outcome.PASSED, f"<main><h1>Dati</h1><a href={_URL}>OData</a></main>", given={"open_data": EMPTY}, expect=True
    ),
    Case("not named", Outcome.CANT_TELL, given={"open_data": _service("Iestades", "Rindas")}, reason="unclear"),
    Case("the service is in trouble", Outcome.CANT_TELL, given={"open_data": _service(reason="server-error")}, reason="server-error"),
    Case("it was not asked", Outcome.CANT_TELL, given={"open_data": EMPTY}, reason="not-gathered"),
    Case("an older visit", Outcome.UNTESTED, reason="not-gathered"),
)
