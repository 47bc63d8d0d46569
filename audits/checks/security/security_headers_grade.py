"""How much a site tells browsers to protect its visitors, in one number that web people know."""

from typing import Any

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import found
from audits.observatory import outcomes
from data.types import Finding, Json, Outcome, Text

_POINTS = {
    "csp-implemented-with-no-unsafe-default-src-none": 10,
    "csp-implemented-with-no-unsafe": 5,
    "csp-implemented-with-insecure-scheme-in-passive-content-only": -10,
    "csp-implemented-with-unsafe-eval": -10,
    "csp-implemented-with-insecure-scheme": -20,
    "csp-implemented-with-unsafe-inline": -20,
    "csp-not-implemented": -25,
    "cookies-secure-with-httponly-sessions-and-samesite": 5,
    "cookies-without-secure-flag-but-protected-by-hsts": -5,
    "cookies-session-without-secure-flag-but-protected-by-hsts": -10,
    "cookies-without-secure-flag": -20,
    "cookies-samesite-flag-invalid": -20,
    "cookies-anticsrf-without-samesite-flag": -20,
    "cookies-session-without-httponly-flag": -30,
    "cookies-session-without-secure-flag": -40,
    "redirection-off-host-from-http": -5,
    "redirection-not-to-https": -20,
    "redirection-missing": -20,
    "referrer-policy-private": 5,
    "referrer-policy-unsafe": -5,
    "referrer-policy-header-invalid": -5,
    "hsts-implemented-max-age-less-than-six-months": -10,
    "hsts-not-implemented": -20,
    "hsts-not-implemented-no-https": -20,
    "hsts-header-invalid": -20,
    "sri-implemented-and-external-scripts-loaded-securely": 5,
    "sri-not-implemented-but-external-scripts-loaded-securely": -5,
    "sri-implemented-but-external-scripts-not-loaded-securely": -20,
    "sri-not-implemented-and-external-scripts-not-loaded-securely": -50,
    "x-content-type-options-not-implemented": -5,
    "x-content-type-options-header-invalid": -5,
    "x-frame-options-implemented-via-csp": 5,
    "x-frame-options-sameorigin-or-deny": 5,
    "x-frame-options-not-implemented": -20,
    "x-frame-options-header-invalid": -20,
    "cross-origin-resource-policy-implemented-with-same-origin": 10,
    "cross-origin-resource-policy-implemented-with-same-site": 10,
    "cross-origin-resource-policy-header-invalid": -5,
}
"""What an outcome adds or takes; one that is not named here does neither."""
_GRADES = {"A+": 100, "A": 90, "A-": 85, "B+": 80, "B": 70, "B-": 65, "C+": 60, "C": 50, "C-": 45, "D+": 40, "D": 30, "D-": 25, "F": 0}

AUDIT = Audit(
    id="security-headers-grade",
    version=1,
    scope="site",
    title=Text("Drošības galveņu vērtējums", "Grade of the security headers"),
    why=Text(
        "Galvenes pasaka pārlūkam, no kā sargāt apmeklētāju; skaitlis ļauj vietnes salīdzināt.",
        "Headers tell the browser from what to guard a visitor; a number lets sites be compared.",
    ),
    method=Text(
        "Pēc MDN HTTP Observatory publicētās tabulas: 100 punkti, no tiem atņem par CSP, sīkdatņu, pāradresācijas, Referrer-Policy, HSTS, SRI, "
        "X-Content-Type-Options un rāmju trūkumiem; ja paliek vismaz 90, pieskaita prēmijas. Vērtē sākumlapas vienu atbildi; CORS un HSTS "
        "iepriekšējo sarakstu nepārbauda, tāpēc skaitlis var atšķirties no MDN. Atzīme (A+ līdz F) ir pierādījumā.",
        "By the published table of MDN's HTTP Observatory: 100 points less those for faults of CSP, cookies, redirection, Referrer-Policy, HSTS, SRI, "
        "X-Content-Type-Options and framing; where 90 are left, bonuses are added. One answer of the front page is judged; CORS and the HSTS "
        "preload list are not looked at, so the number may differ from MDN's. The grade (A+ to F) stands in the evidence.",
    ),
    advice=Text(
        "Sāciet ar lielāko atskaitījumu: parasti tā ir Content-Security-Policy un Strict-Transport-Security.",
        "Begin with what costs most: as a rule Content-Security-Policy and Strict-Transport-Security.",
    ),
    source=Source(
        "practice",
        Text("Laba prakse (MDN HTTP Observatory)", "Good practice (MDN HTTP Observatory)"),
        "https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring",
    ),
    options={"points": _POINTS, "grades": _GRADES, "base": 100, "bonus_from": 90},
    measures=True,
    unit=Text("punkti", "points"),
)


