"""Evidence is found on the screenshot in whatever words a check names its element, and quoted no longer than it proves something."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from data.types import Coverage, Evidence, Institution, Kind, Missing, Page, Role, Site, Snapshot, Text
from reports.places import Places, Quote, quote

URL = "https://www.piemers.test/"
DOM = "<ul id=a><li><a href=/x>ŠEIT</a><li><a href=/y>ŠEIT</a></ul><p class=pale>Bāls</p>"
LONG = "Sākums Jaunumi Dome Pakalpojumi " * 9


def _node(target: str, html: str, place: float) -> dict[str, Any]:
    return {"target": target, "html": html, "box": [place, place, 10, 10]}


AXE = {
    "violations": [{"nodes": [_node("a[href$=x]", "<a>ŠEIT</a>", 1), _node("a[href$=y]", "<a>ŠEIT</a>", 2), _node("[", "<b>", 4)]}],
    "incomplete": [{"nodes": [_node(".pale", '<p class="pale">Bāls</p>', 3), _node("ul", "<ul>", 5) | {"box": None}]}],
}


def snapshot(artifacts: Any) -> Snapshot:
    who = Institution("piemers", Text("Piemērs", "Example"), Kind.MUNICIPALITY, (Site(URL),))
    page = Page(URL, Role.FRONT, 0, "", Missing("not-gathered"), artifacts=artifacts)
    seen = Coverage(1, 1, 1, 0, 0, "exhausted")
    return Snapshot("s", who, URL, datetime(2026, 11, 23, tzinfo=UTC), seen, (page,), (), {}, {"dom": DOM.encode()})


@pytest.mark.parametrize(
    ("locator", "excerpt", "place"),
    [
        ("a[href$=y]", "", 2),
        ("body > p", '<p class="pale">Bāls</p>', 3),
        ("#a > li:nth-of-type(2) > a", "ŠEIT", 2),
        ("#a > li:nth-of-type(3) > a", "ŠEIT", None),
        ("ul", "", None),
        ("", "<a>ŠEIT</a>", None),
        ("x-frame-options", "–", None),
        (":::", "", None),
    ],
    ids=["axe's selector", "markup that occurs once", "our selector", "not there", "no box", "no place", "a header", "no selector"],
)
def test_where_evidence_lies(locator: str, excerpt: str, place: float | None) -> None:
    box = Places(snapshot({"axe": AXE, "dom": "dom"})).box(Evidence(URL, None, locator, excerpt, "picture"))
    assert (box[0] if box else None) == place


@pytest.mark.parametrize("artifacts", [{}, {"axe": Missing("browser-crash")}, {"axe": AXE, "dom": Missing("timeout")}])
def test_where_nothing_was_rendered_there_is_no_place(artifacts: Any) -> None:
    assert Places(snapshot(artifacts)).box(Evidence(URL, None, "#a > li", "", "picture")) is None


@pytest.mark.parametrize(
    ("locator", "excerpt", "told"),
    [
        ("img", "image-alt: <img src=x>", Quote("<img src=x>", code=True, rule="image-alt")),
        ("img", "<img src=x>", Quote("<img src=x>", code=True)),
        ("#a", LONG, Quote(LONG)),
        ("body", "h1: 2", Quote("h1: 2")),
        ("body", LONG, Quote("")),
        ("html", "lang=ru: " + LONG, Quote(f"lang=ru: {2 * 'Sākums Jaunumi Dome Pakalpojumi '}Sākums Jaunumi Dome…")),
    ],
    ids=["rule of axe", "markup", "words", "short", "how the page begins", "what was read, and how it begins"],
)
def test_quotes_are_short(locator: str, excerpt: str, told: Quote) -> None:
    assert quote(Evidence(URL, None, locator, excerpt)) == told
