"""Nobody is followed before having agreed to it."""

from fnmatch import fnmatchcase

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, found
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="cookies-before-consent",
    version=1,
    scope="page",
    title=Text("Pirms piekrišanas nav izsekošanas sīkdatņu", "No tracking cookies before consent"),
    why=Text("Iestādes lapas lasīšana pati par sevi ir privāta lieta.", "Reading an institution's pages is in itself a private matter."),
    method=Text(
        "Atver lapu pārlūkā, neko nespiežot, un saskaita citu vietņu un zināmas statistikas vai reklāmas sīkdatnes.",
        "Opens the page in a browser without clicking anything and counts cookies of other sites and known cookies of statistics or advertising.",
    ),
    advice=Text("Ielādējiet statistiku un iegultnes tikai pēc piekrišanas.", "Load statistics and embeds only after consent."),
    source=Source(
        "law",
        Text("Direktīva 2002/58/EK, 5. panta 3. punkts", "Directive 2002/58/EC, Article 5(3)"),
        "https://eur-lex.europa.eu/eli/dir/2002/58/oj",
    ),
    unit=Text("sīkdatnes", "cookies"),
)


def check(cookies: Json, page: PageView, words: Vocabulary) -> Finding:
    """Cookies of others, and those known to serve statistics or advertising, that were there before anything was clicked."""
    names = [phrase.text for phrase in words["tracking-cookie"].text]
    wrong = [cookie for cookie in cookies if cookie["third_party"] or any(fnmatchcase(cookie["name"], name) for name in names)]
    seen = [page.see("cookie", f"{cookie['name']} ({cookie['domain']})") for cookie in wrong]
    return broken(len(wrong), *seen) if wrong else found(0, page.see("cookie", ", ".join(cookie["name"] for cookie in cookies)))


def _cookies(*names: str, domain: str = "www.piemers.test") -> dict[str, object]:
    rest = {"path": "/", "expires": -1.0, "httpOnly": True, "secure": True, "sameSite": "Lax", "third_party": domain != "www.piemers.test"}
    return {"cookies": [{"name": name, "domain": domain, **rest} for name in names]}


CASES = (
    Case("none", Outcome.PASSED, given=_cookies(), expect=0),
    Case("of the site's own working", Outcome.PASSED, given=_cookies("PHPSESSID", "cookie_consent", "_gallery"), expect=0),
    Case("statistics", Outcome.FAILED, given=_cookies("PHPSESSID", "_ga", "_ga_X1Y2Z3"), expect=2),
    Case("own statistics too", Outcome.FAILED, given=_cookies("_pk_id.1.1fff"), expect=1),
    Case("of others", Outcome.FAILED, given=_cookies("abc", domain=".reklama.test"), expect=1),
    Case("the browser crashed", Outcome.UNTESTED, given={"layout": {}}, reason="not-gathered"),
)
