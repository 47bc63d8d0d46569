"""One page has one spelling, belongs to one site, and shapes that never end are known."""

from __future__ import annotations

from random import Random
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import idna
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.addresses import LONGEST, Scope, absolute, canonical, fingerprint, hash_route, is_no_site, spelled
from crawler.shapes import likely_document, media, pattern, trap


@pytest.mark.parametrize(
    ("written", "spelled"),
    [
        ("HTTPS://WWW.Piemers.LV:443/", "https://www.piemers.lv/"),
        ("http://piemers.lv:8080/a", "http://piemers.lv:8080/a"),
        ("http://piemers.lv", "http://piemers.lv/"),
        ("http://piemers.lv./a", "http://piemers.lv/a"),
        ("http://piemers.lv/a/./b/../c/", "http://piemers.lv/a/c/"),
        ("http://piemers.lv/../../etc", "http://piemers.lv/etc"),
        ("http://piemers.lv//a", "http://piemers.lv/a"),
        ("http://piemers.lv/a//b", "http://piemers.lv/a//b"),
        ("http://piemers.lv/%7ea/%c4%81", "http://piemers.lv/~a/%C4%81"),
        ("http://piemers.lv/ziņas?q=ā b", "http://piemers.lv/zi%C5%86as?q=%C4%81%20b"),
        ("https://ādaži.lv/", "https://xn--dai-0oa14d.lv/"),
        ("http://piemers.lv/a?b=2&a=1#vieta", "http://piemers.lv/a?b=2&a=1"),
        ("http://piemers.lv/a?utm_source=x&id=7&fbclid=y&gclid=z", "http://piemers.lv/a?id=7"),
        ("http://piemers.lv/a;jsessionid=0123ABCD?x=1", "http://piemers.lv/a?x=1"),
        ("http://piemers.lv/a?PHPSESSID=0123456789abcdef", "http://piemers.lv/a"),
        ("http://piemers.lv/a?sid=0123456789abcdef&b=1", "http://piemers.lv/a?b=1"),
        ("http://piemers.lv/a?sid=12", "http://piemers.lv/a?sid=12"),
        (
            "http://piemers.lv/a.aspx?id=3f2504e0-4f89-11d3-9a0c-0305e82c3301",
            "http://piemers.lv/a.aspx?id=3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        ),
        ("http://user:secret@piemers.lv/a", "http://piemers.lv/a"),
        ("  http://piemers.lv/a\n", "http://piemers.lv/a"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
        ("http://[0:0:0:0:0:0:0:1]/", "http://[::1]/"),
        ("https://ĀDAŽI.lv/", "https://xn--dai-0oa14d.lv/"),
        ("https://XN--DAI-0OA14D.lv/", "https://xn--dai-0oa14d.lv/"),
        ("https://a\u0304daz\u030ci.lv/", "https://xn--dai-0oa14d.lv/"),
        ("https://%C4%81da%C5%BEi.lv/", "https://xn--dai-0oa14d.lv/"),
        ("https://ādaži。lv/", "https://xn--dai-0oa14d.lv/"),
        ("http:\\\\piemers.lv\\a\\b?c=\\d", "http://piemers.lv/a/b?c=%5Cd"),
        ("http:/piemers.lv/a", "http://piemers.lv/a"),
        ("http:///piemers.lv/a", "http://piemers.lv/a"),
        ("htt\np://piemers.lv/a\tb", "http://piemers.lv/ab"),
        ("\x00 http://piemers.lv/a \x1f", "http://piemers.lv/a"),
        ("http://piemers.lv/a/%2e%2E/b/%2e/c", "http://piemers.lv/b/c"),
        ("http://piemers.lv/a//../b", "http://piemers.lv/a/b"),
        ("http://piemers.lv/a/..", "http://piemers.lv/"),
        ("http://piemers.lv/%2541%25", "http://piemers.lv/%2541%25"),
        ("http://piemers.lv/100%?q=5%25%", "http://piemers.lv/100%25?q=5%25%25"),
        ("http://piemers.lv/%%34%31", "http://piemers.lv/%2541"),
        ("http://piemers.lv/a%2fb", "http://piemers.lv/a%2Fb"),
        ("http://piemers.lv/?", "http://piemers.lv/"),
        ("http://piemers.lv/?&&a=1&&", "http://piemers.lv/?a=1"),
        ("http://piemers.lv/?utm_source=x&UTM_Medium=y", "http://piemers.lv/"),
        ("http://piemers.lv/?utm%5Fsource=x&a=%75tm_source", "http://piemers.lv/?a=utm_source"),
        ("http://piemers.lv/(S(lit3py55t21z5v55vlm25s55))/lapa.aspx?id=1", "http://piemers.lv/lapa.aspx?id=1"),
        ("http://piemers.lv/(X(1)S(lit3py55t21z5v55vlm25s55))/", "http://piemers.lv/"),
        ("http://piemers.lv/(S(x)", "http://piemers.lv/(S(x)"),
        ("http://piemers.lv/a.cfm?CFID=123&CFTOKEN=45678&id=9", "http://piemers.lv/a.cfm?id=9"),
        ("http://piemers.lv/a;jsessionid=1;v=2/b;sid=3", "http://piemers.lv/a;v=2/b"),
        ("http://piemers.lv/?sid=domes-sedes-2020-gada", "http://piemers.lv/?sid=domes-sedes-2020-gada"),
        ("http://piemers.lv/?session=3f2504e0-4f89-11d3-9a0c-0305e82c3301", "http://piemers.lv/"),
        ("http://piemers.lv/?d=1411&lid=203", "http://piemers.lv/?d=1411&lid=203"),
    ],
)
def test_one_page_has_one_spelling(written: str, spelled: str) -> None:
    assert canonical(written) == spelled


@pytest.mark.parametrize(
    "written",
    [
        "mailto:a@b.lv",
        "tel:+371",
        "javascript:void(0)",
        "ftp://a.lv/",
        "data:text/html,x",
        "",
        "http://",
        "http://a.lv:99999/",
        "http://[::1/",
        "http://a b/",
        "/a",
        f"http://a.lv/{'x' * 3000}",
    ],
)
def test_what_is_no_web_address_is_none(written: str) -> None:
    assert canonical(written) is None


_TEXT = st.text(alphabet=st.sampled_from("abcSĀžx01234fF9/.%~;?&=#: -_+[]()@\\\t"), max_size=40)
_HOST = st.sampled_from(["piemers.lv", "www.piemers.lv", "ādaži.lv", "ķekava.lv", "sub.piemers.lv"])
_WORD = st.text(alphabet="abcdeāž0123456789-_", min_size=1, max_size=8)
_PATH = st.lists(_WORD, max_size=4)
_QUERY = st.lists(st.tuples(st.sampled_from(["id", "lapa", "d", "gads", "q", "f[0]"]), _WORD), max_size=4)
_NOISE = st.lists(
    st.tuples(st.sampled_from(["utm_source", "fbclid", "PHPSESSID", "gclid", "sid", "CFID"]), st.just("0123456789abcdef01")), max_size=3
)


def written(host: str, path: list[str], query: list[tuple[str, str]]) -> str:
    asked = "&".join(f"{quote(name, safe='[]')}={quote(value)}" for name, value in query)
    return f"https://{host}/{'/'.join(map(quote, path))}{'?' if asked else ''}{asked}"


@given(_TEXT, st.sampled_from(["http://piemers.lv/", "https:", "http://", "//", ""]))
def test_spelling_twice_changes_nothing(rest: str, start: str) -> None:
    for spell in (canonical, spelled):
        once = spell(f"{start}{rest}")
        assert once is None or spell(once) == once


@given(st.text(max_size=60) | st.text(alphabet=st.characters(categories=["Cs", "Cc", "Nd", "Po", "L"]), max_size=40))
def test_no_text_whatever_breaks_it(text: str) -> None:
    for url in (text, f"http://{text}", f"https://piemers.lv/{text}"):
        once = canonical(url)
        assert absolute("https://a.lv/", url) is None or hash_route(url) is None or "#" in (hash_route(url) or "")
        assert url not in Scope.of("https://cits.lv/") or once is not None
        assert once is None or (once.isascii() and len(once) <= LONGEST and "#" not in once and not set(once) & set("\\\t\n "))
        assert once is None or (pattern(once) and fingerprint(once) and trap(once) in {None, "calendar", "facets", "growing-path"})


@given(_HOST, _PATH, _QUERY, _NOISE, st.randoms(use_true_random=False))
def test_equivalent_spellings_share_a_fingerprint(
    host: str, path: list[str], query: list[tuple[str, str]], noise: list[tuple[str, str]], chance: Random
) -> None:
    plain = written(host, path, query)
    mixed = [*query, *noise]
    chance.shuffle(mixed)
    other = written(host, path, mixed)
    puny = idna.encode(host, uts46=True).decode().upper()
    dotted = other.replace(f"{host}/", f"{host}/x/%2e%2E/./", 1)
    spellings = (
        other.replace("https://", "http://", 1),
        other.replace(f"//{host}", f"//lietotajs:parole@{host}:443", 1),
        other.replace(f"//{host}", f"//{puny}.", 1),
        other.replace("https:", "HTTPS:", 1) + "#vieta",
        dotted.replace("https://", "https:\\\\", 1),
        f" \n{other}\t",
    )
    assert {fingerprint(each) for each in spellings} == {fingerprint(plain)}


@given(_HOST, _PATH, _QUERY, _NOISE)
def test_what_bears_meaning_is_kept(host: str, path: list[str], query: list[tuple[str, str]], noise: list[tuple[str, str]]) -> None:
    found = canonical(written(host, path, [*noise, *query]))
    assert found is not None
    assert parse_qsl(urlsplit(found).query, keep_blank_values=True) == query
    kept = [unquote(each) for each in urlsplit(found).path.split("/") if each]
    assert kept == path


def test_a_session_is_kept_where_it_is_asked_for_and_left_out_where_a_page_is_known_by_it() -> None:
    url = "http://piemers.lv/(S(lit3py55t21z5v55vlm25s55))/lapa.aspx"
    assert (spelled(url), canonical(url)) == (url, "http://piemers.lv/lapa.aspx")


@pytest.mark.parametrize(
    ("href", "route"),
    [
        ("https://www.A.lv/#/kontakti", "https://www.a.lv/#/kontakti"),
        ("https://a.lv/lv?x=1#!/zinas/5", "https://a.lv/lv?x=1#!/zinas/5"),
        ("https://a.lv/#!kontakti", "https://a.lv/#!kontakti"),
        ("https://a.lv/#saturs", None),
        ("https://a.lv/#/", None),
        ("https://a.lv/#:~:text=x", None),
        ("mailto:a@b.lv#/x", None),
        ("https://a.lv/", None),
    ],
)
def test_a_route_of_a_script_is_told_from_a_place_on_the_page(href: str, route: str | None) -> None:
    assert hash_route(href) == route


@pytest.mark.parametrize(
    ("base", "target", "found"),
    [
        ("https://a.lv/b/c", "d", "https://a.lv/b/d"),
        ("https://a.lv/b/", "//c.lv/x", "https://c.lv/x"),
        ("https://a.lv/b/", "\\d\\e", "https://a.lv/d/e"),
        ("https://a.lv/b/", " x\ny ", "https://a.lv/b/xy"),
        ("https://a.lv/b?c=1", "?d=2", "https://a.lv/b?d=2"),
        ("https://a.lv/", "http://[::1", None),
    ],
)
def test_references_are_resolved_as_browsers_do(base: str, target: str, found: str | None) -> None:
    assert absolute(base, target) == found


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://www.piemers.lv/", True),
        ("http://PIEMERS.lv/a", True),
        ("https://piemers.lv:443/a", True),
        ("https://piemers.lv:8443/a", False),
        ("https://old.piemers.lv/", False),
        ("https://arhivs.piemers.lv/", False),
        ("https://test.piemers.lv/", False),
        ("https://www2.piemers.lv/", False),
        ("https://piemers.lv.evil.test/", False),
        ("https://citspiemers.lv/", False),
    ],
)
def test_www_and_bare_are_one_site_and_no_other_host_is(url: str, own: bool) -> None:  # noqa: FBT001 (a column of the table)
    assert (url in Scope.of("https://www.piemers.lv/")) is own


