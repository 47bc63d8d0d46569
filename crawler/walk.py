"""The walk through a site by HTTP: breadth first, every answer judged to be a page, a file, or a reason why it is neither."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field, replace

from crawler import blocks, failures
from crawler.addresses import canonical, fingerprint
from crawler.alike import alike
from crawler.answer import Answer
from crawler.aside import Aside, AsideFailed
from crawler.completeness import REFUSED, coverage, tell
from crawler.fetch import Fetcher
from crawler.frontier import SITEMAP_DEPTH, Frontier, Lead
from crawler.gatherers.document import OPENED, PdfReader, kind_of
from crawler.gatherers.missing_page import Levels
from crawler.identity import version
from crawler.joining import Joining
from crawler.mail_domains import MailDomains
from crawler.outward import Outward
from crawler.politeness import Spared, within
from crawler.reading import Reading, read, read_body
from data.errors import GatherError, OutOfBudget
from data.settings import Settings
from data.types import Coverage, Document, Exchange, Json, Missing, Page, Role

RoleOf = Callable[[Page, bytes], Role]
"""Tells what a page is for, from the page and its body."""

_DOCUMENTS_PER_PAGE = 2
_MOST_REQUESTS = 5
"""Addresses tried for each page of the budget: a site that answers with neither pages nor documents must end too."""

_PATIENCE = 6
"""Answers in a row by which a site refuses us, or does not answer at all, until we leave it in peace."""

_NOT_OF_US = frozenset({"robots", "login", "private-address"})
"""Refusals that say nothing of how welcome we are: a members' area asks everybody for a login."""
_SECOND_LOOKS = 3
"""How often the front page is asked for again, to tell a place that is closed to all from a site that has closed itself to us."""

_LARGE = 300_000
"""Bytes of a page that is read aside, since reading it would stall other visits."""
MOST_ROUTES = 200
"""Views that only a browser can open, noted at most; each costs a page of the browser."""
_NO_DOCUMENT = frozenset({"image", "media", "xml", "json", "text", "calendar"})


