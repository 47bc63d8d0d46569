"""Where exactly something was said."""

from __future__ import annotations

import pytest

from audits.derive import SiteView
from audits.places import content, document, own, own_links, where
from data.types import Document, Evidence, Missing
from tests.audits.seen import URL, view


@pytest.mark.parametrize(
    ("html", "words", "locator"),
    [
        ("<main><p id=a>Viens <b>divi</b></p><p>Trīs</p></main>", "divi", "#a > b:nth-of-type(1)"),
        ("<main><p id=a>Viens <b>divi</b></p></main>", "Viens divi", "#a"),
        ("<main><p>Viens</p><p>Divi</p></main>", "Viens Divi", "body > main:nth-of-type(1)"),
        ("<main>Viens</main>", "Nekas", "body"),
    ],
)
def test_where_is_the_smallest_element_that_says_it(html: str, words: str, locator: str) -> None:
    assert where(view(html), words) == Evidence(URL, locator=locator, excerpt=words)


@pytest.mark.parametrize(
    ("html", "locator"),
    [
        ("<nav>I</nav><main id=saturs>Saturs</main>", "#saturs"),
        ("<div><main>Saturs</main></div>", "body > div:nth-of-type(1) > main:nth-of-type(1)"),
        ("<nav>I</nav><p>Saturs</p>", "body"),
    ],
)
def test_content_is_the_main_part_or_the_body(html: str, locator: str) -> None:
    assert content(view(html)) == Evidence(URL, locator=locator, excerpt="Saturs")


def test_own_is_what_stands_outside_the_frame() -> None:
    page = view("<nav><a href=/a>A</a></nav><main><a href=/b>B</a></main><div><a href=/c>C</a></div><footer><a href=/d>D</a></footer>")
    assert [link.label for link in own_links(page)] == ["B", "C"]
    assert [element.text for element in own(page, "a")] == ["B", "C"]


def test_a_document_is_shown_with_the_link_that_leads_to_it() -> None:
    page = view('<p><a id=f href="/fails.pdf">Plāns</a>')
    it = Document("https://www.piemers.test/fails.pdf", "pdf", 10, Missing("too-large"), ("Plāns",), URL)
    site = SiteView(snapshot=None, pages=(page,))  # type: ignore[arg-type]
    assert document(it, site) == (Evidence(it.url, excerpt="Plāns"), Evidence(URL, locator="#f", excerpt="Plāns"))
    assert document(Document(it.url, "pdf", 10, Missing("too-large")), site) == (Evidence(it.url, excerpt="fails.pdf"),)
