"""Where a link of a page leads as a service: to a service at a portal, to a general way of writing to a body, or to neither."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from audits.derive import Link, host_of
from audits.e_addresses import number
from data.types import Portal
from data.vocabulary import Vocabulary

_STATE = re.compile(r"(^|\.)latvija(\.gov)?\.lv$")
_STATE_SERVICE = re.compile(r"^/(?:(?:lv|en|ru)/)?(services|ppk|epakalpojumi)/(.+)$", re.IGNORECASE)
_GENERAL = re.compile(r"[/=]EP155(?:\W|$)|/eaddress/|/e-?adrese(?:/|$)", re.IGNORECASE)
_SAME_CARD = re.compile(r"/(terms|apply|instrukcija|procesaapraksts|saistitiepakalpojumi)/?$", re.IGNORECASE)
_CITY = re.compile(r"^(e|epakalpojumi|e-pakalpojumi|eservices)\.(?!latvija\.)")
_OWN_SYSTEM = re.compile(r"pieteik|piesak|iesnieg|e-?pakalpojum|pasutit|apply|application|request", re.IGNORECASE)
"""What the address of a body's own system says where one asks for something."""
_SERVICE_WORDS = 2
_FORM_PLACES = re.compile(r"^(forms\.gle|docs\.google\.com|forms\.office\.com|forms\.cloud\.microsoft|visidati\.lv)$")


@dataclass(frozen=True, slots=True)
class Door:
    """A link to where a service is asked for: ``key`` is the same for all links to one service; ``exact`` if it names one service."""

    key: str
    link: Link
    exact: bool


def pays_at(link: Link, words: Vocabulary, portals: tuple[Portal, ...]) -> bool:
    """Whether a link leads straight to paying a bill: its label says so, and bills are paid where it leads."""
    return bool(words.label("payment-act", link.label)) and takes_payments(link, words, portals)


def leads_to_service(each: Door, words: Vocabulary) -> bool:
    """Whether a link to the front page of a portal is called as a service is («Nodokļa apmaksa»), not as the portal."""
    label = each.link.label
    return len(label.split()) >= _SERVICE_WORDS and not words.label("portal-name", label)


def door(link: Link, words: Vocabulary, portals: tuple[Portal, ...]) -> Door | None:
    """The door behind a link, None when it is no portal of services or only a general way of writing to a body."""
    host = host_of(link.url)
    if not host or host == host_of(link.page.url):
        return None
    if not (_serves(host, portals) or _asked_for_at(link, host, words, portals)):
        return Door(link.url.lower(), link, exact=False) if _own_system(link, host) else None
    path = unquote(_path(link.url))
    if _GENERAL.search(unquote(link.url)) or words.label("general-application", link.label):
        return None
    if _STATE.search(host):
        service = _STATE_SERVICE.match(path)
        return Door(f"latvija.lv/{service[1]}/{_SAME_CARD.sub('', service[2])}".lower().rstrip("/"), link, exact=True) if service else None
    rest = link.url.split("://", 1)[-1].split("/", 1)[-1].rstrip("/") if path.strip("/") else ""
    return Door(f"{host}/{rest}".lower(), link, exact=bool(rest) and path.strip("/").lower() not in {"lv", "en", "index.html"})


def e_address(url: str) -> str | None:
    """The registration number of the body that a link writes an official electronic message to."""
    return number(url)


def is_form_place(url: str) -> bool:
    """Whether an address is a form kept at a common maker of online forms."""
    return bool(_FORM_PLACES.match(host_of(url)))


def takes_payments(link: Link, words: Vocabulary, portals: tuple[Portal, ...]) -> bool:
    """Whether a link leads to a portal where bills of a municipality are paid; at the state portal its label must say so."""
    if not link.host or link.host == host_of(link.page.url):
        return False
    if _STATE.search(link.host):
        return bool(words.label("payment-act", link.label))
    roles = [portal.role for portal in portals if host_of(portal.url) == link.host]
    return bool(_CITY.match(link.host)) or any("payments" in role or "municipal e-services" in role for role in roles)


def general_application(link: Link, words: Vocabulary) -> bool:
    """Whether a link leads to the general application to any institution (EP155 or one named so), a way of writing and no service."""
    if not _STATE.search(link.host):
        return False
    return bool(re.search(r"[/=]EP155(?:\W|$)", unquote(link.url), re.IGNORECASE) or words.label("general-application", link.label))


def _serves(host: str, portals: tuple[Portal, ...]) -> bool:
    return bool(_STATE.search(host) or _CITY.match(host)) or host in _hosts(portals, "e-service")


def _own_system(link: Link, host: str) -> bool:
    """Whether a link leads to where something is asked for in a system of the body's own: ``licences.<its domain>/pieteikums``."""
    domain = host_of(link.page.url).removeprefix("www.")
    return host.endswith(f".{domain}") and bool(_OWN_SYSTEM.search(_path(link.url)))


def _asked_for_at(link: Link, host: str, words: Vocabulary, portals: tuple[Portal, ...]) -> bool:
    """Whether the label says that something is asked for at a portal of another kind: a vote at geolatvija.lv."""
    return host in _hosts(portals, "") and bool(words.label("door-label", link.label))


@lru_cache(maxsize=8)
def _hosts(portals: tuple[Portal, ...], role: str) -> frozenset[str]:
    """Hosts, former ones too, of the portals whose role says the word."""
    named = (host for portal in portals if role in portal.role for host in (portal.url, *portal.aliases))
    return frozenset(host_of(host) or host.removeprefix("www.") for host in named)


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
