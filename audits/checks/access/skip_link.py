"""Whoever uses the keyboard need not go through the whole menu on every page."""

from audits.audit import Audit, Case, Source
from audits.derive import Link, PageView
from audits.kit import broken, found
from data.types import Finding, Json, Outcome, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="skip-link",
    version=1,
    scope="page",
    title=Text("Ir saite «Pāriet uz saturu»", "There is a link “Skip to content”"),
    why=Text(
        "Bez tās ar tastatūru līdz saturam jāiet cauri visai izvēlnei.",
        "Without it one must go through the whole menu by keyboard to reach the content.",
    ),
    method=Text(
        "Starp pirmajām saitēm sākumlapā ir tāda, kas ved uz saturu tajā pašā lapā.",
        "Among the first links of the front page there is one that leads to the content on the same page.",
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
    """One of the first links, by its label, that leads to a place which is there."""
    first = [link for link in links[: options["among_first"]] if words.label("skip-link", link.label)]
    if not first:
        return broken(False, page.see("body", " | ".join(link.label for link in links[: options["among_first"]])))
    return found(True, *first) if any(_leads(link) for link in first) else broken(False, *first)


def _leads(link: Link) -> bool:
    goal = link.href.partition("#")[2]
    places = link.page.elements("[id], a[name]") if goal else ()
    return any(goal in {place.attribute("id"), place.attribute("name")} for place in places)


CASES = (
    Case("first", Outcome.PASSED, '<a href="#content">Pāriet uz saturu</a><main id=content>Saturs</main>', expect=True),
    Case(
        "after the languages",
        Outcome.PASSED,
        '<a href="/">LV</a><a href="/en/">EN</a><a href="/#m">Pārlekt uz galveno saturu</a><main id=m>',
        expect=True,
    ),
    Case("to an old anchor", Outcome.PASSED, '<a href="#saturs">Skip to main content</a><a name=saturs></a>', expect=True),
    Case("none", Outcome.FAILED, '<nav><a href="/kontakti">Kontakti</a></nav><main>Saturs</main>', expect=False),
    Case("leads nowhere", Outcome.FAILED, '<a href="#content">Pāriet uz saturu</a><main>Saturs</main>', expect=False),
    Case(
        "at the end of a long menu",
        Outcome.FAILED,
        '<a href="/a">A</a>' * 40 + '<a href="#c">Pāriet uz saturu</a><main id=c>',
        expect=False,
    ),
)
