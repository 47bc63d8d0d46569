"""A site's platform is what most marks speak for, and only marks at its own addresses do."""

from __future__ import annotations

import pytest

from audits import cases
from audits.audit import Case
from audits.derive import site_view
from audits.platform import recognised
from data import vocabulary
from data.types import Outcome

WORDPRESS = "<link rel=stylesheet href='/wp-content/a.css'>"


def platform(html: str, **pages: str) -> tuple[str, int] | None:
    case = Case("x", Outcome.PASSED, html, pages={f"/{name}/": text for name, text in pages.items()})
    known = recognised(site_view(cases.snapshot(case, vocabulary.load())))
    return (known.id, known.points) if known else None


@pytest.mark.parametrize(
    ("html", "told"),
    [
        (WORDPRESS, ("wordpress", 3)),
        (f"{WORDPRESS}<meta name=generator content='WordPress 6.5'>", ("wordpress", 6)),
        ("<img srcset='/wp-content/a.png 1x, /wp-content/b.png 2x'>", ("wordpress", 3)),
        ("<img src='//cits.test/wp-content/a.png'>", None),
        ("<p>Lapa veidota ar WordPress /wp-content/</p>", None),
        ("<a href='/index.php/lv/jaunumi'>x</a>", None),
        ("<a href='/index.php?option=com_content&id=1'>x</a>", ("joomla", 3)),
        ("<a href='/index.php?option=com_content&id=1'>x</a><a href='/index.php/lv/'>y</a>", ("joomla", 4)),
        ("<a href='/lv/jaunums/a'>A</a><a href='/lv/vakances'>V</a>", ("tvp", 3)),
        ("<a href='/lv/jaunums/a'>A</a>", None),
        ("<a href='http://[bad'>x</a>", None),
        ("", None),
    ],
)
def test_marks(html: str, told: tuple[str, int] | None) -> None:
    assert platform(html) == told


def test_marks_of_several_pages_speak_together() -> None:
    assert platform("<a href='/lv/jaunums/a'>A</a>", x="<a href='/lv/darbinieki'>D</a>") == ("tvp", 3)


def test_what_a_platform_is_built_upon_speaks_for_it_too() -> None:
    drupal = "<img src='/sites/default/files/a.png'>"
    assert platform(drupal) == ("drupal", 3)
    assert platform(f"{drupal}<a href='/lv/jaunums/a'>A</a><a href='/lv/vakances'>V</a>") == ("tvp", 6)
