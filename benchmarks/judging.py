"""What judging costs, in CPU milliseconds: all indicators over one page of 100 KB, and over a whole bundle; and which indicators cost most.

    python -m benchmarks.judging BUNDLE [--pages 150] [--size 100000] [--rounds 3]

Of the bundle's pages the first so many are judged together. Alone is judged each of the twenty pages nearest to the size; one that is
smaller is made as large by repeating what stands in its body. Prints JSON lines. What several indicators look at together (links, text,
parts) is counted for the first that asks for it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from audits import catalogue
from audits.audit import Indicator
from audits.run import judge
from data import registry, vocabulary
from data.bundle import Bundle
from data.types import Coverage, Exchange, Finding, Page, Role, Snapshot

_ALONE = 20
_HOTTEST = 12


def judging(bundle: Path, pages: int, size: int, rounds: int) -> Iterable[dict[str, Any]]:
    """The rows of figures."""
    with Bundle(bundle) as opened:
        whole = opened.snapshot()
        content = [page for page in whole.pages if _html(page)]
        some = replace(whole, pages=tuple(content[:pages]))
        _cpu(some, catalogue.load())
        yield {"pages": len(some.pages), "bundle_ms": [round(_cpu(some, catalogue.load())) for _ in range(rounds)]}
        near = sorted(content, key=lambda page: abs(len(whole.blobs[_html(page)]) - size))[:_ALONE]
        alone = [_cpu(_of_one(page, whole, size), catalogue.load()) for page in near for _ in range(rounds)]
        yield {"size": size, "page_ms_median": round(statistics.median(alone), 1), "page_ms_most": round(max(alone), 1)}
        spent: Counter[str] = Counter()
        _cpu(some, [_timed(indicator, spent) for indicator in catalogue.load()])
        yield {"hottest_ms": {name: round(ms) for name, ms in spent.most_common(_HOTTEST)}}


def _html(page: Page) -> str:
    return (page.exchange.body or "") if isinstance(page.exchange, Exchange) and page.exchange.status == 200 else ""


def _of_one(page: Page, whole: Snapshot, size: int) -> Snapshot:
    """The page as the only one of its site, as large as asked."""
    body = whole.blobs[_html(page)]
    start, end = body.find(b"<body"), body.rfind(b"</body>")
    if 0 <= start < end and len(body) < size:
        inner = body[body.find(b">", start) + 1 : end]
        body = body[:end] + inner * ((size - len(body)) // max(1, len(inner))) + body[end:]
    digest = hashlib.sha256(body).hexdigest()
    exchange = replace(page.exchange, body=digest) if isinstance(page.exchange, Exchange) else page.exchange
    alone = replace(page, exchange=exchange, role=Role.FRONT, depth=0, artifacts={})
    return replace(whole, pages=(alone,), documents=(), coverage=Coverage(1, 1, 0, 0, 0, "exhausted"), blobs={digest: body})


def _cpu(snapshot: Snapshot, indicators: Iterable[Indicator]) -> float:
    words, portals = vocabulary.load(), registry.load().portals
    began = time.process_time()
    judge(snapshot, indicators, words, portals)
    return (time.process_time() - began) * 1000


def _timed(indicator: Indicator, spent: Counter[str]) -> Indicator:
    check: Callable[..., Finding] = indicator.check

    def timed(**inputs: Any) -> Finding:  # noqa: ANN401 (whatever the check asks for)
        began = time.process_time()
        try:
            return check(**inputs)
        finally:
            spent[indicator.audit.id] += (time.process_time() - began) * 1000  # type: ignore[assignment]

    return replace(indicator, check=timed)


def main() -> None:
    """Read the flags and print the rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--pages", type=int, default=150)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    for row in judging(given.bundle, given.pages, given.size, given.rounds):
        print(json.dumps(row), flush=True)  # noqa: T201 (a benchmark prints)


if __name__ == "__main__":
    main()
