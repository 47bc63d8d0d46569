"""The charset of a page: claims that hold, claims that do not, and Baltic code pages told apart by Latvian letters."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.charset import charset, decode

SENTENCE = "Ķekavas novada pašvaldības domes sēžu darba kārtība, lēmumi un protokoli; ģimenēm, čaklajiem ļaudīm un ņiprajiem bērniem."
GERMAN = "Öffnungszeiten für Gäste: über die Straße, nächste Führung um fünf, Anmeldung nötig."
RUSSIAN = "Самоуправление края: услуги, новости и контакты для жителей."
BALTIC = ("windows-1257", "iso-8859-13", "iso-8859-4")


def _page(text: str, meta: str = "", before: str = "") -> str:
    declared = f'<meta charset="{meta}">' if meta else ""
    return f"<!doctype html><html><head>{before}{declared}<title>Lapa</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize("written", BALTIC)
@pytest.mark.parametrize("claimed", ["", "utf-8", "iso-8859-1", "windows-1252", "windows-1251", "x-nezinams", *BALTIC])
def test_latvian_is_read_whatever_is_claimed(written: str, claimed: str) -> None:
    page = _page(SENTENCE)
    assert decode(page.encode(written), f"text/html; charset={claimed}") == page


@pytest.mark.parametrize("text", ["Domes sēde", "Vēlēšanas", "Pašvaldība", "Kā mūs atrast", "Jautājumi un atbildes par īres līgumiem"])
def test_short_latvian_pages_without_a_claim(text: str) -> None:
    body = text.encode("windows-1257")
    assert (decode(body), charset(body).source) == (text, "bytes")


def test_quotes_tell_what_letters_do_not() -> None:
    quoted = "Konkurss „Sētu sētas” un biedrība „Ābele”"
    assert [charset(quoted.encode(each)).name for each in ("windows-1257", "iso-8859-13")] == ["windows-1257", "iso-8859-13"]
    assert [decode(quoted.encode(each)) for each in ("windows-1257", "iso-8859-13")] == [quoted, quoted]


@pytest.mark.parametrize(
    ("body", "header", "name", "source"),
    [
        (codecs.BOM_UTF8 + b"Sveiki", "text/html; charset=windows-1257", "utf-8", "bom"),
        (codecs.BOM_UTF16_LE + "Sēde".encode("utf-16-le"), "", "utf-16-le", "bom"),
        (SENTENCE.encode(), "text/html; charset=UTF-8", "utf-8", "header"),
        (SENTENCE.encode(), "text/html; charset='utf-8'", "utf-8", "header"),
        (_page(SENTENCE, "utf-8").encode(), "text/html", "utf-8", "meta"),
        (_page(SENTENCE, "utf-8").encode(), "text/html; charset=iso-8859-1", "utf-8", "meta"),
        (_page(SENTENCE, "windows-1257").encode("windows-1257"), "text/html; charset=utf-8", "windows-1257", "meta"),
        (_page(SENTENCE).encode("windows-1257"), "text/html; charset=utf-8", "windows-1257", "bytes"),
        (_page(SENTENCE).encode(), "", "utf-8", "bytes"),
        (_page(SENTENCE).encode("utf-16-le"), "", "utf-16-le", "bytes"),
        (_page(SENTENCE).encode("utf-16-be"), "text/html; charset=utf-8", "utf-16-be", "bytes"),
        (_page("Tikai ASCII", "utf-16").encode(), "", "utf-8", "bytes"),
        (b"Tikai ASCII", "", "utf-8", "default"),
        (b"", "", "utf-8", "default"),
        (GERMAN.encode("windows-1252"), "text/html; charset=iso-8859-1", "windows-1252", "header"),
        (_page(RUSSIAN, "windows-1251").encode("windows-1251"), "text/html; charset=iso-8859-1", "windows-1251", "meta"),
        (b"Tikai ASCII", "text/html; charset=unicode_escape", "utf-8", "default"),
        ("Moli\u00e8re un Sh\u00e8".encode("windows-1252"), "text/html; charset=iso-8859-1", "windows-1252", "header"),
    ],
)
def test_where_it_was_learned(body: bytes, header: str, name: str, source: str) -> None:
    found = charset(body, header)
    assert (found.name, found.source) == (name, source)


def test_a_claim_that_does_not_hold_is_told() -> None:
    lying = charset(SENTENCE.encode("windows-1257"), "text/html; charset=utf-8")
    assert (lying.mistaken, lying.claimed) == (True, "utf-8")
    assert not charset(SENTENCE.encode(), "text/html; charset=utf-8").mistaken
    assert not charset(SENTENCE.encode()).mistaken


@pytest.mark.parametrize(
    "filling", ["<!-- <meta charset=windows-1251> -->", "<script>'<meta charset=koi8-r>'</script>", "<style>p {}</style>"]
)
def test_a_late_meta_element_counts_and_one_in_a_comment_does_not(filling: str) -> None:
    page = _page(RUSSIAN, "koi8-u", before=filling * 200)
    assert len(filling) * 200 > 3000
    assert (charset(page.encode("koi8-u")).name, charset(page.encode("koi8-u")).source) == ("koi8-u", "meta")


def test_a_few_broken_bytes_do_not_make_it_a_code_page() -> None:
    body = SENTENCE.encode() + b" \xff\xe2 " + SENTENCE.encode()
    assert decode(body, "text/html; charset=utf-8").count(SENTENCE) == 2
    assert decode(body).count(SENTENCE) == 2


def test_nuls_are_left_out_and_double_encoding_is_left() -> None:
    assert decode(b"<p>Sv\x00eiki\x00</p>") == "<p>Sveiki</p>"
    doubled = "Sēde".encode().decode("windows-1252")
    assert decode(doubled.encode(), "text/html; charset=utf-8") == doubled


@pytest.mark.parametrize("text", [RUSSIAN, GERMAN, "Eesti keel, õpetaja või ülikool šokolaad", "Lietuvių kalba, žmonės, ąžuolas"])
def test_the_neighbours_are_read_too(text: str) -> None:
    written = "windows-1251" if text == RUSSIAN else "windows-1252" if text == GERMAN else "windows-1257"
    assert decode(text.encode(written)) == text


@given(st.binary(max_size=3000), st.text(max_size=60))
def test_never_fails(body: bytes, header: str) -> None:
    assert isinstance(decode(body, header), str)
    assert isinstance(decode(body, f"text/html; charset={header}"), str)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff")))
def test_utf8_that_says_so_is_itself(text: str) -> None:
    assert decode(text.encode(), "text/html; charset=utf-8") == text
