"""Recognises what came in place of a page: a challenge, a block page, a soft 404, or a shell that scripts must fill."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser

_CHALLENGE_BODY = re.compile(
    r"challenge-platform|cf[-_]chl|_cf_chl_opt|just a moment\.\.\.|ddos-guard|/_incapsula_resource|px-captcha|aws-waf-token|awswafcaptcha"
    r"|captcha-delivery\.com|sgcaptcha|verify(?:ing)? (?:that )?you are (?:a )?human",
    re.IGNORECASE,
)
_BLOCK_BODY = re.compile(
    r"attention required! \| cloudflare|sorry, you have been blocked|access denied|request blocked|the requested url was rejected"
    r"|your (?:ip|access) (?:address )?(?:has been|is) (?:temporarily )?blocked|web application firewall"
    r"|piekļuve (?:ir )?(?:liegta|bloķēta)",
    re.IGNORECASE,
)
_BUSY_BODY = re.compile(r"too many requests|rate limit(?:ed)? exceeded|pārāk daudz pieprasījumu", re.IGNORECASE)
_ABSENT = re.compile(
    r"\b404\b|page not found|not found|does(?:n't| not) exist|nothing (?:was )?found|lapa (?:nav|netika) atrasta|nav atrasta"
    r"|neeksistē|šādas lapas nav|страница не найдена",
    re.IGNORECASE,
)
_FRAMEWORK = re.compile(
    r"<div[^>]+id=[\"']?(?:root|app|__next|__nuxt|q-app|svelte|main-app)\b|<app-root|ng-version=|data-reactroot|data-server-rendered"
    r"|window\.__NUXT__|enable javascript|ieslēdziet javascript|jālieto javascript",
    re.IGNORECASE,
)
_SHORT = 6000
_FEW_LINKS = 5
_LITTLE_TEXT = 400


def refusal(status: int, headers: Mapping[str, str], html: str) -> str | None:
    """Why an answer is no page of the site: ``challenge``, ``block-page`` or ``rate-limited``; None when it seems to be one.

    Header names are lower-case. Words count only on a short page or beside a refusing status: a council may write about firewalls.
    """
    if headers.get("cf-mitigated", "").lower() == "challenge" or headers.get("x-amzn-waf-action", "").lower() in {"challenge", "captcha"}:
        return "challenge"
    refused = status in {401, 403, 406, 429, 503}
    if not refused and len(html) > _SHORT:
        return None
    start = html[: 4 * _SHORT]
    if _CHALLENGE_BODY.search(start) and (refused or len(text_of(html)) < 2 * _LITTLE_TEXT):
        return "challenge"
    if status == 429 or (refused and _BUSY_BODY.search(start)):
        return "rate-limited"
    if _BLOCK_BODY.search(start) and (refused or len(text_of(html)) < 2 * _LITTLE_TEXT):
        return "block-page"
    return None


def fingerprint(html: str, front: str) -> str:
    """What the site's answers to two addresses that do not exist share: their headline, or all their words where the headline is that of
    the front page too; empty where the words are those of the front page as well: by them, the front page would be called missing.
    """
    return next((own for own, home in zip(_marks(html), _marks(front), strict=True) if own and own != home), "")


def _marks(html: str) -> tuple[str, str]:
    """The digest of title and headings, and that of all words, both without numbers."""
    tree = LexborHTMLParser(html)
    title = tree.css_first("title")
    headline = [title.text() if title else "", *(node.text() for node in tree.css("h1, h2"))]
    return _digest(" ".join(headline)), _digest(text_of(html))


def _digest(text: str) -> str:
    words = re.sub(r"[\W\d]+", " ", text.lower()).strip()
    return hashlib.sha256(words.encode()).hexdigest()[:16] if words else ""


def soft_404(html: str, missing: str | None, parsed: LexborHTMLParser | None = None) -> bool:
    """Whether a page that came with a success status says that there is no such page.

    ``missing`` is the fingerprint of the site's answer to a made-up address, where that too came with success.
    """
    if missing and missing in _marks(html):
        return True
    tree = parsed or LexborHTMLParser(html)
    title = tree.css_first("title")
    told = [title.text() if title else "", *(node.text() for node in tree.css("h1"))]
    return any(_ABSENT.search(each) for each in told if len(each) < 120) and len(text_of(html)) < 8 * _LITTLE_TEXT


def shell(html: str, parsed: LexborHTMLParser | None = None) -> bool:
    """Whether the page exists only after scripts have run: hardly a link, hardly a word, and the mark of a framework."""
    tree = parsed or LexborHTMLParser(html)
    few = len(tree.css("body a[href]")) < _FEW_LINKS and len(text_of(html)) < _LITTLE_TEXT
    return few and bool(_FRAMEWORK.search(html) or tree.css_first("body script[src], head script[src]"))


def text_of(html: str) -> str:
    """The words a visitor sees without scripts."""
    tree = LexborHTMLParser(html)
    tree.strip_tags(["script", "style", "template", "noscript"])
    return " ".join(tree.body.text(separator=" ").split()) if tree.body else ""
