"""A resident who reads no Latvian is told plainly when a machine translates, not a person."""

from audits.audit import Audit, Case, Source
from audits.derive import Element, Link, PageView
from audits.kit import absent, distinct, found
from data.types import Evidence, Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="machine-translation",
    version=2,
    scope="site",
    title=Text("Tiek piedāvāts mašīntulkojums", "A machine translation is offered"),
    why=Text(
        "Mašīntulkojums palīdz saprast galveno, bet neaizstāj cilvēka tulkotas lapas un valodu versijas skaitā neietilpst.",
        "A machine translation helps with the gist, yet it replaces no pages translated by people, and is counted as no language version.",
    ),
    method=Text(
        "Lapu kodā meklē tulkošanas logrīkus (Google, GTranslate, Hugo.lv, Microsoft, Yandex) un saites uz tulkotājiem.",
        "Looks in the code of pages for translation widgets (Google, GTranslate, Hugo.lv, Microsoft, Yandex) and for links to translators.",
    ),
    advice=Text(
        "Ja piedāvājat mašīntulkojumu, norādiet to; svarīgākās lapas tulkojiet paši.",
        "Where you offer a machine translation, say so; translate the main pages yourselves.",
    ),
    source=Source("practice", Text("Laba prakse", "Good practice")),
    options={
        "signs": [
            "translate.google.com/translate_a",
            "google_translate_element",
            "googtrans",
            "gtranslate",
            "GTranslate",
            "goog-te-",
            "hugo.lv",
            "translate.yandex",
            "microsofttranslator",
            "weglot",
        ],
        "hosts": ["translate.google.com", "translate.goog", "hugo.lv", "gtranslate.net", "translate.yandex.com", "translate.yandex.net"],
    },
    measures=True,
    unit=Text("ir vai nav", "whether there is one"),
)


def check(pages: tuple[PageView, ...], words: Vocabulary, options: Json) -> Finding:
    """The first page with a widget, or a link that hands the page to a translator."""
    for page in pages:
        sign = next((sign for sign in options["signs"] if sign in page.html), None)
        if sign:
            return found(True, _near(page, sign))
        buttons = page.elements("button, [role=button], a[href='#'], summary") if _speaks_of_it(page) else ()
        button = next((button for button in buttons if _offers(button, words)), None)
        if button:
            return found(True, button, confidence=0.9)
    links = [link for link in distinct(pages).values() if _translates(link, options["hosts"])]
    return found(True, *links[:3]) if links else absent(*pages[:1])


def _speaks_of_it(page: PageView) -> bool:
    """Without these letters no button offers it: to look for them is far quicker than to read every button."""
    return any(letters in page.source for letters in ("tulk", "transl", "перев"))


def _offers(button: Element, words: Vocabulary) -> bool:
    return any(words.label("machine-translation", name) for name in (button.text, button.attribute("aria-label") or "") if name)


def _translates(link: Link, hosts: list[str]) -> bool:
    return any(link.host == host or link.host.endswith(f".{host}") for host in hosts)


def _near(page: PageView, sign: str) -> Evidence:
    place = page.html.index(sign)
    return page.see("", page.html[max(0, place - 80) : place + 120])


CASES = (
    Case(
        "Google's element",
        Outcome.PASSED,
        "<div id=google_translate_element></div><script src='//translate.google.com/translate_a/element.js?cb=init'></script>",
        expect=True,
    ),
    Case("a button that fetches a widget", Outcome.PASSED, "<button class=translate-widget>Tulkot ar Google</button>", expect=True),
    Case("a button of scripts", Outcome.PASSED, "<a href='#googtrans(en)'>Tulkot</a>", expect=True),
    Case(
        "a link that hands it over",
        Outcome.PASSED,
        pages={"a": "<a href='https://www-piemers-test.translate.goog/?_x_tr_tl=en'>English</a>"},
        expect=True,
    ),
    Case("a version made by people", Outcome.PASSED, "<a href=/en/ hreflang=en>EN</a>", expect=False),
    Case("a service that translates documents", Outcome.PASSED, "<main><p>Zvērināts tulks tulko dokumentus.", expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
