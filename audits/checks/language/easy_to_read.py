"""People who read with difficulty find the main things told in plain words."""

import re

from audits.audit import Audit, Case, Source
from audits.derive import Link, PageView
from audits.kit import about, absent, broken, cant_tell, found, labelled, names, slug
from audits.outline import own, own_text
from audits.places import content
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="easy-to-read",
    version=2,
    scope="site",
    title=Text("Ir saturs vieglajā valodā («Viegli lasīt»)", "There is content in easy language (“Viegli lasīt”)"),
    why=Text(
        "Cilvēki ar lasīšanas vai uztveres grūtībām citādi paliek bez informācijas par savām tiesībām.",
        "People with difficulties in reading or understanding are otherwise left without information on their rights.",
    ),
    method=Text(
        "Saite «Viegli lasīt» ved uz lapu, kurai ir savs saturs, nevis uz to pašu tekstu.",
        "The link “Viegli lasīt” leads to a page with content of its own, not to the same text.",
    ),
    advice=Text(
        "Uzrakstiet vieglajā valodā lapu par iestādi, pakalpojumiem un saziņu un ielieciet saiti galvenē.",
        "Write a page in easy language on the institution, its services and contacts, and link it in the header.",
    ),
    source=Source(
        "practice",
        Text(
            "Laba prakse; MK noteikumi Nr. 445, 6. punkts (saprotamība)",
            "Good practice; Cabinet Regulation No. 445, point 6 (easily understood)",
        ),
        "https://likumi.lv/ta/id/316109",
    ),
    options={"min_words": 15, "address": "view=easy", "same_percent": 60},
)


def check(pages: tuple[PageView, ...], words: Vocabulary, options: Json) -> Finding:
    """A page of its own words; a switch that changes nothing, or an empty page, fails."""
    links = [*labelled(pages, words, "easy-to-read"), *(link for page in pages for link in page.links if options["address"] in link.url)]
    by_url = {page.url: page for page in pages}
    led_to = [by_url[link.url] for link in links if link.url in by_url and link.url != link.page.url]
    named = [page for page in led_to if _called(page, words, options)]
    real = [page for page in (*named, *about(pages, words, "easy-to-read")) if _own_words(page, by_url, options)]
    if real:
        return found(True, content(real[0]), *links[:1])
    unseen = [link for link in links if _elsewhere(link, by_url)]
    if unseen:
        return cant_tell("unclear", *unseen)
    return broken(False, *links[:3]) if links else absent(*pages[:1])


def _called(page: PageView, words: Vocabulary, options: Json) -> bool:
    """Whether easy language is what the page is known for: an ordinary page that one such link leads to is not."""
    known = page.labels[:1] or [*names(page), slug(page.url)]
    return options["address"] in page.url or any(words.label("easy-to-read", one) for one in known)


def _own_words(page: PageView, by_url: dict[str, PageView], options: Json) -> bool:
    if page.page.depth == 0 or len(page.main.split()) < options["min_words"]:
        return False
    told = _sentences(page)
    return not any(_repeats(told, other, options["same_percent"]) for other in by_url.values() if other is not page)


def _repeats(told: frozenset[str], other: PageView, percent: int) -> bool:
    """Whether most of what is told stands word for word on the other page."""
    there = own_text(other)
    # Most pages do not hold these letters at all, and need not be taken apart into sentences.
    if not told or 100 * sum(one in there for one in told) < percent * len(told):
        return False
    return 100 * len(told & _sentences(other)) >= percent * len(told)


def _sentences(page: PageView) -> frozenset[str]:
    told = (one.strip() for part in own(page) if part.kind == "text" for one in _END.split(part.words))
    return frozenset(one for one in told if len(one.split()) >= _SENTENCE_WORDS)


_END = re.compile(r"[.!?]+(?:\s|$)")
_SENTENCE_WORDS = 4


def _elsewhere(link: Link, by_url: dict[str, PageView]) -> bool:
    return link.url not in by_url and not link.href.startswith(("#", "javascript:"))


_EASY = "<h1>Viegli lasīt</h1><main><p>Šī ir novada mājaslapa. Novadā dzīvo 9000 cilvēku. Dome lemj par skolām un ceļiem. Ja vajag palīdzību, zvani mums.</p></main>"
_PLAIN = (
    "<main><p>Novada dome pieņem lēmumus par teritorijas attīstību, izglītības iestāžu tīklu un sociālo palīdzību saskaņā ar likumu.</p>"
)

CASES = (
    Case("its own page", Outcome.PASSED, '<a href="/viegli-lasit/">Viegli lasīt</a>', {"viegli-lasit/": _EASY}, expect=True),
    Case("another view of a page", Outcome.PASSED, _PLAIN + '<a href="/?view=easy">Vieglā valoda</a>', {"?view=easy": _EASY}, expect=True),
    Case(
        "the same text again",
        Outcome.FAILED,
        _PLAIN + '</main><a href="/?view=easy">Viegli lasīt</a>',
        {"?view=easy": _PLAIN + '</main><a href="/?view=easy">Viegli lasīt</a>'},
        expect=False,
    ),
    Case(
        "another page's sentences under that name",
        Outcome.FAILED,
        '<a href="/viegli">Viegli lasīt</a>',
        {
            "par": "<main><h1>Par novadu</h1><p>Novadu pārvalda dome un tās izveidotā administrācija. Novadā ir trīs pagasti un viena pilsēta.</p></main>",
            "viegli": "<main><h1>Viegli lasīt</h1><p>Novadu pārvalda dome un tās izveidotā administrācija. Novadā ir trīs pagasti un viena pilsēta.</p></main>",
        },
        expect=False,
    ),
    Case(
        "an ordinary page under that link",
        Outcome.FAILED,
        '<a href="/par">Par mums</a><a href="/par">Par mums</a><footer><a href="/par">Viegli lasīt</a></footer>',
        {"par": _PLAIN.replace("<p>", "<h1>Par mums</h1><p>Pārvaldes struktūru nosaka nolikums, un to apstiprina dome atklātā sēdē. ")},
        expect=False,
    ),
    Case(
        "an empty page",
        Outcome.FAILED,
        '<a href="/viegli">Viegli lasīt</a>',
        {"viegli": "<h1>Viegli lasīt</h1><main>Top</main>"},
        expect=False,
    ),
    Case("a button that leads nowhere", Outcome.FAILED, '<a href="#">Viegli lasīt</a>', expect=False),
    Case("none", Outcome.FAILED, expect=False),
    Case("not fetched", Outcome.CANT_TELL, '<a href="/viegli-lasit/">Viegli lasīt</a>', reason="unclear"),
)
