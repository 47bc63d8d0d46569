"""What each answer that may be a redirect leads to, and that the decision is total."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.addresses import Scope
from crawler.egress import Egress
from crawler.redirects import Hop, as_sent, next_address
from data.errors import GatherError

HERE = "https://www.piemers.lv/a/b"
SCOPE = Scope.of("https://www.piemers.lv/")


def _to(
    *locations: str, url: str = HERE, status: int = 302, chain: tuple[str, ...] = (), cookie: bool = False, most: int = 10
) -> str | GatherError | None:
    headers = [*(("Location", each) for each in locations), *([("Set-Cookie", "x=1")] if cookie else [])]
    return next_address(Hop(url, status, headers, chain), SCOPE, most, Egress().permits)


def _reason(*locations: str, url: str = HERE, status: int = 302, chain: tuple[str, ...] = (), cookie: bool = False, most: int = 10) -> str:
    failure = _to(*locations, url=url, status=status, chain=chain, cookie=cookie, most=most)
    assert isinstance(failure, GatherError)
    return failure.reason


@pytest.mark.parametrize(
    ("location", "address"),
    [
        ("/c", "https://www.piemers.lv/c"),
        ("c?x=1#zem", "https://www.piemers.lv/a/c?x=1"),
        ("../c", "https://www.piemers.lv/c"),
        ("?lapa=2", "https://www.piemers.lv/a/b?lapa=2"),
        ("//piemers.lv/c", "https://piemers.lv/c"),
        ("http://www.piemers.lv:80/c", "http://www.piemers.lv/c"),
        ("HTTPS://WWW.PIEMERS.LV/C", "https://www.piemers.lv/C"),
        (" /c ", "https://www.piemers.lv/c"),
        ("/p%c4%81rvalde", "https://www.piemers.lv/p%C4%81rvalde"),
        ("/pārvalde".encode().decode("latin-1"), "https://www.piemers.lv/p%C4%81rvalde"),
        ("/p\xe2rvalde", "https://www.piemers.lv/p%E2rvalde"),
        ("/c d", "https://www.piemers.lv/c%20d"),
        ("https://lietotajs:parole@www.piemers.lv/c", "https://www.piemers.lv/c"),
    ],
)
def test_followed_rightly(location: str, address: str) -> None:
    assert _to(location) == address


def test_a_host_written_in_latvian_is_followed() -> None:
    found = next_address(Hop(HERE, 301, [("location", "https://pašvaldība.lv/".encode().decode("latin-1"))]), None, 10, Egress().permits)
    assert found == f"https://{'pašvaldība.lv'.encode('idna').decode()}/"


@pytest.mark.parametrize(
    ("locations", "reason"),
    [
        ((), "redirect-nowhere"),
        (("",), "redirect-nowhere"),
        (("/c", "/d"), "redirect-nowhere"),
        (("http://",), "redirect-nowhere"),
        (("https:",), "redirect-nowhere"),
        (("http://[::1/",), "redirect-nowhere"),
        (("https://www.piemers.lv/" + "x" * 3000,), "redirect-nowhere"),
        (("ftp://www.piemers.lv/c",), "redirect-scheme"),
        (("file:///etc/passwd",), "redirect-scheme"),
        (("data:text/html,x",), "redirect-scheme"),
        (("javascript:void(0)",), "redirect-scheme"),
        (("mailto:dome@piemers.lv",), "redirect-scheme"),
        (("intent://www.piemers.lv/#Intent;end",), "redirect-scheme"),
        (("https://cits.lv/",), "off-site"),
        (("http://10.0.0.1/",), "private-address"),
        (("http://[::1]/",), "private-address"),
        (("http://8.8.8.8/",), "off-site"),
        ((HERE,), "redirect-loop"),
        ((HERE + "#cits",), "redirect-loop"),
    ],
)
def test_leads_nowhere(locations: tuple[str, ...], reason: str) -> None:
    assert _reason(*locations) == reason


def test_one_location_said_twice_is_one() -> None:
    assert _to("/c", "/c") == "https://www.piemers.lv/c"


@pytest.mark.parametrize("status", [300, 305, 306])
def test_an_answer_that_asks_for_a_choice_leads_nowhere(status: int) -> None:
    assert _reason("/c", status=status) == "redirect-nowhere"


@pytest.mark.parametrize("status", [200, 204, 206, 304, 404, 503])
def test_other_answers_are_no_redirects(status: int) -> None:
    assert _to("/c", status=status) is None


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_all_redirects_are_followed(status: int) -> None:
    assert _to("/c", status=status) == "https://www.piemers.lv/c"


def test_ten_in_a_row_are_followed_and_an_eleventh_is_not() -> None:
    chain = tuple(f"https://www.piemers.lv/{number}" for number in range(10))
    assert _to("/c", chain=chain[:9]) == "https://www.piemers.lv/c"
    assert _reason("/c", chain=chain) == "redirect-chain"


def test_http_and_https_that_send_to_each_other_are_told_as_such() -> None:
    failure = _to("https://www.piemers.lv/", url="http://www.piemers.lv/", chain=("https://www.piemers.lv/",))
    assert isinstance(failure, GatherError)
    assert (failure.reason, "http and https" in failure.detail) == ("redirect-loop", True)


def test_a_loop_with_a_cookie_wants_it_back() -> None:
    assert _reason(HERE, cookie=True) == "redirect-cookie"
    assert _reason("/a/b", url="https://www.piemers.lv/c", chain=(HERE,), cookie=True) == "redirect-cookie"
    told_before = Hop("https://www.piemers.lv/c", 302, [("Location", HERE)], (HERE,), cookie=True)
    failure = next_address(told_before, SCOPE, 10, Egress().permits)
    assert isinstance(failure, GatherError)
    assert failure.reason == "redirect-cookie"


def test_a_session_in_the_address_is_given_once() -> None:
    with_session = f"{HERE}?PHPSESSID=0123456789abcdef"
    assert _to(with_session) == with_session
    assert _reason(f"{HERE}?PHPSESSID=fedcba9876543210", url=with_session, chain=(HERE,)) == "redirect-loop"
    assert _reason(HERE, url=with_session, chain=(HERE,)) == "redirect-loop"


def test_bytes_that_are_no_utf8_stay_what_they_are() -> None:
    assert as_sent("/\xe2\xe8") == "/%E2%E8"
    assert as_sent("/ā") == "/ā"


@given(
    st.lists(st.text(), max_size=2),
    st.integers(100, 599),
    st.booleans(),
    st.lists(st.sampled_from([HERE, "https://www.piemers.lv/", "http://www.piemers.lv/"]), max_size=12),
)
def test_whatever_is_said_is_decided(locations: list[str], status: int, cookie: bool, chain: list[str]) -> None:  # noqa: FBT001 (given by hypothesis)
    found = _to(*locations, status=status, chain=tuple(chain), cookie=cookie)
    assert found is None or isinstance(found, GatherError) or (found in SCOPE and found.startswith("http"))


@given(st.text())
def test_a_location_is_always_read(location: str) -> None:
    assert isinstance(as_sent(location), str)
