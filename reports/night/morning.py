"""The morning of a night: all that is told of it gathered from its folder, and written as pages and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from crawler.night import record as kept
from crawler.night.record import NightRecord
from data import changed
from data.bundle import Bundle
from data.errors import BundleError, ConfigError
from data.types import Text
from reports.night import document, page
from reports.night.figures import Morning, Told
from reports.night.standing import standings
from reports.wording import LANGS


def newest(audits: Path) -> Path:
    """The folder of the night that began last. Raises ConfigError where there was none."""
    found = [(record.began, folder) for folder, record in _nights(audits)]
    if not found:
        raise ConfigError(f"{audits}: no night was made there; run 'eindekss night', or give the folder with --audits")
    return max(found)[1]


def gather(folder: Path, alerts: Sequence[Told] = (), names: Mapping[str, Text] | None = None) -> Morning:
    """All that is known of the night in this folder. Raises ConfigError where no night is, or where a file of it cannot be read."""
    record = kept.read(folder / kept.FILE)
    earlier = [other for path, other in _nights(folder.parent) if path != folder and other.began < record.began]
    return Morning(
        record=record,
        before=max(earlier, key=lambda each: each.began, default=None),
        changes=changed.read(folder / changed.NAME),
        alerts=tuple(alerts),
        faults=_faults(folder, record),
        names=names or {},
        compared=(folder / changed.NAME).is_file(),
        kept_bytes=sum(path.stat().st_size for path in folder.parent.rglob("*") if path.is_file()),
    )


def write(morning: Morning, out: Path, wanted: str = "both", langs: Sequence[str] = LANGS) -> list[Path]:
    """Write ``morning.json`` and ``morning.LANG.html``; ``wanted`` is html, json or both. Raises ConfigError where it cannot."""
    told = {out / "morning.json": document.render(morning)} if wanted != "html" else {}
    if wanted != "json":
        told |= {out / f"morning.{lang}.html": page.render(morning, lang, [each for each in langs if each != lang]) for lang in langs}
    try:
        out.mkdir(parents=True, exist_ok=True)
        for path, text in told.items():
            half = path.with_name(path.name + ".part")
            half.write_text(text, encoding="utf-8")
            half.replace(path)
    except OSError as error:
        raise ConfigError(f"{out}: cannot write there ({error.strerror}); choose another folder with --out") from error
    return list(told)


def _nights(audits: Path) -> Iterable[tuple[Path, NightRecord]]:
    """Every night beneath the folder; a record that cannot be read is no night to compare with."""
    for path in sorted(audits.glob(f"*/{kept.FILE}")):
        try:
            yield path.parent, kept.read(path)
        except ConfigError:
            continue


def _faults(folder: Path, record: NightRecord) -> dict[str, tuple[tuple[str, str], ...]]:
    """The checks that broke, from the bundles of the bodies at which the record counts any."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for each in standings(record):
        if each.look is None or not each.look.audit_errors:
            continue
        path = folder / (kept.AGAIN if each.look.again else "") / Path(each.look.path).name
        for indicator, error in _broken(path):
            found[indicator] = (*found.get(indicator, ()), (each.institution, error))
    return found


def _broken(path: Path) -> tuple[tuple[str, str], ...]:
    try:
        with Bundle(path) as bundle:
            return bundle.faults()
    except BundleError:
        return ()
