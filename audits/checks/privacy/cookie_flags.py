"""Nobody on the way, and no foreign script, can take over a resident's visit."""

from typing import Any

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, found, inapplicable
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="cookie-flags",
    version=1,
    scope="page",
    title=Text("Vietnes sīkdatnes ir aizsargātas", "The site's own cookies are protected"),
    why=Text(
        "Neaizsargātu sesijas sīkdatni var nozagt un darboties iedzīvotāja vārdā.",
        "An unprotected session cookie can be stolen and used in a resident's name.",
    ),
    method=Text(
        "https lapas pašas iestatītajām sīkdatnēm ir Secure, sesijas sīkdatnēm (pēc nosaukuma) arī HttpOnly; vērtība ir neaizsargāto skaits.",
        "Cookies that an https page sets itself have Secure, those of a session (by their names) HttpOnly too; the value is how many lack it.",
    ),
    advice=Text(
        "Iestatiet sīkdatnes ar Secure; HttpOnly; SameSite=Lax.",
        "Set cookies with Secure; HttpOnly; SameSite=Lax.",
    ),
    source=Source("standard", Text("IETF RFC 6265, 8.3. punkts", "IETF RFC 6265, section 8.3"), "https://www.rfc-editor.org/rfc/rfc6265"),
    options={"sessions": ["sess", "login", "auth", "sid"]},
    unit=Text("sīkdatnes", "cookies"),
)


def check(cookies: Json, page: PageView, options: Json) -> Finding:
    """The page's own cookies that lack what they need; on a page without encryption Secure cannot be asked for."""
    own = [cookie for cookie in cookies if not cookie["third_party"]]
    if not own:
        return inapplicable(page.see("cookie", "0"))
    lacking = {
        cookie["name"]: lack for cookie in own if (lack := _lacks(cookie, options["sessions"], secure=page.url.startswith("https:")))
    }
    seen = [page.see("cookie", f"{name}: –{lack}") for name, lack in lacking.items()]
    return broken(len(lacking), *seen) if lacking else found(0, page.see("cookie", ", ".join(cookie["name"] for cookie in own)))


def _lacks(cookie: Json, sessions: list[str], *, secure: bool) -> str:
    open_to_scripts = any(word in cookie["name"].lower() for word in sessions) and not cookie["httpOnly"]
    return ", ".join(flag for flag, missing in (("Secure", secure and not cookie["secure"]), ("HttpOnly", open_to_scripts)) if missing)


def _cookie(name: str, **other: object) -> dict[str, object]:
    plain = {"domain": "www.piemers.test", "path": "/", "expires": -1.0, "httpOnly": True, "secure": True, "sameSite": "Lax"}
    return {"name": name, **plain, "third_party": False, **other}


def _given(*cookies: Any) -> dict[str, Any]:  # noqa: ANN401 (rows of the artifact)
    return {"cookies": [*cookies]}


CASES = (
    Case("protected", Outcome.PASSED, given=_given(_cookie("PHPSESSID"), _cookie("lang", httpOnly=False)), expect=0),
    Case("open to scripts", Outcome.FAILED, given=_given(_cookie("JSESSIONID", httpOnly=False), _cookie("lang")), expect=1),
    Case("may travel unencrypted", Outcome.FAILED, given=_given(_cookie("lang", secure=False)), expect=1),
    Case("of others only", Outcome.INAPPLICABLE, given=_given(_cookie("IDE", third_party=True, domain=".doubleclick.net"))),
    Case("no cookies", Outcome.INAPPLICABLE, given=_given()),
    Case("the browser crashed", Outcome.UNTESTED, given={"layout": {}}, reason="not-gathered"),
)