def test_no_alias_makes_an_old_state_a_trial_or_another_body_the_site() -> None:
    aliases = [
        "old.piemers.lv",
        "arhivs.piemers.lv",
        "vdaa.test.tvp2.gov.lv",
        "cita.lv",
        "piemeranovads.lv",
        "n.piemers.lv",
        "sigstage.piemers.lv",
    ]
    scope = Scope.of("https://www.piemers.lv/", aliases, strangers=["www.cita.lv"])
    assert scope.hosts == {"piemers.lv", "piemeranovads.lv"}
    told = {url: scope.why_not(f"https://{url}/a") for url in ("old.piemers.lv", "test2.piemers.lv", "cita.lv", "jauns.lv", "old.cits.lv")}
    assert told == {
        "old.piemers.lv": "old-or-trial",
        "test2.piemers.lv": "old-or-trial",
        "cita.lv": "other-body",
        "jauns.lv": "off-site",
        "old.cits.lv": "off-site",
    }


def test_the_address_that_a_visit_was_sent_to_is_the_site_whatever_it_is_called() -> None:
    assert "http://old.piemers.lv/a" in Scope.of("https://old.piemers.lv/")
    assert "https://xn--dai-0oa14d.lv/a" in Scope.of("https://ādaži.lv/")
    assert "https://www.ādaži.lv/a" in Scope.of("https://cits.lv", ["ādaži.lv"])


