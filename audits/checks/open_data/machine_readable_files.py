"""On its own site too the body offers data that a program can read."""

import re
from collections.abc import Iterable

from audits.audit import Audit, Case, Source
from audits.derive import SiteView, host_of
from audits.kit import counted, distinct
from data.types import Document, Evidence, Exchange, Finding, Json, Outcome, Text

AUDIT = Audit(
    id="machine-readable-files",
    version=1,
    scope="site",
    title=Text("Mašīnlasāmi faili tīmekļvietnē", "Machine-readable files on the website"),
    why=Text(
        "Tabulu, ko var atvērt programmā, iedzīvotājs vai žurnālists var salīdzināt un pārrēķināt pats.",
        "A table that opens in a program is one that a resident or journalist can compare and work out alone.",
    ),
    method=Text(
        "Saskaita vietnes dažādos failus CSV, JSON, XML, XLSX un līdzīgos formātos; lapas karti, ziņu plūsmas un saites, kas nekur neved, neskaita.",
        "Counts the site's distinct files in CSV, JSON, XML, XLSX and like formats; the site map, feeds and links that lead nowhere are left out.",
    ),
    advice=Text(
        "Budžeta, līgumu un citas tabulas publicējiet arī CSV vai XLSX failā, ne tikai PDF.",
        "Publish the tables of budget, contracts and the like as CSV or XLSX too, not as PDF only.",
    ),
    source=Source(
        "survey",
        Text(
            "E-indekss: atvērto datu pieejamība; VARAM atvērto datu definīcija",
            "E-index: availability of open data; VARAM's definition of open data",
        ),
        "https://www.varam.gov.lv/lv/atvertie-dati",
    ),
    options={
        "kinds": ["csv", "json", "xml", "xlsx", "xls", "ods"],
        "endings": r"\.(csv|tsv|json|geojson|xml|xlsx?|ods|kml|gml|gpkg|rdf|ttl|jsonld)$",
        "apart": r"sitemap|/(rss|feed|atom)\b|manifest\.json|browserconfig\.xml|opensearch|wlwmanifest|wp-json|oembed|xmlrpc",
    },
    measures=True,
    unit=Text("faili", "files"),
)


def check(documents: tuple[Document, ...], site: SiteView, options: Json) -> Finding:
    """The files that were opened, and those whose address says what they are."""
    apart = re.compile(options["apart"], re.IGNORECASE)
    own = {each.url: _seen(each) for each in documents if each.kind in options["kinds"] and isinstance(each.exchange, Exchange)}
    lost = site.lost | {each.url for each in documents if not isinstance(each.exchange, Exchange)}
    linked = {url: seen for url, seen in _linked(site, options) if url not in lost and url not in own}
    files = {url: seen for url, seen in {**own, **linked}.items() if not apart.search(url)}
    return counted(len(files), files.values() or [page.see() for page in site.pages[:1]])


def _linked(site: SiteView, options: Json) -> Iterable[tuple[str, Evidence]]:
    endings, host = re.compile(options["endings"], re.IGNORECASE), host_of(site.snapshot.site)
    for link in distinct(site.pages).values():
        if link.host == host and link.url not in site.by_url and endings.search(link.url.partition("?")[0]):
            yield link.url, link.see(link.label or link.url)


def _seen(each: Document) -> Evidence:
    at = each.exchange.at if isinstance(each.exchange, Exchange) else None
    body = each.exchange.body if isinstance(each.exchange, Exchange) else None
    return Evidence(each.url, body, excerpt=f"{each.kind}: {next(iter(each.labels), '')}", at=at)


CASES = (
    Case(
        "opened, and linked",
        Outcome.PASSED,
        "<main><h1>Budžets</h1><a href=/budzets.csv>CSV</a> <a href=/budzets.csv>tas pats</a> <a href=/vietas.geojson?v=2>Karte</a></main>",
        given={"documents": ({"url": "/media/7/download", "kind": "xlsx"}, {"url": "/budzets.csv", "kind": "csv"})},
        expect=3,
    ),
    Case(
        "none: a PDF, the site map, a feed, a file of others",
        Outcome.PASSED,
        "<main><h1>Faili</h1><a href=/sitemap.xml>Karte</a> <a href=/rss/feed.xml>RSS</a> <a href=https://cits.test/a.csv>Cita</a></main>",
        given={"documents": ({"url": "/budzets.pdf", "kind": "pdf"},)},
        expect=0,
    ),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
