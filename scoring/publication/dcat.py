"""The entry for a catalogue of open data such as data.gov.lv: ``dcat.jsonld`` by DCAT-AP 3 (https://semiceu.github.io/DCAT-AP)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath

from data.types import Json, Text
from scoring.publication.about import LICENCES, About
from scoring.publication.datapackage import NAME as PACKAGE
from scoring.publication.datapackage import PROFILE
from scoring.publication.digest import sha256
from scoring.publication.fields import OPEN_DATA
from scoring.publication.words import DESCRIPTION, KEYWORDS, PACKAGE_TITLE, STABLE, THEME

NAME = "dcat.jsonld"
CONTEXT = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_EU = "http://publications.europa.eu/resource/authority/"
_IANA = "https://www.iana.org/assignments/media-types/"
_FORMATS = {".csv": ("CSV", "text/csv"), ".json": ("JSON", "application/json")}
_LANGUAGES = ("LAV", "ENG")


def dcat(about: About, files: Mapping[str, bytes]) -> dict[str, Json]:
    """The dataset with a distribution for each of the ``files`` (file name: bytes), the package's description among them.

    Without the address at which the package will lie its own addresses are relative: a portal needs whole ones.
    """
    publisher = about.terms.publisher
    found: dict[str, Json] = {
        "@context": CONTEXT,
        "@id": f"{_base(about)}{about.name}",
        "@type": "dcat:Dataset",
        "dct:identifier": about.name,
        "dcat:version": about.run,
        "dct:title": _both(about.title),
        "dct:description": _both(DESCRIPTION),
        "dcat:keyword": [{"@value": word, "@language": lang} for lang in ("lv", "en") for word in KEYWORDS[lang]],
        "dcat:theme": {**_listed("skos:Concept", "data-theme", "GOVE"), "skos:prefLabel": _both(THEME)},
        "dct:language": _languages(),
        "dct:spatial": _listed("dct:Location", "country", "LVA"),
        "dct:accessRights": _listed("dct:RightsStatement", "access-right", "PUBLIC"),
        "dct:conformsTo": _standard(),
    }
    if publisher:
        found["dct:publisher"] = {"@id": publisher.url, "@type": "foaf:Agent", "foaf:name": _both(publisher.name)}
    if about.terms.address:
        found["dcat:landingPage"] = _of("foaf:Document", about.terms.address)
    if about.first_visit and about.last_visit:
        found["dct:issued"] = _day(about.last_visit)
        ends = {"dcat:startDate": _day(about.first_visit), "dcat:endDate": _day(about.last_visit)}
        found["dct:temporal"] = {"@type": "dct:PeriodOfTime", **ends}
    return {**found, "dcat:distribution": list(_distributions(about, files))}


def _distributions(about: About, files: Mapping[str, bytes]) -> Iterator[Json]:
    titles = {f"{table.name}.csv": table.title for table in OPEN_DATA} | {PACKAGE: PACKAGE_TITLE}
    for name, data in files.items():
        kind, media = _FORMATS[PurePosixPath(name).suffix]
        address = _of("rdfs:Resource", f"{_base(about)}{name}")
        yield {
            "@type": "dcat:Distribution",
            "dct:title": _both(titles[name]),
            "dcat:accessURL": _of("rdfs:Resource", about.terms.address) if about.terms.address else address,
            "dcat:downloadURL": address,
            "dct:format": _listed("dct:MediaTypeOrExtent", "file-type", kind),
            "dcat:mediaType": _of("dct:MediaType", f"{_IANA}{media}"),
            "dcat:byteSize": {"@value": str(len(data)), "@type": "xsd:nonNegativeInteger"},
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": _of("spdx:ChecksumAlgorithm", "spdx:checksumAlgorithm_sha256"),
                "spdx:checksumValue": {"@value": sha256(data), "@type": "xsd:hexBinary"},
            },
            "dct:license": _listed("dct:LicenseDocument", "licence", LICENCES[about.terms.licence].authority),
            "dct:language": _languages(),
            "dct:conformsTo": _standard(),
            "dcatap:availability": {**_listed("skos:Concept", "planned-availability", "STABLE"), "skos:prefLabel": _both(STABLE)},
        }


def _base(about: About) -> str:
    return f"{about.terms.address.rstrip('/')}/" if about.terms.address else ""


def _standard() -> Json:
    return _of("dct:Standard", PROFILE)


def _languages() -> Json:
    return [_listed("dct:LinguisticSystem", "language", code) for code in _LANGUAGES]


def _both(text: Text) -> Json:
    return [{"@value": text[lang], "@language": lang} for lang in ("lv", "en")]


def _day(moment: str) -> Json:
    return {"@value": date.fromisoformat(moment[:10]).isoformat(), "@type": "xsd:date"}


def _listed(kind: str, table: str, code: str) -> dict[str, Json]:
    """An entry of one of the EU's authority tables."""
    return {**_of(kind, f"{_EU}{table}/{code}"), "skos:inScheme": {"@id": f"{_EU}{table}"}}


def _of(kind: str, address: str) -> dict[str, Json]:
    """An address with its class: who checks the entry need not look it up in the EU's tables."""
    return {"@id": address, "@type": kind}
