"""A resident can log in to the services with the means at hand: a bank, eParaksts, an identity card."""

import re
from collections.abc import Iterator

from audits.audit import Audit, Case, Source
from audits.derive import PageView, SiteView
from audits.kit import counted
from audits.offers import offered
from data.text import lowered
from data.types import Evidence, Finding, Json, Outcome, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="login-methods",
    version=3,
    scope="site",
    title=Text("Pieslēgšanās veidi", "Ways of logging in"),
    why=Text(
        "Ja pieņem vairākus pieslēgšanās veidus, e-pakalpojumu var lietot arī tas, kam nav eID kartes lasītāja.",
        "Where several ways are accepted, an e-service can be used also by those without a card reader.",
    ),
    method=Text(
        "Saskaitīti veidi, kas nosaukti tur, kur vietne runā par pieslēgšanos: eParaksts, Smart-ID, internetbanka, eID karte, vienotā pieteikšanās "
        "latvija.gov.lv. Parakstīšana nav pieslēgšanās.",
        "Ways that are named where the site speaks of logging in are counted: eParaksts, Smart-ID, internet bank, eID card, the single sign-on "
        "of latvija.gov.lv. Signing is not logging in.",
    ),
    advice=Text(
        "Pie e-pakalpojumiem pasakiet, ar ko var pieslēgties; izmantojiet vienoto pieteikšanos.",
        "Beside the e-services say how one can log in; use the single sign-on.",
    ),
    source=Source(
        "practice",
        Text("Vienotā pieteikšanās latvija.gov.lv", "Single sign-on of latvija.gov.lv"),
        "https://www.eriga.lv/About.aspx?t=HowToAuth",
    ),
    options={
        "reach": 160,
        "ways": {
            "eparaksts": r"e-?paraksts?\b|e-?parakst[aui]\w*|e-?signature",
            "smart-id": r"smart[- ]?id\b",
            "bank": r"internetbank\w*|interneta? bank\w*|internet bank\w*|i-bank\w*|интернет-?банк\w*",
            "eid-card": r"\beid\b|e-id kart\w*|personas apliecīb\w* \(eid|identity card|id-карт\w*",
            "single-sign-on": r"vienot\w+ pie(?:teikšan|slēgšan)\w*|\bar latvija(?:\.gov)?\.lv|latvija(?:\.gov)?\.lv (?:pie|aut|kont|prof)\w*|single sign-on",
        },
    },
    measures=True,
    unit=Text("veidi", "ways"),
)
_GUARDS = (
    "smart",
    "internetbank",
    "internet bank",
    "eparakst",
    "e-parakst",
    "eid",
    "vienot",
    "latvija",
    "интернет",
    "e-signature",
    "id-карт",
)
_ACTS = (
    "piesl",
    "autent",
    "identif",
    "autori",
    "pieteikš",
    "pieteiks",
    "piesak",
    "ienāc",
    "ienāk",
    "ienac",
    "log in",
    "login",
    "sign in",
    "войти",
    "авториз",
    "ieiet",
    "ieej",
    "ieieš",
    "pierakst",
)
"""Hardly any page names a way to log in, and a plain search is the quickest way to know."""
_LETTERS = {
    "eparaksts": ("parakst", "signature"),
    "smart-id": ("smart",),
    "bank": ("bank", "банк"),
    "eid-card": (r"eid\b", r"\(eid", "e-id kart", "identity card", "id-карт"),
    "single-sign-on": ("vienot", "latvija", "single sign-on"),
}
"""What each way cannot be named without: its own shape takes far longer to seek. «eid» alone is in every «veids»."""


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """The ways named within reach of a word for logging in, each where it was first seen; and links that log in at the state portal."""
    first: dict[str, Evidence] = {}
    patterns = {name: re.compile(pattern) for name, pattern in options["ways"].items()}
    for page in site.pages:
        if page.role in {Role.NEWS_ITEM, Role.NEWS, Role.PRIVACY, Role.STATEMENT, Role.SEARCH} or not _may_name(page):
            continue
        unseen = {name: pattern for name, pattern in patterns.items() if name not in first}
        first |= _named(page, unseen, words, options["reach"])
    for link in offered(site):
        if link.host in {"latvija.lv", "latvija.gov.lv"} and words.text("login-act", link.label):
            first.setdefault("single-sign-on", link.see())
    return counted(len(first), list(first.values()) or site.pages[:1], confidence=0.7)


def _may_name(page: PageView) -> bool:
    text = page.text.lower()
    return any(act in text for act in _ACTS) and any(guard in text for guard in _GUARDS)


def _named(page: PageView, patterns: dict[str, re.Pattern[str]], words: Vocabulary, reach: int) -> Iterator[tuple[str, Evidence]]:
    text, small = page.text, lowered(page.text)
    for name, pattern in patterns.items():
        if not any(re.search(letters, small) for letters in _LETTERS[name]):
            continue
        for match in pattern.finditer(small):
            around = text[max(0, match.start() - reach) : match.end() + reach // 4]
            if any(act in around.lower() for act in _ACTS) and words.text("login-act", around):
                yield name, page.see("body", text[max(0, match.start() - 40) : match.end() + 20])
                break


CASES = (
    Case(
        "a list of ways",
        Outcome.PASSED,
        pages={
            "/e/": "<h1>E-pakalpojumi</h1><h2>Kā pieslēgties</h2><ul><li>Smart-ID<li>Internetbanka<li>eParaksts mobile<li>eID karte</ul>"
        },
        expect=4,
    ),
    Case(
        "in one sentence",
        Outcome.PASSED,
        pages={"/e/": "<h1>E</h1><p>Autentificēties var ar internetbanku vai vienoto pieteikšanos latvija.gov.lv."},
        expect=2,
    ),
    Case(
        "a link that logs in",
        Outcome.PASSED,
        "<header><a href=https://latvija.gov.lv/login>Pieslēgties</a></header><main><h1>Novads</h1></main>",
        expect=1,
    ),
    Case(
        "by going in with it",
        Outcome.PASSED,
        pages={"/e/": "<h1>E</h1><p>Rindā piesaka, ieejot ar Smart-ID vai eParaksts mobile."},
        expect=2,
    ),
    Case(
        "after going in with it",
        Outcome.PASSED,
        pages={"/e/": "<h1>E</h1><p>Statuss redzams pēc ieiešanas ar internetbanku. Autentificējas arī ar eParakstu."},
        expect=2,
    ),
    Case("in English", Outcome.PASSED, pages={"/en/e/": "<h1>E-services</h1><p>Log in with Smart-ID or your internet bank."}, expect=2),
    Case(
        "signing is no logging in",
        Outcome.PASSED,
        pages={"/i/": "<h1>Iesniegumi</h1><p>Iesniegumu parakstiet ar eParaksts mobile un nosūtiet e-pastā."},
        expect=0,
    ),
    Case("the news tell of it", Outcome.PASSED, pages={"/jaunumi/e/": "<h1>Jauns</h1><p>Pieslēgties var arī ar Smart-ID."}, expect=0),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
