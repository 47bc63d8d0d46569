"""Examples of what a portal tells of a body, for the cases of the theme's indicators."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

BASE = "https://dati.piemers.test/dati"


def told(*datasets: Mapping[str, Any], **given: Any) -> dict[str, Any]:  # noqa: ANN401 (what differs from a plain answer)
    """The artifact of a body with these data sets; what is ``given`` differs."""
    asked = {"url": f"{BASE}/api/3/action/package_search", "sha256": "0" * 64, "at": "2026-11-23T03:00:00+00:00"}
    return {
        "base": BASE,
        "reason": None,
        "detail": "",
        "organisation": {"name": "piemers", "title": "Piemēra novads", "url": f"{BASE}/lv/organization/piemers", "packages": len(datasets)},
        "found_by": "number",
        "asked": [asked],
        "listed": 3,
        "count": len(datasets),
        "datasets": list(datasets),
        "left_out": None,
        "resources": sum(len(each["resources"]) for each in datasets),
        "checked": [],
        "unchecked": [],
        "odata": None,
        **given,
    }


def kit(name: str, *resources: Mapping[str, Any], **given: Any) -> dict[str, Any]:  # noqa: ANN401 (see told)
    """A data set."""
    filled = ["license_id", "maintainer", "name", "notes", "organization", "tags", "title"]
    plain = {"name": name, "url": f"{BASE}/lv/dataset/{name}", "title": name.capitalize(), "licence": "cc-zero", "licence_url": ""}
    plain |= {"frequency": "annual", "issued": "2020-01-01", "modified": "2026-02-02", "metadata_modified": "2026-11-01"}
    more = {"tags": ["dati"], "groups": [], "high_value": [], "filled": [*filled, *(["resources"] if resources else [])]}
    return {**plain, **more, "resources": list(resources), "resource_count": len(resources), **given}


def file(url: str, declared: str, **given: Any) -> dict[str, Any]:  # noqa: ANN401 (see told)
    """A file of a data set."""
    plain = {
        "url": url,
        "is_address": True,
        "name": "Dati",
        "format": declared,
        "mimetype": "",
        "last_modified": "",
        "filled": ["url", "format"],
    }
    return {**plain, **given}


def answer(url: str, status: int | None = 200, reason: str | None = None, **given: Any) -> dict[str, Any]:  # noqa: ANN401 (see told)
    """How the address of a file answered."""
    return {"url": url, "method": "HEAD", "status": status, "reason": reason, "type": "", "kind": None, "size": None, "at": None, **given}


NOTHING = told(organisation=None, count=None)
"""The portal answers, and no organisation there is known to be the body's."""
SILENT = told(reason="timeout", organisation=None, count=None)
CLOSED = told(reason="robots", organisation=None, count=None)
EMPTY = told()
"""An organisation without any data set."""
