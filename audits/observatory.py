"""What a front page tells browsers of security, as MDN's HTTP Observatory scores it: one named outcome for each of its tests.

The names are those published in MDN Web Docs (https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring); the points stand in
the indicator's options.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from audits.derive import PageView, host_of
from audits.domains import registrable
from data.types import Exchange, Json

_BROAD = frozenset({"ftp:", "http:", "https:", "*", "http://*", "https://*"})
_INLINE = frozenset({"'unsafe-inline'", "data:"})
_SCRIPT = re.compile(r"<script\b[^>]{0,4000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(src|integrity)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_AGE = re.compile(r'max-age\s*=\s*"?(\d{1,12})', re.IGNORECASE)
_HALF_A_YEAR = 15768000
_PRIVATE = frozenset({"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"})
_UNSAFE = frozenset({"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"})
_SESSION, _ANTI_CSRF = ("login", "sess"), ("csrf",)
_LONGEST = 20_000
Policy = dict[str, frozenset[str]]


def outcomes(front: PageView, transport: Json) -> dict[str, str]:
    """The outcome of each test by the name of the test."""
    return {
        "csp": content_policy(front),
        "cookies": cookies(front),
        "redirection": redirection(transport, front.url),
        "referrer": referrer(front.header("referrer-policy")),
        "hsts": transport_security(front),
        "sri": integrity(front),
        "nosniff": nosniff(front.header("x-content-type-options")),
        "framing": framing(front),
        "corp": resource_policy(front.header("cross-origin-resource-policy")),
    }


def policies(front: PageView) -> list[Policy]:
    """The content security policies of a page, from headers and from ``meta``."""
    sent = (front.header("content-security-policy") or "").split(",")
    if "content-security-policy" in front.html[:_LONGEST].lower():
        sent += [meta.attribute("content") or "" for meta in front.elements("meta[http-equiv=Content-Security-Policy i]")]
    return [policy for policy in (_policy(text[:_LONGEST].lower()) for text in sent) if policy]


def _policy(text: str) -> Policy:
    found: Policy = {}
    for part in text.split(";"):
        name, *sources = part.split() or [""]
        if name:
            found.setdefault(name, frozenset(sources or ["'none'"]))
    return found


def content_policy(front: PageView) -> str:
    """What the strictest of the page's policies comes to."""
    ranked = (
        "no-unsafe-default-src-none",
        "no-unsafe",
        "unsafe-inline-in-style-src-only",
        "insecure-scheme-in-passive-content-only",
        "unsafe-eval",
    )
    found = [_weighed(policy, secure=front.url.startswith("https:")) for policy in policies(front)]
    if not found:
        return "csp-not-implemented"
    order = [*ranked, "insecure-scheme", "unsafe-inline"]
    return f"csp-implemented-with-{min(found, key=order.index)}"


def _weighed(policy: Policy, *, secure: bool) -> str:
    scripts, objects, styles = (_sources(policy, name) for name in ("script-src", "object-src", "style-src"))
    if scripts & (_BROAD | _INLINE) or objects & _BROAD:
        return "unsafe-inline"
    if secure and _plain(scripts | objects):
        return "insecure-scheme"
    if "'unsafe-eval'" in scripts | styles:
        return "unsafe-eval"
    if secure and _plain(_sources(policy, "img-src") | _sources(policy, "media-src")):
        return "insecure-scheme-in-passive-content-only"
    if styles & (_BROAD | _INLINE):
        return "unsafe-inline-in-style-src-only"
    return "no-unsafe-default-src-none" if policy.get("default-src") == frozenset({"'none'"}) else "no-unsafe"


def _sources(policy: Policy, name: str) -> frozenset[str]:
    """What a directive permits, or else ``default-src``, or else everything; a nonce or hash switches unsafe-inline off."""
    found = policy.get(name, policy.get("default-src", frozenset({"*"})))
    if any(source.startswith(("'nonce-", "'sha256-", "'sha384-", "'sha512-")) for source in found):
        found -= _INLINE
        return found - _BROAD if "'strict-dynamic'" in found else found
    return found


def _plain(sources: frozenset[str]) -> bool:
    return any("http:" in source or "ftp:" in source for source in sources)


def cookies(front: PageView) -> str:
    """The worst that is true of the cookies set with the front page."""
    exchange = front.page.exchange
    rows = exchange.response_headers if isinstance(exchange, Exchange) else ()
    found = [_cookie(value) for name, value in rows if name.lower() == "set-cookie"]
    if not found:
        return "cookies-not-found"
    hsts = _age(front) > 0
    wrong = [fault for cookie in found if (fault := _cookie_fault(cookie, hsts=hsts))]
    order = (
        "session-without-secure-flag",
        "session-without-httponly-flag",
        "anticsrf-without-samesite-flag",
        "samesite-flag-invalid",
        "without-secure-flag",
        "session-without-secure-flag-but-protected-by-hsts",
        "without-secure-flag-but-protected-by-hsts",
    )
    if wrong:
        return f"cookies-{min(wrong, key=order.index)}"
    sealed = all(cookie.get("samesite") in {"lax", "strict", "none"} for cookie in found)
    return "cookies-secure-with-httponly-sessions" + ("-and-samesite" if sealed else "")


