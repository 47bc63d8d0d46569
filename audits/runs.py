"""Two runs compared, body by body: every changed answer with its label, and how many there are of each."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from audits.labels import labelled
from data import rows
from data.bundle import Bundle
from data.change import Answer, Change, Label
from data.errors import BundleError, ConfigError
from data.guard import legible
from data.store import BUNDLES, OVERLAY
from data.types import Json

NOT_ASKED = "not asked"


def folder_of(run: str) -> Path:
    """The folder that a run's name or path means. Raises ConfigError where there is none."""
    for folder in (Path(run), BUNDLES / run):
        if folder.is_dir():
            return folder
    raise ConfigError(f"{run}: neither a bundle, nor a folder, nor a run in {BUNDLES}; see what lies there, or give a path")


def counting(folder: Path) -> Mapping[str, Path]:
    """Of each body the bundle that counts: the newest that saw something, else the newest. Second looks lie in ``again``."""
    best: dict[str, tuple[bool, str, Path]] = {}
    for path in sorted((*folder.glob("*.sqlite"), *folder.glob("again/*.sqlite"))):
        if path.name.endswith(OVERLAY):
            continue
        with Bundle(path) as bundle:
            manifest = bundle.manifest
        mark = (manifest["status"] in {"complete", "partial"}, str(manifest["started"]), path)
        body = str(manifest["institution"]["id"])
        best[body] = max(best.get(body, mark), mark)
    return {body: path for body, (_, _, path) in sorted(best.items())}


def changes(before: Path, after: Path) -> Iterator[Change]:
    """Every changed answer of every body that both runs looked at, by body. Raises BundleError where a bundle cannot be read."""
    old, new = counting(before), counting(after)
    if not old.keys() & new.keys():
        raise BundleError(f"{before} and {after} have no body in common; give two runs over the same bodies")
    for body in sorted(old.keys() & new.keys()):
        with Bundle(old[body]) as one, Bundle(new[body]) as other:
            yield from labelled(one, other)


def told(found: Iterable[Change]) -> list[str]:
    """A line for each change of a site, then how many changes there are of each label."""
    found = list(found)
    count = Counter(each.label for each in found)
    lines = [
        f"{each.institution} {each.indicator} {each.subject}: {said(each.was)} -> {said(each.now)} ({each.why})"
        for each in found
        if each.label == Label.SITE
    ]
    return [legible(line) for line in lines] + [f"{label.value:<9}{count[label]:>7}" for label in Label]


def said(answer: Answer) -> str:
    """An answer in a few words."""
    if answer.outcome is None:
        return NOT_ASKED
    words = (answer.outcome.value, None if answer.value is None else rows.dump(answer.value), answer.reason)
    return " ".join(str(word) for word in words if word is not None)


def as_json(change: Change) -> Json:
    """A change as JSON."""
    return {
        **{name: getattr(change, name) for name in ("institution", "indicator", "subject", "why", "fact")},
        "label": change.label.value,
        "was": _answer(change.was),
        "now": _answer(change.now),
        "evidence": [rows.evidence_json(each) for each in change.evidence],
    }


def as_csv(found: Iterable[Change]) -> str:
    """The changes as a table that no spreadsheet computes."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["institution", "indicator", "subject", "was", "now", "label", "why"])
    for each in found:
        cells = (each.institution, each.indicator, each.subject, said(each.was), said(each.now), each.label.value, each.why)
        table.writerow([legible(cell) for cell in cells])
    return out.getvalue()


def _answer(answer: Answer) -> Json:
    outcome = answer.outcome.value if answer.outcome else None
    return {"snapshot": answer.snapshot, "outcome": outcome, "value": answer.value, "reason": answer.reason}
