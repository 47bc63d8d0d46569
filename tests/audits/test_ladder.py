"""The ladder: what of a page lifts a service, and what stands beside it."""

from __future__ import annotations

import pytest

from audits.audit import Case
from audits.cases import snapshot
from audits.derive import PageView, page_view
from audits.ladder import aside, asks, named_by, steps, unsaying
from audits.outline import own
from data import vocabulary
from data.types import Outcome

WORDS = vocabulary.load()


def view(html: str) -> PageView:
    case = snapshot(Case("", Outcome.PASSED, pages={"/p": f"<title>P</title><main><h1>Zemes noma</h1>{html}</main>"}), WORDS)
    page = page_view(case.pages[1], case.blobs)
    assert page
    return page


@pytest.mark.parametrize(
    ("html", "levels"),
    [
        ("<p>Iznomā zemi.", set()),
        ("<a href=/f.docx>IESNIEGUMA VEIDLAPA</a>", {2}),
        ("<p>Iesniegumu iesniedziet <a href='https://latvija.lv/lv/Eaddress/write?address=_default@90000000017'>e-adresē</a>.", {3}),
        ("<h2>Kontakti</h2><a href='https://latvija.lv/lv/Eaddress/write?address=_default@90000000017'>E-adrese</a>", set()),
        ("<h2>Kā saņemt</h2><ul><li>Klātienē<li>E-adresē</ul>", {3}),
        ("<h2>Kontakti</h2><ul><li>E-adrese</ul>", set()),
        ("<p>Parakstiet ar e-parakstu.", {3}),
        ("<p>Parakstītu ar e-parakstu nepieņem, tas nav iespējams.", set()),
        ("<form method=post><input name=a><textarea name=b></textarea></form>", {4}),
        ("<h2>Atsauksmes</h2><form method=post>Vai lapa bija noderīga? Komentārs <input name=a><textarea name=b></textarea></form>", set()),
        ("<form method=post>Pieteikties jaunumiem <input name=v><input type=email name=e></form>", set()),
        ("<iframe src=https://forms.gle/a></iframe><a href=https://forms.gle/a>Aizpildīt</a><p>Samaksāt tiešsaistē var uzreiz.", {4, 6}),
        ("<p>Samaksāt tiešsaistē var bankā.", set()),
        ("<a href=https://docs.google.com/forms/x>Aizpildīt</a><p>Apmaksāt tiešsaistē nav iespējams.", {4}),
        ("<a href=https://forms.gle/a>Aizpildīt</a><p>Maksu par zvejas karti turpat portālā var arī samaksāt.", {4, 6}),
        ("<a href=https://forms.gle/a>Aizpildīt</a><p>Aizpildiet veidlapu un samaksājiet tiešsaistē.", {4, 6}),
        ("<a href=https://forms.gle/a>Aizpildīt</a><p>Portālā pakalpojums ir bez maksas.", {4}),
        ("<a href=https://forms.gle/a>Aizpildīt</a><p>Samaksāt var turpat iestādes kasē.", {4}),
        ("<a href=https://forms.gle/a>Aizpildīt</a><p>Maksa 5 EUR, par kopiju maksā atsevišķi. Pieteikumu iesniedz tiešsaistē.", {4}),
        ("<a href=https://forms.gle/a>Aizpildīt</a><p>Internetā nav jāmaksā.", {4}),
        ("<form method=post><input name=a><input name=b><button>Doties uz apmaksu</button></form>", {4, 6}),
        ("<form method=post><input name=a><input name=b><button>Sūtīt</button></form>", {4}),
        ("<a href=https://forms.gle/a>Aizpildīt</a><p>Pieteikuma izskatīšanas gaitai var sekot savā profilā.", {4, 6}),
        ("<a href=https://forms.gle/a>Aizpildīt</a><p>Tur pat vari sekot līdzi sava iesnieguma statusam.", {4, 6}),
        ("<a href=https://forms.gle/a>Aizpildīt</a><p>Izskatīšanas gaitai sekot nevar.", {4}),
        ("<a href=https://forms.gle/a>Aizpildīt</a><p>Iesnieguma statusu uzzina, zvanot uz kanceleju. Jaunumiem var sekot šeit.", {4}),
        ("<a href=https://forms.gle/a>Aizpildīt</a><p>Nodevu nevar samaksāt internetā.", {4}),
        ("<p>Veidlapa atrodama <a href=/dok/1.docx>šeit</a>.", {2}),
        ("<p>Kārtība aprakstīta <a href=/dok/1.pdf>šeit</a>.", set()),
        ("<a href='/Download.aspx?id=801'>iesniegumu (DOCX)</a>", {2}),
        ("<a href='/Download.aspx?id=801'>iesniegumu</a>", set()),
    ],
)
def test_what_shows_a_level(html: str, levels: set[int]) -> None:
    assert set(steps(own(view(html)), WORDS, [])) == levels


def test_what_stands_after_the_box_of_related_services_is_the_pages_own() -> None:
    beside = "<div><h2>Saistītie pakalpojumi</h2><ul><li><a href=/k>Koki</a></ul></div><dl><dt>Maksa<dd>Bez maksas</dl>"
    assert {part.words: aside(part, WORDS) for part in own(view(beside)) if part.kind in {"text", "link"} and part.trail} == {
        "Koki": True,
        "Maksa": False,
        "Bez maksas": False,
    }
    wrapped = "<div><h2>Skatīt arī</h2></div><div><p><a href=/k>Koki</a></div>"
    assert all(aside(part, WORDS) for part in own(view(wrapped)) if part.words == "Koki")


def test_a_form_sent_by_post_with_many_fields_is_no_search() -> None:
    fields = "<input name=a><input type=date name=b>"
    page = view(f"<form action=/meklet method=post>{fields}<input name=c></form><form action=/meklet method=post>{fields}</form>")
    assert [asks(part) for part in own(page) if part.kind == "form"] == [True, False]


def test_the_day_and_hour_are_written() -> None:
    page = view("<form method=post><input type=datetime-local name=a><input type=tel name=b></form>")
    assert [asks(part) for part in own(page) if part.kind == "form"] == [True]


def test_a_form_asks_by_two_written_fields_and_is_no_search() -> None:
    page = view("<form><input name=a></form><form><input name=a><input type=email name=b></form><form action=/search><input><input></form>")
    assert [asks(part) for part in own(page) if part.kind == "form"] == [False, True, False]


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<a href=/x>Koku ciršana</a>", "Koku ciršana"),
        ("<ul><li>Koku ciršana – <a href=/x>šeit</a></ul>", "Koku ciršana"),
        ("<h2>Arhīva izziņa</h2><div><a href=/x>Saņemt pakalpojumu</a></div>", "Arhīva izziņa"),
        ("<div><a href=/x>e-pakalpojums</a></div>", "Zemes noma"),
        ("<a href=/x>Pieteikt bērnu bērnudārzam</a>", "Pieteikt bērnu bērnudārzam"),
    ],
)
def test_a_link_is_named_by_its_label_its_line_or_its_heading(html: str, name: str) -> None:
    assert named_by(view(html).links[0], WORDS) == name


def test_labels_that_say_nothing() -> None:
    assert [unsaying(label, WORDS) for label in ("ŠEIT", "Latvija.gov.lv", "Apply online", "Šeit aug koki", "")] == [
        True,
        True,
        True,
        False,
        False,
    ]
