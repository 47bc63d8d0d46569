"""Nobody whose trade it is to follow people learns that a resident reads this page."""

from audits.audit import Audit, Case, Source
from audits.cookies import tracker_of
from audits.derive import PageView, host_of
from audits.kit import broken, found
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="trackers",
    version=1,
    scope="page",
    title=Text("Pirms piekrišanas lapa nesazinās ar izsekotājiem", "Before consent the page contacts no trackers"),
    why=Text(
        "Izsekotājs savieno to, ko iedzīvotājs lasa iestādes vietnē, ar viņa gaitām citur tīmeklī.",
        "A tracker joins what a resident reads on a public body's site with the ways taken elsewhere on the web.",
    ),
    method=Text(
        "Atver lapu pārlūkā, neko nespiežot, un skaita serverus, kas ir statistikas, reklāmas vai sociālo tīklu izsekotāju sarakstā "
        "third-party-web vai Baltijas papildinājumā (security.csv).",
        "Opens the page in a browser without clicking anything and counts hosts that are listed as statistics, advertising or social trackers "
        "by third-party-web, or in the Baltic supplement (security.csv).",
    ),
    advice=Text(
        "Statistikai lietojiet savā serverī izvietotu rīku, un iegultnes ielādējiet tikai pēc piekrišanas.",
        "Use a tool on your own server for statistics, and load embeds only after consent.",
    ),
    source=Source(
        "practice",
        Text("Direktīva 2002/58/EK, 5. panta 3. punkts", "Directive 2002/58/EC, Article 5(3)"),
        "https://eur-lex.europa.eu/eli/dir/2002/58/oj",
    ),
    options={
        "kinds": ["statistics", "advertising", "social"],
        "categories": ["ad", "analytics", "marketing", "social", "tag-manager"],
    },
    unit=Text("izsekotāji", "trackers"),
)


def check(requests: Json, page: PageView, words: Vocabulary, options: Json) -> Finding:
    """The trackers that heard of the visit, each once; requests that were stopped told nobody."""
    told: dict[str, str] = {}
    for request in requests:
        if request["third_party"] and not request["aborted"]:
            known = tracker_of(host_of(request["url"]), words, tuple(options["kinds"]), tuple(options["categories"]))
            told.setdefault(known, request["url"]) if known else None
    seen = [page.see("request", f"{known}: {url}") for known, url in sorted(told.items())]
    return broken(len(told), *seen, confidence=0.95) if told else found(0, page.see("request", str(len(requests))), confidence=0.9)


def _requests(*urls: str, aborted: bool = False) -> dict[str, object]:
    rest = {"type": "script", "method": "GET", "status": 200, "aborted": aborted}
    return {"requests": [{"url": url, "third_party": "piemers.test" not in url, **rest} for url in urls]}


CASES = (
    Case(
        "its own only",
        Outcome.PASSED,
        given=_requests("https://www.piemers.test/", "https://www.piemers.test/google-analytics.com.js"),
        expect=0,
    ),
    Case("fonts of another", Outcome.PASSED, given=_requests("https://fonts.gstatic.com/a.woff2"), expect=0),
    Case("a name that only ends alike", Outcome.PASSED, given=_requests("https://notdoubleclick.net/a.js"), expect=0),
    Case(
        "statistics and advertising",
        Outcome.FAILED,
        given=_requests("https://www.googletagmanager.com/gtag/js", "https://stats.g.doubleclick.net/j", "https://ad.doubleclick.net/k"),
        expect=2,
    ),
    Case("only the list of third parties knows it", Outcome.FAILED, given=_requests("https://hm.baidu.com/hm.js"), expect=1),
    Case("a button of a network", Outcome.FAILED, given=_requests("https://connect.facebook.net/lv_LV/sdk.js"), expect=1),
    Case("stopped", Outcome.PASSED, given=_requests("https://www.google-analytics.com/a", aborted=True), expect=0),
    Case("the browser crashed", Outcome.UNTESTED, given={"layout": {}}, reason="not-gathered"),
)
