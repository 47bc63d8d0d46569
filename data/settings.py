"""How a visit is made: one frozen set of values, each taken from the strongest of default, file, environment and flag."""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self

from data.errors import ConfigError
from data.given import READERS

PREFIX = "EINDEKSS_"
"""What the name of an environment variable begins with: ``EINDEKSS_PAGES`` sets ``pages``."""

_ELSEWHERE = frozenset(
    {
        "browser",
        "grid",
        "second_engine",
        "canaries",
        "canary_names",
        "health_every",
        "health_patience",
        "second_look_after",
        "keep_nights",
        "keep_pictures",
        "keep_months",
    }
)
"""Where the work is done on this machine. Which browser it was is told by the manifest's versions; the second engine never
changes an answer of the first."""
_BUDGETS = frozenset({"pages", "render", "seed", "seconds", "visit_bytes", "delay", "max_delay", "links_away", "loads", "rerender_nights"})
"""How much is looked at, and how fast; a night learns it anew for each body."""
_FILES = frozenset({"ca", "axe"})
"""Files whose content can change an answer, wherever they lie."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that can be set of a visit. Bytes are of decoded bodies; seconds may have a fraction."""

    pages: int = 150
    """The most HTML pages fetched; of documents, twice as many."""
    render: int = 12
    """The most pages shown in a browser; 0 opens none."""
    seed: int = 1
    """Chooses the sample: the same seed, the same pages."""
    seconds: float = 1800.0
    """The time limit of a visit."""
    body_limit: int = 15_000_000
    """The most bytes of one page; registers and tables of 12 MB are published as one."""
    document_limit: int = 25_000_000
    """The most bytes of one document."""
    visit_bytes: int = 500_000_000
    """The most bytes of a visit."""
    redirects: int = 10
    """How many redirects in a row are followed."""
    timeout: float = 30.0
    """Seconds given to one request."""
    delay: float = 1.0
    """The least seconds between two requests to a host; the site may ask for more."""
    max_delay: float = 60.0
    """The most seconds that the adaptive delay may grow to."""
    render_timeout: float = 30.0
    """Seconds given to one page in the browser."""
    loads: int = 3
    """How often the front page is loaded in a browser, so that its times are told with their spread; 1 is the look itself."""
    rerender_nights: int = 7
    """In how many nights every page of the sample is shown anew, and every page fetched whole; 1 carries nothing."""
    consent: str = "none"
    """What is answered to a banner that asks for consent: ``none`` answers nothing, ``accept`` or ``reject`` press its button."""
    links_away: int = 100
    """The most addresses on other sites that are asked whether they lead anywhere; 0 asks none."""
    hosts: Mapping[str, str] = field(default_factory=dict)
    """Host name to address, asked before DNS."""
    allow: tuple[str, ...] = ()
    """Networks (CIDR) that may be contacted although they are not public."""
    ca: Path | None = None
    """An extra certificate authority, PEM."""
    resolver: str | None = None
    """The DNS server that is asked (address, or address:port); the system's where none is given; ``none`` asks nothing."""
    open_data: str = "https://data.gov.lv/dati"
    """The open data portal (CKAN) whose API is asked for the body's data sets; ``none`` asks none."""
    open_data_organisation: str | None = None
    """The organisation at that portal, where neither the registry nor a number or name tells it."""
    odata: str = "https://www.epakalpojumi.lv/odata/service"
    """The OData service of municipalities, asked once a run; ``none`` does not ask it."""
    keep_nights: int = 30
    """For how many nights every bundle is kept."""
    keep_pictures: int = 30
    """For how many nights screenshots are kept, which may show people, unless a verdict cites them."""
    keep_months: int = 0
    """For how many months the last good night of each is kept; 0 keeps them for ever."""
    browser: str | None = None
    """The path of the browser to use."""
    axe: Path | None = None
    """Another axe-core script than the vendored one."""
    second_engine: str | None = None
    """``firefox`` or ``chromium``: the browser of the second opinion."""
    grid: str | None = None
    """The address of a Selenium Grid that drives the second engine."""
    contact: str = "https://github.com/eindekss/eindekss"
    """Where a site's keeper reaches us; part of the User-Agent."""
    canaries: tuple[str, ...] = ()
    """Addresses of pages that a night asks now and then whether our own network works; sick are we where none answers."""
    canary_names: tuple[str, ...] = ()
    """Host names that a night asks DNS for, to the same end."""
    health_every: float = 60.0
    """Seconds between two looks at our own health in a night."""
    health_patience: float = 1800.0
    """Seconds that a night waits for us to be well again before it stops."""
    second_look_after: float = 1800.0
    """The least seconds between the end of a visit and the second look at what was odd in it."""

    @classmethod
    def load(cls, file: Path | None = None, env: Mapping[str, str] | None = None, **flags: object) -> Self:
        """Default < file (TOML) < environment < flag; a flag of None or of no values was not given.

        Raises ConfigError with every fault of every source, each naming where it stands and what to do.
        """
        faults: list[str] = []
        values: dict[str, Any] = {}
        base = file.parent if file else Path()
        sources = (
            (_from_file(file, faults), base),
            (_from_env(os.environ if env is None else env, faults), Path()),
            (_from_flags(flags), Path()),
        )
        for (where, name, given), folder in ((found, folder) for source, folder in sources for found in source):
            try:
                values[name] = READERS[name](given, folder)
            except ConfigError as error:
                faults += [f"{where}: {fault}" for fault in error.faults]
        if faults:
            raise ConfigError(faults)
        settings = cls(**values)
        if settings.max_delay < settings.delay:
            raise ConfigError(
                f"max_delay ({settings.max_delay:g}) is less than delay ({settings.delay:g}); raise the one or lower the other"
            )
        return settings

    @property
    def digest(self) -> str:
        """SHA-256 over the values that can change an answer; files count by their content, this machine's paths do not."""
        return self._digest(_ELSEWHERE)

    @property
    def showing(self) -> str:
        """SHA-256 over those of them that can change what a browser makes of one page: how many pages a visit may see is none of them."""
        return self._digest(_ELSEWHERE | _BUDGETS)

    def _digest(self, left_out: frozenset[str]) -> str:
        values = {item.name: getattr(self, item.name) for item in fields(self) if item.name not in left_out}
        values |= {name: hashlib.sha256(values[name].read_bytes()).hexdigest() for name in _FILES if values[name]}
        values["hosts"] = dict(self.hosts)
        return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


