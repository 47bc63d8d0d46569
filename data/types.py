"""The nouns of eindekss: what is audited, what was seen, what was concluded. Frozen, and the only things that cross a border."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

EXCERPT_LIMIT = 300
"""Characters of an evidence excerpt; enough to recognise the place, too little to republish a page."""


@dataclass(frozen=True, slots=True)
class Text:
    """One human sentence or label in both languages; refused when either is empty."""

    lv: str
    en: str

    def __post_init__(self) -> None:
        if not self.lv.strip() or not self.en.strip():
            raise ValueError(f"a text needs both languages: lv={self.lv!r} en={self.en!r}")

    def __getitem__(self, lang: str) -> str:
        return {"lv": self.lv, "en": self.en}[lang]


class Outcome(StrEnum):
    """The five words of W3C EARL 1.0 (https://www.w3.org/TR/EARL10-Schema/#OutcomeValue)."""

    PASSED = "passed"
    FAILED = "failed"
    CANT_TELL = "cantTell"
    INAPPLICABLE = "inapplicable"
    UNTESTED = "untested"


class Role(StrEnum):
    """What a page is for, as far as its address, the links to it and its content show."""

    FRONT = "front"
    CONTACT = "contact"
    SERVICES = "services"
    SERVICE = "service"
    FORM = "form"
    STATEMENT = "statement"
    NEWS = "news"
    NEWS_ITEM = "news-item"
    COUNCIL = "council"
    SEARCH = "search"
    SITEMAP = "sitemap"
    PRIVACY = "privacy"
    OTHER = "other"


class Kind(StrEnum):
    """What an institution is; the first two are the kinds of municipality."""

    STATE_CITY = "valstspilseta"
    MUNICIPALITY = "novads"
    MINISTRY = "ministry"
    AGENCY = "agency"
    CONSTITUTIONAL = "constitutional"
    STATE_COMPANY = "state_company"
    OTHER = "other"
    UNKNOWN = "unknown"
    """An address given by hand, which the registry does not know."""

    @property
    def municipal(self) -> bool:
        """Whether the Local Government Law binds it."""
        return self in {Kind.STATE_CITY, Kind.MUNICIPALITY}


@dataclass(frozen=True, slots=True)
class Site:
    """A website: its address, the addresses that lead to it, and the lane in which it is visited.

    Sites of one lane (a shared platform or server address) are never visited at the same time.
    """

    url: str
    aliases: tuple[str, ...] = ()
    lane: str = ""


@dataclass(frozen=True, slots=True)
class Institution:
    """Who is audited. ``basis`` says how well each value is known, e.g. ``{"reg_no": "checksum_only"}``."""

    id: str
    name: Text
    kind: Kind
    sites: tuple[Site, ...]
    reg_no: str | None = None
    group: str | None = None
    parent: str | None = None
    open_data_id: str | None = None
    basis: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Portal:
    """A site where many bodies' services, data or notices live (data/inputs/portals.csv); ``role`` says which.

    ``aliases`` are other hosts that lead to it.
    """

    id: str
    name: str
    url: str
    role: str
    aliases: tuple[str, ...] = ()

    @property
    def host(self) -> str:
        """Its host without ``www.``."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer, as they went over the wire.

    ``body`` is the SHA-256 of the decoded body, or None where it was not kept; ``elapsed_ms`` is from sending to the last byte.
    """

    url: str
    method: str
    status: int
    request_headers: tuple[tuple[str, str], ...]
    response_headers: tuple[tuple[str, str], ...]
    body: str | None
    at: datetime
    elapsed_ms: int
    ip: str | None = None
    redirected_from: tuple[str, ...] = ()

    def header(self, name: str) -> str | None:
        """The response header of that name, several joined by a comma as RFC 9110 5.3 allows; None if absent."""
        values = [value for key, value in self.response_headers if key.lower() == name.lower()]
        return ", ".join(values) if values else None


@dataclass(frozen=True, slots=True)
class Missing:
    """Stands where an artifact should be. ``reason`` is one of the closed list in ``data.errors``."""

    reason: str
    detail: str = ""


Json = Any
"""What JSON can hold: the shape of an artifact is told by the gatherer that makes it."""


LOOK = "look"
"""The artifact of a page that the visit did not show in a browser itself, since nothing had changed: ``at``, when it was shown, and
``snapshot``, the one that wrote that look down first. The other artifacts of the page are of that look.
"""


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page of the site, fetched or not.

    ``artifacts`` are those of this page by name (``dom``, ``axe``, ``screenshot``...), each its JSON value or Missing; empty for
    a page outside the rendered sample. ``labels`` are the texts of the links that lead here, commonest first.
    """

    url: str
    role: Role
    depth: int
    template: str
    exchange: Exchange | Missing
    labels: tuple[str, ...] = ()
    found_on: str | None = None
    artifacts: Mapping[str, Json | Missing] = field(default_factory=dict)

    @property
    def rendered(self) -> bool:
        """Whether a browser showed this page and its DOM was kept."""
        return "dom" in self.artifacts and not isinstance(self.artifacts["dom"], Missing)

    @property
    def looked_at(self) -> datetime | None:
        """Of when its artifacts are: of its visit, or of the earlier one that showed it last; None where it was never fetched."""
        look = self.artifacts.get(LOOK)
        if isinstance(look, Mapping):
            return datetime.fromisoformat(look["at"])
        return self.exchange.at if isinstance(self.exchange, Exchange) else None


@dataclass(frozen=True, slots=True)
class Document:
    """A file the site offers, recognised by its bytes. ``facts`` hold what its format says of itself (pages, text, tags)."""

    url: str
    kind: str
    size: int
    exchange: Exchange | Missing
    labels: tuple[str, ...] = ()
    found_on: str | None = None
    facts: Mapping[str, Json] | Missing = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Was the look complete? ``planned`` addresses were found; the rest say what became of them."""

    planned: int
    fetched: int
    rendered: int
    refused: int
    failed: int
    stopped_by: str
    """``exhausted`` when nothing was left to visit; else the reason (``pages``, ``bytes``, ``time``, ``interrupted``...)."""

    @property
    def whole(self) -> bool:
        """Only a whole look can say that something is absent."""
        return self.stopped_by == "exhausted" and not self.refused and not self.failed


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that one visit wrote down, for ever. ``blobs`` gives a body by its SHA-256, read when asked for."""

    id: str
    institution: Institution
    site: str
    taken_at: datetime
    coverage: Coverage
    pages: tuple[Page, ...]
    documents: tuple[Document, ...]
    artifacts: Mapping[str, Json | Missing]
    blobs: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Evidence:
    """See it for yourself: where, when, in which bytes, and the words found there.

    ``sha256`` is of the body judged, ``locator`` a CSS selector, header name or page of a document, ``screenshot`` the SHA-256
    of a picture in the same bundle.
    """

    url: str
    sha256: str | None = None
    locator: str = ""
    excerpt: str = ""
    screenshot: str | None = None
    at: datetime | None = None

    def __post_init__(self) -> None:
        if len(self.excerpt) > EXCERPT_LIMIT:
            object.__setattr__(self, "excerpt", self.excerpt[: EXCERPT_LIMIT - 1] + "…")


Value = bool | int | float | str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check returns. ``value`` is what was measured, never a score.

    ``whole`` marks an answer that is true only if the whole site was seen ("absent", "all", a count): after an incomplete look
    the runner turns it into cantTell. ``confidence`` (0 to 1) is 1 for what is read off, less for what is recognised by rules.
    """

    outcome: Outcome
    value: Value = None
    evidence: tuple[Evidence, ...] = ()
    reason: str | None = None
    confidence: float = 1.0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Observation:
    """One row of the store: what one indicator says of one subject in one snapshot.

    ``subject`` is the site's, page's or service's address; a family such as axe adds its rule after a space.
    """

    snapshot: str
    indicator: str
    version: int
    scope: str
    subject: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Claim:
    """A survey answer: who said what to which question, from which file, when."""

    institution: str
    question: str
    answer: Value
    source: str
    at: datetime
