"""Which links lead to a body's profile in a social network."""

from __future__ import annotations

import pytest

from audits.profiles import network, profiles
from data.types import Role
from tests.audits.seen import view


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.facebook.com/piemers", "facebook"),
        ("https://lv-lv.facebook.com/piemers", "facebook"),
        ("https://m.facebook.com/piemers", "facebook"),
        ("https://twitter.com/piemers", "x"),
        ("https://x.com/piemers", "x"),
        ("https://lv.linkedin.com/company/piemers", "linkedin"),
        ("https://www.youtube.com/@piemers", "youtube"),
        ("https://www.youtube.com/channel/UC1", "youtube"),
        ("https://www.youtube.com/watch?v=1", None),
        ("https://www.youtube.com/@piemers/streams", None),
        ("https://www.facebook.com/sharer/sharer.php?u=x", None),
        ("https://www.facebook.com/piemers/posts/1", None),
        ("https://www.facebook.com/", None),
        ("https://facebook.com.piemers.test/piemers", None),
        ("mailto:pasts@piemers.test", None),
    ],
)
def test_network(url: str, expected: str | None) -> None:
    assert network(url) == expected


def test_each_address_once_and_none_of_the_news() -> None:
    link = "<a href=https://x.com/piemers>x</a>"
    seen = profiles([view(link * 2), view("<a href=https://x.com/cits>x</a>", role=Role.NEWS_ITEM)])
    assert {name: [one.url for one in links] for name, links in seen.items()} == {"x": ["https://x.com/piemers"]}
