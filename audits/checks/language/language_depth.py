"""A newcomer finds in English not only a greeting but what the site is for: services, contacts, news."""

from collections.abc import Iterable

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import Seen, counted
from audits.languages import spoken
from audits.places import content
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="language-depth",
    version=1,
    scope="site",
    title=Text("Cik galveno sadaļu ir angliski", "How many of the main sections exist in English"),
    why=Text("Viena lapa «About us» nepalīdz saņemt pakalpojumu.", "A single page “About us” does not help anyone to get a service."),
    method=Text(
        "Galvenās sadaļas, kas vietnē ir latviski (kontakti, pakalpojumi, jaunumi, dome, privātums, piekļūstamība), meklē starp lapām, kuru teksts tiešām ir angļu valodā; vērtība ir atrasto daļa procentos.",
        "The main sections that the site has in Latvian (contacts, services, news, council, privacy, accessibility) are looked for among the pages whose text is truly English; the value is the share found in percent.",
    ),
    advice=Text("Vispirms iztulkojiet kontaktus un pakalpojumus.", "Translate contacts and services first."),
    source=Source(
        "law",
        Text("Regula (ES) 2018/1724, 12. pants", "Regulation (EU) 2018/1724, Article 12"),
        "https://eur-lex.europa.eu/eli/reg/2018/1724/oj",
    ),
    options={
        "sections": ["contact", "services", "service", "news", "news-item", "council", "privacy", "statement"],
        "same": {"service": "services", "news-item": "news"},
    },
    measures=True,
    unit=Text("% sadaļu", "% of sections"),
)


def check(pages: tuple[PageView, ...], words: Vocabulary, options: Json) -> Finding:
    """The share of the Latvian sections that exist in English."""
    english = [page for page in pages if _claims_english(page) and spoken(page, words) == "en"]
    taken = {page.url for page in english}
    here = _sections((page for page in pages if page.url not in taken), options)
    there = _sections(english, options)
    both = sorted(here.keys() & there.keys())
    seen: list[Seen] = [content(there[name]) for name in both]
    return counted(round(100 * len(both) / len(here)) if here else 0, seen or pages[:1], confidence=0.8)


def _claims_english(page: PageView) -> bool:
    return page.declared_language == "en" or "/en" in page.url or "lang=en" in page.url or "/eng" in page.url


def _sections(pages: Iterable[PageView], options: Json) -> dict[str, PageView]:
    found: dict[str, PageView] = {}
    for page in pages:
        if page.role in options["sections"]:
            found.setdefault(options["same"].get(str(page.role), str(page.role)), page)
    return found


_EN = "<html lang=en><main><h1>{}</h1><p>Here you will find all the information that you need about the work of the municipality and its council."
_LV = {
    "kontakti": "<h1>Kontakti</h1>",
    "pakalpojumi": "<h1>Pakalpojumi</h1>",
    "jaunumi": "<h1>Jaunumi</h1>",
    "privatuma-politika": "<h1>Privātuma politika</h1>",
}

CASES = (
    Case(
        "contacts and services of four",
        Outcome.PASSED,
        pages={**_LV, "en/contacts": _EN.format("Contacts"), "en/services": _EN.format("Services")},
        expect=50,
    ),
    Case("a greeting only", Outcome.PASSED, pages={**_LV, "en/about": _EN.format("About us")}, expect=0),
    Case(
        "Latvian text behind English headings",
        Outcome.PASSED,
        pages={
            **_LV,
            "en/contacts": "<html lang=en><h1>Contacts</h1><p>Laipni lūdzam novada vietnē, šeit atradīsiet visu par novada pakalpojumiem un jaunumiem.",
        },
        expect=0,
    ),
    Case("all", Outcome.PASSED, pages={"kontakti": "<h1>Kontakti</h1>", "en/contacts": _EN.format("Contacts")}, expect=100),
    Case("half a look", Outcome.CANT_TELL, pages=_LV, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
