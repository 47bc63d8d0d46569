"""Dossiers from the options of a command to the files: verdicts, casebook, pages, prints, and last of all the notices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from crawler import paper
from data.casebook import CASEBOOK, Casebook
from data.errors import ConfigError
from data.registry import FOLDER as REGISTRY
from data.registry import Registry, load
from data.settings import Settings
from reports.dossier.gather import Dossier, Order, gather
from reports.dossier.write import write
from scoring.validation.asked import Validated, validated


@dataclass(frozen=True)
class Places:
    """Where all that a dossier is made of lies; the usual places where None."""

    run: str | None = None
    store: Path | None = None
    bundles: Path | None = None
    registry: Path | None = None
    casebook: Path | None = None
    rates: Path | None = None


def produce(
    edition: str,
    named: Sequence[str],
    places: Places,
    order: Order,
    folder_of: Callable[[str], Path],
    langs: Sequence[str],
    formats: Sequence[str],
) -> Iterator[str]:
    """Write the dossiers of the bodies named (all that have answered where none is) and tell the paths.

    Notices are written down last, when every file is there: nobody loses points by a notice that was never made. Raises ConfigError where
    a body is not known or has not answered, and where there is no browser to print with; pages and workbooks are there by then.
    """
    found = validated(edition, **asdict(places))
    registry = load(places.registry or REGISTRY)
    bodies = _bodies(found, named, registry)
    folder = folder_of(found.questionnaire.edition)
    with Casebook(places.casebook or CASEBOOK, must_exist=True) as book:
        made = gather(found, bodies, book, registry, order)
        for each in made:
            paths = write(each, folder, langs, formats)
            yield from map(str, paths)
            if "pdf" in formats:
                yield from map(str, _printed(paths))
            yield _told(each)
        added = book.notify(*(notice for each in made for notice in each.issued))
    if order.issue:
        yield f"{added} notices were written down"


def _bodies(found: Validated, named: Sequence[str], registry: Registry) -> list[str]:
    answered = sorted({answer.institution for answer in found.answers})
    if not named:
        return answered
    bodies = [name if name in answered else registry.find(name).id for name in dict.fromkeys(named)]
    silent = [body for body in bodies if body not in answered]
    if silent:
        raise ConfigError([f"{body} has answered nothing; 'eindekss survey answers' tells who has" for body in silent])
    return list(dict.fromkeys(bodies))


def _printed(paths: Sequence[Path]) -> list[Path]:
    pages = {path: path.with_suffix(".pdf") for path in paths if path.suffix == ".html"}
    try:
        paper.print_pdf(pages, Settings.load())
    except ConfigError as error:
        raise ConfigError(f"no PDF was made, nor any notice written down; the HTML is there. {error}") from error
    return list(pages.values())


def _told(made: Dossier) -> str:
    counts = ", ".join(f"{count} {status}" for status, count in made.counts.items())
    calling = sum(case.calls for case in made.cases)
    return f"{made.institution}: {counts}; {calling} to be replied to, {len(made.issued)} of them newly"
