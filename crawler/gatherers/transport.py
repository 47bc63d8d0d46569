"""The artifact ``transport``: whether the site answers over https, whether http leads there, and what the www/bare twin does."""

from __future__ import annotations

from urllib.parse import urlsplit

from crawler import blocks
from crawler.addresses import bare
from crawler.fetch import Fetcher
from data.errors import GatherError, OutOfBudget
from data.types import Json


async def gather(fetcher: Fetcher, site: str) -> Json:
    """Ask the front page over http, over https and at the twin, following no redirect.

    ``final`` is where the site was found; each part tells a status and a location, or the reason why there was no answer; ``refused``
    says why an answer is not the site's own.
    """
    parts = urlsplit(site)
    host, https = parts.hostname or "", parts.scheme == "https"
    shown = f"[{host}]" if ":" in host else host
    http = await _look(fetcher, f"http://{shown}/" if https else f"http://{parts.netloc}/")
    location = http.get("location") or ""
    return {
        "http": {key: value for key, value in http.items() if key != "url"},
        "upgrades": location.lower().startswith("https://"),
        "https": https or "status" in await _look(fetcher, f"https://{shown}/"),
        "final": site,
        "alternate": await _look(fetcher, twin(site)),
    }


def twin(site: str) -> str:
    """The same site with ``www.`` put before it, or taken away.

    >>> twin("https://www.piemers.lv/"), twin("http://piemers.lv:8080/")
    ('https://piemers.lv/', 'http://www.piemers.lv:8080/')
    """
    parts = urlsplit(site)
    other = bare(parts.netloc) if parts.netloc.startswith("www.") else f"www.{parts.netloc}"
    return f"{parts.scheme}://{other}/"


async def _look(fetcher: Fetcher, url: str) -> dict[str, Json]:
    try:
        answer = await fetcher.fetch(url, "probe", redirects=0)
    except OutOfBudget:
        raise
    except GatherError as failure:
        return {"url": url, "reason": failure.reason}
    told = {"url": url, "status": answer.exchange.status, "location": answer.exchange.header("location")}
    refused = blocks.unanswered(answer)
    return told | {"refused": refused} if refused else told
