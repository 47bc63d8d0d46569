"""Machines that answer a resident's questions read from the site itself who the body is and what it offers."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import absent, found
from audits.metadata import schema_types
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="structured-data",
    version=1,
    scope="site",
    title=Text("Vietnē ir strukturēti dati (schema.org)", "The site has structured data (schema.org)"),
    why=Text(
        "Kartes, meklētāji un palīgi rāda pareizu darba laiku, adresi un pakalpojumus.",
        "Maps, search engines and assistants show the right hours, address and services.",
    ),
    method=Text(
        "Lapās meklē schema.org aprakstus: JSON-LD, mikrodatus vai RDFa; vērtība ir aprakstīto veidu saraksts. Maizes drupačas un vietnes meklētājs vien neskaitās.",
        "Looks on the pages for descriptions in schema.org: JSON-LD, microdata or RDFa; the value lists the types. A breadcrumb trail or the site's search box alone does not count.",
    ),
    advice=Text(
        "Aprakstiet iestādi (GovernmentOrganization), ziņas un pakalpojumus ar schema.org.",
        "Describe the body (GovernmentOrganization), news and services by schema.org.",
    ),
    source=Source("standard", Text("Schema.org vārdnīca", "The Schema.org vocabulary"), "https://schema.org/"),
    options={
        "not_enough": [
            "BreadcrumbList",
            "ListItem",
            "WebSite",
            "WebPage",
            "SearchAction",
            "EntryPoint",
            "ImageObject",
            "ReadAction",
            "CollectionPage",
        ]
    },
)
_MOST = 12


def check(pages: tuple[PageView, ...], options: Json) -> Finding:
    """The types that the pages describe, beyond those that themes put on every page."""
    first: dict[str, PageView] = {}
    for page in pages:
        for name in schema_types(page):
            first.setdefault(name, page)
    telling = sorted(set(first) - set(options["not_enough"]))
    if not telling:
        return absent(*dict.fromkeys(first.values()), *pages[:1], value="")
    return found(",".join(telling[:_MOST]), *(first[name].see("", name) for name in telling))


def _block(told: str) -> str:
    return f'<script type="application/ld+json">{told}</script>'


CASES = (
    Case(
        "the body",
        Outcome.PASSED,
        _block('{"@context":"https://schema.org","@type":"GovernmentOrganization","name":"N"}'),
        expect="GovernmentOrganization",
    ),
    Case(
        "in a graph",
        Outcome.PASSED,
        _block('{"@graph":[{"@type":"WebSite"},{"@type":["NewsArticle","Article"]}]}'),
        expect="Article,NewsArticle",
    ),
    Case("microdata", Outcome.PASSED, '<div itemscope itemtype="http://schema.org/Event">Svētki</div>', expect="Event"),
    Case("RDFa", Outcome.PASSED, '<div vocab="https://schema.org/" typeof="Place">Nams</div>', expect="Place"),
    Case("only the crumbs of the theme", Outcome.FAILED, _block('{"@graph":[{"@type":"WebSite"},{"@type":"BreadcrumbList"}]}'), expect=""),
    Case("no JSON", Outcome.FAILED, _block('{"@type": "Organization", }}'), expect=""),
    Case("nested without end", Outcome.FAILED, _block("[" * 5000), expect=""),
    Case("none", Outcome.FAILED, expect=""),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
