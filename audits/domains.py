"""What DNS was asked and what it said: which names a question is put to, and how checks take an answer.

Everything here is pure: the crawler asks what these functions name, and a check reads the answers by the same names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address

import tldextract

from audits.kit import broken, cant_tell, found, inapplicable
from data.text import masked
from data.types import Evidence, Finding, Json, Value

_suffixes = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
_LABELS = 12


def registrable(host: str) -> str:
    """The organisational domain of a host by the public suffix list that tldextract ships (RFC 7489, 3.2); an address is its own.

    By it first and third parties are told apart. A name under no public suffix (.test, an intranet) is owned by its last two labels.

    >>> registrable("www.carnikava.lv"), registrable("pasts.varam.gov.lv"), registrable("www.piemers.test")
    ('carnikava.lv', 'varam.gov.lv', 'piemers.test')
    """
    name = host.strip("[].").lower()
    try:
        return str(ip_address(name))
    except ValueError:
        parts = _suffixes(name)
    return parts.top_domain_under_public_suffix or (name if parts.suffix else ".".join(name.split(".")[-2:]))


def climb(host: str) -> list[str]:
    """A name and those above it, the nearest first (RFC 8659, 3).

    >>> climb("www.a.lv.")
    ['www.a.lv', 'a.lv', 'lv']
    """
    labels = host.rstrip(".").lower().split(".")[-_LABELS:]
    return [".".join(labels[place:]) for place in range(len(labels))]


def key(name: str, kind: str) -> str:
    """How an answer is found in the artifact."""
    return f"{kind} {name.rstrip('.').lower()}"


@dataclass(frozen=True, slots=True)
class Answers:
    """The artifact ``dns`` as a check reads it."""

    told: Json

    def of(self, name: str, kind: str) -> Json:
        """The answer to a question; one that was never asked is not known."""
        return self.told["answers"].get(key(name, kind)) or {"name": name, "type": kind, "records": [], "reason": "not-gathered"}

    def mail(self) -> list[str]:
        """The domains whose mail is judged: those of the site's contacts; where there are none, the site's own if it takes mail."""
        named = [each["domain"] for each in self.told["mail"]]
        own = self.told["web"]["domain"]
        return named or ([own] if self.of(own, "MX")["records"] else [])

    def receiving(self) -> list[str]:
        """Those of them that take mail, as far as is known."""
        return [domain for domain in self.mail() if self.of(domain, "MX").get("absent") is None]


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one domain: whether it is ``good`` (None: not known, for this ``reason``), with the answers that say so."""

    good: bool | None
    value: Value
    seen: tuple[Evidence, ...]
    reason: str = ""


def see(answer: Json, remark: str = "") -> Evidence:
    """Evidence of one answer: the question, the raw records or why there are none, the server that said so and when."""
    said = "; ".join(answer["records"]) or answer.get("reason") or answer.get("absent") or "–"
    where = f"; {answer['resolver']}" if answer.get("resolver") else ""
    at = datetime.fromisoformat(answer["at"]) if answer.get("at") else None
    told = masked(f"{remark + ': ' if remark else ''}{said}")[:240]
    return Evidence(
        f"dns:{answer['name']}?type={answer['type']}", locator=f"{answer['type']} {answer['name']}", excerpt=told + where, at=at
    )


def weigh(told: Sequence[Told], *besides: Evidence) -> Finding:
    """One finding for several domains: one that is bad fails all, one that is not known leaves it open; nothing to ask is inapplicable."""
    if not told:
        return inapplicable(*besides)
    worst = next((each for each in told if each.good is False), None) or next((each for each in told if each.good is None), None)
    first = worst or told[0]
    seen = [*first.seen, *(each for one in told if one is not first for each in one.seen), *besides]
    if first.good is None:
        return cant_tell(first.reason, *seen)
    return found(first.value, *seen) if first.good else broken(first.value, *seen)


def tags(answer: Json, version: str) -> list[dict[str, str]]:
    """The records of a TXT answer that begin with this version, each as its tags (``name=value`` with semicolons between)."""
    return [_tags(text) for text in answer["records"] if text.replace(" ", "").lower().split(";")[0] == version.lower()]


def _tags(text: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.split(";"))
    return {name.strip().lower(): value.strip() for name, mark, value in pairs if mark}


def freemail(told: Json) -> list[Evidence]:
    """Addresses at providers of free mail that the site gives, as domains with their number."""
    return [
        Evidence(told["site"], locator="mailto", excerpt=f"@{each['domain']}: {each['addresses']}") for each in told.get("freemail", ())
    ]


def unknown(answers: Iterable[Json]) -> str:
    """The reason of the first answer that is not known; empty when all are."""
    return next((str(each["reason"]) for each in answers if each.get("reason")), "")


def example(
    answers: Mapping[str, Sequence[str] | str], mail: Sequence[str] = ("piemers.test",), free: Sequence[str] = (), **rest: Json
) -> dict[str, Json]:
    """An artifact from which cases are made: by type and name the records, ``absent``, or a reason why it is not known."""
    return {
        "dns": {
            "site": "https://www.piemers.test/",
            "web": {"host": "www.piemers.test", "twin": "piemers.test", "domain": "piemers.test"},
            "mail": [{"domain": each, "addresses": 2, "pages": 3} for each in mail],
            "freemail": [{"domain": each, "addresses": 1, "pages": 1} for each in free],
            "answers": {name: _example(name, said) for name, said in answers.items()},
            "zones": {},
            "policies": {},
            **rest,
        }
    }


def _example(place: str, said: Sequence[str] | str) -> dict[str, Json]:
    kind, _, name = place.partition(" ")
    plain = {"name": name, "type": kind, "records": [], "aliases": [], "rcode": "NOERROR", "ad": False, "resolver": "192.0.2.53:53"}
    if said == "absent":
        return {**plain, "rcode": "NXDOMAIN", "absent": "no-name"}
    return {**plain, "reason": said} if isinstance(said, str) else {**plain, "records": list(said)}
