"""A link says by itself where it leads, also to those who hear links read out one after another."""

from audits.audit import Audit, Case, Source
from audits.derive import Link, PageView
from audits.kit import distinct, tally
from data.text import fold
from data.text import words as words_of
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="link-texts",
    version=2,
    scope="site",
    title=Text("Saišu teksti paši pasaka, kurp tās ved", "The texts of links say where they lead"),
    why=Text(
        "Ekrānlasītājs nolasa saišu sarakstu; divdesmit reizes «šeit» neko nepasaka.",
        "A screen reader reads out the list of links; “here” twenty times says nothing.",
    ),
    method=Text(
        "Saskaita adreses, uz kurām ved saite, kuras viss teksts ir «šeit», «lasīt vairāk», «here» vai tamlīdzīgs; saites ar aria-label neskaitās.",
        "Counts the addresses to which a link leads whose whole text is “šeit”, “lasīt vairāk”, “here” or the like; links with an aria-label do not count.",
    ),
    advice=Text(
        "Saites tekstā ierakstiet, kas aiz tās atrodams, piemēram, «Iesnieguma veidlapa (PDF)».",
        "Write into the link's text what is found behind it, for example “Application form (PDF)”.",
    ),
    source=Source(
        "practice",
        Text("WCAG 2.1 2.4.9 (AAA līmenis, nav obligāts)", "WCAG 2.1 2.4.9 (level AAA, not a duty)"),
        "https://www.w3.org/WAI/WCAG21/Understanding/link-purpose-link-only.html",
    ),
    options={"most_words": 3},
    unit=Text("saites", "links"),
)


def check(pages: tuple[PageView, ...], words: Vocabulary, options: Json) -> Finding:
    """The links that say nothing, each address and text once."""
    empty = frozenset(_plain(phrase.text) for phrase in words["empty-link-text"].text)
    faults = [link for link in distinct(pages).values() if _says_nothing(link, empty, options["most_words"])]
    return tally(faults, *pages[:1])


def _says_nothing(link: Link, empty: frozenset[str], most: int) -> bool:
    told = link.text
    if not told or len(told) > 40 or link.attribute("aria-label") or link.attribute("aria-labelledby"):
        return False
    return len(told.split()) <= most + 1 and _plain(told) in empty


def _plain(text: str) -> str:
    return " ".join(words_of(fold(text)))


def _link(text: str, more: str = "") -> str:
    return f'<p>Veidlapa pieejama <a href="/veidlapa"{more}>{text}</a>.'


CASES = (
    Case("by its name", Outcome.PASSED, _link("Iesnieguma veidlapa (PDF)"), expect=0),
    Case("here", Outcome.FAILED, _link("ŠEIT"), expect=1),
    Case("look here, with a mark", Outcome.FAILED, _link("skatīt šeit »"), expect=1),
    Case("read more, on two pages to one address", Outcome.FAILED, _link("Lasīt vairāk…"), {"a": _link("Lasīt vairāk…")}, expect=1),
    Case("without diacritics, and in Russian", Outcome.FAILED, _link("seit") + "<a href=/ru>здесь</a>", expect=2),
    Case("read more about what", Outcome.PASSED, _link("Lasīt vairāk par svētkiem"), expect=0),
    Case("with words for those who hear it", Outcome.PASSED, _link("Vairāk", ' aria-label="Vairāk par svētkiem"'), expect=0),
    Case("with hidden words", Outcome.PASSED, _link("Lasīt vairāk <span class=visually-hidden>par svētkiem</span>"), expect=0),
    Case("a place that is called so", Outcome.PASSED, _link("Šeit dzīvo dzejnieki"), expect=0),
    Case("none seen in half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
