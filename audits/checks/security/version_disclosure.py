"""The site does not tell everybody which weaknesses it may have."""

import re
from collections.abc import Iterator

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, found
from data.types import Evidence, Finding, Json, Outcome, Text

AUDIT = Audit(
    id="version-disclosure",
    version=1,
    scope="site",
    title=Text("Vietne neizpauž programmatūras versijas", "The site does not disclose versions of its software"),
    why=Text(
        "Pēc versijas uzbrucējs uzreiz zina, kuras ievainojamības izmēģināt.",
        "By the version an attacker knows at once which weaknesses to try.",
    ),
    method=Text(
        "Sākumlapas atbildes galvenēs (Server, X-Powered-By u. c.) un elementā meta generator nav versijas numura ar punktu; vērtība ir šādu vietu skaits.",
        "The headers of the front page (Server, X-Powered-By and so on) and the element meta generator hold no version number with a point; "
        "the value is how many do.",
    ),
    advice=Text(
        "Izslēdziet versiju rādīšanu (server_tokens off; ServerTokens Prod; expose_php = Off) un noņemiet generator.",
        "Switch the showing of versions off (server_tokens off; ServerTokens Prod; expose_php = Off) and remove generator.",
    ),
    source=Source(
        "practice",
        Text("Laba prakse (OWASP WSTG-INFO-02)", "Good practice (OWASP WSTG-INFO-02)"),
        "https://owasp.org/www-project-web-security-testing-guide/",
    ),
    options={"headers": ["server", "x-powered-by", "x-aspnet-version", "x-aspnetmvc-version", "x-generator", "via"]},
    unit=Text("vietas", "places"),
)
_VERSION = re.compile(r"(?<![\d.])\d{1,4}\.\d{1,5}")
_PROXY = re.compile(r"^\s*(?:HTTP/)?\d\.\d ", re.IGNORECASE)
"""A Via header begins with the version of HTTP, which tells nothing of software."""


def check(front: PageView, options: Json) -> Finding:
    """Each header and generator that holds a version."""
    seen = [*_headers(front, options["headers"]), *_generators(front)]
    return broken(len(seen), *seen) if seen else found(0, front.see("headers", front.header("server") or "–"))


def _headers(front: PageView, names: list[str]) -> Iterator[Evidence]:
    for name in names:
        value = front.header(name) or ""
        if _VERSION.search(_PROXY.sub("", value)):
            yield front.see(name, value)


def _generators(front: PageView) -> Iterator[Evidence]:
    for element in front.elements("meta[name=generator i]"):
        if _VERSION.search(element.attribute("content") or ""):
            yield element.see(element.attribute("content"))


def _sent(**headers: str) -> dict[str, object]:
    return {"headers": {name.replace("_", "-"): value for name, value in headers.items()}}


CASES = (
    Case(
        "names only",
        Outcome.PASSED,
        '<meta name="generator" content="Drupal 10 (https://www.drupal.org)"><p>.</p>',
        given=_sent(Server="nginx"),
        expect=0,
    ),
    Case("a proxy's protocol", Outcome.PASSED, given=_sent(Via="1.1 varnish"), expect=0),
    Case("server and language", Outcome.FAILED, given=_sent(Server="Apache/2.4.41 (Ubuntu)", X_Powered_By="PHP/7.4.3"), expect=2),
    Case("content system", Outcome.FAILED, '<meta name="Generator" content="WordPress 6.1.1"><p>.</p>', expect=1),
    Case("IIS", Outcome.FAILED, given=_sent(Server="Microsoft-IIS/8.5", X_AspNet_Version="4.0.30319"), expect=2),
)
