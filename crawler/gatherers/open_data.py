"""The artifact ``open_data``: what the body publishes at the open data portal, and whether what it publishes can be had.

The organisation is found by what the settings or the registry say, else by the registration number in its fields, else by its name,
else by the link to it on the body's own site. Of persons whom a data set names nothing is written down but that a field is filled:
the answers of the portal, which name them, are not kept.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from parsel import Selector

from crawler import bodies, targets
from crawler.addresses import absolute, canonical
from crawler.ckan import NAME, Ckan, rows, text
from crawler.failures import of_status
from crawler.fetch import Fetcher
from crawler.once import Once
from crawler.politeness import Spared
from data.errors import GatherError, OutOfBudget
from data.names import Names
from data.types import Exchange, Institution, Json, Missing

MOST_RESOURCES = 20
"""Files that are tried of one body; of more, a sample by the seed of the visit."""
SECONDS = 300.0
SHARE = 0.25
"""Of the time that the visit has left."""
_BYTES = 80_000_000
_MOST_DATASETS = 1000
_MOST_OF_ONE = 100
"""Resources of one data set that are written down."""
_MOST_NAMES = 100
_DEEP = 5
"""Levels of objects in one another that are looked through for a value."""
_MOST_COLLECTIONS = 500
_MARKS = ("hvd", "high_value", "high-value", "legislation")
"""In names of fields that tell of high-value data sets (DCAT-AP HVD)."""
_FREQUENCY = ("frequency", "accrual_periodicity", "accrualperiodicity", "update_frequency", "periodicity")
_WAYS = ("given", "registry", "number", "name", "link")


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose data are looked for, and the addresses on other sites that its pages link to."""

    institution: Institution
    linked: tuple[str, ...] = ()


async def gather(fetcher: Fetcher, once: Once, whose: Whose) -> Json | Missing:
    """Ask the portal, the files and the OData service. Raises OutOfBudget("interrupted") only: no trouble of theirs ends a visit."""
    settings = fetcher.settings
    if settings.open_data == settings.odata == "none":
        return Missing("not-gathered", "the settings ask no open data portal")
    with fetcher.spending(min(SECONDS, SHARE * max(fetcher.allowance.seconds, 0.0)), _BYTES):
        found = await _portal(fetcher, once, whose) if settings.open_data != "none" else _nothing("", "not-gathered")
        odata = None
        if settings.odata != "none" and whose.institution.kind.municipal:
            odata = await _odata(fetcher, once, settings.odata)
    return {**found, "odata": odata}


def _nothing(base: str, reason: str | None, detail: str = "") -> dict[str, Json]:
    """Nothing was learned of data sets, and why."""
    told: dict[str, Json] = {"base": base, "reason": reason, "detail": detail, "organisation": None, "found_by": "", "asked": []}
    return told | {"listed": None, "count": None, "datasets": [], "left_out": None, "resources": 0, "checked": [], "unchecked": []}


async def _portal(fetcher: Fetcher, once: Once, whose: Whose) -> dict[str, Json]:
    base = fetcher.settings.open_data
    try:
        return await _body(Ckan(fetcher, once, base), whose)
    except GatherError as failure:
        _mind(failure)
        return _nothing(base, failure.reason, failure.detail)
    except RecursionError:
        return _nothing(base, "undecodable", "JSON nested too deep")


async def _body(ckan: Ckan, whose: Whose) -> dict[str, Json]:
    found, way, listed = await _organisation(ckan, whose)
    told = {**_nothing(ckan.base, None), "listed": listed}
    if found is None:
        return told
    raw, count, asked, left_out = await ckan.datasets(found["name"])
    sets = [_dataset(row, ckan.base) for row in raw[:_MOST_DATASETS]]
    place = f"{ckan.base}/lv/organization/{found['name']}"
    told |= {"organisation": {**found, "url": place}, "found_by": way, "asked": [_seen(each) for each in asked]}
    return {**told, "count": count, "datasets": sets, "left_out": left_out, **await _resources(ckan, sets, found["name"])}


async def _organisation(ckan: Ckan, whose: Whose) -> tuple[Json | None, str, int | None]:
    """The body's organisation, how it was found, and how many the portal lists (None where the list was not needed)."""
    body = whose.institution
    for name, way in ((ckan.fetcher.settings.open_data_organisation, "given"), (body.open_data_id, "registry")):
        if name and (found := await ckan.organisation(name)) is not None:
            return found, way, None
    known = await ckan.organisations()
    names = Names.of([body], {})
    matches = {
        "number": [each for each in known if body.reg_no and body.reg_no in each["numbers"]],
        "name": [each for each in known if body.id in names.find(each["title"].partition("(")[0].strip())],
        "link": [each for each in known if each["name"] in _linked(ckan.base, whose.linked) and not _of_another(each, body)],
    }
    way = next((way for way in _WAYS if len(matches.get(way, ())) == 1), "")
    return (matches[way][0] if way else None), way, len(known)


def _of_another(organisation: Json, body: Institution) -> bool:
    """Whether an organisation says by number or title that it is another body: sites link to those too."""
    if body.reg_no and organisation["numbers"] and body.reg_no not in organisation["numbers"]:
        return True
    meant = bodies.named(organisation["title"].partition("(")[0].strip())
    return bool(meant) and body.id not in meant


