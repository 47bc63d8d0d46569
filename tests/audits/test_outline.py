"""A page's own content: what it says itself, in order and under its headings, without the frame of the site."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.derive import PageView
from audits.outline import frame, mark, own, own_links
from data.types import Missing, Page, Role


def view(html: str, path: str = "") -> PageView:
    return PageView(Page(f"https://www.piemers.test/{path}", Role.OTHER, 1, "", Missing("not-gathered")), html, None)


def said(page: PageView) -> str:
    return " ".join(part.words for part in own(page) if part.kind == "text")


@pytest.mark.parametrize(
    "html",
    [
        "<nav>Izvēlne</nav><main>Saturs</main><footer>Kājene</footer>",
        "<header>Galva</header><div role=navigation>Izvēlne</div><div role=main>Saturs</div>",
        "<header>Galva</header>Saturs<footer>Kājene</footer>",
        "<main><header>Saturs</header><nav>Iepriekšējā ziņa</nav></main>",
        "<main><div role=main>Saturs</div></main>",
        "<main role=main>Saturs</main>",
        "<div class=main-menu><a href=/a>Izvēlne</a></div><div id=content>Saturs</div>",
        "<div id=footer><a href=/a>Kājene</a> tālr.</div>Saturs",
        "<div role=dialog>Piekrītu sīkdatnēm</div><aside>Blakus</aside><p>Saturs",
        "<p>Saturs<script>var saturs</script>",
    ],
)
def test_only_what_the_page_says_itself(html: str) -> None:
    assert said(view(html)) == "Saturs"


def test_a_menu_name_on_the_wrapper_hides_no_content() -> None:
    page = view("<div class='page menu-open nav'><h1>Lapa</h1><p>Garš teksts par visu.</p><a href=/a>saite</a></div>")
    assert said(page) == "Garš teksts par visu. saite"


def test_every_piece_knows_the_headings_above() -> None:
    html = """<h1>Dome</h1><p>a</p><h2>Sēdes</h2><p>b</p><h3>Protokoli</h3><a href=/p>c</a>
    <h2>Komitejas</h2><table><caption>Sastāvs</caption><tr><td>d</table><p>e"""
    trails = {part.words: [head.text for head in part.trail] for part in own(view(html)) if part.kind == "text"}
    assert trails == {
        "a": ["Dome"],
        "b": ["Dome", "Sēdes"],
        "c": ["Dome", "Sēdes", "Protokoli"],
        "d": ["Dome", "Komitejas", "Sastāvs"],
        "e": ["Dome", "Komitejas"],
    }


def test_links_in_headings_are_links() -> None:
    assert [link.label for link in own_links(view("<h2><a href=/a>Virsraksts</a></h2><a name=x>enkurs</a>"))] == ["Virsraksts"]


def test_the_frame_is_what_most_pages_have() -> None:
    pages = [view(f"<td><a href=/k>Kontakti</a> tālr. 1<h1>Lapa {n}</h1><p>Saturs {n}", str(n)) for n in range(6)]
    assert frame(pages) == {"https://www.piemers.test/k", "text Kontakti", "text tālr. 1"}
    assert [part.words for part in own(pages[3]) if mark(part) not in frame(pages)] == ["Lapa 3", "Saturs 3"]


def test_few_pages_have_no_frame() -> None:
    assert frame([view("<a href=/k>Kontakti</a>", str(n)) for n in range(4)]) == frozenset()
    assert frame([]) == frozenset()


@given(
    st.lists(
        st.sampled_from(
            ["<h1>", "</h1>", "<h3>", "<table>", "</table>", "<caption>", "<div class=menu>", "<a href=x>", "v", "<p>", "<main>"]
        )
    )
)
def test_any_markup_can_be_walked(pieces: list[str]) -> None:
    page = view("".join(pieces))
    assert all(part.element.locator for part in own(page))


def test_a_page_nested_deeper_than_python_likes() -> None:
    html = "<main><h1>Budžets</h1>" + "<div class=menu>" * 3000 + "teksts"
    assert [part.words for part in own(view(html))] == ["Budžets", "teksts"]


def test_of_a_page_that_goes_on_the_beginning_is_read() -> None:
    parts = own(view("<main>" + "<p>rinda" * 30_000 + "</main>"))
    assert len(parts) == 10_000
    assert parts[0].words == "rinda"
