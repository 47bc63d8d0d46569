"""What a run says at its end: how every visit ended, in words and as JSON, and the exit code that tells the truth."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from crawler.visits import LOST, NOT_BEGUN, Ended
from data.types import Json

_WORST_FIRST = (1, 2, 3, 0)


def exit_code(ended: Sequence[Ended]) -> int:
    """0 when every visit is complete; 3 when some are only partial; 2 when this machine lacked something; 1 when a fault of ours lost one.

    >>> exit_code([])
    0
    """
    return next((code for code in _WORST_FIRST if any(each.exit_code == code for each in ended)), 0)


def lines(ended: Sequence[Ended]) -> Iterator[str]:
    """One line a visit, and a last one over all."""
    width = max((len(each.institution) for each in ended), default=0)
    for each in ended:
        yield f"{each.institution:{width}}  {each.status:9}  {_seen(each)}".rstrip()
    counts = Counter(each.status for each in ended)
    told = ", ".join(f"{number} {status}" for status, number in counts.most_common())
    yield f"{len(ended)} visits: {told}; {sum(each.bytes for each in ended) >> 20} MiB"


def _seen(each: Ended) -> str:
    if each.status in {LOST, NOT_BEGUN}:
        return each.detail.strip().splitlines()[-1] if each.detail else each.stopped_by
    why = "" if each.stopped_by == "exhausted" else f"; stopped by: {each.stopped_by}"
    return f"{each.fetched} fetched, {each.rendered} rendered, {each.bytes >> 10} KiB, {each.seconds:.0f} s{why}"


def write(path: Path, run: str, ended: Sequence[Ended]) -> None:
    """Keep the summary beside the bundles, whole or not at all."""
    told: Json = {"run": run, "exit_code": exit_code(ended), "visits": [asdict(each) | {"path": each.path.name} for each in ended]}
    half = path.with_name(path.name + ".part")
    half.parent.mkdir(parents=True, exist_ok=True)
    half.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    os.replace(half, path)  # noqa: PTH105 (the atomic one)
