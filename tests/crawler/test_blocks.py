"""What comes in place of a page is recognised, and a page that only speaks of such things is not."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.blocks import Face, fingerprint, refusal, seen_as, shell, soft_404
from crawler.reading import read

LONG = "<p>" + "Pašvaldības iestādes informācija iedzīvotājiem. " * 200 + "</p>"


@pytest.mark.parametrize(
    ("status", "headers", "html", "reason"),
    [
        (403, {"cf-mitigated": "challenge"}, "", "challenge"),
        (405, {"x-amzn-waf-action": "captcha"}, "", "challenge"),
        (503, {}, "<title>Just a moment...</title>", "challenge"),
        (200, {}, "<title>x</title><script src=/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1></script>", "challenge"),
        (403, {}, "<h1>Access Denied</h1>", "block-page"),
        (200, {}, "<h1>Sorry, you have been blocked</h1>", "block-page"),
        (200, {}, "<h1>Piekļuve liegta</h1>", "block-page"),
        (429, {}, "", "rate-limited"),
        (503, {}, "<p>Too many requests</p>", "rate-limited"),
        (403, {}, "<h1>Nē</h1>", None),
        (200, {}, "<h1>Sākums</h1>", None),
        (200, {}, f"<h1>Access denied: kā novērst</h1>{LONG}", None),
        (200, {}, f"<script src=/cdn-cgi/challenge-platform/jsd.js></script>{LONG}", None),
    ],
)
def test_refusals(status: int, headers: dict[str, str], html: str, reason: str | None) -> None:
    assert refusal(status, headers, html) == reason


MENU = "".join(f"<a href=/{number}>x</a>" for number in range(8))


@pytest.mark.parametrize(
    ("status", "html", "reason"),
    [
        (200, "<title>Attention Required! | Cloudflare</title>", "block-page"),
        (403, "<title>Access denied | a.lv used Cloudflare to restrict access</title>", "block-page"),
        (200, "You don't have permission to access &quot;http://a.lv/&quot; on this server.<p>Reference #18.2d351ab8", "block-page"),
        (200, "<iframe src=x>Request unsuccessful. Incapsula incident ID: 184-20</iframe>", "block-page"),
        (200, "<title>Sucuri WebSite Firewall - Access Denied</title>", "block-page"),
        (200, "<title>CrowdSec Captcha</title>", "challenge"),
        (200, "<form><div class=h-captcha></div><button>Turpināt</button></form>", "challenge"),
        (200, "<h1>Lūdzu, apstipriniet, ka neesat robots!</h1>", "challenge"),
        (406, "<h1>Not Acceptable!</h1>", "block-page"),
        (200, "<h1>Not Acceptable!</h1>", None),
        (503, "<p>Vietne nav pieejama, jo notiek apkopes darbi.</p>", "maintenance"),
        (200, "<title>Site under maintenance | Novads</title>", "maintenance"),
        (200, "<h1>Mājas lapa tiek izstrādāta</h1>", "placeholder"),
        (
            200,
            "<title>Apache2 Ubuntu Default Page: It works</title>" + MENU + "<p>" + "This is the default welcome page. " * 90,
            "placeholder",
        ),
        (200, "<title>Index of /</title>" + MENU, "placeholder"),
        (200, "<h1>Šī vietne ir slēgta</h1>", "placeholder"),
        (200, "<form><input type=PASSWORD></form>", "login"),
        (200, "<header><form><input type=password></form></header><h1>Dome</h1>", None),
        (401, "", "login"),
        (404, "<h1>Access denied</h1>", None),
        (301, "<h1>Access denied</h1>", None),
        (200, f"<h1>Piekļuve liegta</h1>{MENU}", None),
        (200, f"<title>Notiek tehniskie darbi</title>{MENU}", None),
        (200, "<h1>Piekļuve liegta mežam</h1><p>Ugunsbīstamības dēļ.", None),
        (200, "<h1>Jauns domēns</h1><p>" + "Pašvaldības jaunais domēns ir reģistrēts, un vietne ir pārcelta. " * 20, None),
    ],
)
def test_pages_in_place_of_pages(status: int, html: str, reason: str | None) -> None:
    assert refusal(status, {}, html) == reason
    assert refusal(status, {}, read(html, "https://a.lv/x")) == reason


@pytest.mark.parametrize(
    ("status", "headers", "url", "reason"),
    [
        (200, {"cf-mitigated": "challenge"}, "", "challenge"),
        (200, {"cf-mitigated": "none"}, "", None),
        (403, {"server": "AkamaiGHost"}, "", "block-page"),
        (200, {"server": "AkamaiGHost"}, "", None),
        (200, {"x-sucuri-block": "BL"}, "", "block-page"),
        (200, {}, "https://login.microsoftonline.com/x/oauth2/authorize?client_id=1", "login"),
        (200, {}, "https://sts.iestade.gov.lv/adfs/ls/?wa=wsignin1.0", "login"),
        (200, {}, "https://www.iestade.gov.lv/adfs", None),
        (200, {}, "https://a.lv/?saite=https://login.microsoftonline.com/", None),
    ],
)
def test_headers_and_addresses_tell_on_pages_of_any_length(status: int, headers: dict[str, str], url: str, reason: str | None) -> None:
    assert refusal(status, headers, f"{MENU}{LONG}", url) == reason


@pytest.mark.parametrize(
    ("html", "missing"),
    [
        ("<title>404</title>", True),
        ("<title>Lapa nav atrasta - Piemēra novads</title>", True),
        ("<h1>Page not found</h1>", True),
        ("<h1>Atvainojiet, šādas lapas nav</h1>", True),
        (f"<title>Kļūda 404 | Novads</title>{MENU}", True),
        ("<title>Kontakti</title><h1>Kontakti</h1>", False),
        ("<h1>Padomi</h1><h2>Tīkls</h2><h2>Lapa nav atrasta</h2><p>Pārbaudiet adresi.", False),
        ("<title>404. autobuss</title><h1>404. autobuss</h1>", False),
        ("<h1>Kas darīt, ja lapa nav atrasta internetā</h1>", False),
        ("<h1>Ceļš P404 slēgts</h1>", False),
        (f"<h1>Kas darāms, ja lapa nav atrasta</h1>{LONG}", False),
    ],
)
def test_errors_in_disguise_are_known_by_their_words(html: str, missing: bool) -> None:  # noqa: FBT001 (a column of the table)
    assert soft_404(html) is missing


HOME = "<title>Jauna lapa 1</title><body><p>Laipni lūdzam!"
FRONT = seen_as(Face(HOME))


def test_errors_in_disguise_are_known_by_the_answer_to_a_made_up_address() -> None:
    told = fingerprint("<title>Hmm - Novads 17</title><h1>Te nekā nav</h1>", FRONT)
    assert soft_404("<title>Hmm - Novads 18</title><h1>Te  nekā nav</h1>", {told})
    assert not soft_404("<title>Kontakti - Novads</title><h1>Kontakti</h1>", {told})


def test_where_every_page_has_one_headline_all_words_tell() -> None:
    told = fingerprint("<title>Jauna lapa 1</title><body><p>Te nekā nav.", FRONT)
    assert soft_404("<title>Jauna lapa 1</title><body><p>Te nekā nav.", {told})
    assert not soft_404("<title>Jauna lapa 1</title><body><p>Domes sēde notiks rīt.", {told})
    assert not soft_404(HOME, {told})


@pytest.mark.parametrize("html", ["", "<p>17</p>", "<title>Jauna lapa 1</title><body><p>Laipni lūdzam!"])
def test_what_says_nothing_or_is_the_front_page_is_no_mark(html: str) -> None:
    assert fingerprint(html, FRONT) == ""


@pytest.mark.parametrize(
    ("html", "built"),
    [
        ('<body><div id="root"></div><script src="/app.js"></script></body>', True),
        ("<body><app-root></app-root></body>", True),
        ("<body><noscript>You need to enable JavaScript</noscript><script src=x></script></body>", True),
        (f'<body><div id="root">{LONG}</div></body>', False),
        ('<body><div id="root">' + "<a href=/x>x</a>" * 6 + "</div></body>", False),
        ("<body><p>Neliela lapa.</p></body>", False),
    ],
)
def test_shells_that_scripts_must_fill(html: str, built: bool) -> None:  # noqa: FBT001 (a column of the table)
    page = Face(html)
    assert shell(html, LexborHTMLParser(html), page.anchors, page.length) is built


def test_an_error_page_that_repeats_the_address_is_known_at_any_address() -> None:
    said = "<title>Hmm</title><h1>Te nekā nav: %s</h1>"
    told = fingerprint(said % "/lv/eindekss-nav-0f3a", set(), "https://a.lv/lv/eindekss-nav-0f3a")
    assert soft_404(said % "/lv/vecs-raksts", {told}, "https://a.lv/lv/vecs-raksts")
