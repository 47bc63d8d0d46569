"""Where the site sends a resident elsewhere, there is something."""

from collections.abc import Mapping
from typing import Any

from audits.audit import Audit, Case, Source
from audits.derive import SiteView, host_of
from audits.kit import broken, cant_tell, found, inapplicable
from data.types import Evidence, Finding, Json, Outcome, Text

AUDIT = Audit(
    id="broken-links-away",
    version=1,
    scope="site",
    title=Text("Saites uz citām vietnēm kaut kur ved", "Links to other sites lead somewhere"),
    why=Text(
        "Novecojusi saite uz likumu, portālu vai skolu iedzīvotāju atstāj strupceļā.",
        "An outdated link to a law, portal or school leaves a resident in a dead end.",
    ),
    method=Text(
        "Saskaita svešas adreses, kuru nav: serveris atbild 404 vai 410, vai tāda domēna vairs nav. Citi traucējumi (klusums, atteikums, kļūda 5xx) ir svešās vietnes vaina un neskaitās; sociālie tīkli robotiem neatbild pa īstam, un tos neskaita.",
        "Counts foreign addresses that do not exist: the server answers 404 or 410, or the domain is no more. Other trouble (silence, refusal, errors 5xx) is that site's fault and does not count; social networks do not answer robots truly and are left out.",
    ),
    advice=Text("Nomainiet vai noņemiet šīs saites.", "Replace or remove these links."),
    source=Source(
        "practice",
        Text("Laba prakse; MK noteikumi Nr. 445, 4. punkts (aktualitāte)", "Good practice; Cabinet Regulation No. 445, point 4 (currency)"),
        "https://likumi.lv/ta/id/316109",
    ),
    options={
        "gone": [404, 410],
        "untrue": [
            "facebook.com",
            "instagram.com",
            "linkedin.com",
            "x.com",
            "twitter.com",
            "tiktok.com",
            "t.me",
            "threads.net",
            "youtube.com",
            "whatsapp.com",
        ],
        "enough": 0.5,
    },
    unit=Text("saites", "links"),
)
_UNSEEN = frozenset({"pages", "time", "interrupted", "bytes", "dns"})


def check(links_away: Json, site: SiteView, options: Json) -> Finding:
    """The foreign addresses that are no more; none of them, where at least half were asked for."""
    asked = [link for link in links_away.get("checked", ()) if not _untrue(link["url"], options["untrue"])]
    gone = [link for link in asked if link["status"] in options["gone"] or (link["status"] is None and link["reason"] == "dns")]
    if gone:
        return broken(len(gone), *(_seen(link, site) for link in gone))
    left = [link for link in links_away.get("unchecked", ()) if link["reason"] in _UNSEEN and not _untrue(link["url"], options["untrue"])]
    if len(asked) < options["enough"] * (len(asked) + len(left)):
        return cant_tell("incomplete-look", *(Evidence(link["url"], excerpt=link["reason"]) for link in left))
    return found(0, *(_seen(link, site) for link in asked[:3])) if asked else inapplicable(whole=True)


def _untrue(url: str, hosts: list[str]) -> bool:
    host = host_of(url)
    return any(host == each or host.endswith(f".{each}") for each in hosts)


def _seen(link: Mapping[str, Any], site: SiteView) -> Evidence:
    told = f"{next(iter(link['labels']), '')} → {link['url']} ({link['status'] or link['reason']})"
    for url in link["found_on"]:
        page = site.by_url.get(url)
        place = next((element for element in page.links if element.url.partition("#")[0] == link["url"]), None) if page else None
        if place:
            return place.see(told)
    return Evidence(next(iter(link["found_on"]), link["url"]), excerpt=told)


def _away(status: int | None, reason: str | None = None, url: str = "https://www.cits.test/x", left: int = 0) -> dict[str, Any]:
    link = {
        "url": url,
        "status": status,
        "reason": reason,
        "found_on": ["https://www.piemers.test/"],
        "labels": ["Cits"],
        "at": "2026-11-23T03:00:00+00:00",
    }
    unchecked = [{"url": f"https://www.cits.test/{number}", "reason": "pages"} for number in range(left)]
    return {"links_away": {"checked": [link], "unchecked": unchecked}}


CASES = (
    Case("answered", Outcome.PASSED, given=_away(200), expect=0),
    Case("gone", Outcome.FAILED, "<a href=https://www.cits.test/x>Cits</a>", given=_away(404, "not-found"), expect=1),
    Case("a domain that is no more", Outcome.FAILED, given=_away(None, "dns"), expect=1),
    Case("another's trouble", Outcome.PASSED, given=_away(503, "server-error"), expect=0),
    Case("another's silence", Outcome.PASSED, given=_away(None, "timeout"), expect=0),
    Case("a robot is told nothing true there", Outcome.INAPPLICABLE, given=_away(404, "not-found", "https://lv-lv.facebook.com/piemers")),
    Case("most were not asked", Outcome.CANT_TELL, given=_away(200, left=5), reason="incomplete-look"),
    Case("an older visit", Outcome.UNTESTED, reason="not-gathered"),
)
