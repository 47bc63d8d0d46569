"""The verb that writes a questionnaire to be filled in: as a workbook, as a table of text, or for LimeSurvey."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from data.errors import ConfigError
from data.types import Kind
from scoring.asked import EDITION, FILE, FOLDER

if TYPE_CHECKING:
    from scoring.survey.form.order import Order

FORMATS = ("xlsx", "csv", "limesurvey")
_KINDS = [kind.value for kind in Kind if kind is not Kind.UNKNOWN]
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@EDITION
@click.option("--format", "as_", type=click.Choice(FORMATS), default="xlsx", show_default=True, help="What is written.")
@click.option("--id", "institution", default="", help="Of this body: its id, registration number or name.")
@click.option("--kind", type=click.Choice(_KINDS), default=None, help="Of bodies of this kind only: what they are asked.")
@click.option("--each", is_flag=True, help="One workbook for each body, into the folder --out.")
@click.option("--prefill", is_flag=True, help="Put beside each question what was seen, with address and date.")
@click.option("--propose", is_flag=True, help="With --prefill: put it as the answer, too. Whoever answers is led by it.")
@click.option("--run", help="The run whose visits count; each body's newest visit unless given.")
@click.option("--store", type=FILE, help="The store of observations; data/var/eindekss.db unless given.")
@click.option("--bundles", type=FOLDER, help="A folder of bundles to read instead of the store.")
@click.option("--registry", type=FOLDER, help="Tables of the bodies, in place of data/inputs.")
@click.option(
    "--lang", type=click.Choice(["lv", "en"]), default="lv", show_default=True, help="Of workbook and table; LimeSurvey has both."
)
@click.option("--until", type=_DAY, help="The last day for answers, told in the form.")
@click.option("--contact", default="", help="Whom to ask, told in the form.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The file to write; with --each the folder.")
def form(**given: Any) -> None:  # noqa: ANN401 (the options above)
    """Write the questionnaire of an edition to be filled in; `eindekss survey import` reads it again.

    Without --id the form is for anyone; as CSV it is that of every body, one below the other.

    \b
    eindekss survey form -e 2026-proposal --id dobeles-novads --until 2026-12-31 --out dobele.xlsx
    eindekss survey form -e 2026-proposal --format limesurvey --out survey.txt
    """  # noqa: D301 (\b is for click: the line stays as it is)
    _check(given)
    for line in _written(given):
        click.echo(line)


def _check(given: dict[str, Any]) -> None:
    """Raise ConfigError with all that the options contradict each other in."""
    seen = [f"--{name}" for name in ("run", "store", "bundles") if given[name] is not None]
    faults = []
    if given["propose"] and not given["prefill"]:
        faults.append("--propose puts what was seen as the answer; give --prefill as well")
    if seen and not given["prefill"]:
        faults.append(f"{', '.join(seen)}: nothing that was seen is asked for; give --prefill as well")
    if given["each"] and given["as_"] != "xlsx":
        faults.append("--each writes workbooks; leave it out, or take --format xlsx")
    if given["as_"] == "limesurvey":
        no = [f"--{name}" for name, option in {"id": "institution", "prefill": "prefill"}.items() if given[option]]
        faults += [f"{name}: a survey in LimeSurvey is one for all bodies; leave it out" for name in no]
        faults += [] if given["out"].suffix == ".txt" else [f"{given['out']}: LimeSurvey tells its formats by the name; end it in .txt"]
    if faults:
        raise ConfigError(faults)


def _written(given: dict[str, Any]) -> list[str]:
    """Write what is asked for; tells what was written."""
    from scoring.survey.form import limesurvey, table, workbook
    from scoring.survey.form.order import workbooks
    from scoring.survey.questionnaire import load

    out, kind = given["out"], given["kind"] or ""
    until = given["until"].date() if given["until"] else None
    out.parent.mkdir(parents=True, exist_ok=True)
    if given["as_"] == "limesurvey":
        return [str(limesurvey.write(load(given["edition"]), out, kind=kind, until=until, contact=given["contact"]))]
    order = _order(given)
    if given["as_"] == "csv":
        forms = list(order.each())
        return [f"{table.write(forms, out)}: {len(forms)} institutions"]
    if given["each"]:
        return [str(path) for path in workbooks(order, out)]
    return [str(workbook.write(order.one(), out))]


def _order(given: dict[str, Any]) -> Order:
    from data.registry import FOLDER as BODIES
    from data.registry import load as bodies
    from data.store import source_of
    from scoring.observed import visited
    from scoring.survey.form.order import Order
    from scoring.survey.questionnaire import load
    from scoring.validation.asked import indicators_of
    from scoring.validation.looks import looks

    questionnaire, known, seen = load(given["edition"]), bodies(given["registry"] or BODIES), None
    if given["prefill"]:
        source = source_of(given["store"], given["bundles"])
        if source is None:
            raise ConfigError("there is no store yet, so that nothing was seen; visit and merge first, or give --store or --bundles")
        seen, known = looks(source, indicators_of(questionnaire), given["run"]), known.beside(visited(source))
    return Order(
        questionnaire=questionnaire,
        registry=known,
        lang=given["lang"],
        at=datetime.now(UTC),
        body=given["institution"],
        kind=given["kind"] or "",
        looks=seen,
        propose=given["propose"],
        until=given["until"].date() if given["until"] else None,
        contact=given["contact"],
    )