def _linked(base: str, linked: Iterable[str]) -> set[str]:
    """The organisations of this portal to which the site itself links."""
    host = urlsplit(base).hostname
    parts = (urlsplit(url) for url in linked)
    slugs = (each.path.partition("/organization/")[2].split("/")[0] for each in parts if each.hostname == host)
    return {slug for slug in slugs if NAME.fullmatch(slug)}


def _dataset(raw: dict[str, Json], base: str) -> dict[str, Json]:
    fields = {**_extras(raw), **{key.lower(): value for key, value in raw.items() if key != "extras" and _filled(value)}}
    resources = rows(raw.get("resources"))
    return {
        "name": raw["name"],
        "url": f"{base}/lv/dataset/{raw['name']}",
        "title": text(fields.get("title")),
        "licence": text(fields.get("license_id")),
        "licence_url": text(fields.get("license_url")),
        "frequency": next((text(fields[key]) for key in _FREQUENCY if key in fields), ""),
        **{key: text(fields.get(key)) for key in ("issued", "modified", "metadata_created", "metadata_modified")},
        "tags": _named(raw.get("tags")),
        "groups": _named(raw.get("groups")),
        "high_value": [text(fields[key]) for key in sorted(fields) if any(mark in key for mark in _MARKS)][:_MOST_NAMES],
        "filled": sorted(key[:_MOST_NAMES] for key in fields)[:_MOST_NAMES],
        "resources": [_resource(each, base) for each in resources[:_MOST_OF_ONE]],
        "resource_count": len(resources),
    }


def _extras(raw: dict[str, Json]) -> dict[str, Json]:
    return {str(each.get("key", "")).lower(): each.get("value") for each in rows(raw.get("extras")) if _filled(each.get("value"))}


def _filled(value: Json, depth: int = _DEEP) -> bool:
    if isinstance(value, dict) and depth:
        return any(_filled(each, depth - 1) for each in value.values())
    return bool(value.strip()) if isinstance(value, str) else value not in (None, [], {}, False)


def _named(raw: Json) -> list[str]:
    return [text(each.get("title") or each.get("display_name") or each.get("name")) for each in rows(raw)[:_MOST_NAMES]]


def _resource(raw: dict[str, Json], base: str) -> dict[str, Json]:
    url = raw.get("url")
    place = canonical(absolute(f"{base}/", url.strip()) or "") if isinstance(url, str) and url.strip() else None
    told = {"url": place or text(url), "is_address": place is not None}
    told |= {key: text(raw.get(key)) for key in ("name", "format", "mimetype", "last_modified")}
    return {**told, "filled": sorted(str(key)[:_MOST_NAMES] for key, value in raw.items() if _filled(value))[:_MOST_NAMES]}


async def _resources(ckan: Ckan, sets: list[dict[str, Json]], name: str) -> dict[str, Json]:
    """Which of the files answer; of many, a sample."""
    all_of_them = [each["url"] for one in sets for each in one["resources"] if each["is_address"]]
    urls = sorted(set(all_of_them))
    chance = random.Random(f"{ckan.fetcher.settings.seed} {name}")  # noqa: S311 (chance here only needs to be repeatable)
    chosen = chance.sample(urls, min(MOST_RESOURCES, len(urls)))
    checked: list[Json] = []
    unchecked = [{"url": url, "reason": "pages"} for url in sorted(set(urls) - set(chosen))]
    for url in chosen:
        try:
            checked.append(await targets.look(ckan.fetcher, ckan.once, url, "open-data-file"))
        except (OutOfBudget, Spared) as failure:
            _mind(failure)
            unchecked.append({"url": url, "reason": failure.reason})
    return {"resources": len(urls), "checked": sorted(checked, key=lambda each: str(each["url"])), "unchecked": unchecked[:_MOST_DATASETS]}


async def _odata(fetcher: Fetcher, once: Once, url: str) -> Json:
    try:
        return await once.told(f"odata {url}", partial(_service, fetcher, url), fetcher.allowance.seconds, fetcher.politeness)
    except GatherError as failure:
        _mind(failure)
        return {"url": url, "status": None, "reason": failure.reason, "collections": [], "at": None}


async def _service(fetcher: Fetcher, url: str) -> Json:
    """The service document (OData 3.0: AtomPub): the collections that it names."""
    told: dict[str, Json] = {"url": url, "status": None, "reason": None, "collections": [], "at": None}
    try:
        answer = await fetcher.fetch(url, "open-data")
    except (OutOfBudget, Spared):
        raise
    except GatherError as failure:
        return {**told, "reason": failure.reason}
    told |= {"status": answer.exchange.status, "reason": of_status(answer.exchange.status), "at": answer.exchange.at.isoformat()}
    collections = _collections(answer.body)
    return told | ({"collections": collections} if collections else {"reason": told["reason"] or "undecodable"})


def _collections(body: bytes) -> list[str]:
    try:
        document = Selector(body=body.lstrip(), type="xml")
    except ValueError:
        return []
    named = document.xpath("//*[local-name()='collection']")[:_MOST_COLLECTIONS]
    return [text(each.xpath("@href").get() or each.xpath("string(*[local-name()='title'])").get()) for each in named]


def _mind(failure: GatherError) -> None:
    """Raises it, where it was we who were told to stop."""
    if failure.reason == "interrupted":
        raise failure


def _seen(exchange: Exchange) -> dict[str, Json]:
    return {"url": exchange.url, "sha256": exchange.body, "at": exchange.at.isoformat()}
