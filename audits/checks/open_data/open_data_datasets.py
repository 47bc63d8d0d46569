"""The body shares its data where everybody looks for them."""

from audits.audit import Audit, Case, Source
from audits.kit import broken, found
from audits.open_data import lacking, place_of, sets
from audits.open_data_examples import CLOSED, EMPTY, NOTHING, SILENT, file, kit, told
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="open-data-datasets",
    version=1,
    scope="site",
    title=Text("Datu kopas atvērto datu portālā", "Data sets at the open data portal"),
    why=Text(
        "Portālā iestādes datus atrod un izmanto arī tie, kas tās tīmekļvietni nezina.",
        "At the portal those too find and use the body's data who do not know its website.",
    ),
    method=Text(
        "Portāla saskarnē (CKAN API) atrod iestādes organizāciju un saskaita tās publiskās datu kopas. Ja organizāciju droši neatpazīst, neko nesecina.",
        "Finds the body's organisation through the portal's CKAN API and counts its public data sets. Where the organisation is not surely "
        "recognised, nothing is concluded.",
    ),
    advice=Text(
        "Publicējiet portālā data.gov.lv datus, kurus iestāde jau uztur: budžetu, līgumus, pakalpojumus, vietas kartē.",
        "Publish at data.gov.lv the data that the body keeps anyway: budget, contracts, services, places on the map.",
    ),
    source=Source(
        "survey",
        Text(
            "E-indekss: atvērto datu pieejamība; Latvijas atvērto datu stratēģija",
            "E-index: availability of open data; Latvia's open data strategy",
        ),
        "https://likumi.lv/ta/id/342401-latvijas-atverto-datu-strategija",
    ),
    options={"least": 1},
    unit=Text("datu kopas", "data sets"),
)


def check(open_data: Json, options: Json) -> Finding:
    """How many there are, each with its formats."""
    lack = lacking(open_data)
    if lack is not None:
        return lack
    count, known = open_data["count"], sets(open_data)
    if count < options["least"]:
        return broken(count, place_of(open_data))
    return found(count, place_of(open_data), *([] if isinstance(known, Finding) else [one.see(one.formats) for one in known]))


_CSV = file("https://www.piemers.test/a.csv", "CSV")

CASES = (
    Case("two", Outcome.PASSED, given={"open_data": told(kit("budzets", _CSV), kit("ligumi"))}, expect=2),
    Case("an organisation without any", Outcome.FAILED, given={"open_data": EMPTY}, expect=0),
    Case("more than were read", Outcome.PASSED, given={"open_data": told(kit("budzets", _CSV), count=1200, left_out="pages")}, expect=1200),
    Case("no organisation known", Outcome.CANT_TELL, given={"open_data": NOTHING}, reason="unknown-reference"),
    Case("the portal is silent", Outcome.CANT_TELL, given={"open_data": SILENT}, reason="timeout"),
    Case("the portal's robots.txt says no", Outcome.CANT_TELL, given={"open_data": CLOSED}, reason="robots"),
    Case("an older visit", Outcome.UNTESTED, reason="not-gathered"),
)
