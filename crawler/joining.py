"""What is one page under two addresses is joined while the walk goes: pages that only send on, and twins (``crawler.twins``)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from crawler.addresses import canonical, fingerprint
from crawler.frontier import Frontier, Lead
from crawler.ledger import Ledger
from crawler.reading import Reading
from crawler.twins import Twins
from data.errors import Unusable


@dataclass(slots=True)
class Joining:
    """Joins addresses in the frontier and writes down why. ``visit`` looks at an address at once, ``room`` tells whether pages may be."""

    frontier: Frontier
    ledger: Ledger
    visit: Callable[[Lead], Awaitable[object]]
    room: Callable[[], bool]
    twins: Twins = field(default_factory=Twins)
    _looking: bool = False

    def join(self, url: str, page: str, by: str) -> bool:
        """What leads to one address leads to a page that goes by another; False when that one leads back."""
        joined = self.frontier.join(url, page)
        self.ledger.log("known", url=url, same_as=page, by=by)
        return joined

    def sent_on(self, lead: Lead, url: str, reading: Reading) -> bool:
        """Whether the page only sends its visitors on; where it sends them waits in its place. Raises Unusable as a redirect would."""
        target = canonical(reading.moved_to) if reading.moved_to else None
        # A page that reloads itself stays what it is.
        if target is None or fingerprint(target) == fingerprint(url):
            return False
        if target not in self.frontier.scope:
            self.ledger.log("off-site", url=url, reason="off-site", detail=target)
            raise Unusable("off-site", target)
        if not self.join(url, target, "refresh"):
            raise Unusable("redirect-loop", f"{url} → {target}")
        self.frontier.offer(target, lead.depth, lead.found_on)
        return True

    async def twin(self, lead: Lead, url: str, reading: Reading) -> bool:
        """Whether the page is one that goes by another address; that one is looked at first where the page names it."""
        same, by = self.twins.same(url, reading), "content"
        if same is None:
            same, by = await self._claimed(lead, url, reading), "canonical"
        if same is None:
            return False
        self.join(url, same, by)
        self.frontier.saw(url, reading.words, 0, idle=True)
        return True

    async def _claimed(self, lead: Lead, url: str, reading: Reading) -> str | None:
        target = self.twins.claimed(url, reading, self.frontier.scope)
        if target is None or not await self._looked_at(target, lead):
            return None
        if self.twins.bears_out(target, reading):
            return target
        self.twins.lies += 1
        self.ledger.log("canonical-ignored", url=url, canonical=target)
        return None

    async def _looked_at(self, target: str, lead: Lead) -> bool:
        """Whether a page that another claims to be has been looked at; it is, once, where the site's claims are still believed."""
        if self.frontier.seen(target):
            return True
        if not self.twins.trusted or self._looking or not self.room():
            return False
        first = self.frontier.claim(target, lead)
        if first is not None:
            self._looking = True
            await self.visit(first)
            self._looking = False
        return first is not None
