"""What comes in place of a page is recognised, and a page that only speaks of such things is not."""

from __future__ import annotations

import pytest

from crawler.blocks import Face, fingerprint, marks, refusal, shell, soft_404

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


@pytest.mark.parametrize(
    ("html", "missing"),
    [
        ("<title>404</title>", True),
        ("<title>Lapa nav atrasta - Piemēra novads</title>", True),
        ("<h1>Page not found</h1>", True),
        ("<h1>Atvainojiet, šādas lapas nav</h1>", True),
        ("<title>Kontakti</title><h1>Kontakti</h1>", False),
        ("<h1>Ceļš P404 slēgts</h1>", False),
        (f"<h1>Kas darāms, ja lapa nav atrasta</h1>{LONG}", False),
    ],
)
def test_errors_in_disguise_are_known_by_their_words(html: str, missing: bool) -> None:  # noqa: FBT001 (a column of the table)
    assert soft_404(html) is missing


HOME = "<title>Jauna lapa 1</title><body><p>Laipni lūdzam!"
FRONT = marks(Face(HOME))


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
    assert shell(html) is built
