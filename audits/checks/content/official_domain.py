"""A resident can tell by the address that the site is the body's own, and reaches it with www and without."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView, host_of
from audits.kit import broken, cant_tell, found
from data.types import Evidence, Finding, Institution, Json, Kind, Outcome, Text

AUDIT = Audit(
    id="official-domain",
    version=1,
    scope="site",
    title=Text("Vietnei ir oficiāls domēns", "The site has an official domain"),
    why=Text(
        "Pēc adreses var atšķirt iestādes vietni no atdarinājuma, un tā atveras arī bez «www».",
        "The address tells the body's site from an imitation, and opens without “www” too.",
    ),
    method=Text(
        "Vietnes domēns ir reģistrā zināmais iestādes domēns vai gov.lv, un vietne atbild gan ar «www», gan bez tā; vērtība ir domēns.",
        "The site's domain is the one that the registry knows of the body, or gov.lv, and the site answers with “www” and without; the value is the domain.",
    ),
    advice=Text("Ierakstiet DNS abus vārdus un pāradresējiet vienu uz otru.", "Put both names into DNS and redirect one to the other."),
    source=Source("practice", Text("Laba prakse: viena oficiāla adrese", "Good practice: one official address")),
    options={"state": "gov.lv", "passing": ["timeout", "rate-limited", "server-error", "reset", "robots", "forbidden", "tls"]},
    unit=Text("domēns", "domain"),
)


def check(site: SiteView, transport: Json, institution: Institution, options: Json) -> Finding:
    """Whether the host is known to be the body's, and whether its twin answers."""
    host = host_of(transport["final"])
    known = {host_of(address) for each in institution.sites for address in (each.url, *each.aliases)}
    here = Evidence(transport["final"], excerpt=host)
    if host != options["state"] and not host.endswith(f".{options['state']}"):
        if institution.kind is Kind.UNKNOWN:
            return cant_tell("unknown-reference", here, value=host)
        if host not in known:
            return broken(host, here, *site.pages[:1])
    return _twin(transport.get("alternate") or {}, host, here, options)


def _twin(alternate: Json, host: str, here: Evidence, options: Json) -> Finding:
    if "url" not in alternate:
        return cant_tell("not-gathered", here, value=host)
    there = Evidence(alternate["url"], excerpt=str(alternate.get("status") or alternate.get("reason")))
    if alternate.get("refused") or alternate.get("reason") in options["passing"] or alternate.get("status", 200) >= 500:
        return cant_tell("unclear", here, there, value=host)
    lost = alternate.get("reason") or alternate.get("status", 200) in {404, 410}
    return broken(host, there) if lost else found(host, here, there)


def _transport(final: str = "https://www.piemers.test/", **alternate: object) -> dict[str, object]:
    return {
        "transport": {"final": final, "alternate": {"url": "https://piemers.test/", **(alternate or {"status": 301, "location": final})}}
    }


CASES = (
    Case("both answer", Outcome.PASSED, given=_transport(), expect="piemers.test"),
    Case("only with www", Outcome.FAILED, given=_transport(reason="dns"), expect="piemers.test"),
    Case("another's page without www", Outcome.FAILED, given=_transport(status=404), expect="piemers.test"),
    Case(
        "under gov.lv, wherever the registry looks",
        Outcome.PASSED,
        given=_transport("https://www.piemers.gov.lv/"),
        expect="piemers.gov.lv",
    ),
    Case(
        "moved to a domain that nobody knows",
        Outcome.FAILED,
        given=_transport("https://piemers-novads.test/"),
        expect="piemers-novads.test",
    ),
    Case(
        "an address that the registry does not know",
        Outcome.CANT_TELL,
        given={**_transport(), "institution": {"kind": Kind.UNKNOWN}},
        reason="unknown-reference",
    ),
    Case("the twin kept silent", Outcome.CANT_TELL, given=_transport(reason="timeout"), reason="unclear"),
    Case("not gathered", Outcome.UNTESTED, reason="not-gathered"),
)
