"""A resident who follows a link to a social network finds the body's profile there, not an error."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from audits.audit import Audit, Case, Source
from audits.derive import Link, PageView
from audits.kit import broken, cant_tell, found, inapplicable
from audits.profiles import profiles
from data.types import Evidence, Finding, Json, Outcome, Text

AUDIT = Audit(
    id="social-networks-alive",
    version=1,
    scope="site",
    title=Text("Saites uz sociālajiem tīkliem darbojas", "Links to social networks work"),
    why=Text(
        "Saite uz slēgtu kontu rada iespaidu, ka iestāde vairs neatbild.",
        "A link to a closed account looks as if the body no longer answered.",
    ),
    method=Text(
        "Iestādes profilu adreses pieprasa vienu reizi; bojāta ir tā, uz kuru tīkls atbild 404 vai 410. Ja tīkls atsakās atbildēt, spriedums "
        "par to netiek izdarīts. Vērtība ir bojāto saišu skaits.",
        "The addresses of the body's profiles are requested once; one that the network answers with 404 or 410 is dead. Where the network refuses "
        "to answer, nothing is concluded. The value is the number of dead links.",
    ),
    advice=Text(
        "Izņemiet saites uz slēgtiem vai pārdēvētiem kontiem vai izlabojiet to adreses.",
        "Take out links to closed or renamed accounts, or put their addresses right.",
    ),
    source=Source(
        "survey",
        Text("E-indekss: sociālo tīklu konti", "E-index: accounts in social networks"),
        "https://lvportals.lv/norises/291694-valsts-un-pasvaldibu-iestades-iedzivotajiem-klust-sasniedzamakas-elektroniskaja-vide-2017",
    ),
    options={"dead": [404, 410], "alive_below": 400},
)


def check(pages: tuple[PageView, ...], links_away: Json, options: Json) -> Finding:
    """The dead ones; else the first that could not be asked; else all are alive."""
    links = [link for of_network in profiles(pages).values() for link in of_network]
    if not links:
        return inapplicable(*pages[:1], whole=True)
    answers = {_key(url): answer for url, answer in _answers(links_away)}
    told: list[tuple[Link, int | None, str | None]] = [(link, *answers.get(_key(link.url), (None, "not-gathered"))) for link in links]
    dead = [link.see(f"{link.url} – {status}") for link, status, _reason in told if status in options["dead"]]
    if dead:
        return broken(len(dead), *dead)
    unknown = [(link, reason) for link, status, reason in told if status is None or status >= options["alive_below"]]
    if unknown:
        return cant_tell(unknown[0][1] or "unclear", *[_see(link) for link, _reason in unknown])
    return found(0, *[_see(link) for link in links], whole=True)


def _answers(links_away: Json) -> Iterator[tuple[str, tuple[int | None, str | None]]]:
    """By address the status, or why there is none; what was never asked for comes first, so that an answer outweighs it."""
    rows: Mapping[str, Json] = links_away if isinstance(links_away, dict) else {}
    yield from ((row["url"], (None, row.get("reason"))) for row in rows.get("unchecked", ()))
    yield from ((row["url"], (row.get("status"), row.get("reason"))) for row in rows.get("checked", ()))


def _key(url: str) -> str:
    """An address without what is written in more than one way."""
    parts = urlsplit(url)
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"


def _see(link: Link) -> Evidence:
    return link.see(link.url)


_LINKS = "<footer><a href=https://www.facebook.com/piemers/>f</a><a href=https://x.com/piemers>x</a></footer>"


def _checked(*rows: tuple[str, int | None, str | None]) -> dict[str, Json]:
    at = "2026-11-23T03:00:00Z"
    told: list[Json] = [{"url": u, "status": s, "reason": r, "found_on": [], "labels": [], "at": at} for u, s, r in rows]
    return {"links_away": {"checked": told, "unchecked": []}}


CASES = (
    Case(
        "both answer",
        Outcome.PASSED,
        _LINKS,
        given=_checked(("https://www.facebook.com/piemers", 200, None), ("https://x.com/piemers", 200, None)),
        expect=0,
    ),
    Case(
        "one is gone",
        Outcome.FAILED,
        _LINKS,
        given=_checked(("https://www.facebook.com/piemers/", 200, None), ("https://x.com/piemers", 404, None)),
        expect=1,
    ),
    Case(
        "one refuses to answer",
        Outcome.CANT_TELL,
        _LINKS,
        given=_checked(("https://www.facebook.com/piemers/", 403, "forbidden"), ("https://x.com/piemers", 200, None)),
        reason="forbidden",
    ),
    Case(
        "one was too slow",
        Outcome.CANT_TELL,
        _LINKS,
        given=_checked(("https://www.facebook.com/piemers/", 200, None), ("https://x.com/piemers", None, "timeout")),
        reason="timeout",
    ),
    Case(
        "robots.txt of the network",
        Outcome.CANT_TELL,
        _LINKS,
        given={"links_away": {"checked": [], "unchecked": [{"url": "https://www.facebook.com/piemers/", "reason": "robots"}]}},
        reason="robots",
    ),
    Case("never asked for", Outcome.CANT_TELL, _LINKS, given=_checked(), reason="not-gathered"),
    Case("no profiles", Outcome.INAPPLICABLE, given=_checked()),
    Case(
        "a film that is gone is no profile",
        Outcome.INAPPLICABLE,
        "<a href='https://www.youtube.com/watch?v=1'>Filma</a>",
        given=_checked(("https://www.youtube.com/watch?v=1", 404, None)),
    ),
    Case("an older visit", Outcome.UNTESTED, _LINKS, reason="not-gathered"),
)
