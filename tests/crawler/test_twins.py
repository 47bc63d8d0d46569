"""What a site says of its pages being one is believed as far as the pages bear it out."""

from __future__ import annotations

from crawler.addresses import Scope
from crawler.reading import Reading, read
from crawler.twins import Twins

SITE = "https://a.lv"
SCOPE = Scope.of(SITE)


def page(name: str, head: str = "", more: str = "") -> Reading:
    words = " ".join(f"{name}{letter * 3}" for letter in "abcdefghijklmnopqrstuvz" * 3)
    return read(f"<title>{name}</title>{head}<h1>{name}</h1><p>{words} {more}</p>" + "<a href=/>x</a>" * 6, f"{SITE}/{name}")


def called(*urls: str) -> str:
    return "".join(f"<link rel=canonical href='{url}'>" for url in urls)


def test_a_claim_is_one_other_page_of_the_site() -> None:
    claims = {
        ("/b",): f"{SITE}/b",
        ("/b", "/b#x"): f"{SITE}/b",
        ("/b", "/c"): None,
        ("https://cits.lv/b",): None,
        ("http://www.a.lv/a/?utm_source=x",): None,
        ("javascript:x",): None,
        (): None,
    }
    assert {urls: Twins().claimed(f"{SITE}/a", page("a", called(*urls)), SCOPE) for urls in claims} == claims


def test_a_claim_is_borne_out_by_a_page_that_looks_the_same() -> None:
    twins = Twins()
    twins.meet(f"{SITE}/raksts", page("raksts"))
    assert twins.bears_out(f"{SITE}/raksts/", page("raksts", more="drukas versija"))
    assert not twins.bears_out(f"{SITE}/raksts", page("cits"))
    assert not twins.bears_out(f"{SITE}/nekad-neredzets", page("raksts"))


def test_one_headline_over_other_words_bears_nothing_out() -> None:
    twins = Twins()
    twins.meet(f"{SITE}/zinas", read("<h1>Ziņas</h1><p>" + " ".join(f"pirma{letter * 4}" for letter in "abcdefghijkl"), SITE))
    other = read("<h1>Ziņas</h1><p>" + " ".join(f"otra{letter * 4}" for letter in "abcdefghijkl"), SITE)
    assert not twins.bears_out(f"{SITE}/zinas", other)


def test_addresses_that_differ_in_parameters_only_are_one_where_they_show_the_same() -> None:
    twins = Twins()
    twins.meet(f"{SITE}/a?x=1", page("a"))
    assert twins.same(f"{SITE}/a?x=2", page("a")) == f"{SITE}/a?x=1"
    assert twins.same(f"{SITE}/a?x=2", page("a", more="jauns")) is None
    assert twins.same(f"{SITE}/b", page("a")) is None


def test_the_front_page_by_another_name_is_the_front_page() -> None:
    twins = Twins()
    twins.meet(f"{SITE}/", page("a"), front=True)
    assert twins.same(f"{SITE}/index.php", page("a")) == f"{SITE}/"


def test_pages_that_say_nothing_yet_are_not_one() -> None:
    shell = read("<div id=app></div><script src=/app.js></script>", SITE)
    twins = Twins()
    twins.meet(f"{SITE}/", shell, front=True)
    assert twins.same(f"{SITE}/kontakti", shell) is None


def test_a_site_that_has_lied_five_times_is_not_asked_any_more() -> None:
    twins = Twins(lies=4)
    assert twins.trusted
    twins.lies += 1
    assert not twins.trusted


def test_paths_that_differ_in_capitals_only_are_one_where_they_show_the_same() -> None:
    twins, shown = Twins(), page("Kontakti", more="Tālrunis un adrese. " * 20)
    twins.meet("https://a.lv/Kontakti", shown)
    assert twins.same("https://a.lv/kontakti", shown) == "https://a.lv/Kontakti"
    assert twins.same("https://a.lv/kontakti", page("Budžets", more="Ieņēmumi un izdevumi. " * 20)) is None
