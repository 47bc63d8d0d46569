"""E-mail addresses, however a site hides them from robots."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.derive import PageView
from audits.mail import _PLAIN, _matches, addresses, hidden
from data.text import personal
from data.types import Missing, Page, Role


def found(html: str) -> list[str]:
    view = PageView(Page("https://www.piemers.test/", Role.OTHER, 0, "", Missing("not-gathered")), html, None)
    return [address for address, _seen in addresses(view)]


def guarded(address: str, key: int = 0x2A) -> str:
    return bytes([key, *(byte ^ key for byte in address.encode())]).hex()


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<a href='mailto:Pasts@Piemers.test?subject=x'>rakstiet</a>", ["pasts@piemers.test"]),
        ("<a href='mailto:pasts%40piemers.test'>rakstiet</a>", ["pasts@piemers.test"]),
        ("<p>E-pasts: pasts@piemers.test.", ["pasts@piemers.test"]),
        ("<p>pasts&#64;piemers&#46;test", ["pasts@piemers.test"]),
        ("<p>pasts [at] piemers.test", ["pasts@piemers.test"]),
        ("<p>pasts(et)piemers(punkts)test", ["pasts@piemers.test"]),
        ("<p>pasts @ piemers.test", ["pasts@piemers.test"]),
        (f"<a data-cfemail={guarded('pasts@piemers.test')}>[email&#160;protected]</a>", ["pasts@piemers.test"]),
        (f"<a href='/cdn-cgi/l/email-protection#{guarded('pasts@piemers.test', 7)}'>x</a>", ["pasts@piemers.test"]),
        ("<a data-cfemail=zz>[email&#160;protected]</a>", []),
        ("<a data-cfemail=''>x</a>", []),
        ("<script>var addy = 'pasts' + '&#64;'; addy = addy + 'piemers' + '.' + 'test';</script>", ["pasts@piemers.test"]),
        ("<script>var ieraksts = 'a@2x.png';</script>", []),
        ("<p>dome@piemers.test, pasts@piemers.test, dome@piemers.test", ["dome@piemers.test", "pasts@piemers.test"]),
        ("<p>pasts [at] piemers.test. Adrese: Liepu iela 4", ["pasts@piemers.test"]),
        ("<p>pasts AT piemers DOT test", ["pasts@piemers.test"]),
        ("<p>look at piemers.test, tikai (at) zīme", []),
        ("<a href='mailto:pasts(at)piemers.test'>x</a>", ["pasts@piemers.test"]),
        ("<span class=u>pasts</span> [at] <span class=d>piemers [dot] test</span>", ["pasts@piemers.test"]),
        ("<a data-email='tset.sremeip@stsap'>x</a>", ["pasts@piemers.test"]),
        ("<a data-email='cGFzdHNAcGllbWVycy50ZXN0'>x</a>", ["pasts@piemers.test"]),
        ("<a data-name=pasts data-domain=piemers data-tld=test>x</a>", ["pasts@piemers.test"]),
        ("<a data-name=pasts>x</a>", []),
        ("<a href=\"javascript:m('pasts','piemers','test')\">x</a>", ["pasts@piemers.test"]),
        ("<script>var u='pasts'; var h='piemers.test'; var l=u+'@'+h; $('#e-mail').html(l)</script>", ["pasts@piemers.test"]),
        ("<p>@piemers, logo@2x.png, _DEFAULT@90000000017", []),
    ],
)
def test_addresses(html: str, expected: list[str]) -> None:
    assert found(html) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("anna.paraudzina@piemers.test", True),
        ("anna_paraudzina@piemers.test", True),
        ("pasts@piemers.test", False),
        ("dome@piemers.test", False),
        ("upes.pasts@piemers.test", False),
        ("klientu.centrs@piemers.test", False),
    ],
)
def test_whose_address_it_is(address: str, *, expected: bool) -> None:
    assert personal(address) is expected


def test_a_persons_address_is_never_shown() -> None:
    html = "<p>anna.paraudzina@piemers.test <a href='mailto:janis.paraugs@piemers.test'>Jānis Paraugs</a>"
    view = PageView(Page("https://www.piemers.test/", Role.OTHER, 0, "", Missing("not-gathered")), html, None)
    assert [seen.excerpt for _address, seen in addresses(view)] == ["", ""]


def test_a_guard_that_keeps_the_address_to_itself() -> None:
    view = PageView(Page("https://www.piemers.test/", Role.OTHER, 0, "", Missing("not-gathered")), "<p>[email&#160;protected]", None)
    assert [seen.excerpt for seen in hidden(view)] == ["[email protected]"]
    assert addresses(view) == []


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert all("@" in address for address in found(f"<p data-cfemail='{text}'>{text}"))


@given(st.lists(st.sampled_from(["a", "@", ".", "-", " ", "%", "lv", "b.lv", "a" * 63, "ā", "_"]), max_size=20).map("".join))
def test_every_address_is_found_by_its_at_sign(text: str) -> None:
    assert [match.span() for match in _matches(text)] == [match.span() for match in _PLAIN.finditer(text)]