def check(front: PageView, transport: Json, options: Json) -> Finding:
    """The score; the evidence names grade and outcomes, each with its points."""
    told = outcomes(front, transport)
    points = {name: options["points"].get(outcome, 0) for name, outcome in told.items()}
    score = max(0, options["base"] + sum(each for each in points.values() if each < 0))
    if score >= options["bonus_from"]:
        score += sum(each for each in points.values() if each > 0)
    grade = next(name for name, least in options["grades"].items() if score >= least)
    return found(score, front.see("grade", grade), *(front.see(name, f"{outcome} {points[name]:+d}") for name, outcome in told.items()))


_HTTPS = {
    "http": {"status": 301, "location": "https://www.piemers.test/"},
    "upgrades": True,
    "https": True,
    "final": "https://www.piemers.test/",
}
_ALL = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; frame-ancestors 'none'",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def _given(**other: str) -> dict[str, Any]:
    headers = {name: value for name, value in (_ALL | {key.replace("_", "-"): text for key, text in other.items()}).items() if value}
    return {"headers": headers, "transport": _HTTPS}


CASES = (
    Case("all that there is", Outcome.PASSED, given=_given(), expect=130),
    Case("nothing", Outcome.PASSED, given={"transport": _HTTPS}, expect=30),
    Case(
        "inline scripts permitted",
        Outcome.PASSED,
        given=_given(Content_Security_Policy="default-src 'self' 'unsafe-inline'; frame-ancestors 'self'"),
        expect=80,
    ),
    Case(
        "inline styles only",
        Outcome.PASSED,
        given=_given(Content_Security_Policy="default-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'self'"),
        expect=120,
    ),
    Case(
        "a nonce beside unsafe-inline",
        Outcome.PASSED,
        given=_given(Content_Security_Policy="default-src 'self'; script-src 'nonce-r4nd' 'unsafe-inline'; frame-ancestors 'self'"),
        expect=125,
    ),
    Case(
        "eval", Outcome.PASSED, given=_given(Content_Security_Policy="default-src 'self' 'unsafe-eval'; frame-ancestors 'self'"), expect=110
    ),
    Case("short HSTS", Outcome.PASSED, given=_given(Strict_Transport_Security="max-age=86400"), expect=120),
    Case("session cookie open to scripts", Outcome.PASSED, given=_given(Set_Cookie="PHPSESSID=x; path=/; Secure"), expect=70),
    Case("cookies sealed", Outcome.PASSED, given=_given(Set_Cookie="PHPSESSID=x; path=/; Secure; HttpOnly; SameSite=Lax"), expect=135),
    Case("cookie without Secure", Outcome.PASSED, given=_given(Set_Cookie="lang=lv; path=/"), expect=125),
    Case(
        "foreign script not bound", Outcome.PASSED, '<script src="https://cdn.cits.test/a.js"></script><p>.</p>', given=_given(), expect=125
    ),
    Case(
        "foreign script bound",
        Outcome.PASSED,
        '<script src="https://cdn.cits.test/a.js" integrity="sha384-x"></script><p>.</p>',
        given=_given(),
        expect=135,
    ),
    Case(
        "http answers by itself",
        Outcome.PASSED,
        given={**_given(), "transport": {**_HTTPS, "http": {"status": 200, "location": None}, "upgrades": False}},
        expect=80,
    ),
    Case("not asked over http", Outcome.UNTESTED, reason="not-gathered"),
)
