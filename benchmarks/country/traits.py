"""What a body's site can have or lack: each trait bears the indicator that tells of it, and how pages look without it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_MAIL_LINK = r'<a href="mailto:[^"]*">[^<]*</a>'
_MAIL_TEXT = r"[\w.]+@kalnraji\.test"


@dataclass(frozen=True, slots=True)
class Trait:
    """``indicator`` says whether the site has it. ``paths`` are then not there, ``cut`` patterns and ``headers`` neither.

    ``also`` are the indicators that follow from the same fact by their own definitions: who has no statement has no date of one.
    """

    indicator: str
    paths: tuple[str, ...] = ()
    cut: tuple[tuple[str, str], ...] = ()
    headers: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


_OF_A_PAGE = (
    *("headings", "image-alternatives", "landmarks", "mixed-content", "page-language", "viewport"),
    *("page-navigation", "sitemap-file", "readability", "language-depth", "content-dates", "meta-description", "breadcrumbs"),
)
"""What is told of every page, or counts pages: one page more or less shows there too."""
_OF_A_STATEMENT = tuple(
    f"statement-{each}"
    for each in (
        *("against-measured", "age", "alternatives", "approved", "complaints", "evaluation", "feedback", "filled", "link"),
        *("machine-readable", "non-compliances", "status"),
    )
)
_OF_A_FILE = ("documents", "readable-documents", "machine-readable-files", "office-documents", "document-titles")
_OF_A_POLICY = ("privacy-policy-content", "privacy-policy-own", "privacy-rights", "privacy-officer", "wcag-1-4-1")
"""The last because forms name the policy in their text, and without it that is no link in a text."""

TRAITS: Mapping[str, Trait] = {
    each.indicator: each
    for each in (
        Trait(
            "statement",
            ("/pieklustamibas-pazinojums/", "/en/accessibility-statement/", "/faili/pieklustamibas-izvertejums.pdf"),
            also=(*_OF_A_STATEMENT, *_OF_A_PAGE, *_OF_A_FILE),
        ),
        Trait("privacy-policy", ("/privatuma-politika/",), also=(*_OF_A_POLICY, *_OF_A_PAGE)),
        Trait(
            "e-mail",
            cut=((_MAIL_LINK, "saziņas veidlapā"), (_MAIL_TEXT, "saziņas veidlapa")),
            # Without an address there is no domain of mail to ask about, and in the text of the page no link to tell from it.
            also=("department-contacts", "structure", "mail-dmarc", "mail-mta-sts", "mail-spf", "mail-tls-rpt", "wcag-1-4-1"),
        ),
        Trait("sitemap-file", ("/sitemap.xml",), ((r"Sitemap: \S+\n?", ""),)),
        Trait(
            "budget",
            ("/pasvaldiba/budzets/", "/faili/budzets-", "/faili/paskaidrojuma-raksts-budzetam-"),
            also=(*_OF_A_PAGE, *_OF_A_FILE),
        ),
        Trait("rss-feed", ("/rss.xml",), ((r'<link rel="alternate" type="application/rss\+xml"[^>]*>\n?', ""),), also=("feed-valid",)),
        Trait("security-txt", ("/.well-known/security.txt",)),
        Trait("whistleblowing", ("/pasvaldiba/trauksmes-celsana/",), also=_OF_A_PAGE),
        Trait("vacancies", ("/pasvaldiba/vakances/",), also=_OF_A_PAGE),
        Trait("news-freshness", also=("stale-sections", "draft-opinion-period")),
        Trait("security-headers-content-type-options", headers=("X-Content-Type-Options",), also=("security-headers-grade",)),
    )
}
"""By indicator. Without ``news-freshness`` all news are older by ``STALE`` days; the mould sees to that."""
STALE = 400
ALWAYS = ("transfer-size", "readability")
"""What any of these shows in besides, and an edited page too: with a link less, or a paragraph more, it weighs and reads otherwise."""
ALARMING = ("statement", "privacy-policy", "budget", "security-txt")
"""What raises an alert as soon as it is gone: only that is looked at twice, and can be found to have come back."""
PLATFORM_WIDE = "security-headers-content-type-options"
"""What all bodies of a platform lose at once when its keeper errs."""


def gone(path: str, lacks: Iterable[str]) -> bool:
    """Whether the address is not there on a site that lacks these."""
    return any(path.startswith(each) for name in lacks for each in TRAITS[name].paths)


def without(text: str, lacks: Iterable[str]) -> str:
    """A page of the site that lacks these: no link leads to what is not there."""
    for name in sorted(lacks):
        trait = TRAITS[name]
        for path in trait.paths:
            text = _unlinked(text, path)
        for pattern, instead in trait.cut:
            text = re.sub(pattern, instead, text)
    return text


def headers(given: Mapping[str, str], lacks: Iterable[str]) -> dict[str, str]:
    """The answer's headers without those that the site lacks."""
    dropped = {header for name in lacks for header in TRAITS[name].headers}
    return {name: value for name, value in given.items() if name not in dropped}


def _unlinked(text: str, path: str) -> str:
    link = rf'<a (?:[^>]* )?href=["\']{re.escape(path)}[^"\']*["\'][^>]*>(?:(?!</a>).)*</a>'
    text = re.sub(rf"<li[^>]*>\s*{link}(?:(?!</li>).)*</li>\n?", "", text, flags=re.DOTALL)
    return re.sub(link, "", text, flags=re.DOTALL)
