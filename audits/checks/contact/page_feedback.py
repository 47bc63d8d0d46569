"""A resident can say at once whether a page was of use."""

import re
from functools import cache
from itertools import islice

from selectolax.lexbor import LexborNode

from audits.audit import Audit, Case, Source
from audits.derive import Element, PageView, SiteView
from audits.desk import folded
from audits.kit import absent, found
from data.text import fold
from data.types import Evidence, Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="page-feedback",
    version=2,
    scope="site",
    title=Text("Lapas vērtējums", "Feedback on the page"),
    why=Text(
        "Iestāde uzzina, kura lapa cilvēkam nav palīdzējusi, un var to uzlabot.",
        "The body learns which page has not helped, and can make it better.",
    ),
    method=Text(
        "Kādā lapā ir jautājums «Vai šī lapa bija noderīga?» vai tamlīdzīgs ar pogām, saitēm vai lauku, vai zvaigznīšu vērtējums. Aptaujas par "
        "pašvaldības darbu neskaita.",
        "Some page asks 'Was this page useful?' or the like, with buttons, links or a field, or has a rating by stars. Surveys on the "
        "municipality's work do not count.",
    ),
    advice=Text(
        "Lapas beigās pievienojiet jautājumu «Vai šī informācija bija noderīga?» ar pogām «Jā» un «Nē».",
        "At the end of the page add the question 'Was this information useful?' with the buttons 'Yes' and 'No'.",
    ),
    source=Source("survey", Text("E-indekss: klientu apkalpošana un atbalsts", "E-index: customer service and support")),
    options={
        "components": ".kk-star-ratings, .post-ratings, .fivestar-form-item, .star-rating, .rating-stars, [class*=page-feedback], "
        "[id*=page-feedback], [class*=page-rating], [class*=was-this-helpful], [class*=helpfulness]",
        "controls": "button, input[type=radio], input[type=submit], input[type=button], [role=button], a[href], select, textarea",
        "up": 3,
        "certain": 0.9,
    },
    measures=True,
    unit=Text("ir vai nav", "whether there is one"),
)
_FILLER = re.compile(r"\b(?:jums|tev|jusu|tavuprat|jusuprat|seit|sis|вам|для вас)\b")
_COMPONENT = ("rating", "fivestar", "feedback", "helpful")
_HINTS = {
    "noderi": "noderi",
    "atrad": r"atradat|atradi\b",
    "novert": r"novert\w*",
    "vertej": r"lapas? vertej\w*",
    "lietderig": "lietderig",
    "atsauksm": r"atsauksm\w*",
    "palidzeja": "palidzeja",
    "useful": r"\buseful",
    "helpful": r"\bhelpful",
    "looking for": "looking for",
    "rate this": "rate this",
    "полезн": "полезн",
    "оцените": "оцените",
}
"""By the letters without which there is no such hint: to look for plain letters is far quicker, and few pages hold many of them."""
_BEFORE, _AFTER, _MOST = 60, 60, 30


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """The first page that asks, with the question; the component is the same on all others."""
    seen = next((evidence for page in site.pages if (evidence := _component(page, words, options))), None)
    return found(True, seen, confidence=options["certain"]) if seen else absent(*site.pages[:1])


def _component(page: PageView, words: Vocabulary, options: Json) -> Evidence | None:
    if any(word in page.source for word in _COMPONENT):
        stars = page.elements(options["components"])
        if stars:
            return page.see(stars[0].locator, stars[0].text)
    text = folded(page)
    held = tuple(letters for letters in _HINTS if letters in text)
    for hint in islice(_hint(held).finditer(text), _MOST) if held else ():
        around = _FILLER.sub(" ", text[max(0, hint.start() - _BEFORE) : hint.end() + _AFTER])
        if words.text("page-feedback", around):
            asked = _asked(page, hint.group(), words, options)
            if asked:
                return asked
    return None


@cache
def _hint(held: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_HINTS[letters] for letters in held))


def _asked(page: PageView, hint: str, words: Vocabulary, options: Json) -> Evidence | None:
    """The smallest element with the question that has something to answer by in it or around it."""
    element = _innermost(page, hint, words)
    node = element.node if element else None
    for _level in range(options["up"]):
        if node is None or element is None or node.tag == "body":
            return None
        if node.tag in {"a", "button"} or node.css_first(options["controls"]):
            return element.see()
        node = node.parent
    return None


def _innermost(page: PageView, hint: str, words: Vocabulary) -> Element | None:
    found_here: Element | None = None
    node: LexborNode | None = page.tree.body
    while node is not None:
        children = (Element(child, page) for child in node.iter())
        inner = next((child for child in children if _asks(child.text, hint, words)), None)
        found_here, node = inner or found_here, inner.node if inner else None
    return found_here


def _asks(text: str, hint: str, words: Vocabulary) -> bool:
    plain = fold(text)
    return hint in plain and words.text("page-feedback", _FILLER.sub(" ", plain)) is not None


CASES = (
    Case(
        "yes or no",
        Outcome.PASSED,
        pages={
            "/p/": "<main><h1>Pabalsti</h1><p>Teksts.</main><div><p>Vai šī lapa Jums bija noderīga?</p><button>Jā</button><button>Nē</button></div>"
        },
        expect=True,
    ),
    Case(
        "a link, no diacritics",
        Outcome.PASSED,
        "<footer><span>Vai atradat mekleto?</span> <a href=/atsauksme>Uzrakstiet mums</a></footer>",
        expect=True,
    ),
    Case("a button that asks", Outcome.PASSED, "<main><h1>Sākums</h1><button>Novērtē šo lapu</button></main>", expect=True),
    Case("stars", Outcome.PASSED, pages={"/r/": "<h1>Raksts</h1><div class=kk-star-ratings>4,5 no 5</div>"}, expect=True),
    Case(
        "in English",
        Outcome.PASSED,
        pages={"/en/p": "<h1>Benefits</h1><form><p>Was this page useful?<button>Yes</button></form>"},
        expect=True,
    ),
    Case(
        "in Russian",
        Outcome.PASSED,
        pages={"/ru/p": "<h1>Пособия</h1><div><p>Была ли информация полезна?</p><button>Да</button></div>"},
        expect=True,
    ),
    Case("a question without a way to answer", Outcome.PASSED, "<main><p>Vai atradāt meklēto? Paldies!</main>", expect=False),
    Case(
        "a survey on the municipality's work",
        Outcome.PASSED,
        "<main><p>Novērtē pašvaldības darbu!</p><a href=/aptauja>Aptauja</a></main>",
        expect=False,
    ),
    Case("useful information", Outcome.PASSED, "<main><h2>Noderīga informācija</h2><a href=/n>Saites</a></main>", expect=False),
    Case(
        "feedback on accessibility",
        Outcome.PASSED,
        pages={"/p/": "<h1>Piekļūstamības paziņojums</h1><h2>Atsauksmēm un saziņai</h2><a href=mailto:pasts@piemers.test>pasts</a>"},
        expect=False,
    ),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
