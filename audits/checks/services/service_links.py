"""The link to an e-service leads to the e-service, not to a page that is gone."""

from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urldefrag

from audits.audit import Audit, Case, Source
from audits.derive import Link, SiteView, host_of
from audits.kit import broken, cant_tell, found, inapplicable
from audits.services import Service, doors
from data.errors import REASONS
from data.types import Finding, Json, Outcome, Portal, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="service-links",
    version=2,
    scope="site",
    title=Text("Saites uz e-pakalpojumiem darbojas", "Links to e-services work"),
    why=Text(
        "Ja saite uz portālu ved uz neesošu lapu, pakalpojumu pieprasīt nevar.",
        "When a link to a portal leads to a page that is gone, the service cannot be asked for.",
    ),
    method=Text(
        "Saskaitītas saites uz pakalpojumiem portālos, uz kurām portāls atbild ar 404 vai 410. Portāla traucējumi pašvaldībai vai iestādei netiek pieskaitīti.",
        "Links to services at portals that the portal answers with 404 or 410 are counted. A portal's own trouble is never charged to the body.",
    ),
    advice=Text(
        "Nomainiet novecojušās saites; portālā latvija.gov.lv pakalpojuma jaunā adrese ir /Services/ ar numuru.",
        "Replace outdated links; at latvija.gov.lv the new address of a service is /Services/ with a number.",
    ),
    source=Source(
        "practice",
        Text("MK noteikumi Nr. 445, 4. punkts: informācijas aktualitāte", "Cabinet Regulation No. 445, point 4: information is up to date"),
        "https://likumi.lv/ta/en/en/id/316109",
    ),
    options={"gone": [404, 410], "max_undecided_share": 0.2},
    unit=Text("nedarbojošās saites", "dead links"),
)


def check(
    site: SiteView, services: tuple[Service, ...], links_away: Json, words: Vocabulary, portals: tuple[Portal, ...], options: Json
) -> Finding:
    """Every door to a service against what came back when it was asked for once."""
    links = {_key(link.url): link for link in _leading(site, services, words, portals)}
    if not links:
        return inapplicable(*site.pages[:1], whole=True)
    answers = {_key(row["url"]): row for row in links_away.get("checked", [])}
    told = {url: answers[url] for url in links if url in answers}
    dead = [links[url] for url, row in told.items() if row.get("status") in options["gone"]]
    if dead:
        return broken(len(dead), *dead, confidence=0.9)
    answered = {url: links[url] for url, row in told.items() if 200 <= (row.get("status") or 0) < 400}
    undecided = [url for url in links if url not in answered]
    if len(undecided) > options["max_undecided_share"] * len(links):
        return cant_tell(_why(undecided, told, links_away), *[links[url] for url in undecided])
    return found(0, *answered.values(), confidence=0.9, whole=True)


def _leading(site: SiteView, services: tuple[Service, ...], words: Vocabulary, portals: tuple[Portal, ...]) -> Iterator[Link]:
    for page in site.pages:
        if page.role not in {Role.NEWS, Role.NEWS_ITEM, Role.SEARCH}:
            yield from (each.link for each in doors(page, words, portals))
    own = host_of(site.snapshot.site)
    yield from (step for service in services for step in service.steps.values() if isinstance(step, Link) and step.host not in {own, ""})


def _key(url: str) -> str:
    """An address without what is written in more than one way."""
    bare = urldefrag(url).url.split("://", 1)[-1].removeprefix("www.")
    return unquote(bare).rstrip("/").lower()


def _why(undecided: list[str], told: Mapping[str, Json], links_away: Json) -> str:
    """The reason why the first of them could not be told, of the closed list."""
    left = {_key(row["url"]): row for row in links_away.get("unchecked", [])}
    reasons = ((told.get(url) or left.get(url) or {}).get("reason") for url in undecided)
    return next((reason for reason in reasons if reason in REASONS), "not-gathered")


_PAGE = "<h1>E-pakalpojumi</h1><a href=https://latvija.gov.lv/Services/1>Noma</a><a href=https://www.latvija.lv/lv/PPK/vide/koki/p22/ProcesaApraksts>Koki</a>"
_OK = {"url": "https://latvija.gov.lv/Services/1", "status": 200, "reason": None}
_OLD = "https://www.latvija.lv/lv/PPK/vide/koki/p22/ProcesaApraksts"


def _away(*rows: dict[str, Json], unchecked: tuple[dict[str, Json], ...] = ()) -> dict[str, Json]:
    return {"links_away": {"checked": list(rows), "unchecked": list(unchecked)}}


CASES = (
    Case("all answer", Outcome.PASSED, pages={"/e/": _PAGE}, given=_away(_OK, {"url": _OLD, "status": 200, "reason": None}), expect=0),
    Case("one is gone", Outcome.FAILED, pages={"/e/": _PAGE}, given=_away(_OK, {"url": _OLD, "status": 404, "reason": None}), expect=1),
    Case(
        "both are gone",
        Outcome.FAILED,
        pages={"/e/": _PAGE},
        given=_away({**_OK, "status": 410}, {"url": _OLD, "status": 404, "reason": None}),
        expect=2,
    ),
    Case(
        "the portal is in trouble",
        Outcome.CANT_TELL,
        pages={"/e/": _PAGE},
        given=_away(_OK, {"url": _OLD, "status": 503, "reason": "server-error"}),
        reason="server-error",
    ),
    Case(
        "it does not answer",
        Outcome.CANT_TELL,
        pages={"/e/": _PAGE},
        given=_away(_OK, {"url": _OLD, "status": None, "reason": "timeout"}),
        reason="timeout",
    ),
    Case(
        "we are refused",
        Outcome.CANT_TELL,
        pages={"/e/": _PAGE},
        given=_away(_OK, {"url": _OLD, "status": 403, "reason": "forbidden"}),
        reason="forbidden",
    ),
    Case(
        "not asked, by the portal's robots.txt",
        Outcome.CANT_TELL,
        pages={"/e/": _PAGE},
        given=_away(_OK, unchecked=({"url": _OLD, "reason": "robots"},)),
        reason="robots",
    ),
    Case(
        "another dead link is no service's",
        Outcome.PASSED,
        pages={"/e/": _PAGE.split("<a href=https://www", maxsplit=1)[0]},
        given=_away(_OK, {"url": "https://vecs.test/", "status": 404, "reason": None}),
        expect=0,
    ),
    Case("the news may be old", Outcome.INAPPLICABLE, pages={"/jaunumi/e/": _PAGE}, given=_away({**_OK, "status": 404})),
    Case("an older visit did not ask", Outcome.UNTESTED, pages={"/e/": _PAGE}, reason="not-gathered"),
)
