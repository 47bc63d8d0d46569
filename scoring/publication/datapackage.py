"""The open-data package's own description: ``datapackage.json`` of the Data Package standard, version 2 (https://datapackage.org)."""

from __future__ import annotations

from collections.abc import Mapping

from data.types import Json
from scoring.publication.about import LICENCES, About
from scoring.publication.digest import sha256
from scoring.publication.fields import OPEN_DATA, Field, Table
from scoring.publication.words import DESCRIPTION, KEYWORDS, SOURCES

NAME = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_RESOURCE = "https://datapackage.org/profiles/2.0/dataresource.json"
_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"


def datapackage(about: About, files: Mapping[str, bytes]) -> dict[str, Json]:
    """The description of the ``files`` (table name: its CSV), each with its fields, key, size and digest."""
    licence = LICENCES[about.terms.licence]
    publisher = about.terms.publisher
    found: dict[str, Json] = {
        "$schema": PROFILE,
        "name": about.name.lower(),
        "id": f"urn:sha256:{sha256(b''.join(files[name] for name in sorted(files)))}",
        "title": about.title.lv,
        "titles": {"lv": about.title.lv, "en": about.title.en},
        "description": f"{DESCRIPTION.lv}\n\n{DESCRIPTION.en}",
        "version": about.run,
        "keywords": [*KEYWORDS["lv"], *KEYWORDS["en"]],
        "licenses": [{"name": licence.name, "title": licence.title, "path": licence.path}],
        "sources": _sources(about),
    }
    if about.last_visit:
        found["created"] = about.last_visit
    if publisher:
        contributor = {"title": publisher.name.lv, "path": publisher.url, "roles": ["publisher"]}
        found["contributors"] = [{**contributor, "titles": {"lv": publisher.name.lv, "en": publisher.name.en}}]
    if about.terms.address:
        found["homepage"] = about.terms.address
    return {**found, "resources": [_resource(table, files) for table in OPEN_DATA if table.name in files]}


def _sources(about: About) -> list[Json]:
    names = [name for name in SOURCES if (name == "observed" and about.last_visit) or name in about.files or name == "methodology"]
    return [{"title": f"{SOURCES[name].lv} / {SOURCES[name].en}"} for name in names]


def _resource(table: Table, files: Mapping[str, bytes]) -> Json:
    data = files[table.name]
    return {
        "$schema": _RESOURCE,
        "name": table.name,
        "type": "table",
        "path": f"{table.name}.csv",
        "title": table.title.lv,
        "titles": {"lv": table.title.lv, "en": table.title.en},
        "description": table.title.en,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data)}",
        "schema": _schema(table, files),
    }


def _schema(table: Table, files: Mapping[str, bytes]) -> Json:
    found: dict[str, Json] = {
        "$schema": _SCHEMA,
        "fields": [_field(field) for field in table.fields],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    leads = [
        {"fields": [column], "reference": {"resource": other, "fields": [its]}}
        for column, (other, its) in table.leads.items()
        if other in files
    ]
    # The standard has no empty list of foreign keys.
    return {**found, "foreignKeys": leads} if leads else found


def _field(field: Field) -> Json:
    shown: dict[str, Json] = {
        "name": field.name,
        "type": field.kind,
        "title": field.title.lv,
        "titles": {"lv": field.title.lv, "en": field.title.en},
        "description": field.title.en,
    }
    return {**shown, "constraints": dict(field.constraints)} if field.constraints else shown
