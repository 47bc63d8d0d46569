"""The command line: the menu of all verbs, the one place where an error becomes a message, and the verbs of the ground floor."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, NoReturn

import click

from data.errors import BundleError, EindekssError

GROUP = "eindekss.commands"
"""The table of entry points that verbs stand in; nothing behind a verb is imported before the menu is shown or the verb asked for."""
ISSUES = "https://github.com/eindekss/eindekss/issues"
REFUSED = 2
"""The exit code when something given was refused and the rest was done."""
INTERRUPTED = 130


class Menu(click.Group):
    """The verbs of all packages; whatever goes wrong in one ends in a message on stderr and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """The names of the verbs, in the order of the alphabet."""
        return sorted(entry_points(group=GROUP).names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click's signature)
        """The verb of that name, imported now."""
        found: EntryPoint | None = next(iter(entry_points(group=GROUP, name=cmd_name)), None)
        return found.load() if found else None

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]  # noqa: ANN401 (click's signature)
        """Run and exit: 0 complete, 1 a bug of ours, 2 refused, 3 sealed but partial, 130 interrupted."""
        try:
            result = super().main(args, prog_name or "eindekss", **{**extra, "standalone_mode": False})
        except EindekssError as error:
            _end(str(error), error.exit_code)
        except click.Abort:
            _end("interrupted", INTERRUPTED)
        except click.ClickException as error:
            error.show()
            sys.exit(REFUSED)
        except Exception:  # noqa: BLE001 (the last resort: whatever is not foreseen is a bug of ours)
            _end(f"this is a bug of ours; please tell us at {ISSUES} with the lines below\n{traceback.format_exc()}", 1)
        # click gives what the verb returned or the code it left with.
        sys.exit(result if isinstance(result, int) else 0)


def _end(message: str, code: int) -> NoReturn:
    click.echo("\n".join(f"eindekss: {line}" if place == 0 else line for place, line in enumerate(message.splitlines())), err=True)
    sys.exit(code)


@click.command("eindekss", cls=Menu, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="eindekss", prog_name="eindekss")
def main() -> None:
    """Visit the websites of Latvia's public bodies, keep the evidence, and turn it into indicators."""


_STORE = click.option("--store", type=click.Path(path_type=Path, dir_okay=False), help="The store; data/var/eindekss.db unless given.")


@click.group()
def registry() -> None:
    """The tables of institutions, portals and aliases."""


@registry.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def check(folder: Path | None) -> None:
    """List every fault of the tables in FOLDER (data/inputs unless given)."""
    from data.history.successions import checked
    from data.registry import FOLDER

    found, followed = checked(folder or FOLDER)
    counted = f"{len(found.institutions)} institutions, {len(found.portals)} portals, {len(found.hosts)} hosts, {len(followed)} successions"
    click.echo(f"{counted}: no fault")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@_STORE
def merge(folder: Path, store: Path | None) -> int:
    """Merge every bundle beneath FOLDER into the store."""
    from data.store import STORE, Store

    with Store(store or STORE) as opened:
        return _tell(opened.merge_folder(folder), store or STORE)


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@_STORE
def rebuild(folder: Path | None, store: Path | None) -> int:
    """Make the store anew from the bundles beneath FOLDER (data/var/audits unless given)."""
    from data import store as kept

    return _tell(kept.rebuild(store or kept.STORE, folder or kept.BUNDLES), store or kept.STORE)


@click.command()
@click.argument("bundles", nargs=-1, required=True, type=click.Path(path_type=Path))
def verify(bundles: tuple[Path, ...]) -> int:
    """Check every byte, row and blob of the BUNDLES against their digests."""
    return max(_verify(path) for path in bundles)


def _verify(path: Path) -> int:
    from data.bundle import Bundle

    try:
        with Bundle(path) as bundle:
            bundle.verify()
            gone = bundle.gone()
            click.echo(f"{path}: whole, snapshot {bundle.snapshot_id}" + (f"; pictures no longer kept: {len(gone)}" if gone else ""))
    except BundleError as error:
        click.echo(f"eindekss: {error}", err=True)
        return REFUSED
    return 0


def _tell(merged: Any, store: Path) -> int:  # noqa: ANN401 (naming the type would import the store for --help)
    for refused in merged.refused:
        click.echo(f"eindekss: {refused}", err=True)
    click.echo(f"{store}: bundles merged: {merged.bundles}, refused: {len(merged.refused)}; new rows: {merged.added}")
    return REFUSED if merged.refused else 0
