"""Each test of the observatory, outcome by outcome."""

from __future__ import annotations

import pytest

from audits import cases, observatory
from audits.derive import PageView
from data.types import Exchange, Page, Role


def front(html: str = "<p>.", url: str = "https://www.piemers.test/", **headers: str) -> PageView:
    rows = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return PageView(Page(url, Role.FRONT, 0, "", Exchange(url, "GET", 200, (), rows, None, cases.TAKEN_AT, 1)), html, None)


@pytest.mark.parametrize(
    ("policy", "outcome"),
    [
        ("default-src 'none'", "no-unsafe-default-src-none"),
        ("script-src https://a.lv; object-src 'none'; style-src https://a.lv", "no-unsafe"),
        ("default-src 'none'; script-src https://a.lv; style-src 'unsafe-inline'", "unsafe-inline-in-style-src-only"),
        ("default-src 'self'; style-src data:", "unsafe-inline-in-style-src-only"),
        ("default-src 'self'; img-src http:", "insecure-scheme-in-passive-content-only"),
        ("default-src 'self'; script-src 'unsafe-eval'", "unsafe-eval"),
        ("default-src 'self'; script-src http://a.lv", "insecure-scheme"),
        ("default-src 'self'; script-src https:", "unsafe-inline"),
        ("img-src 'self'", "unsafe-inline"),
        ("script-src 'self'", "unsafe-inline"),
        ("default-src 'self'; script-src 'unsafe-inline' 'nonce-abc'", "no-unsafe"),
        ("default-src 'self'; script-src https: 'strict-dynamic' 'sha256-abc'", "no-unsafe"),
        ("default-src *, default-src 'self'", "no-unsafe"),
        ("; ;", None),
    ],
)
def test_content_policy(policy: str, outcome: str | None) -> None:
    wanted = f"csp-implemented-with-{outcome}" if outcome else "csp-not-implemented"
    assert observatory.content_policy(front(Content_Security_Policy=policy)) == wanted


def test_a_policy_in_the_page_counts() -> None:
    page = front("<head><meta http-equiv=content-security-policy content=\"default-src 'self'\"></head>")
    assert observatory.content_policy(page) == "csp-implemented-with-no-unsafe"


@pytest.mark.parametrize(
    ("cookie", "hsts", "outcome"),
    [
        ("", "", "not-found"),
        ("a=1; Secure; SameSite=None", "", "secure-with-httponly-sessions-and-samesite"),
        ("a=1; Secure", "", "secure-with-httponly-sessions"),
        ("a=1", "max-age=1", "without-secure-flag-but-protected-by-hsts"),
        ("PHPSESSID=1; HttpOnly", "max-age=1", "session-without-secure-flag-but-protected-by-hsts"),
        ("PHPSESSID=1; HttpOnly", "", "session-without-secure-flag"),
        ("csrftoken=1; Secure", "", "anticsrf-without-samesite-flag"),
        ("a=1; Secure; SameSite=x", "", "samesite-flag-invalid"),
    ],
)
def test_cookies(cookie: str, hsts: str, outcome: str) -> None:
    headers = {"Set_Cookie": cookie, "Strict_Transport_Security": hsts}
    assert observatory.cookies(front(**{name: value for name, value in headers.items() if value})) == f"cookies-{outcome}"


@pytest.mark.parametrize(
    ("http", "upgrades", "outcome"),
    [
        ({"reason": "connection-refused"}, False, "not-needed-no-http"),
        ({"status": 200, "location": None}, False, "missing"),
        ({"status": 301, "location": "http://piemers.test/a"}, False, "not-to-https"),
        ({"status": 301, "location": "https://piemers.test/"}, True, "to-https"),
        ({"status": 301, "location": "https://cits.lv/"}, True, "off-host-from-http"),
    ],
)
def test_redirection(http: dict[str, object], upgrades: bool, outcome: str) -> None:  # noqa: FBT001 (as in the artifact)
    assert observatory.redirection({"http": http, "upgrades": upgrades}, "https://www.piemers.test/") == f"redirection-{outcome}"


def test_single_headers() -> None:
    assert observatory.referrer("no-referrer, foo") == "referrer-policy-private"
    assert observatory.referrer("same-origin, unsafe-url") == "referrer-policy-unsafe"
    assert observatory.referrer("foo") == "referrer-policy-header-invalid"
    assert observatory.referrer(None) == "referrer-policy-not-implemented"
    assert observatory.nosniff("yes") == "x-content-type-options-header-invalid"
    assert observatory.resource_policy("anyone") == "cross-origin-resource-policy-header-invalid"
    assert observatory.framing(front(X_Frame_Options="ALLOW-FROM x")) == "x-frame-options-header-invalid"
    assert observatory.framing(front(Content_Security_Policy="frame-ancestors *")) == "x-frame-options-not-implemented"
    assert observatory.transport_security(front(url="http://a.lv/")) == "hsts-not-implemented-no-https"
    assert observatory.transport_security(front(Strict_Transport_Security="includeSubDomains")) == "hsts-header-invalid"


def test_foreign_scripts() -> None:
    bound = '<script src="//cdn.lv/a.js" integrity="sha384-x"></script>'
    assert observatory.integrity(front(bound)) == "sri-implemented-and-external-scripts-loaded-securely"
    assert observatory.integrity(front(bound + "<script src=http://cdn.lv/b.js>")).endswith("external-scripts-not-loaded-securely")
    assert observatory.integrity(front('<script src="https://js.piemers.test/a.js">')).endswith("from-secure-origin")
