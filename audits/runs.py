"""Two runs compared, body by body: every changed answer with its label, and how many there are of each."""

from __future__ import annotations

import csv
import glob
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Looks:
    """Of each body of a run the bundle that counts; and what could not be read, each with its path."""

    bundles: Mapping[str, Path]
    refused: Mapping[Path, str]

    def bodies(self) -> frozenset[str]:
        """Whom the run looked at, as far as paths tell it of what cannot be read."""
        return frozenset(self.bundles).union(*({path.stem, path.parent.name} for path in self.refused))


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two runs: changes of the bodies that both looked at, whom one alone looked at, and what could not be read."""

    changes: tuple[Change, ...]
    only_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def bundles_of(run: str) -> tuple[Path, ...]:
    """Every bundle of the run that a name or path means, whether they lie side by side or in a folder for each body.

    A visit made alone lies in the folder of its body, and there in one of the run: a name means those too. Raises ConfigError where there
    is no such run.
    """
    folders = next(
        (found for found in ([Path(run)], [BUNDLES / run], sorted(BUNDLES.glob(f"*/{glob.escape(run)}"))) if _folders(found)), []
    )
    if not folders:
        raise ConfigError(f"{run}: neither a bundle, nor a folder, nor a run in {BUNDLES}; see what lies there, or give a path")
    return tuple(path for folder in folders for path in sorted(folder.rglob("*.sqlite")) if not path.name.endswith(OVERLAY))


def _folders(found: list[Path]) -> bool:
    return bool(found) and all(each.is_dir() for each in found)


def counting(bundles: Iterable[Path]) -> Looks:
    """Of each body the bundle that counts: the newest that saw something, else the newest. One that cannot be read is told."""
    best: dict[str, tuple[bool, str, Path]] = {}
    refused: dict[Path, str] = {}
    for path in bundles:
        try:
            with Bundle(path) as bundle:
                manifest = bundle.manifest
        except BundleError as error:
            refused[path] = _refused(path, error)
            continue
        mark = (manifest["status"] in {"complete", "partial"}, str(manifest["started"]), path)
        body = str(manifest["institution"]["id"])
        best[body] = max(best.get(body, mark), mark)
    return Looks({body: path for body, (_, _, path) in sorted(best.items())}, refused)


def compare(before: str, after: str) -> Difference:
    """Two runs, by name or path. What cannot be read is told, and the other bodies are compared all the same.

    Raises BundleError where the runs have no body in common.
    """
    old, new = (counting(bundles_of(run)) for run in (before, after))
    both = sorted(old.bundles.keys() & new.bundles.keys())
    refused = [*old.refused.values(), *new.refused.values()]
    if not both:
        told = f"{before} and {after} have no body in common that can be read; give two runs over the same bodies"
        raise BundleError("\n".join((told, *refused)))
    found = tuple(change for body in both for change in _changes(old.bundles[body], new.bundles[body], refused))
    one, other = sorted(old.bundles.keys() - new.bodies()), sorted(new.bundles.keys() - old.bodies())
    return Difference(found, tuple(one), tuple(other), tuple(refused))


def _changes(before: Path, after: Path, refused: list[str]) -> tuple[Change, ...]:
    try:
        with Bundle(before) as one, Bundle(after) as other:
            return labelled(one, other)
    except BundleError as error:
        refused.append(_refused(before if str(before) in str(error) else after, error))
        return ()


def _refused(path: Path, error: BundleError) -> str:
    return str(error) if str(error).startswith(str(path)) else f"{path}: {error}"


def alone(found: Difference, before: str, after: str) -> list[str]:
    """A line for each run that looked at bodies which the other did not."""
    looks = ((before, found.only_before), (after, found.only_after))
    return [legible(f"only in {run} ({len(bodies)}): {', '.join(bodies)}") for run, bodies in looks if bodies]


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


def as_document(found: Difference) -> Json:
    """All of a difference as JSON."""
    return {
        "changes": [as_json(change) for change in found.changes],
        "only_before": list(found.only_before),
        "only_after": list(found.only_after),
        "refused": list(found.refused),
    }


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
