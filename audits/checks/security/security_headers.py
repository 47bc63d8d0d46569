"""The site tells the browser what it must not do with its pages: guess, be framed by others, tell others, run foreign scripts."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, found
from data.types import Finding, Json, Outcome, Text

_OWASP = Source(
    "practice",
    Text("Laba prakse (OWASP Secure Headers)", "Good practice (OWASP Secure Headers)"),
    "https://owasp.org/www-project-secure-headers/",
)


def _audit(name: str, title: Text, why: Text, expected: Text, headers: dict[str, str]) -> Audit:
    method = Text(f"Sākumlapas atbildē ir galvene {expected.lv}.", f"The answer of the front page has {expected.en}.")
    advice = Text(f"Tīmekļa serverī pievienojiet galveni {expected.lv}.", f"Add {expected.en} on the web server.")
    return Audit(f"security-headers-{name}", 1, "site", title, why, method, advice, _OWASP, {"headers": headers})


AUDITS = (
    _audit(
        "content-type-options",
        Text("Pārlūks neuzmin faila veidu", "The browser does not guess a file's type"),
        Text("Uzminēts veids ļauj augšupielādētu failu palaist kā skriptu.", "A guessed type lets an uploaded file run as a script."),
        Text("X-Content-Type-Options: nosniff", "the header X-Content-Type-Options: nosniff"),
        {"x-content-type-options": "nosniff"},
    ),
    _audit(
        "framing",
        Text("Lapu nevar ielikt svešā vietnē", "The page cannot be framed by another site"),
        Text(
            "Svešā rāmī iedzīvotāju var apmānīt uzklikšķināt uz tā, ko viņš neredz.",
            "In a foreign frame a resident can be tricked into clicking on what is not seen.",
        ),
        Text(
            "Content-Security-Policy ar frame-ancestors vai X-Frame-Options",
            "the header Content-Security-Policy with frame-ancestors, or X-Frame-Options",
        ),
        {"content-security-policy": "frame-ancestors", "x-frame-options": ""},
    ),
    _audit(
        "referrer-policy",
        Text("Apmeklētās lapas adresi citiem neizpauž", "Others are not told which page was visited"),
        Text(
            "Lapas adrese var izpaust, ko iedzīvotājs meklē un par ko interesējas.",
            "The address of a page can give away what a resident is looking for.",
        ),
        Text("Referrer-Policy", "the header Referrer-Policy"),
        {"referrer-policy": ""},
    ),
    _audit(
        "content-security-policy",
        Text("Lapā darbojas tikai atļauti skripti", "Only permitted scripts run on the page"),
        Text(
            "Ja uzbrucējam izdodas lapā ielikt savu skriptu, šī galvene neļauj tam darboties.",
            "Should an attacker manage to put a script into the page, this header keeps it from running.",
        ),
        Text(
            "Content-Security-Policy ar default-src vai script-src",
            "the header Content-Security-Policy with default-src or script-src",
        ),
        {"content-security-policy": "-src"},
    ),
    _audit(
        "permissions-policy",
        Text("Lapa nosaka, kas drīkst lietot kameru un atrašanās vietu", "The page lays down who may use camera and location"),
        Text(
            "Iegulta sveša lapa bez tā var lūgt kameru, mikrofonu vai atrašanās vietu iestādes vārdā.",
            "Without it an embedded foreign page can ask for camera, microphone or location in the body's name.",
        ),
        Text("Permissions-Policy", "the header Permissions-Policy"),
        {"permissions-policy": "="},
    ),
)


def check(front: PageView, options: Json) -> Finding:
    """Whether one of the headers is sent and says what it must. ``unsafe-url`` would tell all, and ``allow-from`` is read by no browser."""
    sent = {name: (front.header(name) or "").lower() for name in options["headers"]}
    for name, must_say in options["headers"].items():
        if sent[name] and must_say in sent[name] and not {"unsafe-url", "allow-from"} & set(sent[name].replace(",", " ").split()):
            return found(True, front.see(name, sent[name]))
    return broken(False, *(front.see(name, value or "–") for name, value in sent.items()))


def _case(member: str, name: str, outcome: Outcome, **headers: str) -> Case:
    sent = {key.replace("_", "-"): value for key, value in headers.items()}
    return Case(name, outcome, given={"headers": sent}, expect=outcome == Outcome.PASSED, audit=f"security-headers-{member}")


CASES = (
    _case("content-type-options", "nosniff", Outcome.PASSED, X_Content_Type_Options="nosniff"),
    _case("content-type-options", "none", Outcome.FAILED),
    _case("framing", "by X-Frame-Options", Outcome.PASSED, X_Frame_Options="SAMEORIGIN"),
    _case("framing", "by policy", Outcome.PASSED, Content_Security_Policy="default-src 'self'; frame-ancestors 'none'"),
    _case("framing", "policy without frame-ancestors", Outcome.FAILED, Content_Security_Policy="default-src 'self'"),
    _case("framing", "allow-from", Outcome.FAILED, X_Frame_Options="ALLOW-FROM https://cits.test/"),
    _case("referrer-policy", "given", Outcome.PASSED, Referrer_Policy="no-referrer, strict-origin-when-cross-origin"),
    _case("referrer-policy", "tells all", Outcome.FAILED, Referrer_Policy="unsafe-url"),
    _case("content-security-policy", "given", Outcome.PASSED, Content_Security_Policy="default-src 'self'; img-src *"),
    _case("content-security-policy", "only watched", Outcome.FAILED, Content_Security_Policy_Report_Only="default-src 'self'"),
    _case("permissions-policy", "given", Outcome.PASSED, Permissions_Policy="geolocation=(), camera=()"),
    _case("permissions-policy", "by its old name", Outcome.FAILED, Feature_Policy="geolocation 'none'"),
    _case("permissions-policy", "in the old way", Outcome.FAILED, Permissions_Policy="geolocation 'none'"),
    _case("content-security-policy", "only frames", Outcome.FAILED, Content_Security_Policy="frame-ancestors 'self'"),
)
