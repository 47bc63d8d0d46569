"""What a page stores in a resident's browser before anything was agreed to, and what for."""

from typing import Any

from audits.audit import Audit, Case, Source
from audits.cookies import KINDS, days, kind_of
from audits.derive import PageView
from audits.kit import found
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="cookie-kinds",
    version=1,
    scope="page",
    title=Text("Sīkdatņu skaits pirms piekrišanas, pa veidiem", "Number of cookies before consent, by kind"),
    why=Text(
        "Saraksts rāda, kas par apmeklētāju tiek atcerēts, iekams viņam ko jautā.",
        "The list shows what is remembered of a visitor before anything is asked.",
    ),
    method=Text(
        "Atver lapu pārlūkā, neko nespiežot, un saskaita sīkdatnes; pierādījumā katrai ir veids (nepieciešama, iestatījumi, statistika, mārketings, "
        "multivide vai nezināms) pēc zināmo nosaukumu tabulas un mūžs dienās.",
        "Opens the page in a browser without clicking anything and counts the cookies; the evidence gives the kind of each (necessary, preferences, "
        "statistics, marketing, media or unknown) by a table of known names, and its life in days.",
    ),
    advice=Text(
        "Pirms piekrišanas atstājiet tikai nepieciešamās sīkdatnes un pārējās aprakstiet.",
        "Keep only the necessary cookies before consent, and describe the others.",
    ),
    source=Source(
        "law",
        Text("Direktīva 2002/58/EK, 5. panta 3. punkts", "Directive 2002/58/EC, Article 5(3)"),
        "https://eur-lex.europa.eu/eli/dir/2002/58/oj",
    ),
    options={"kinds": list(KINDS)},
    measures=True,
    unit=Text("sīkdatnes", "cookies"),
)


def check(cookies: Json, page: PageView, words: Vocabulary, options: Json) -> Finding:
    """How many; the evidence sorts them by kind."""
    at = page.page.looked_at
    rows = sorted(
        (kind_of(cookie["name"], words, options["kinds"]), cookie["name"], days(cookie, at), cookie["domain"]) for cookie in cookies
    )
    seen = [page.see("cookie", f"{kind}: {name} ({domain}), {life}") for kind, name, life, domain in rows]
    return found(len(rows), *(seen or [page.see("cookie", "0")]))


def _cookies(*names: str) -> dict[str, Any]:
    rest = {"domain": "www.piemers.test", "path": "/", "expires": -1.0, "httpOnly": True, "secure": True, "sameSite": "Lax"}
    return {"cookies": [{"name": name, **rest, "third_party": False} for name in names]}


CASES = (
    Case("none", Outcome.PASSED, given=_cookies(), expect=0),
    Case("two", Outcome.PASSED, given=_cookies("PHPSESSID", "_ga_X1"), expect=2),
    Case("the browser crashed", Outcome.UNTESTED, given={"layout": {}}, reason="not-gathered"),
)
