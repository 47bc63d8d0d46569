"""A visitor who does not know where to look can ask the site."""

from audits.audit import Audit, Case, Source
from audits.derive import Element, Form, PageView
from audits.kit import absent, found
from data.text import words as words_of
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="site-search",
    version=1,
    scope="site",
    title=Text("Vietnē var meklēt", "The site can be searched"),
    why=Text(
        "Meklētājs ir īsākais ceļš, ja nezina, kurā sadaļā informācija ir.",
        "A search is the shortest way when one does not know in which section something is.",
    ),
    method=Text("Vietnē ir meklēšanas forma, poga vai saite.", "The site has a search form, button or link."),
    advice=Text("Ielieciet meklētāju katras lapas galvenē.", "Put a search into the header of every page."),
    source=Source(
        "survey",
        Text("Latvijas e-indekss: informācijas meklētājs (IR02)", "Latvian e-index: search function (IR02)"),
        "https://www.alksnis.eu/en/tehnologijas/latvijas-pasvaldibas-attista-infrastrukturu-sazinai-ar-iedzivotajiem/",
    ),
    options={"fields": ["s", "q", "search", "query", "meklet", "keyword", "keys", "search_api_fulltext", "searchword"]},
)


def check(pages: tuple[PageView, ...], words: Vocabulary, options: Json) -> Finding:
    """The first page that has one; otherwise none was seen."""
    for page in pages:
        forms = [form for form in page.forms if _searches(form, words, options)]
        calls = [place for place in page.elements("button, input[type=search], [role=search]") if _says(place, words)]
        calls += [link for link in page.links if _only_search(link.label, words)]
        if forms or calls:
            return found(True, *(forms or calls)[:3], confidence=1.0 if forms else 0.8)
    return absent(*pages[:1])


def _searches(form: Form, words: Vocabulary, options: Json) -> bool:
    if form.attribute("role") == "search":
        return True
    fields = [field for field in form.fields if (field.attribute("type") or "text").lower() in {"text", "search"}]
    return any(
        field.attribute("type") == "search" or (field.attribute("name") or "").lower() in options["fields"] or _says(field, words)
        for field in fields
    )


def _says(place: Element, words: Vocabulary) -> bool:
    names = (place.text, *(place.attribute(name) or "" for name in ("aria-label", "title", "placeholder")))
    return any(words.label("site-search", name) for name in names if name)


def _only_search(label: str, words: Vocabulary) -> bool:
    """Whether a link names the search and nothing else: «Meklē audžuģimenes» is news."""
    said = words.label("site-search", label)
    return bool(said) and all(words.text("search-words", word) for word in words_of(label))


CASES = (
    Case("role", Outcome.PASSED, '<form role=search action="/"><input type=search name=s><button>Meklēt</button></form>', expect=True),
    Case(
        "by the name of the field", Outcome.PASSED, '<form action="/search"><input name=q><input type=submit value=ok></form>', expect=True
    ),
    Case(
        "one form around the whole page",
        Outcome.PASSED,
        '<form method=post><input id=t name="ctl00$txt" placeholder="Meklēt..."></form>',
        expect=True,
    ),
    Case(
        "a button that opens it", Outcome.PASSED, '<header><button aria-label="Atvērt meklētāju"><svg></svg></button></header>', expect=True
    ),
    Case("a link to it", Outcome.PASSED, '<a href="/meklesana">Meklēšana</a>', expect=True),
    Case("only on another page", Outcome.PASSED, pages={"zinas": '<a href="/search">Izvērstā meklēšana</a>'}, expect=True),
    Case(
        "others search for other things",
        Outcome.FAILED,
        "<a href=/1>Meklē audžuģimenes</a><a href=/2>Meklējam skolotāju</a><a href=/3>Search and rescue</a><a href=/4>Darba meklētājiem</a>",
        expect=False,
    ),
    Case("none", Outcome.FAILED, expect=False),
    Case(
        "a newsletter is no search",
        Outcome.FAILED,
        '<form action="/jaunumi"><input type=email name=epasts><button>Pieteikties</button></form>',
        expect=False,
    ),
    Case("a job seeker is no search", Outcome.FAILED, '<a href="/darbs">Darba meklēšana</a>', expect=False),
    Case("incomplete look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