@pytest.mark.parametrize(
    "host", ["old.a.lv", "www.arhivs.a.lv", "archive.a.lv", "n.a.lv", "stage.a.lv", "dev.a.lv", "a.test.tvp2.gov.lv", "test3.a.lv"]
)
def test_hosts_of_old_states_and_trials_are_known_by_their_labels(host: str) -> None:
    assert is_no_site(host)


@pytest.mark.parametrize("host", ["test.lv", "pilseta.test", "www.dev.lv", "oldenburga.a.lv", "devini.lv", "localhost", "127.0.0.1:80", ""])
def test_other_hosts_are_none(host: str) -> None:
    assert not is_no_site(host)


def test_aliases_of_the_registry_belong_to_the_site() -> None:
    scope = Scope.of("https://www.piemers.lv/", ["piemeranovads.lv", "http://www.vecais.lv/"])
    assert [url in scope for url in ("https://piemeranovads.lv/a", "https://vecais.lv/", "https://cits.lv/")] == [True, True, False]


@pytest.mark.parametrize(
    ("one", "other"),
    [("http://www.a.lv/x/", "https://a.lv/x"), ("https://a.lv/?b=1&a=2", "https://a.lv/?a=2&b=1"), ("https://a.lv", "https://a.lv/")],
)
def test_two_spellings_of_one_page_share_a_fingerprint(one: str, other: str) -> None:
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    ("path", "shape", "why"),
    [
        ("/zinas/123", "/zinas/0", None),
        ("/zinas/liels-prieks", "/zinas/*", None),
        ("/kontakti", "/kontakti", None),
        ("/index.php?id=5", "/index.php?id", None),
        ("/kalendars/2031/04", "/kalendars/0/0", "calendar"),
        ("/kalendars?month=4", "/kalendars?month", "calendar"),
        ("/2026/11/liels-prieks/", "/0/0/*/", None),
        ("/pasakumi/2026-11-23/", "/pasakumi/0-0-0/", "calendar"),
        ("/katalogs?a=1&b=2&c=3", "/katalogs?a&b&c", "facets"),
        ("/index.php?option=com_content&view=article&id=5&Itemid=7&lang=lv", "/index.php?Itemid&id&lang&option&view", None),
        ("/a/a/a/b", "…/a/b", "growing-path"),
        ("/a/b/c/d/e/f/g/h/i/j/k/l/m", "…/a/b", "growing-path"),
        ("/zinas/lemums-2026-1234", "/zinas/*", None),
    ],
)
def test_shapes(path: str, shape: str, why: str | None) -> None:
    assert (pattern(f"https://a.lv{path}"), trap(f"https://a.lv{path}")) == (shape, why)


def test_files_are_guessed_by_their_ending_only_to_choose_a_budget() -> None:
    urls = ("https://a.lv/x.PDF", "https://a.lv/x.edoc?v=1", "https://a.lv/x.pdf.html", "https://a.lv/x.jpg")
    assert [(likely_document(url), media(url)) for url in urls] == [(True, False), (True, False), (False, False), (False, True)]
