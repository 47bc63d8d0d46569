"""An open data portal by its API (https://docs.ckan.org/en/latest/api/): GET only, read only, one page after another.

The portal's robots.txt holds as it is written: CKAN's own forbids ``/api/`` at the root, not below another folder, and where the address
of the API is forbidden, no other spelling of it is tried.
"""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote, urlencode

from crawler.answer import Answer
from crawler.failures import as_failure, of_status
from crawler.fetch import Fetcher, How
from crawler.once import Once
from data.errors import GatherError, Unusable
from data.types import Exchange, Json

NAME = re.compile(r"[a-z0-9_-]{2,100}")
"""What CKAN lets an organisation or data set be named in addresses."""
_LANG = "lv"
_ELSEWHERE = frozenset({"not-found", "undecodable"})
"""After these the other address of the API is tried: nothing was refused, there is only no API."""
_ROWS = 100
_MOST_PAGES = 10
"""Of data sets of one organisation."""
_MOST_LISTS = 80
_LARGE = 300_000
"""Bytes of JSON that are read in a thread, since reading them would stall other visits."""
_NUMBER = re.compile(r"(?:LV)?[ -]?(\d{11})", re.IGNORECASE)
_MOST_TEXT = 300
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")


@dataclass(frozen=True, slots=True)
class Told:
    """What an action gave, and the exchange that shows it."""

    result: Json
    exchange: Exchange


@dataclass(frozen=True, slots=True)
class Ckan:
    """The API of one portal, as one visit asks it."""

    fetcher: Fetcher
    once: Once
    base: str

    async def ask(self, action: str, **given: str | int) -> Told:
        """The result of an action, at the address of the API that answered before, else at the one or the other. Raises GatherError."""
        known = self.once.known(f"api {self.base}")
        first, *others = [known] if known else [f"{self.base}/api/3/action/", f"{self.base}/{_LANG}/api/3/action/"]
        try:
            return await self._at(first, action, given)
        except Unusable as failure:
            if failure.reason not in _ELSEWHERE or not others or self.once.known(f"api {self.base}"):
                raise
        return await self._at(others[0], action, given)

    async def organisation(self, name: str) -> Json | None:
        """The organisation of this name, with its number of data sets; None where there is none. Raises GatherError."""
        leave_out = dict.fromkeys(("include_datasets", "include_users", "include_groups", "include_tags", "include_followers"), "false")
        try:
            return organisation((await self.ask("organization_show", id=name, include_extras="true", **leave_out)).result)
        except Unusable as failure:
            if failure.reason == "not-found" and self.once.known(f"api {self.base}"):
                return None
            raise

    async def organisations(self) -> list[Json]:
        """All organisations of the portal, asked for once a run, page by page. Raises GatherError."""
        found: dict[str, Json] = {}
        for _ in range(_MOST_LISTS):
            page = await self._page_of_organisations(len(found))
            fresh = {each["name"]: each for each in page if each["name"] not in found}
            found |= fresh
            if not fresh:
                break
        return list(found.values())

    async def _page_of_organisations(self, offset: int) -> list[Json]:
        left, manners = self.fetcher.allowance.seconds, self.fetcher.politeness
        page: list[Json] = await self.once.told(f"organisations {self.base} {offset}", partial(self._list, offset), left, manners)
        return page

    async def _list(self, offset: int) -> list[Json]:
        told = await self.ask(
            "organization_list", all_fields="true", include_extras="true", include_dataset_count="true", limit=1000, offset=offset
        )
        return [row for row in map(organisation, rows(told.result)) if row is not None]

    async def datasets(self, name: str) -> tuple[list[Json], int, list[Exchange], str | None]:
        """The raw data sets of an organisation, how many it has in all, the exchanges, and why not all were read (None: all were).

        Raises the GatherError of the first page.
        """
        found: dict[str, Json] = {}
        seen: list[Exchange] = []
        count = 0
        for page in range(_MOST_PAGES):
            try:
                told = await self.ask("package_search", fq=f"organization:{name}", rows=_ROWS, start=page * _ROWS, sort="name asc")
                count, listed = _page(told)
            except GatherError as failure:
                if not page:
                    raise
                return list(found.values()), count, seen, failure.reason
            fresh = {each["name"]: each for each in listed if each["name"] not in found}
            found |= fresh
            seen.append(told.exchange)
            if not fresh or len(found) >= count:
                break
        return list(found.values()), count, seen, "pages" if len(found) < count else None

    async def _at(self, place: str, action: str, given: dict[str, str | int]) -> Told:
        url = f"{place}{action}?{urlencode(given, quote_via=quote)}"
        limit = self.fetcher.settings.document_limit
        # The answers name the persons who keep the data: they are read and not kept.
        answer = await self.fetcher.fetch(url, "open-data", how=How(enough=limit, kept=False))
        if answer.cut:
            raise Unusable("too-large", f"{url}: more than {limit} bytes")
        said = await _json(answer)
        if not isinstance(said, dict) or "success" not in said:
            reason = of_status(answer.exchange.status) or "undecodable"
            raise as_failure(reason, f"{url}: HTTP {answer.exchange.status}, no answer of CKAN")
        self.once.note(f"api {self.base}", place)
        if said["success"] is not True:
            raise as_failure(of_status(answer.exchange.status) or "undecodable", f"{url}: {_kind(said)}")
        return Told(said.get("result"), answer.exchange)


