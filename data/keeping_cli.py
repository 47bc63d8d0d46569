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