_NAMES = frozenset(item.name for item in fields(Settings))


def _from_file(file: Path | None, faults: list[str]) -> Iterator[tuple[str, str, object]]:
    if file is None:
        return
    try:
        text = file.read_bytes().decode("utf-8")
        values = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read ({error.strerror}); give the path of a TOML file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: not TOML ({error}); write one NAME = VALUE a line, in UTF-8") from error
    for name, value in values.items():
        where = f"{file}:{_line(text, name)}: {name}"
        if name in _NAMES:
            yield where, name, value
        else:
            faults.append(f"{where}: no such setting; {_meant(name)}")


def _from_env(env: Mapping[str, str], faults: list[str]) -> Iterator[tuple[str, str, object]]:
    for key in sorted(key for key in env if key.startswith(PREFIX)):
        name = key.removeprefix(PREFIX).lower()
        if name in _NAMES:
            yield key, name, env[key]
        # Other programs may use our prefix for things of their own; only what looks like a slip is refused.
        elif difflib.get_close_matches(name, _NAMES, 1, 0.8):
            faults.append(f"{key}: no such setting; {_meant(name)}")


def _from_flags(flags: Mapping[str, object]) -> Iterator[tuple[str, str, object]]:
    unknown = flags.keys() - _NAMES
    if unknown:
        raise TypeError(f"not settings: {', '.join(sorted(unknown))}")
    for name, value in flags.items():
        if value is not None and value not in ((), {}):
            yield _FLAGS.get(name, f"--{name.replace('_', '-')}"), name, value


_FLAGS = {"allow": "--allow-address"}


def _meant(name: str) -> str:
    near = difflib.get_close_matches(name.lower(), _NAMES, 1, 0.6)
    return f"did you mean {near[0]}?" if near else f"the settings are {', '.join(sorted(_NAMES))}"


def _line(text: str, name: str) -> int:
    for number, line in enumerate(text.splitlines(), 1):
        if line.split("=")[0].strip().strip("\"'[]") == name:
            return number
    return 1
