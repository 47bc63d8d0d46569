"""The artifact ``dns``: what DNS says of the web host and its twin, and of the domains at which the body takes mail.

Questions only, to one resolver; no server of the body is asked for anything but the MTA-STS policy, which is there to be fetched.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from audits import spf
from audits.domains import climb, key, registrable
from crawler.bodies import strangers
from crawler.fetch import Fetcher
from crawler.gatherers import dnssec, transport
from crawler.mail_domains import MailDomains
from crawler.names import Names
from crawler.politeness import within
from data.addresses import HOST
from data.errors import GatherError, OutOfBudget
from data.types import Json, Missing

MOST = 150
"""Questions asked for one visit."""
_SECONDS = 60.0
_POLICY = 64 * 1024
"""The bytes of an MTA-STS policy that are read (RFC 8461, 3.3)."""


@dataclass(slots=True)
class _Asking:
    names: Names
    answers: dict[str, Json] = field(default_factory=dict)

    async def ask(self, name: str, kind: str) -> Json:
        """The answer to one question, as ``Names`` tells it; ``not-gathered`` once MOST others were asked."""
        place = key(name, kind)
        if place not in self.answers:
            if len(self.answers) >= MOST:
                return {"name": name, "type": kind, "records": [], "reason": "not-gathered"}
            self.answers[place] = await self.names.ask(name, kind)
        return self.answers[place]

    async def all(self, questions: Iterable[tuple[str, str]]) -> None:
        """Ask these names for records of these kinds, at once; the answers are kept."""
        await asyncio.gather(*(self.ask(name, kind) for name, kind in questions))


async def gather(names: Names | None, fetcher: Fetcher, site: str, met: MailDomains) -> Json | Missing:
    """``web`` (host, twin, domain), ``mail`` and ``freemail`` (domains with how many addresses and pages), ``answers`` by type and name,
    ``zones`` (DNSSEC of the web's and the mail's zones), ``policies`` (MTA-STS by mail domain). Raises OutOfBudget.

    Missing where nobody may be asked, where the site is known by an address only, or by a name that was given by hand: then DNS would speak
    of something else.
    """
    host = urlsplit(site).hostname or ""
    if names is None:
        return Missing("not-gathered", "no resolver")
    if not HOST.fullmatch(host) or "." not in host or host.replace(".", "").isdigit():
        return Missing("not-gathered", "the site has no name in DNS")
    if host in fetcher.egress.names and fetcher.settings.resolver is None:
        return Missing("not-gathered", "the site's name was given by hand")
    asking = _Asking(names)
    found = met.own(host, strangers(site))
    domains = dict.fromkeys([*(each["domain"] for each in found), registrable(host)])
    try:
        async with asyncio.timeout(min(_SECONDS, max(0.1, fetcher.allowance.seconds))):
            looking = asyncio.gather(
                _web(asking, host, urlsplit(transport.twin(site)).hostname or host), *(_mail(asking, one) for one in domains)
            )
            await within(looking, fetcher.allowance.seconds, fetcher.politeness.stopping)
            zones = {one: await _zone(asking, one) for one in (host, *domains)}
    except TimeoutError:
        return Missing("timeout", f"{len(asking.answers)} answers came")
    for zone in zones.values():
        if "fault" in zone:
            fetcher.ledger.log("dnssec-fault", zone=zone["zone"], error=zone["fault"])
    return {
        "site": site,
        "web": {"host": host, "twin": urlsplit(transport.twin(site)).hostname, "domain": registrable(host)},
        "mail": found,
        "freemail": met.free(),
        "answers": asking.answers,
        "zones": zones,
        "policies": {
            one: await _policy(fetcher, one) for one in domains if asking.answers.get(key(f"_mta-sts.{one}", "TXT"), {}).get("records")
        },
    }


async def _web(asking: _Asking, host: str, twin: str) -> None:
    await asking.all((name, kind) for name in (host, twin) for kind in ("A", "AAAA"))
    for name in climb(host):
        answer = await asking.ask(name, "CAA")
        if answer["records"] or answer.get("reason"):
            break


async def _mail(asking: _Asking, domain: str) -> None:
    own = registrable(domain)
    texts = [domain, *(f"{label}.{domain}" for label in ("_dmarc", "_mta-sts", "_smtp._tls")), f"_dmarc.{own}"]
    await asking.all([(domain, "MX"), *((name, "TXT") for name in dict.fromkeys(texts))])
    left, seen = [domain], {domain}
    while left and len(seen) <= spf.LOOKUPS + 2:
        answer = await asking.ask(left.pop(0), "TXT")
        for record in spf.records(answer)[:1]:
            fresh = [name for name in spf.leads_to(record) if name not in seen]
            seen.update(fresh)
            left += fresh


async def _zone(asking: _Asking, name: str) -> Json:
    """DNSSEC of the zone in which a name lies."""
    top = registrable(name)
    for candidate in climb(name):
        answer = await asking.ask(candidate, "SOA")
        if answer.get("reason") and answer["reason"] != "server-error":
            return {"zone": candidate, "signed": None, "validated": None, "why": "", "ad": False, "reason": answer["reason"]}
        if (answer["records"] and not answer["aliases"]) or candidate == top:
            above = await asking.ask(candidate, "DS")
            told = await dnssec.gather(asking.names, candidate)
            return told | ({"reason": above["reason"]} if above.get("reason") else {})
    return {"zone": top, "signed": None, "validated": None, "why": "", "ad": False, "reason": "not-gathered"}


async def _policy(fetcher: Fetcher, domain: str) -> Json:
    url = f"https://mta-sts.{domain}/.well-known/mta-sts.txt"
    try:
        answer = await fetcher.fetch(url, "probe", redirects=0)
    except OutOfBudget:
        raise
    except GatherError as failure:
        return {"url": url, "reason": failure.reason}
    text = answer.body[:_POLICY].decode("utf-8", "replace")
    told = {"url": url, "status": answer.exchange.status, "type": answer.content_type, "at": answer.exchange.at.isoformat()}
    return told | {"body": text, "large": len(answer.body) > _POLICY}
