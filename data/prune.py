"""Letting go, by a policy, of what need not be kept: shown first, done when told to, and safe while a night is under way.

What writers use tonight is never let go: bodies put or used within a day stay, and that is looked up again, with writers kept out, at the
moment of letting go. Where a bundle cannot be read nobody knows what it rests on, and no body goes. Bodies that are kept as their
difference from one that goes are packed anew before (``data.resting``).
"""

from __future__ import annotations

import fcntl
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from data import kept
from data.blob_store import BlobStore
from data.body_file import DELTA
from data.gone import Gone, Tombstones
from data.resting import Resting
from data.retention import Kept, Policy, night_of, plan
from data.store import OVERLAY

YOUNG = timedelta(days=1)
"""For how long a body that nobody refers to may be that of a visit under way."""
_TOGETHER = 500
"""Bodies let go while writers wait; then they have their turn."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """What goes from one blob store: pictures, which are remembered; bodies nobody refers to; half-written files; old tombstones."""

    store: BlobStore
    pictures: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    halves: tuple[Path, ...] = ()
    tombstones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pruning:
    """What would be done: the plan, the paths of the bundles that go with what lies beside them, and a sweep of each blob store.

    ``inside`` counts pictures due to go that lie in sealed bundles and stay there; ``faults`` are bundles that cannot be read.
    """

    policy: Policy
    kept: Kept
    bundles: tuple[Path, ...] = ()
    sweeps: tuple[Sweep, ...] = ()
    inside: int = 0
    faults: tuple[str, ...] = ()
    bytes: Mapping[str, int] = field(default_factory=dict)

    def told(self) -> Iterator[str]:
        """What would be done, in lines."""
        yield f"Policy: {self.policy}"
        reasons = Counter(self.kept.because.values())
        stay = ", ".join(f"{why} {count}" for why, count in sorted(reasons.items())) or "none"
        yield f"Bundles that stay: {len(self.kept.because)} ({stay})"
        yield self._line("Bundles that go", "bundles", len([path for path in self.bundles if not path.name.endswith(OVERLAY)]))
        yield self._line("Pictures that go", "pictures", sum(len(each.pictures) for each in self.sweeps))
        yield self._line("Bodies nobody refers to", "loose", sum(len(each.loose) + len(each.halves) for each in self.sweeps))
        if self.inside:
            yield f"Pictures older than that within bundles that share nothing: {self.inside}; they stay as long as their bundles"
        for fault in self.faults:
            yield f"Cannot be read, and is left as it is: {fault}"
        if self.faults:
            yield "Because of that no picture and no body goes: repair or take away what cannot be read, then prune again"

    def _line(self, what: str, key: str, count: int) -> str:
        return f"{what}: {count}, {self.bytes.get(key, 0) / 1e6:.1f} MB"


def prepare(folder: Path, policy: Policy, now: datetime, cited: frozenset[str]) -> Pruning:
    """What pruning the bundles beneath a folder would do at this moment; changes nothing. Raises ConfigError where there is no folder."""
    found, faults = kept.look_all(folder)
    planned = plan([one.held for one in found], policy, night_of(now), cited)
    stay = [one for one in found if one.held.name in planned.because]
    going = [path for one in found if one.held.name not in planned.because for path in _with_beside(one.path)]
    sweeps = [] if faults else [_sweep(store, stay, planned.pictures, now) for store in kept.stores(folder)]
    inside = sum(len(one.held.pictures & planned.pictures - one.shared) for one in stay)
    sizes = {
        "bundles": sum(path.stat().st_size for path in going),
        "pictures": _weight(each.store.path(name) for each in sweeps for name in each.pictures),
        "loose": _weight(path for each in sweeps for path in (*map(each.store.path, each.loose), *each.halves)),
    }
    return Pruning(policy, planned, tuple(going), tuple(sweeps), inside, tuple(faults), sizes)


def carry_out(pruning: Pruning, now: datetime) -> int:
    """Do what was prepared, unless someone has used it since; returns the bytes that came free.

    Pictures first, each remembered before it goes; breaking off at any moment leaves every bundle readable, and doing it again ends it.
    """
    freed = 0
    for sweep in pruning.sweeps:
        freed += _let_go(sweep, sweep.pictures, now, Gone("", night_of(now), f"pictures kept {pruning.policy.pictures} nights"))
    freed += sum(_remove(path) for path in pruning.bundles)
    for sweep in pruning.sweeps:
        freed += _let_go(sweep, sweep.loose, now, None) + sum(_remove(path) for path in sweep.halves)
        Tombstones(sweep.store.folder).forget(sweep.tombstones)
    return freed


def _sweep(store: BlobStore, stay: Sequence[kept.Found], pictures: frozenset[str], now: datetime) -> Sweep:
    folder = store.folder.resolve()
    marked = {name for one in stay if one.store == folder for name in one.shared}
    old = [name for name in store.names() if _is_old(store.path(name), now)]
    halves = [path for path in store.folder.glob("[0-9a-f][0-9a-f]/.*.part") if not path.is_symlink() and _is_old(path, now)]
    return Sweep(
        store,
        tuple(name for name in old if name in pictures and name in marked),
        # Differences first: what they rest on need not be packed anew for them.
        tuple(sorted((name for name in old if name not in marked), key=lambda name: (store.path(name).suffix != DELTA, name))),
        tuple(sorted(halves)),
        tuple(each.sha256 for each in Tombstones(store.folder).all() if each.sha256 not in marked),
    )


def _let_go(sweep: Sweep, names: Sequence[str], now: datetime, why: Gone | None) -> int:
    """Take bodies away, a few at a time with writers kept out; those that were used meanwhile stay."""
    freed, resting = 0, Resting(sweep.store)
    for start in range(0, len(names), _TOGETHER):
        with sweep.store.held(fcntl.LOCK_EX):
            still = [name for name in names[start : start + _TOGETHER] if _is_old(sweep.store.path(name), now)]
            if why is not None:
                Tombstones(sweep.store.folder).add(Gone(name, why.at, why.policy) for name in still)
            freed += sum(_remove_body(sweep.store, name, resting.release(name), forced=why is not None) for name in still)
    return freed


def _remove_body(store: BlobStore, name: str, took: int | None, *, forced: bool) -> int:
    """Take a body away, unless what rests on it could not be read and packed anew; a picture, on which nothing rests, goes in any case."""
    if took is None and not forced:
        return 0
    return sum(_remove(path) for path in store.files(name)) - (took or 0)


def _is_old(path: Path, now: datetime) -> bool:
    try:
        return path.lstat().st_mtime < (now - YOUNG).timestamp()
    except FileNotFoundError:
        return False


def _with_beside(bundle: Path) -> Iterator[Path]:
    yield bundle
    overlay = bundle.with_suffix(OVERLAY)
    if overlay.is_file() and not overlay.is_symlink():
        yield overlay


def _remove(path: Path) -> int:
    """Take a plain file away; the bytes that it had."""
    if path.is_symlink() or not path.is_file():
        return 0
    size = path.stat().st_size
    path.unlink()
    return size


def _weight(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.is_file())
