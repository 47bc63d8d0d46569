"""The verbs of keeping: a bundle packed to be moved, what is no longer kept, and copies for the day when the disk is gone."""

from __future__ import annotations

from pathlib import Path

import click

_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.argument("bundle", type=_FILE)
@click.option("--out", type=_FILE, required=True, help="The copy to make; it must not be there yet.")
@click.option("--blobs", type=_FOLDER, help="The blob store that the bundle shares, if it was moved away from it.")
def pack(bundle: Path, out: Path, blobs: Path | None) -> None:
    """Make a self-contained copy of BUNDLE, with the bodies that it shares with others."""
    from data.blob_store import BlobStore
    from data.bundle import Bundle
    from data.pack import pack as packed

    with Bundle(packed(bundle, out, BlobStore(blobs) if blobs else None)) as copy:
        lost = len(copy.gone())
        click.echo(f"{out}: snapshot {copy.snapshot_id}" + (f"; pictures no longer kept: {lost}" if lost else ""))


@click.command()
@click.argument("folder", required=False, type=_FOLDER)
@click.option("--yes", is_flag=True, help="Do it; without, what would be done is only shown.")
@click.option("--settings", "file", type=_FILE, help="A TOML file of settings.")
@click.option("--casebook", type=_FILE, help="The casebook; what it cites stays (data/var/casebook.db unless given).")
@click.option(
    "--cited", type=click.Path(path_type=Path), multiple=True, help="A file or folder of published verdicts; what it cites stays."
)
def prune(folder: Path | None, file: Path | None, casebook: Path | None, cited: tuple[Path, ...], *, yes: bool) -> int:
    """Let go of what the policy in the settings does not keep, of the bundles beneath FOLDER (data/var/audits unless given)."""
    from datetime import UTC, datetime

    from data import kept
    from data import prune as pruning
    from data.casebook import CASEBOOK
    from data.errors import ConfigError
    from data.retention import Policy
    from data.settings import Settings
    from data.store import BUNDLES

    if casebook is not None and not casebook.is_file():
        raise ConfigError(f"{casebook}: no such casebook; what it cites must not go")
    settings, now = Settings.load(file), datetime.now(UTC)
    policy = Policy(settings.keep_nights, settings.keep_pictures, settings.keep_months)
    prepared = pruning.prepare(folder or BUNDLES, policy, now, kept.cited(casebook or CASEBOOK, cited))
    click.echo("\n".join(prepared.told()))
    if yes:
        click.echo(f"Done: {pruning.carry_out(prepared, now) / 1e6:.1f} MB came free")
    else:
        click.echo("Nothing was changed; do it with --yes")
    return 2 if prepared.faults else 0


@click.command()
@click.argument("out", type=click.Path(path_type=Path), metavar="FILE|FOLDER")
@click.option("--var", type=_FOLDER, help="What to copy: the folder of store, casebook, alert book and bundles (data/var unless given).")
def backup(out: Path, var: Path | None) -> int:
    """Copy store, casebook, alert book, bundles and bodies into FILE (NAME.tar.zst) or FOLDER, also while a night is under way."""
    from datetime import UTC, datetime

    from data.backup import backup as copy
    from data.store import VAR

    copied = copy(var or VAR, out, datetime.now(UTC))
    for fault in copied.faults:
        click.echo(f"eindekss: left out: {fault}", err=True)
    click.echo(f"{out}: {copied.files} files, {copied.bytes / 1e6:.1f} MB")
    return 2 if copied.faults else 0


@click.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True), metavar="FILE|FOLDER")
@click.option("--var", type=_FOLDER, help="Where to put it (data/var unless given).")
@click.option("--overwrite", is_flag=True, help="Replace the files that are there.")
def restore(source: Path, var: Path | None, *, overwrite: bool) -> None:
    """Bring back a backup: everything is verified first, and nothing is put in place where anything is wrong."""
    from data.restore import restore as bring
    from data.store import VAR

    done = bring(source, var or VAR, overwrite=overwrite)
    click.echo(f"{var or VAR}: {done.files} files, {done.bytes / 1e6:.1f} MB, {done.bundles} bundles, all verified")
