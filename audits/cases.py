"""Plays a case: makes the small snapshot that the case describes and asks the indicator for its answer."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from audits.audit import Case, Indicator
from audits.derive import page_view
from audits.roles import role_of
from audits.run import PAGE_ARTIFACTS, SITE_ARTIFACTS, judge
from data.types import Coverage, Document, Exchange, Finding, Institution, Kind, Page, Portal, Role, Site, Snapshot, Text
from data.vocabulary import Vocabulary

SITE = "https://www.piemers.test/"
TAKEN_AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
REG_NO = "90000000017"


def play(indicator: Indicator, case: Case, words: Vocabulary, portals: tuple[Portal, ...]) -> Finding:
    """The finding on the case's subject: the site, the page given as ``html``, or the first service. Raises what the check raises."""

    def fail(_indicator: str, error: Exception) -> None:
        raise error

    found = judge(snapshot(case, words), (indicator,), words, portals, fail)
    if not found:
        raise LookupError(f"{indicator.audit.id}: case {case.name!r} gives the audit nothing to look at")
    on_page = [seen for seen in found if seen.subject == case.given.get("subject", SITE)]
    return (on_page or list(found))[0].finding


def snapshot(case: Case, words: Vocabulary) -> Snapshot:
    """The snapshot a case describes: a complete visit of a municipality unless it says otherwise."""
    blobs: dict[str, bytes] = {}
    pages = [_page(path, html, case, blobs) for path, html in {"": case.html, **case.pages}.items()]
    stopped_by = case.given.get("stopped_by", "exhausted")
    return Snapshot(
        id="case",
        institution=_institution(case.given.get("institution", {})),
        site=SITE,
        taken_at=case.given.get("taken_at", TAKEN_AT),
        coverage=Coverage(len(pages), len(pages), 1, 0, 0, stopped_by),
        pages=tuple(_with_role(page, blobs, words) for page in pages),
        documents=tuple(_document(**document) for document in case.given.get("documents", ())),
        artifacts={name: value for name, value in case.given.items() if name in SITE_ARTIFACTS},
        blobs=blobs,
    )


def _page(path: str, html: str, case: Case, blobs: dict[str, bytes]) -> Page:
    body = html.encode()
    sha256 = hashlib.sha256(body).hexdigest()
    blobs[sha256] = body
    url = urljoin(SITE, path)
    headers = (("content-type", "text/html; charset=utf-8"), *case.given.get("headers", {}).items())
    exchange = Exchange(url, "GET", 200, (), headers, sha256, TAKEN_AT, 10)
    artifacts = {} if path else {name: value for name, value in case.given.items() if name in PAGE_ARTIFACTS}
    return Page(url, Role.OTHER, 1 if path else 0, "", exchange, artifacts=artifacts)


def _with_role(page: Page, blobs: Mapping[str, bytes], words: Vocabulary) -> Page:
    view = page_view(page, blobs)
    role = role_of(view, words) if view else Role.OTHER
    return Page(page.url, role, page.depth, page.template, page.exchange, artifacts=page.artifacts)


def _document(url: str, kind: str, body: str = "", **rest: Any) -> Document:  # noqa: ANN401 (the fields of Document)
    """A document whose content is ``body``: its own address where nothing is said, so that no two are the same."""
    sha256 = hashlib.sha256((body or url).encode()).hexdigest()
    exchange = Exchange(urljoin(SITE, url), "GET", 200, (), (), sha256, TAKEN_AT, 10)
    return Document(urljoin(SITE, url), kind, **{"size": 1000, "exchange": exchange, **rest})


def _institution(given: Mapping[str, Any]) -> Institution:
    plain = {
        "id": "piemers",
        "name": Text("Piemēra novads", "Example municipality"),
        "kind": Kind.MUNICIPALITY,
        "sites": (Site(SITE),),
        "reg_no": REG_NO,
    }
    return Institution(**{**plain, **given})
