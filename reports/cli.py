"""The verbs that span the house: audit one institution from its address to its report, and the demonstration."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from data.errors import ConfigError
from reports.wording import LANGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.settings import Settings

SEALED_PARTIAL = 3
"""The exit code of a visit that was sealed without having seen everything."""

_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.argument("target", nargs=-1, metavar="TARGET")
@click.option("--pages", type=int, help="The most pages fetched by HTTP (150).")
@click.option("--render", type=int, help="The most pages opened in a browser (12).")
@click.option("--out", type=_FOLDER, help="Folder for bundle and reports (data/var/audits/ID/RUN; that of the bundle with --offline).")
@click.option("--format", "wanted", type=click.Choice(["html", "json", "both"]), default="both", show_default=True, help="What to write.")
@click.option("--lang", type=click.Choice(LANGS), help="Language of the report; both when not given.")
@click.option("--seed", type=int, help="Chooses the sample: the same seed, the same pages (1).")
@click.option("--hosts", type=_FILE, help="Lines 'ADDRESS NAME...' as in /etc/hosts, to audit a site before it is public.")
@click.option("--allow-address", "allow", multiple=True, metavar="CIDR", help="Addresses to contact although not public; repeatable.")
@click.option("--ca", type=_FILE, help="An extra certificate authority (PEM).")
@click.option("--seconds", type=float, help="Time limit of the visit (1800).")
@click.option("--delay", type=float, help="Least seconds between two requests to a host (1).")
@click.option("--consent", type=click.Choice(["none", "accept", "reject"]), help="What to answer to a cookie banner (none).")
@click.option("--second-engine", type=click.Choice(["firefox", "chromium"]), help="Repeat axe through WebDriver and compare.")
@click.option("--grid", help="Address of a Selenium Grid for the second engine.")
@click.option("--links-away", "links_away", type=int, help="The most links to other sites that are checked (100); 0 checks none.")
@click.option("--resolver", metavar="ADDRESS", help="The DNS server to ask (the system's); 'none' asks nothing.")
@click.option("--open-data", "open_data", metavar="ADDRESS", help="Open data portal (https://data.gov.lv/dati); 'none' asks nothing.")
@click.option("--open-data-organisation", "open_data_organisation", metavar="NAME", help="The body's organisation at that portal.")
@click.option("--odata", metavar="ADDRESS", help="OData service of municipalities (epakalpojumi.lv); 'none' asks nothing.")
@click.option("--browser", help="Path of the browser to use.")
@click.option("--axe", type=_FILE, help="Another axe-core script than the vendored one.")
@click.option("--settings", "file", type=_FILE, help="TOML file of settings.")
@click.option("--offline", type=_FILE, metavar="BUNDLE", help="Judge a stored bundle again; nothing is fetched.")
def audit(target: tuple[str, ...], wanted: str, lang: str | None, offline: Path | None, out: Path | None, **flags: Any) -> None:  # noqa: ANN401
    """Visit, judge and report on the website of TARGET: an institution's id, registration number or name, or an address.

    \b
    eindekss audit siguldas-novads
    eindekss audit Cesu novads --lang lv
    eindekss audit https://www.example.lv/ --pages 80

    Ctrl-C seals what there is. Exit codes: 0 complete, 3 sealed but partial, 2 something given was wrong, 1 a bug of ours.
    """  # noqa: D301 (\b is for click: these lines stay as they are)
    langs = (lang,) if lang else LANGS
    if bool(target) == (offline is not None):
        raise ConfigError("say what to audit: an institution (id, registration number, name), an address, or --offline BUNDLE")
    if offline is not None:
        _write(offline, out or offline.parent, wanted, langs, again=True)
        return
    _visit(" ".join(target), out, wanted, langs, flags)


def _visit(target: str, out: Path | None, wanted: str, langs: Sequence[str], flags: dict[str, Any]) -> None:
    from crawler.visit import Job, new_run
    from crawler.visits import run_visits
    from data import registry
    from data.settings import Settings
    from data.store import BUNDLES

    settings = Settings.load(**flags)
    institution = registry.load().find(target)
    _refuse_private(institution.sites[0].url, settings)
    run = new_run()
    folder = out or BUNDLES / institution.id / run
    job = Job(institution, run, settings, folder / f"{institution.id}.sqlite")
    [bundle] = run_visits([job])
    _write(bundle, folder, wanted, langs, again=False)


def _refuse_private(url: str, settings: Settings) -> None:
    """An address that a person typed and that may not be contacted is refused at once; a night would seal a failed visit instead."""
    from crawler.egress import Egress
    from data.errors import GatherError

    host = urlsplit(url).hostname or ""
    try:
        Egress(settings.hosts, settings.allow).addresses(host)
    except GatherError as error:
        if error.reason == "private-address":
            raise ConfigError(f"{error.detail}: not a public address; if you mean it, allow it with --allow-address CIDR") from error


def _write(path: Path, folder: Path, wanted: str, langs: Sequence[str], *, again: bool) -> None:
    from audits.replay import rejudge
    from data.bundle import Bundle
    from reports.outputs import summary, write

    with Bundle(path) as bundle:
        observations = rejudge(bundle) if again else bundle.observations()
        for line in summary(bundle, observations):
            click.echo(line)
        for written in write(bundle, observations, folder, wanted, langs):
            click.echo(written)
        status = bundle.manifest["status"]
    if status != "complete":
        raise SystemExit(SEALED_PARTIAL)


@click.command()
@click.option("--out", type=_FOLDER, help="Folder for bundles, store and reports (data/var/demo).")
def demo(out: Path | None) -> None:
    """Visit three bundled demonstration municipalities on this machine and compare them."""
    from data.store import VAR
    from reports.demo import run

    run(out or VAR / "demo")


@click.command()
@click.argument("bundles", nargs=-1, type=_FILE, metavar="BUNDLE BUNDLE [BUNDLE]")
def consent(bundles: tuple[Path, ...]) -> None:
    """Compare bundles of one site visited with --consent none, accept and reject: cookies, other hosts and axe violations in each state."""
    from contextlib import ExitStack

    from data.bundle import Bundle
    from data.given import CONSENT
    from reports.consent import compared

    if not 1 < len(bundles) <= len(CONSENT):
        raise ConfigError("give two or three bundles of one site, visited with --consent none, accept or reject")
    with ExitStack() as opened:
        for line in compared([opened.enter_context(Bundle(path)) for path in bundles]):
            click.echo(line)
