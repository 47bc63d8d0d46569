"""What a walk notes of other sites stays bounded, and buttons that share are no links."""

from __future__ import annotations

import pytest

from crawler.outward import MOST_AWAY, Outward, usual_port


def test_an_address_is_noted_with_its_pages_and_words() -> None:
    notes = Outward()
    for page, label in (("https://a.lv/", "Portāls"), ("https://a.lv/", "Portāls"), ("https://a.lv/b", "Cits")):
        notes.foreign("https://c.lv/x#vieta", label, page)
    [(url, away)] = notes.away.items()
    assert (url, away.pages, away.found_on, away.labels.most_common()) == (
        "https://c.lv/x",
        2,
        ["https://a.lv/", "https://a.lv/b"],
        [("Portāls", 2), ("Cits", 1)],
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://www.facebook.com/sharer/sharer.php?u=https://a.lv/",
        "https://twitter.com/intent/tweet?text=x",
        "https://www.linkedin.com/shareArticle?mini=true",
        "https://c.lv/go?url=https%3A%2F%2Fa.lv%2F",
        "https://c.lv/attels.jpg",
        "https://c.lv/wp-login.php",
        "mailto:a@c.lv",
        "https://",
    ],
)
def test_what_leads_nowhere_is_not_noted(url: str) -> None:
    notes = Outward()
    notes.foreign(url, "", "https://a.lv/")
    assert notes.away == {}


def test_notes_are_bounded() -> None:
    notes = Outward()
    for number in range(MOST_AWAY + 10):
        notes.foreign(f"https://c.lv/{number}", f"{number}", "https://a.lv/")
    for number in range(100):
        notes.foreign("https://c.lv/0", f"{number}", f"https://a.lv/{number}")
    assert len(notes.away) == MOST_AWAY
    first = notes.away["https://c.lv/0"]
    assert (first.pages, len(first.found_on), len(first.labels)) == (101, 20, 5)


def test_ports_where_websites_are() -> None:
    ports = ("", ":80", ":443", ":8080", ":8443", ":22", ":6379", ":3000")
    assert [usual_port(f"http://c.lv{port}/") for port in ports] == [True] * 5 + [False] * 3