def _cookie(text: str) -> dict[str, str]:
    first, *rest = text[:_LONGEST].split(";")
    told = {part.partition("=")[0].strip().lower(): part.partition("=")[2].strip().lower() for part in rest}
    return told | {"name": first.partition("=")[0].strip().lower()}


def _cookie_fault(cookie: dict[str, str], *, hsts: bool) -> str:
    session = any(word in cookie["name"] for word in _SESSION)
    csrf = any(word in cookie["name"] for word in _ANTI_CSRF)
    if "secure" not in cookie:
        return ("session-" if session else "") + "without-secure-flag" + ("-but-protected-by-hsts" if hsts else "")
    if session and "httponly" not in cookie:
        return "session-without-httponly-flag"
    if csrf and "samesite" not in cookie:
        return "anticsrf-without-samesite-flag"
    return "samesite-flag-invalid" if cookie.get("samesite", "lax") not in {"lax", "strict", "none"} else ""


def redirection(transport: Json, site: str) -> str:
    """Whether the address without encryption leads to the one with it."""
    plain = transport["http"]
    if "reason" in plain:
        return "redirection-not-needed-no-http"
    if not plain.get("location"):
        return "redirection-missing"
    if not transport["upgrades"]:
        return "redirection-not-to-https"
    same = registrable(host_of(plain["location"])) == registrable(host_of(site))
    return "redirection-to-https" if same else "redirection-off-host-from-http"


def referrer(header: str | None) -> str:
    """What is told to other sites; of several words the last that is known counts."""
    said = [word for word in (header or "").lower().replace(" ", "").split(",") if word in _PRIVATE | _UNSAFE]
    if not header:
        return "referrer-policy-not-implemented"
    if not said:
        return "referrer-policy-header-invalid"
    return "referrer-policy-private" if said[-1] in _PRIVATE else "referrer-policy-unsafe"


def transport_security(front: PageView) -> str:
    """HSTS; whether browsers hold the site in their own lists is not looked at."""
    if not front.url.startswith("https:"):
        return "hsts-not-implemented-no-https"
    header = front.header("strict-transport-security")
    if header is None:
        return "hsts-not-implemented"
    if not _AGE.search(header):
        return "hsts-header-invalid"
    return f"hsts-implemented-max-age-{'at-least' if _age(front) >= _HALF_A_YEAR else 'less-than'}-six-months"


def _age(front: PageView) -> int:
    told = _AGE.search(front.header("strict-transport-security") or "")
    return int(told[1]) if told else 0


def integrity(front: PageView) -> str:
    """Whether scripts of other sites are bound to their content."""
    foreign = [(url, bound) for url, bound in _scripts(front) if registrable(host_of(url)) != registrable(host_of(front.url))]
    if not foreign:
        return "sri-not-implemented-but-all-scripts-loaded-from-secure-origin"
    secure = all(url.startswith("https:") for url, _ in foreign)
    if all(bound for _, bound in foreign):
        return (
            "sri-implemented-and-external-scripts-loaded-securely" if secure else "sri-implemented-but-external-scripts-not-loaded-securely"
        )
    return f"sri-not-implemented-{'but' if secure else 'and'}-external-scripts-{'' if secure else 'not-'}loaded-securely"


def _scripts(front: PageView) -> Iterator[tuple[str, bool]]:
    for tag in _SCRIPT.findall(front.html):
        told = {name.lower(): double or single or bare for name, double, single, bare in _ATTRIBUTE.findall(tag)}
        url = told.get("src", "")
        url = f"{urlsplit(front.url).scheme}:{url}" if url.startswith("//") else url
        if url.lower().startswith(("http:", "https:")):
            yield url.lower(), bool(told.get("integrity"))


def nosniff(header: str | None) -> str:
    """Whether browsers may guess the type of a file."""
    if header is None:
        return "x-content-type-options-not-implemented"
    return f"x-content-type-options-{'nosniff' if 'nosniff' in header.lower() else 'header-invalid'}"


def framing(front: PageView) -> str:
    """Whether other sites may frame the page."""
    if any("frame-ancestors" in policy and not policy["frame-ancestors"] & _BROAD for policy in policies(front)):
        return "x-frame-options-implemented-via-csp"
    header = front.header("x-frame-options")
    if header is None:
        return "x-frame-options-not-implemented"
    first = header.lower().split(",")[0].strip()
    return f"x-frame-options-{'sameorigin-or-deny' if first in {'deny', 'sameorigin'} else 'header-invalid'}"


def resource_policy(header: str | None) -> str:
    """Whether other sites may load what this one serves."""
    if header is None:
        return "cross-origin-resource-policy-not-implemented"
    said = header.strip().lower()
    known = said in {"same-origin", "same-site", "cross-origin"}
    return f"cross-origin-resource-policy-{'implemented-with-' + said if known else 'header-invalid'}"
