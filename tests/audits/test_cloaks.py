"""What a script would write, without running it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.cloaks import texts
from tests.audits.seen import view


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<script>var a='pasts'; var b='@piemers.test'; document.getElementById('e-mail').textContent = a + b;</script>",
            "pasts@piemers.test",
        ),
        ("<script>m = 'mailto:' + 'pasts' + '@' + 'piemers.test'</script>", "pasts@piemers.test"),
        ("<script>/* e-pasts */ t = String.fromCharCode(97, 64, 98, 46, 108, 118)</script>", "a@b.lv"),
        ("<a data-user=pasts data-domain=piemers.test>x</a>", "pasts@piemers.test"),
        ("<p dir=rtl>tset.sremeip@stsap</p>", "pasts@piemers.test"),
    ],
)
def test_what_is_said(html: str, expected: str) -> None:
    assert expected in " ".join(text for _place, text in texts(view(html)))


@pytest.mark.parametrize(
    "html",
    [
        "<script>var ieraksts = 'nekas';</script>",
        f"<script>/* mailto */ {'x' * 6000} 'a' + '@b.lv'</script>",
        "<a data-user=pasts>x</a>",
        "<a data-email='%%%'>x</a>",
    ],
)
def test_where_nothing_is_hidden_or_too_much(html: str) -> None:
    assert "@" not in " ".join(text for _place, text in texts(view(html)))


def test_what_is_written_backwards_is_read_once_and_within_bounds() -> None:
    nested = [text for _place, text in texts(view("<div dir=rtl>vl.b@a " * 90 + "<p>x"))]
    assert (len(nested), nested[0].count("a@b.lv")) == (1, 90)
    assert len(list(texts(view("<p dir=rtl>vl.b@a</p>" * 1000)))) == 200
    assert len(next(texts(view(f"<p dir=rtl>{'vl.b@a ' * 9000}</p>")))[1]) == 20_000
    assert list(texts(view("<b>" * 300 + "<i dir=rtl>vl.b@a"))) == []


@given(st.text(alphabet="ab'\"+=@; \\\n", max_size=300))
def test_any_script_can_be_read(script: str) -> None:
    list(texts(view(f"<script>mailto {script}</script>")))
