"""What a site stores in the browser does not follow a resident for years."""

from typing import Any

from audits.audit import Audit, Case, Source
from audits.cookies import days
from audits.derive import PageView
from audits.kit import broken, found, inapplicable
from data.types import Exchange, Finding, Json, Outcome, Text

AUDIT = Audit(
    id="cookie-lifetimes",
    version=1,
    scope="page",
    title=Text("Sīkdatnes neglabā pārāk ilgi", "Cookies are not kept for too long"),
    why=Text(
        "Sīkdatne, kas dzīvo gadiem, atpazīst apmeklētāju ilgi pēc tam, kad viņš to aizmirsis.",
        "A cookie that lives for years knows a visitor long after the visit was forgotten.",
    ),
    method=Text(
        "Pārlūkā pirms piekrišanas iestatīto sīkdatņu mūžs ir ne vairāk kā 396 dienas (13 mēneši); vērtība ir ilgākais mūžs dienās. "
        "Pārlūks pats to ierobežo līdz 400 dienām.",
        "Cookies set in the browser before consent live no more than 396 days (13 months); the value is the longest life in days. "
        "The browser itself cuts it to 400 days.",
    ),
    advice=Text("Saīsiniet sīkdatņu mūžu, vislabāk līdz sesijas beigām.", "Shorten the lives of cookies, best of all to the session."),
    source=Source(
        "practice",
        Text("Laba prakse (CNIL vadlīnijas par sīkdatnēm, 2020: 13 mēneši)", "Good practice (CNIL guidelines on cookies, 2020: 13 months)"),
        "https://www.cnil.fr/en/cookies-and-other-tracking-devices-cnil-publishes-new-guidelines",
    ),
    options={"max_days": 396},
    unit=Text("dienas", "days"),
)


def check(cookies: Json, page: PageView, options: Json) -> Finding:
    """The longest life; a cookie of the session has none."""
    if not cookies or not isinstance(page.page.exchange, Exchange):
        return inapplicable(page.see("cookie", "0"))
    at = page.page.looked_at
    lives = sorted(((days(cookie, at), cookie["name"], cookie["domain"]) for cookie in cookies), reverse=True)
    long = [each for each in lives if each[0] > options["max_days"]]
    seen = [page.see("cookie", f"{name} ({domain}): {life}") for life, name, domain in long or lives[:1]]
    return broken(lives[0][0], *seen) if long else found(lives[0][0], *seen)


_NOW = 1795402800.0
"""The moment of the cases' visit."""


def _cookies(**lives: float) -> dict[str, Any]:
    rest = {"domain": "www.piemers.test", "path": "/", "httpOnly": True, "secure": True, "sameSite": "Lax", "third_party": False}
    return {"cookies": [{"name": name, "expires": -1.0 if life < 0 else _NOW + life * 86400, **rest} for name, life in lives.items()]}


CASES = (
    Case("of the session", Outcome.PASSED, given=_cookies(PHPSESSID=-1), expect=0),
    Case("a year", Outcome.PASSED, given=_cookies(lang=365, PHPSESSID=-1), expect=365),
    Case("as long as browsers permit", Outcome.FAILED, given=_cookies(lang=400, veca=30), expect=400),
    Case("no cookies", Outcome.INAPPLICABLE, given={"cookies": []}),
    Case("the browser crashed", Outcome.UNTESTED, given={"layout": {}}, reason="not-gathered"),
)
