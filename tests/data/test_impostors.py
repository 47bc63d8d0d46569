"""The table of signs: read whole, refused whole, and each of our own rows finds what it describes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from data import impostors
from data.errors import REASONS, ConfigError
from data.impostors import KINDS, PLACES, Sign, load, parts

HEADER = "id,kind,where,statuses,seeks,most,language,product,source\n"


def table(folder: Path, *rows: str) -> Path:
    path = folder / "impostors.csv"
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def one(folder: Path, row: str) -> Sign:
    [sign] = load(table(folder, row))
    return sign


def test_a_row_is_read(tmp_path: Path) -> None:
    sign = one(tmp_path, "a-b,block-page,body,403 406,Your IP * blocked,300,en,any,test")
    assert (sign.id, sign.kind, sign.where, sign.statuses, sign.most) == ("a-b", "block-page", "body", frozenset({403, 406}), 300)
    assert sign.pattern.search("sorry, your ip address was blocked today")
    assert sign.pattern.search("your ip blocked")
    assert not sign.pattern.search("your address was blocked")


def test_what_a_row_does_not_say_has_a_default(tmp_path: Path) -> None:
    plain = one(tmp_path, "a,block-page,title,,x,,,any,test")
    (tmp_path / "b").mkdir()
    absent = one(tmp_path / "b", "a,soft-404,title,,x,,,any,test")
    assert (plain.statuses, plain.most, absent.most) == (frozenset(), impostors.SHORT, impostors.LONG_ERROR)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Piekļuve liegta", True),
        ("PIEKĻUVE  LIEGTA!", True),
        ("Piemēra novads | Piekļuve liegta", True),
        ("Piekļuve liegta - Piemēra novads", True),
        ("Piekļuve liegta: kļūda 403", True),
        ("Piekļuve liegta mežam", False),
        ("Piekļuve-liegta", False),
        ("", False),
    ],
)
def test_titles_and_headings_say_it_whole_or_in_a_part(tmp_path: Path, text: str, said: bool) -> None:  # noqa: FBT001 (a column of the table)
    assert one(tmp_path, "a,block-page,title,,Piekļuve liegta,,lv,any,test").says(text) is said


def test_a_star_stands_for_anything(tmp_path: Path) -> None:
    sign = one(tmp_path, "a,soft-404,heading,,*šādas lapas nav,,lv,any,test")
    assert [sign.says(text) for text in ("Šādas lapas nav", "Atvainojiet, šādas lapas nav.", "Šādas lapas nav vajadzīgas")] == [
        True,
        True,
        False,
    ]


def test_a_header_has_a_name_and_may_have_a_value(tmp_path: Path) -> None:
    first, second = load(table(tmp_path, "a,challenge,header,,cf-mitigated: challenge,,,x,t", "b,block-page,header,,X-Block,,,x,t"))
    assert (first.header, second.header) == ("cf-mitigated", "x-block")
    assert [bool(sign.pattern.search("Challenge")) for sign in (first, second)] == [True, True]
    assert not first.pattern.search("none")


def test_every_wrong_row_is_told_with_file_line_and_remedy(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "Ā,block,heads,abc,,x,latvian,,",
        "a,block-page,status,,,,,any,test",
        "a,block-page,body,,,,,any,test",
        "b,block-page,header,,: x,,,any,test",
        "c,soft-404,body,,x,,,any,test",
        "d,block-page,title,,x,,,any,test",
        "e,block-page,title,,X,,,any,test",
        "a,login,title,,y,,,any,test",
        "f,login,title,700,y,,,any,test",
    )
    with pytest.raises(ConfigError) as refused:
        load(path)
    assert [fault.removeprefix(str(path)) for fault in refused.value.faults] == [
        ":2: id: 'Ā' is not an id; use small Latin letters, digits and single hyphens, as in dobeles-novads",
        f":2: kind: 'block' is unknown; write one of {', '.join(KINDS)}",
        ":2: language: 'latvian' is no language; write two lower-case letters, or nothing where no words are sought",
        ":2: most: 'x' is no number of characters; write a number, or nothing for 800",
        ":2: product: is empty; say whose page it is, and where this was learned",
        ":2: source: is empty; say whose page it is, and where this was learned",
        ":2: statuses: 'abc' are no statuses; write numbers from 100 to 599 with spaces between, or nothing",
        ":2: where: 'heads' is unknown; write one of header, title, heading, body, markup, element, address, status",
        ":3: where is status: give the statuses, and leave seeks empty",
        f":4: id: 'a' stands already at {path}:3; each is given once",
        ":4: seeks is empty; write what is to be found there",
        ":5: seeks: ': x' is no header; write 'name' or 'name: value'",
        ":6: where is 'body': a page says that it is missing in its title or heading only",
        f":8: seeks the same as {path}:7; each sign is given once",
        f":9: id: 'a' stands already at {path}:3; each is given once",
        ":10: statuses: '700' are no statuses; write numbers from 100 to 599 with spaces between, or nothing",
    ]


def test_our_own_table_is_sound() -> None:
    signs = load()
    assert {sign.kind for sign in signs} == set(KINDS) <= set(REASONS)
    assert {sign.where for sign in signs} == set(PLACES)
    assert {"lv", "en", "ru"} <= {sign.language for sign in signs}


@pytest.mark.parametrize("sign", [sign for sign in load() if sign.where == "element"], ids=lambda sign: sign.id)
def test_every_selector_can_be_sought(sign: Sign) -> None:
    assert LexborHTMLParser("<p>x").css_first(sign.seeks) is None


@pytest.mark.parametrize("sign", [sign for sign in load() if sign.where in {"title", "heading"}], ids=lambda sign: sign.id)
def test_every_title_and_heading_says_itself(sign: Sign) -> None:
    assert sign.says(sign.seeks.replace("*", " vārds ").strip())
    assert parts(sign.seeks)


def test_sources_are_told_from_a_closed_list() -> None:
    assert {sign.source for sign in load()} == {
        "RFC 6585",
        "RFC 9110",
        "general knowledge",
        "published fingerprints of firewalls",
        "seen in public code",
        "seen in public issue threads",
        "vendor documentation",
    }


@pytest.mark.parametrize("sign", [sign for sign in load() if sign.where in {"markup", "body"}], ids=lambda sign: sign.id)
@pytest.mark.parametrize("change", [str, str.upper, str.title])
def test_letters_are_sought_first_and_hide_nothing(sign: Sign, change: Callable[[str], str]) -> None:
    """Whatever stands for the gaps, and in whatever case; nothing where a piece is missing."""
    text = change(f"<p>{sign.seeks.replace('*', 'kas cits')}</p>")
    assert sign.stands_in(text, text.casefold()) == bool(sign.pattern.search(text)) is True
    short = text.replace(change(sign.seeks.split("*")[0].strip()), "")
    assert not sign.stands_in(short, short.casefold())
