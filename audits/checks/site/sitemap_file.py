"""Search engines are told of every page, so that residents find it there."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.kit import broken, cant_tell, found
from data.types import Evidence, Finding, Json, Outcome, Text

AUDIT = Audit(
    id="sitemap-file",
    version=2,
    scope="site",
    title=Text("Vietnei ir sitemap.xml", "The site has a sitemap.xml"),
    why=Text(
        "Iedzīvotājs bieži sāk meklētājā; lapas, par kurām tas nezina, viņš neatrod.",
        "Residents often start at a search engine; pages it does not know of they do not find.",
    ),
    method=Text(
        "Fails ir atrodams pēc robots.txt vai parastā vietā, un tajā ir adreses; vērtība ir adrešu skaits.",
        "The file is found by robots.txt or in the usual place and holds addresses; the value is their number.",
    ),
    advice=Text(
        "Ļaujiet satura vadības sistēmai veidot sitemap.xml un norādiet to failā robots.txt.",
        "Let the content management system make a sitemap.xml and name it in robots.txt.",
    ),
    source=Source("standard", Text("sitemaps.org protokols", "sitemaps.org protocol"), "https://www.sitemaps.org/protocol.html"),
    unit=Text("adreses", "addresses"),
)


def check(sitemap: Json, site: SiteView) -> Finding:
    """How many addresses its files give; one that was kept from us may give some. Where robots.txt names it is told, not asked."""
    seen = [Evidence(file["url"], excerpt=f"{file['status']} {file['kind']}: {file['locs']} <loc>") for file in sitemap["files"]]
    named = Evidence(site.snapshot.site, locator="robots.txt", excerpt=f"Sitemap: {'yes' if sitemap['in_robots'] else 'no'}")
    if any(file["kind"] in {"urlset", "sitemapindex"} and file["locs"] for file in sitemap["files"]):
        return found(len(sitemap["urls"]), *seen, named)
    kept_from_us = next((file["reason"] for file in sitemap["files"] if file.get("reason")), None)
    if kept_from_us:
        return cant_tell(kept_from_us, *seen, named)
    return broken(0, *seen, named)


def _file(url: str, kind: str, locs: int, status: int = 200) -> dict[str, str | int]:
    return {"url": f"https://www.piemers.test/{url}", "status": status, "kind": kind, "locs": locs}


CASES = (
    Case(
        "index with one part",
        Outcome.PASSED,
        given={
            "sitemap": {
                "files": [_file("sitemap.xml", "sitemapindex", 1), _file("lapas.xml", "urlset", 2)],
                "urls": ["https://www.piemers.test/", "https://www.piemers.test/kontakti"],
                "in_robots": True,
            }
        },
        expect=2,
    ),
    Case(
        "none",
        Outcome.FAILED,
        given={"sitemap": {"files": [_file("sitemap.xml", "invalid", 0, 404)], "urls": [], "in_robots": False}},
        expect=0,
    ),
    Case(
        "empty", Outcome.FAILED, given={"sitemap": {"files": [_file("sitemap.xml", "urlset", 0)], "urls": [], "in_robots": True}}, expect=0
    ),
    Case(
        "a page in its place",
        Outcome.FAILED,
        given={"sitemap": {"files": [_file("sitemap.xml", "invalid", 0)], "urls": [], "in_robots": False}},
        expect=0,
    ),
    Case(
        "a block page in its place",
        Outcome.CANT_TELL,
        given={"sitemap": {"files": [_file("sitemap.xml", "invalid", 0) | {"reason": "block-page"}], "urls": [], "in_robots": False}},
        reason="block-page",
    ),
    Case("not gathered", Outcome.UNTESTED, reason="not-gathered"),
)
