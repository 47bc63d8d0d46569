"""The verb that shows a body what was concluded of its answers, and how to dispute it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scoring.asked import EDITION, FOLDER, PLACES, placed

_DAY = click.DateTime(["%Y-%m-%d"])
_ALL, _BOTH = "all", "both"


@click.command()
@click.argument("institutions", nargs=-1, metavar="ID...")
@EDITION
@click.option("--every", is_flag=True, help="The dossiers of all bodies that have answered, in place of naming them.")
@placed
@click.option("--lang", type=click.Choice(["lv", "en", _BOTH]), default=_BOTH, show_default=True, help="Language.")
@click.option(
    "--format", "wanted", type=click.Choice(["html", "pdf", "xlsx", _ALL]), default=_ALL, show_default=True, help="What to write."
)
@click.option("--issue", is_flag=True, help="Give notice: write into the casebook that the body was told, and until when it may reply.")
@click.option("--reply-by", "reply_by", type=_DAY, help="The last day to reply; 10 working days after today unless given.")
@click.option("--reply-to", "reply_to", default="", help="Where replies are to be sent: an e-mail address, for instance.")
@click.option("--at", type=_DAY, help="The day of the dossier, until whose end reviews and replies count; now unless given.")
@click.option("--out", type=FOLDER, help="Folder for the files (data/var/dossiers/EDITION).")
def dossier(institutions: tuple[str, ...], edition: str, *, every: bool, **given: Any) -> None:  # noqa: ANN401 (the options above)
    """Show the institution ID each of its answers that is contradicted, with picture, words, address and time, and how to dispute it.

    \b
    eindekss dossier dobeles-novads --edition 2026-proposal
    eindekss dossier --every --edition 2026-proposal --issue --reply-to e-indekss@varam.gov.lv

    Without --issue it is a draft, and nothing follows from it. Replies are read by 'eindekss review reply'.
    """  # noqa: D301 (\b is for click: the lines stay as they are)
    from data.errors import ConfigError
    from data.store import VAR
    from reports.dossier.produce import Places, produce

    if bool(institutions) == every:
        raise ConfigError("name the institutions (id, registration number or name), or give --every")
    places = Places(**{name: given[name] for name in PLACES})
    langs = ("lv", "en") if given["lang"] == _BOTH else (given["lang"],)
    formats = ("html", "pdf", "xlsx") if given["wanted"] == _ALL else (given["wanted"],)
    found = produce(
        edition, institutions, places, _order(given), lambda name: Path(given["out"] or VAR / "dossiers" / name), langs, formats
    )
    for line in found:
        click.echo(line)


def _order(given: dict[str, Any]) -> Any:  # noqa: ANN401 (an Order, which is imported when it is needed)
    from datetime import UTC, datetime

    from reports.dossier.gather import Order
    from reports.dossier.term import term
    from scoring.validation.replies.take import end_of

    at = end_of(given["at"].date()) if given["at"] else datetime.now(UTC)
    named = given["reply_by"].date() if given["reply_by"] else None
    return Order(at, term(at, named), extend=named is not None, reply_to=given["reply_to"], issue=given["issue"])
