"""Whoever uses the keyboard need not go through the whole menu on every page."""

from audits.audit import Audit, Case, Source
from audits.derive import Link, PageView
from audits.kit import broken, found
from data.types import Finding, Json, Outcome, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="skip-link",
    version=2,
    scope="page",
    title=Text("Ir saite «Pāriet uz saturu»", "There is a link “Skip to content”"),
    why=Text(
        "Bez tās ar tastatūru līdz saturam jāiet cauri visai izvēlnei.",
        "Without it one must go through the whole menu by keyboard to reach the content.",
    ),
    method=Text(
        "Starp pirmajām saitēm sākumlapā ir tāda, kas ved uz saturu tajā pašā lapā: to pasaka saites nosaukums vai tas, ka tā ved uz lapas galveno daļu (main).",
        "Among the first links of the front page there is one that leads to the content on the same page: its label says so, or it leads to the page's main part.",
    ),
    advice=Text(
        "Ielieciet to kā pirmo saiti lapā; tā drīkst būt redzama tikai ar fokusu.",
        "Make it the first link of the page; it may show only when focused.",
    ),
    source=Source(
        "standard",
        Text("WCAG 2.1 2.4.1, paņēmiens G1", "WCAG 2.1 2.4.1, technique G1"),
        "https://www.w3.org/WAI/WCAG21/Techniques/general/G1",
    ),
    options={"among_first": 8},
    roles=frozenset({Role.FRONT}),
)


def check(page: PageView, links: tuple[Link, ...], words: Vocabulary, options: Json) -> Finding:
    """One of the first links, by its label or by its goal, that leads to a place which is there."""
    first = links[: options["among_first"]]
    named = [link for link in first if words.label("skip-link", link.label)]
    leading = [link for link in named if _leads(link)] or [link for link in first if _to_main(link)]
    if leading:
        return found(True, *leading)
    return broken(False, *named) if named else broken(False, page.see("body", " | ".join(link.label for link in first)))


def _leads(link: Link) -> bool:
    goal = link.href.partition("#")[2]
    places = link.page.elements("[id], a[name]") if goal else ()
    return any(goal in {place.attribute("id"), place.attribute("name")} for place in places)


def _to_main(link: Link) -> bool:
    """Whether a link that says something jumps to the main part of its own page, however it is called."""
    if not link.href.startswith("#") or len(link.href) == 1 or not link.label:
        return False
    return any(place.attribute("id") == link.href[1:] for place in link.page.elements("main, [role=main]"))


CASES = (
    Case("first", Outcome.PASSED, '<a href="#content">Pāriet uz saturu</a><main id=content>Saturs</main>', expect=True),
    Case(
        "after the languages",
        Outcome.PASSED,
        '<a href="/">LV</a><a href="/en/">EN</a><a href="/#m">Pārlekt uz galveno saturu</a><main id=m>',
        expect=True,
    ),
    Case("to an old anchor", Outcome.PASSED, '<a href="#saturs">Skip to main content</a><a name=saturs></a>', expect=True),
    Case("called otherwise", Outcome.PASSED, '<a href="#galvenais">Lasīt uzreiz</a><main id=galvenais>Saturs</main>', expect=True),
    Case("in other words", Outcome.PASSED, '<a href="#s">Pārlēkt pie galvenā satura</a><div id=s>Saturs</div>', expect=True),
    Case("to a block elsewhere", Outcome.FAILED, '<a href="#apaksa">Kontakti</a><main id=s>Saturs</main><div id=apaksa>', expect=False),
    Case("without a name", Outcome.FAILED, '<a href="#s"></a><main id=s>Saturs</main>', expect=False),
    Case("none", Outcome.FAILED, '<nav><a href="/kontakti">Kontakti</a></nav><main>Saturs</main>', expect=False),
    Case("leads nowhere", Outcome.FAILED, '<a href="#content">Pāriet uz saturu</a><main>Saturs</main>', expect=False),
    Case(
        "at the end of a long menu",
        Outcome.FAILED,
        '<a href="/a">A</a>' * 40 + '<a href="#c">Pāriet uz saturu</a><main id=c>',
        expect=False,
    ),
)
