"""What a resident reads and sends cannot be seen or changed on the way."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.kit import broken, cant_tell, found
from data.types import Evidence, Finding, Json, Outcome, Text

AUDIT = Audit(
    id="https",
    version=2,
    scope="site",
    title=Text("Vietne darbojas drošā savienojumā (HTTPS)", "The site works over a secure connection (HTTPS)"),
    why=Text(
        "Bez HTTPS citi tīklā var redzēt un mainīt to, ko iedzīvotājs lasa un raksta.",
        "Without HTTPS others on the network can see and change what a resident reads and writes.",
    ),
    method=Text(
        "Vietne atbild ar https, un http adrese pāradresē uz https.",
        "The site answers over https, and its http address redirects to https.",
    ),
    advice=Text(
        "Ieslēdziet HTTPS un pāradresējiet visus http pieprasījumus uz https.", "Switch HTTPS on and redirect every http request to https."
    ),
    source=Source(
        "practice",
        Text("Laba prakse (Mozilla Web Security)", "Good practice (Mozilla Web Security)"),
        "https://infosec.mozilla.org/guidelines/web_security",
    ),
)


_CLOSED = frozenset({"connection-refused", "timeout", "reset"})
"""How a port that serves nobody shows itself."""


def check(transport: Json, site: SiteView) -> Finding:
    """Secure throughout; or reachable without encryption, or only so. A closed port 80 upgrades nobody and endangers nobody."""
    seen = Evidence(site.snapshot.site, locator="http", excerpt=_told(transport))
    plain = transport["http"]
    if transport["https"] and (transport["upgrades"] or plain.get("reason") in _CLOSED):
        return found(True, seen)
    kept_from_us = plain.get("refused") or plain.get("reason")
    return cant_tell(kept_from_us, seen) if transport["https"] and kept_from_us else broken(False, seen)


def _told(transport: Json) -> str:
    plain = transport["http"]
    answer = f"{plain['status']} {plain.get('location') or ''}" if "status" in plain else plain["reason"]
    return f"http: {answer.strip()}; https: {'yes' if transport['https'] else 'no'} ({transport['final']})"


_SAFE = {
    "http": {"status": 301, "location": "https://www.piemers.test/"},
    "upgrades": True,
    "https": True,
    "final": "https://www.piemers.test/",
}

CASES = (
    Case("https, http redirects", Outcome.PASSED, given={"transport": _SAFE}, expect=True),
    Case(
        "http answers by itself",
        Outcome.FAILED,
        given={"transport": {**_SAFE, "http": {"status": 200, "location": None}, "upgrades": False}},
        expect=False,
    ),
    Case(
        "no https at all",
        Outcome.FAILED,
        given={
            "transport": {"http": {"status": 200, "location": None}, "upgrades": False, "https": False, "final": "http://www.piemers.test/"}
        },
        expect=False,
    ),
    Case(
        "port 80 is closed",
        Outcome.PASSED,
        given={"transport": {**_SAFE, "http": {"reason": "connection-refused"}, "upgrades": False}},
        expect=True,
    ),
    Case(
        "a block page over http",
        Outcome.CANT_TELL,
        given={"transport": {**_SAFE, "http": {"status": 403, "location": None, "refused": "block-page"}, "upgrades": False}},
        reason="block-page",
    ),
    Case(
        "robots.txt could not be had over http",
        Outcome.CANT_TELL,
        given={"transport": {**_SAFE, "http": {"reason": "server-error"}, "upgrades": False}},
        reason="server-error",
    ),
    Case("not gathered", Outcome.UNTESTED, reason="not-gathered"),
)
