"""A link leads where it says; nobody runs into a page that is no longer there."""

from collections.abc import Mapping
from typing import Any

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.kit import cant_tell, tally
from data.types import Evidence, Finding, Json, Outcome, Text

AUDIT = Audit(
    id="broken-links",
    version=1,
    scope="site",
    title=Text("Saites vietnē ved uz esošām lapām", "Links within the site lead to pages that exist"),
    why=Text("Pārtrūkusi saite ir zaudēts pakalpojums vai ziņa.", "A broken link is a service or piece of news lost."),
    method=Text(
        "Saskaita vietnes iekšējās saites, uz kurām serveris atbild 404 vai 410.",
        "Counts the addresses linked within the site that the server answers with 404 or 410.",
    ),
    advice=Text(
        "Izlabojiet vai noņemiet šīs saites; pārvietotām lapām ieviesiet pāradresāciju.",
        "Correct or remove these links; redirect moved pages.",
    ),
    source=Source(
        "practice",
        Text("Laba prakse; MK noteikumi Nr. 445, 4. punkts (aktualitāte)", "Good practice; Cabinet Regulation No. 445, point 4 (currency)"),
        "https://likumi.lv/ta/id/316109",
    ),
    unit=Text("saites", "links"),
)


def check(links_checked: Json, site: SiteView) -> Finding:
    """The broken addresses; none can only be said when all were tried."""
    broken = [_seen(link, site) for link in links_checked["broken"]]
    if not broken and links_checked["unchecked"]:
        return cant_tell("incomplete-look", *(Evidence(link["url"], excerpt=link["reason"]) for link in links_checked["unchecked"]))
    return tally(broken, *site.pages[:1])


def _seen(link: Mapping[str, Any], site: SiteView) -> Evidence:
    told = f"{next(iter(link['labels']), '')} → {link['url']} ({link['status']})"
    for url in link["found_on"]:
        page = site.by_url.get(url)
        place = next((element for element in page.links if element.url == link["url"]), None) if page else None
        if place:
            return place.see(told)
    return Evidence(next(iter(link["found_on"]), link["url"]), excerpt=told)


_GONE = {
    "url": "https://www.piemers.test/projekti/es-fondi-2019/",
    "status": 404,
    "found_on": ["https://www.piemers.test/"],
    "labels": ["ES fondi"],
}

CASES = (
    Case("none", Outcome.PASSED, given={"links_checked": {"broken": [], "unchecked": []}}, expect=0),
    Case(
        "one",
        Outcome.FAILED,
        '<main><a href="/projekti/es-fondi-2019/">ES fondi</a></main>',
        given={"links_checked": {"broken": [_GONE], "unchecked": []}},
        expect=1,
    ),
    Case(
        "some were not tried",
        Outcome.CANT_TELL,
        given={"links_checked": {"broken": [], "unchecked": [{"url": "https://www.piemers.test/a", "reason": "robots"}]}},
        reason="incomplete-look",
    ),
    Case(
        "one is proof even when some were not tried",
        Outcome.FAILED,
        given={"stopped_by": "pages", "links_checked": {"broken": [_GONE], "unchecked": []}},
        expect=1,
    ),
    Case("not gathered", Outcome.UNTESTED, reason="not-gathered"),
)