def organisation(raw: Json) -> Json | None:
    """What matters of an organisation: its name, title, number of data sets and the registration numbers among its fields."""
    if not isinstance(raw, dict) or not NAME.fullmatch(str(raw.get("name", ""))):
        return None
    values = [raw.get(key) for key in raw if key not in {"id", "package_count", "created", "description", "users", "packages"}]
    values += [extra.get("value") for extra in rows(raw.get("extras"))]
    numbers = [found[1] for value in values if isinstance(value, str | int) and (found := _NUMBER.fullmatch(str(value)[:20].strip()))]
    count = raw.get("package_count")
    return {
        "name": raw["name"],
        "title": text(raw.get("title") or raw.get("display_name")),
        "packages": count if isinstance(count, int) else None,
        "numbers": numbers,
    }


def text(value: Json) -> str:
    """A field as a short text; of one in several languages the Latvian."""
    if isinstance(value, dict):
        value = value.get("lv") or next((each for each in value.values() if isinstance(each, str)), "")
    if isinstance(value, list):
        value = ", ".join(each for each in value if isinstance(each, str))
    return " ".join(str(value).split())[:_MOST_TEXT] if isinstance(value, str | int | float) else ""


def rows(raw: Json) -> list[dict[str, Json]]:
    """The objects in what should be a list of them."""
    return [each for each in raw if isinstance(each, dict)] if isinstance(raw, list) else []


def _page(told: Told) -> tuple[int, list[Json]]:
    result = told.result if isinstance(told.result, dict) else {}
    count, found = result.get("count"), result.get("results")
    if not isinstance(count, int) or not isinstance(found, list):
        raise Unusable("undecodable", f"{told.exchange.url}: no list of data sets")
    return count, [each for each in rows(found) if NAME.fullmatch(str(each.get("name", "")))]


async def _json(answer: Answer) -> Json | None:
    """The JSON in an answer, whatever it is called; None where there is none."""
    if len(answer.body) < _LARGE:
        return _parsed(answer.body)
    return await asyncio.to_thread(_parsed, answer.body)


def _parsed(body: bytes) -> Json | None:
    try:
        found = json.loads(body)
        # Half a pair of UTF-16, which JSON can spell, cannot be written down.
        return json.loads(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")) if _HALF.search(body) else found
    except (ValueError, RecursionError):
        return None


def _kind(said: dict[str, Json]) -> str:
    error = said.get("error")
    return text(error.get("__type") if isinstance(error, dict) else error) or "no success"
