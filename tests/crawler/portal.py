"""An open data portal as CKAN's API shows it: the shapes of its JSON, its paging and its limits, for a server on loopback."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.crawler.serving import Routes, Said

JSON = {"Content-Type": "application/json;charset=utf-8"}


def dataset(name: str, organisation: str, *resources: dict[str, Any], **given: Any) -> dict[str, Any]:
    """A data set as ``package_search`` tells of it; ``extras`` as a plain mapping."""
    extras = [{"key": key, "value": value} for key, value in given.pop("extras", {}).items()]
    return {
        "name": name,
        "title": name.replace("-", " ").title(),
        "notes": "Apraksts.",
        "license_id": "cc-zero",
        "private": False,
        "maintainer": "Jānis Paraugs",
        "metadata_modified": "2026-11-01T10:00:00.000000",
        "organization": {"name": organisation, "title": organisation.title()},
        "tags": [{"name": "dati", "display_name": "dati"}],
        "groups": [],
        "extras": extras,
        "resources": list(resources),
        **given,
    }


def resource(url: str, format_: str = "CSV", **given: Any) -> dict[str, Any]:
    """A resource of a data set."""
    return {"id": url, "name": "Dati", "url": url, "format": format_, "mimetype": None, "size": None, "last_modified": None, **given}


@dataclass
class Portal:
    """What the portal holds: titles (or whole fields) of organisations by name, and data sets; private ones are told to nobody."""

    organisations: Mapping[str, str | dict[str, Any]] = field(default_factory=dict)
    datasets: list[dict[str, Any]] = field(default_factory=list)
    at_once: int = 25
    rows: int = 1000

    def routes(self, place: str = "/dati/api/3/action/") -> Routes:
        """The actions below this path."""
        return {
            f"{place}organization_list": self._list,
            f"{place}organization_show": self._show,
            f"{place}package_search": self._search,
        }

    def _organisation(self, name: str) -> dict[str, Any]:
        given = self.organisations[name]
        fields = {"title": given} if isinstance(given, str) else given
        return {"name": name, "id": f"id-{name}", "package_count": len(self._of(name)), "extras": [], **fields}

    def _of(self, name: str) -> list[dict[str, Any]]:
        return [each for each in self.datasets if each["organization"]["name"] == name and not each["private"]]

    def _list(self, path: str) -> Said:
        asked = _asked(path)
        names = sorted(self.organisations)[int(asked.get("offset", 0)) :][: min(int(asked.get("limit", 25)), self.at_once)]
        return said([self._organisation(name) for name in names])

    def _show(self, path: str) -> Said:
        name = _asked(path)["id"]
        return said(self._organisation(name)) if name in self.organisations else wrong("Not Found Error", 404)

    def _search(self, path: str) -> Said:
        asked = _asked(path)
        found = self._of(asked["fq"].removeprefix("organization:"))
        first, most = int(asked.get("start", 0)), min(int(asked.get("rows", 10)), self.rows)
        return said({"count": len(found), "results": found[first : first + most], "facets": {}, "sort": asked.get("sort", "")})


def said(result: Any) -> Said:
    """An answer of success."""
    return Said(json.dumps({"help": "…", "success": True, "result": result}).encode(), headers=JSON)


def wrong(kind: str, status: int) -> Said:
    """An answer that tells of a fault."""
    return Said(json.dumps({"success": False, "error": {"__type": kind, "message": "…"}}).encode(), status, JSON)


def _asked(path: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(path).query).items()}
