"""Official e-addresses that a site gives, and whose they may be: the registration number in an address is its owner's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from audits.derive import PageView, host_of
from audits.desk import folded
from data.types import Evidence, Institution

_PORTAL = re.compile(r"(^|\.)latvija(\.gov)?\.lv$")
_LINKED = re.compile(r"address=([\w.-]{1,60})@(\d{11})(?!\d)", re.IGNORECASE)
_WRITTEN = re.compile(r"\b_?default\s?(?:@|\[at\]|\(at\))\s?(\d{11})(?!\d)", re.IGNORECASE)
_STATED = re.compile(r"\breg(?:istracijas|\.)?\s*(?:nr|numurs|no|kods)?\.?\s*:?\s*(?:lv)?\s*(9\d{10}|[45]\d{10})(?!\d)")


def linked(page: PageView) -> list[tuple[str, Evidence]]:
    """The registration numbers in links that write an official message, at any host of the state portal."""
    if "e-addresses" not in page.made:
        found = ((number(link.url), link) for link in page.links)
        page.made["e-addresses"] = [(told, page.see(link.locator, link.url)) for told, link in found if told]
    return [*page.made["e-addresses"]]


def given(page: PageView) -> list[tuple[str, Evidence]]:
    """The registration numbers in links, then in addresses that are only written out."""
    written = _WRITTEN.finditer(page.text) if "efault" in page.text or "EFAULT" in page.text else ()
    return linked(page) + [(match[1], page.see("body", match.group())) for match in written]


def number(url: str) -> str | None:
    """The number of the body that a link writes an official electronic message to; None for any other link."""
    if "ddress" not in url and "DDRESS" not in url:
        return None
    found = _LINKED.search(unquote(url))
    return found[2] if found and _PORTAL.search(host_of(url)) else None


def own_numbers(pages: Iterable[PageView], institution: Institution) -> set[str]:
    """The body's registration number: by the registry or, where it does not know, those that the site states."""
    if institution.reg_no:
        return {institution.reg_no}
    return {match for page in pages for match in _STATED.findall(folded(page))}