@dataclass(slots=True)
class Walk:
    """One walk. ``pages`` and ``documents`` grow while it goes; ``stopped_by`` says in the end why it ended."""

    fetcher: Fetcher
    frontier: Frontier
    settings: Settings
    reader: PdfReader
    role_of: RoleOf
    levels: Levels | None = None
    """How the site answers for what does not exist, as ``gatherers.missing_page`` learns it."""
    pages: dict[str, Page] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    shells: dict[str, int] = field(default_factory=dict)
    """Pages that scripts must fill, each with its depth."""
    hollow: set[str] = field(default_factory=set)
    """Those of the shells that say nothing at all until their scripts have run."""
    alike: set[str] = field(default_factory=set)
    """Pages that an earlier visit showed, and whose bytes are others now, but show the same."""
    routes: dict[str, int] = field(default_factory=dict)
    """Addresses whose fragment only a script understands, each with its depth: they are for a browser."""
    feeds: dict[str, None] = field(default_factory=dict)
    """The RSS and Atom feeds that pages name."""
    aside: Aside | None = None
    """Where large pages are read; here when there is none."""
    outward: Outward = field(default_factory=Outward)
    """What is noted on the way for later."""
    mail: MailDomains = field(default_factory=MailDomains)
    """The domains of the e-mail addresses on the pages."""
    stopped_by: str = "exhausted"
    html_pages: int = 0
    joining: Joining = field(init=False)
    _refusals: int = 0
    _second_looks: int = 0
    _visited: int = 0

    def __post_init__(self) -> None:
        self.joining = Joining(self.frontier, self.fetcher.ledger, self.visit, self._room_for_pages)

    async def go(self) -> AsyncIterator[Page | Document]:
        """Walk until nothing is left or a limit is reached; yields each page and document as it is seen."""
        while self._may_go_on() or await self._still_welcome():
            lead = self.frontier.take(pages=self._room_for_pages(), documents=self._room_for_documents())
            if lead is None:
                break
            seen = await self.visit(lead)
            if seen is not None:
                yield seen
        if self.stopped_by == "exhausted" and len(self.frontier):
            self.stopped_by = "pages"

    async def visit(self, lead: Lead) -> Page | Document | None:
        """Fetch one address and write down what it is; None when it will be tried again or is known by another address."""
        self._visited += 1
        try:
            answer = await self.fetcher.fetch(lead.url, "document" if lead.document else "page", self.frontier.scope)
            return await self.take(lead, answer)
        except GatherError as failure:
            return self.lose(lead, failure)

    async def take(self, lead: Lead, answer: Answer) -> Page | Document | None:
        """Write down what an answer is."""
        if await self._led_astray(lead, answer):
            return self._lost(lead, Missing("soft-404", f"leads to {answer.url}"))
        if self._known(lead, answer):
            return None
        kind = kind_of(answer.body, answer.content_type, answer.url)
        reading = await self._read(answer) if kind is None and answer.declares_html else None
        refusal = reading if isinstance(reading, Missing) else self._refusal(answer, reading)
        if refusal is not None:
            return self._lost(lead, refusal, url=answer.url)
        self._refusals = 0
        return await self._page(lead, answer, reading) if isinstance(reading, Reading) else await self._document(lead, answer, kind)

    def lose(self, lead: Lead, failure: GatherError) -> Page | Document | None:
        """Write down why there is no answer; None when it will be tried again."""
        return self._lost(lead, failure.missing(), over=isinstance(failure, (OutOfBudget, Spared)))

    def offer(self, reading: Reading, url: str, depth: int) -> None:
        """Put all that a page leads to in the queue, and note what the page itself has brought."""
        frontier, poor, ways = self.frontier, self.frontier.poor(url, reading.words), 0
        own, idle = frontier.shares.of(url), False
        for link in reading.links:
            refused = frontier.offer(link.url, depth + 1, url, link.label, late=poor)
            if refused == "off-site":
                self.outward.foreign(link.url, link.label, url)
            elif refused is None:
                kind = frontier.shares.of(canonical(link.url) or url)
                ways += kind is not own and kind.trap is None
                idle = idle or kind is own
        self.outward.page(url, reading)
        if not reading.shell:
            frontier.saw(url, reading.words, ways, idle=idle)
        frontier.unread += reading.ways.unread
        self.feeds |= dict.fromkeys(reading.ways.feeds)
        for route in reading.ways.routes:
            if route in frontier.scope and len(self.routes) < MOST_ROUTES:
                self.routes.setdefault(route, depth + 1)

    def offer_listed(self, urls: list[str]) -> None:
        """Put the addresses of a site map in the queue; they wait until what visitors find first has been seen."""
        for url in urls:
            self.frontier.offer(url, SITEMAP_DEPTH)

    def coverage(self, rendered: int) -> Coverage:
        """How complete the look was."""
        return coverage(self.seen(), self.frontier, rendered, self.stopped_by)

    def finish(self) -> None:
        """Write every page and document down again with all the labels by which the site's own links offer it.

        A page that scripts build and no browser read was not seen, whatever was fetched.
        """
        ledger, frontier = self.fetcher.ledger, self.frontier
        for url in self.hollow:
            if not self.pages[url].rendered:
                self.pages[url] = replace(self.pages[url], exchange=_unread(self.pages[url]))
        for url, page in self.pages.items():
            self.pages[url] = replace(page, labels=frontier.labels(url), found_on=page.found_on or self._first_found_on(url))
            ledger.page(self.pages[url])
        for url, document in self.documents.items():
            self.documents[url] = replace(document, labels=frontier.labels(url), found_on=document.found_on or self._first_found_on(url))
            ledger.document(self.documents[url])
        if self.routes:
            ledger.log("hash-routes", urls=sorted(self.routes))
        tell(ledger, frontier)

    def seen(self) -> Iterator[Page | Document]:
        """Everything that was written down."""
        yield from self.pages.values()
        yield from self.documents.values()

    def _first_found_on(self, url: str) -> str | None:
        return next((place for place in self.frontier.found_on(url) if place != url), None)

    def _may_go_on(self) -> bool:
        if self.fetcher.allowance.walk_seconds <= 0:
            self.stopped_by = "time"
        elif self._visited >= _MOST_REQUESTS * self.settings.pages + 100:
            self.stopped_by = "pages"
        return self.stopped_by == "exhausted"

    async def _still_welcome(self) -> bool:
        """Whether a site that refused several addresses in a row still shows its front page; then the walk goes on."""
        front = next((url for url, page in self.pages.items() if page.depth == 0 and isinstance(page.exchange, Exchange)), None)
        if front is None or self.stopped_by not in REFUSED or self._refusals < _PATIENCE or self._second_looks >= _SECOND_LOOKS:
            return False
        self._second_looks += 1
        try:
            answer = await self.fetcher.fetch(front, "page", self.frontier.scope)
            reading = await self._read(answer)
        except GatherError:
            return False
        welcome = isinstance(reading, Reading) and self._refusal(answer, reading) is None
        self.fetcher.ledger.log("second-look", url=front, welcome=welcome, after=self.stopped_by)
        if welcome:
            self.stopped_by, self._refusals = "exhausted", 0
        return welcome

    def _room_for_pages(self) -> bool:
        return self.html_pages < self.settings.pages

    def _room_for_documents(self) -> bool:
        return len(self.documents) < _DOCUMENTS_PER_PAGE * self.settings.pages

    def _known(self, lead: Lead, answer: Answer) -> bool:
        if fingerprint(answer.url) == fingerprint(lead.url):
            return False
        if self.frontier.meet(answer.url):
            self.frontier.join(lead.url, answer.url)
            return False
        self.joining.join(lead.url, answer.url, "redirect")
        return True

    async def _led_astray(self, lead: Lead, answer: Answer) -> bool:
        """Whether the address is answered as made-up ones are: by a redirect to the front page, a search, an error page."""
        if self.levels is None or answer.exchange.status != 200 or not answer.declares_html:
            return False
        await self.levels.look(lead.url)
        return self.levels.astray(lead.url, answer.url)

    async def _read(self, answer: Answer) -> Reading | Missing | None:
        """The page read; None where it is too large, or no page can be expected."""
        size, headers = len(answer.body), answer.exchange.response_headers
        if size > self.settings.body_limit:
            return None
        if self.aside is None or size < _LARGE:
            return read(answer.text, answer.url, headers)
        try:
            return await self.aside.do(read_body, answer.body, answer.exchange.header("content-type") or "", answer.url, headers)
        except AsideFailed as error:
            return Missing("audit-error", f"the page stopped our reader: {error}")

    async def _role(self, page: Page, body: bytes) -> Role:
        known = self.fetcher.earlier.role(page) if self.fetcher.earlier is not None else None
        if known is not None:
            return known
        if self.aside is None or len(body) < _LARGE:
            return self.role_of(page, body)
        try:
            return await self.aside.do(self.role_of, page, body)
        except AsideFailed:
            return page.role

    def _refusal(self, answer: Answer, reading: Reading | None) -> Missing | None:
        status = answer.exchange.status
        reason = blocks.refusal(status, answer.headers, reading or Reading(), answer.url) or failures.of_status(status) or answer.lack
        if reason is None and answer.declares_html and len(answer.body) > self.settings.body_limit:
            reason = "too-large"
        if reason is None and reading is not None:
            reason = self._absent(answer, reading)
        return None if reason is None else Missing(reason, f"HTTP {status}")

    def _absent(self, answer: Answer, page: blocks.Looks) -> str | None:
        """``soft-404`` for a page that says that there is none, or says what the site says of made-up addresses."""
        if self._is_front(answer):
            return None
        if blocks.soft_404(page, self.levels.marks(answer.url) if self.levels else frozenset(), answer.url):
            return "soft-404"
        if self.levels:
            self.levels.met(page)
        return None

    def _is_front(self, answer: Answer) -> bool:
        return not self.pages or (answer.url in self.pages and self.pages[answer.url].depth == 0)

    def _lost(self, lead: Lead, why: Missing, *, url: str | None = None, over: bool = False) -> Page | Document | None:
        if over:
            self.stopped_by = why.reason
            self.frontier.put_back(lead)
            return None
        self._refusals = self._refusals + 1 if why.reason in REFUSED - _NOT_OF_US or failures.is_transient(why.reason, why.detail) else 0
        if self._refusals >= _PATIENCE:
            self.stopped_by = why.reason
        if failures.is_transient(why.reason, why.detail) and not lead.retried:
            self.frontier.again(lead)
            return None
        if why.reason == "off-site":
            return None
        return self._note(lead, url or lead.url, why)

    def _note(self, lead: Lead, url: str, why: Missing) -> Page | Document:
        self.frontier.shares.of(url).lost += 1
        if lead.document:
            document = Document(url, "", 0, why, self.frontier.labels(url), lead.found_on)
            self.documents[url] = document
            self.fetcher.ledger.document(document)
            return document
        role = Role.OTHER if lead.depth else Role.FRONT
        return self.write(Page(url, role, lead.depth, "", why, self.frontier.labels(url), lead.found_on))

    async def _page(self, lead: Lead, answer: Answer, reading: Reading) -> Page | Document | None:
        url = canonical(answer.url) or answer.url
        if lead.depth and (self.joining.sent_on(lead, url, reading) or await self.joining.twin(lead, url, reading)):
            return None
        self.html_pages += 1
        page = Page(url, Role.OTHER, lead.depth, reading.template, answer.exchange, self.frontier.labels(lead.url), lead.found_on)
        page = replace(page, role=await self._role(page, answer.body))
        if reading.shell:
            self.shells[url] = lead.depth
            if not any(reading.headings):
                self.hollow.add(url)
        self._compare(page, answer)
        self.joining.twins.meet(url, reading, front=lead.depth == 0)
        self.offer(reading, url, lead.depth)
        if self.settings.resolver != "none":
            self._meet_mail(page, answer.text)
        return self.write(page)

    def _compare(self, page: Page, answer: Answer) -> None:
        """Note whether a page that was shown before looks the same although its bytes do not."""
        earlier = self.fetcher.earlier
        before = earlier.pages.get(page.url) if earlier is not None else None
        if earlier is None or before is None or not before.rendered or not isinstance(before.exchange, Exchange):
            return
        if before.exchange.body != answer.exchange.body and alike(answer.body, earlier.body(before.exchange.body)):
            self.alike.add(page.url)

    def _meet_mail(self, page: Page, text: str) -> None:
        try:
            self.mail.meet(page, text)
        except Exception as fault:  # noqa: BLE001 (a fault of ours in one page's mail must not end the visit, and is told)
            self.fetcher.ledger.log("mail-fault", url=page.url, error=f"{type(fault).__name__}: {fault}"[:300])

    def write(self, page: Page) -> Page:
        """Write a page down, or anew."""
        self.pages[page.url] = page
        self.fetcher.ledger.page(page)
        return page

    async def _document(self, lead: Lead, answer: Answer, kind: str | None) -> Page | Document | None:
        if kind in _NO_DOCUMENT or (kind is None and answer.cut):
            self.fetcher.ledger.log("no-document", url=answer.url, kind=kind)
            return None
        if kind is None:
            return self._note(lead, answer.url, Missing("not-html", answer.content_type[:100]))
        facts = await self._facts(answer) if kind in OPENED else {}
        exchange: Exchange = answer.exchange
        document = Document(answer.url, kind, len(answer.body), exchange, self.frontier.labels(lead.url), lead.found_on, facts)
        self.documents[answer.url] = document
        self.fetcher.ledger.document(document)
        return document

    async def _facts(self, answer: Answer) -> Json | Missing:
        if answer.cut:
            return Missing("too-large", f"only the first {len(answer.body)} bytes were fetched")
        earlier = self.fetcher.earlier
        known = earlier.facts(answer.exchange.body, version()) if earlier is not None else None
        if known is not None:
            return known
        return await within(self.reader.facts(answer.body), self.fetcher.allowance.seconds, self.fetcher.politeness.stopping)


def _unread(page: Page) -> Missing:
    dom = page.artifacts.get("dom")
    return dom if isinstance(dom, Missing) else Missing("not-rendered")
