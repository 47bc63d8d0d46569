"""A resident sees at once, by coat of arms or logo, whose site this is."""

import re

from audits.audit import Audit, Case, Source
from audits.derive import Element, PageView
from audits.kit import absent, cant_tell, found
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="visual-identity",
    version=1,
    scope="site",
    title=Text("Sākumlapā ir iestādes ģerbonis vai logotips", "The front page shows the body's coat of arms or logo"),
    why=Text("Iedzīvotājs uzreiz redz, ka tā ir īstā iestādes vietne.", "A resident sees at once that this is the body's real site."),
    method=Text(
        "Sākumlapas galvenē meklē attēlu, kura alternatīva, fails vai klase runā par ģerboni vai logotipu, un vietnes ikonu. Vai zīme lietota pareizi, vērtē cilvēks.",
        "Looks in the header of the front page for a picture whose alternative, file or class speaks of a coat of arms or logo, and for the site's icon. Whether the sign is used rightly, a person has to judge.",
    ),
    advice=Text(
        "Ielieciet galvenē ģerboni vai logotipu ar alternatīvu tekstu.",
        "Put the coat of arms or logo into the header, with an alternative text.",
    ),
    source=Source("practice", Text("Laba prakse: atpazīstama iestāde", "Good practice: a recognisable body")),
    options={
        "signs": "header img, header svg, [role=banner] img, [role=banner] svg, [class*=header i] img, [id*=header i] img, [class*=logo i], a[href='/'] img, td img"
    },
)
_NAMED = re.compile(r"logo|gerbon|ģerbon|coat[-_]?of[-_]?arms|emblem", re.IGNORECASE)


def check(front: PageView, words: Vocabulary, options: Json) -> Finding:
    """A sign that says what it is; a header with other pictures decides nothing."""
    places = front.elements(options["signs"])[:60]
    named = [place for place in places if _is_sign(place, words)]
    if named:
        return found(True, *(place.see(_told(place)) for place in named[:3]), confidence=0.8)
    pictures = [place for place in places if place.node.tag in {"img", "svg"}]
    return cant_tell("unclear", *pictures[:3]) if pictures or "background" in front.html else absent(front, confidence=0.8)


def _is_sign(place: Element, words: Vocabulary) -> bool:
    if _NAMED.search(_told(place)):
        return True
    return any(words.label("state-symbol", place.attribute(name) or "") for name in ("alt", "title", "aria-label"))


def _told(place: Element) -> str:
    return " ".join(filter(None, (place.attribute(name) for name in ("alt", "src", "class", "id", "aria-label"))))


CASES = (
    Case(
        "a coat of arms",
        Outcome.PASSED,
        "<header><a href=/><img src=/static/gerbonis.svg alt='Piemēra novada ģerbonis'></a></header>",
        expect=True,
    ),
    Case("a logo by its class", Outcome.PASSED, "<div class=site-logo><svg></svg></div>", expect=True),
    Case("an old table", Outcome.PASSED, "<table><tr><td><img src=gerb.gif alt='Novada ģerbonis'></table>", expect=True),
    Case("some picture", Outcome.CANT_TELL, "<header><img src=/a1.png alt='Piemēra novads'></header>", reason="unclear"),
    Case("nothing", Outcome.FAILED, "<header>Piemēra novads</header>", expect=False),
)
