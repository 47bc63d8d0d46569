"""Who is audited: the tables of ``data/inputs``, checked as a whole, and the way from what a person types to an institution."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from data import addresses, cells
from data.errors import ConfigError, RegistryError
from data.names import Names
from data.tables import Faults, Reader, Row, once, read
from data.types import Institution, Kind, Portal, Site, Text

FOLDER = Path(__file__).parent / "inputs"
"""Where the tables lie."""

_MUNICIPAL = tuple(kind.value for kind in Kind if kind.municipal)
_STATE = tuple(kind.value for kind in Kind if not kind.municipal and kind is not Kind.UNKNOWN)
_COMMON: Mapping[str, Reader] = {
    "id": cells.identifier,
    "name_lv": cells.words,
    "name_en": cells.words,
    "website": cells.website,
    "source": cells.words,
}
TABLES: Mapping[str, Mapping[str, Reader]] = {
    "municipalities.csv": {
        **_COMMON,
        "kind": cells.one_of(_MUNICIPAL),
        "atvk": cells.atvk,
        "reg_no": cells.optional(cells.registration),
        "region": cells.words,
        "population": cells.count,
        "population_year": cells.count,
        "reg_no_basis": cells.one_of(("sourced", "checksum_only")),
        "population_basis": cells.one_of(("sourced", "approximate")),
    },
    "institutions.csv": {
        **_COMMON,
        "kind": cells.one_of(_STATE),
        "parent": cells.optional(cells.identifier),
        "reg_no": cells.optional(cells.registration),
        "website_basis": cells.one_of(("own_page", "url_in_public_code", "named_only", "general_knowledge")),
    },
    "portals.csv": {"id": cells.identifier, "name": cells.words, "url": cells.address, "role": cells.words, "source": cells.words},
    "aliases.csv": {
        "institution": cells.identifier,
        "kind": cells.one_of(("host", "name", "same_as", "open_data")),
        "value": cells.words,
        "valid_to": cells.optional(cells.day),
        "source": cells.words,
    },
}
"""Every table with its columns."""
_BASES = ("reg_no_basis", "population_basis", "website_basis")
_NUMBER = re.compile(r"(LV)?\d{11}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Registry:
    """All institutions by id and all portals. ``hosts`` tells whose site a host (without www) is."""

    institutions: Mapping[str, Institution]
    portals: tuple[Portal, ...]
    hosts: Mapping[str, str]
    names: Names

    def find(self, target: str) -> Institution:
        """The institution that an id, registration number, name or address means; an unknown address gives one of kind unknown.

        Raises ConfigError that suggests what is near, or lists what it can mean.
        """
        text = target.strip()
        found = self.institutions.get(text.lower())
        if found:
            return found
        if _NUMBER.fullmatch(re.sub(r"[\s-]", "", text)):
            return self._numbered(text)
        if "://" in text:
            return self._at(text)
        named = self.names.find(text)
        if len(named) > 1:
            raise ConfigError(f"{text!r} can be {self.names.told(named)}; give the id")
        if named:
            return self.institutions[named[0]]
        return self._at(text) if addresses.looks_like_address(text) else self._missed(text)

    def beside(self, others: Iterable[Institution]) -> Registry:
        """With these as well, where it does not know them: bodies that were visited though no table names them."""
        new = {one.id: one for one in others if one.id not in self.institutions}
        hosts = {addresses.host(url): one.id for one in new.values() for site in one.sites for url in (site.url, *site.aliases)}
        names = self.names.beside(Names.of(new.values(), {}))
        return Registry({**self.institutions, **new}, self.portals, {**hosts, **self.hosts}, names)

    def _numbered(self, text: str) -> Institution:
        try:
            number = cells.registration(text)
        except ValueError as error:
            raise ConfigError(str(error)) from error
        found = next((one for one in self.institutions.values() if one.reg_no == number), None)
        if found is None:
            raise ConfigError(f"no institution with the registration number {number}; give its id, name or address")
        return found

    def _at(self, text: str) -> Institution:
        try:
            url = addresses.root(text)
        except ValueError as error:
            raise ConfigError(str(error)) from error
        owner = self.hosts.get(addresses.host(url))
        if owner:
            return self.institutions[owner]
        name, slug = addresses.host(url), addresses.slug(url)
        # An address given by hand never passes for an institution that the registry knows.
        slug = f"url-{slug}" if slug in self.institutions else slug
        return Institution(slug, Text(name, name), Kind.UNKNOWN, (Site(url),))

    def _missed(self, text: str) -> Institution:
        near = self.names.near(text)
        hint = (
            f"did you mean {self.names.told(near)}?"
            if near
            else "give an id, a registration number, a name or an address such as https://www.riga.lv"
        )
        raise ConfigError(f"no institution {text!r}; {hint}")


def load(folder: Path = FOLDER) -> Registry:
    """Read and check the tables. Raises RegistryError with every fault: file, line, column and remedy."""
    faults = Faults()
    tables = {name: read(folder / name, columns, faults) for name, columns in TABLES.items()}
    bodies = [*tables["municipalities.csv"], *tables["institutions.csv"]]
    aliases = _Aliases(tables["aliases.csv"])
    once([*bodies, *tables["portals.csv"]], "id", faults)
    once(bodies, "reg_no", faults)
    once(bodies, "atvk", faults)
    _check_parents(bodies, faults)
    _check_aliases(aliases, bodies, tables["portals.csv"], faults)
    hosts = _hosts(bodies, aliases, faults)
    if faults.found:
        raise RegistryError(faults.found)
    institutions = {row["id"]: _institution(row, aliases) for row in bodies}
    portals = tuple(Portal(row["id"], row["name"], row["url"], row["role"], aliases.of(row["id"], "host")) for row in tables["portals.csv"])
    former = {found: aliases.of(found, "name") for found in institutions}
    return Registry(institutions, portals, hosts, Names.of(institutions.values(), former))


@dataclass(frozen=True, slots=True)
class _Aliases:
    rows: Iterable[Row]

    def of(self, owner: str, kind: str) -> tuple[str, ...]:
        """All that an institution or a portal was ever known by: its hosts, or its names."""
        return tuple(row["value"] for row in self.rows if row["institution"] == owner and row["kind"] == kind)

    def current(self, owner: str, kind: str = "host") -> tuple[str, ...]:
        """What still holds: the hosts that lead to the site, the organisation at the open data portal."""
        return tuple(row["value"] for row in self.rows if row["institution"] == owner and row["kind"] == kind and not row["valid_to"])


def _institution(row: Row, aliases: _Aliases) -> Institution:
    return Institution(
        id=row["id"],
        name=Text(row["name_lv"], row["name_en"]),
        kind=Kind(row["kind"]),
        sites=(Site(row["website"], aliases.current(row["id"])),),
        reg_no=row["reg_no"],
        group=row["kind"],
        open_data_id=next(iter(aliases.current(row["id"], "open_data")), None),
        parent=row.cells.get("parent"),
        basis={column.removesuffix("_basis"): row[column] for column in _BASES if column in row.cells},
    )


def _check_parents(bodies: Iterable[Row], faults: Faults) -> None:
    parents = {row["id"]: row.cells.get("parent") for row in bodies}
    for row in bodies:
        parent = row.cells.get("parent")
        if parent and parent not in parents:
            faults.add(row.place, f"parent: no institution {parent!r}; write the id of one, or nothing")
        elif row["id"] in _above(row["id"], parents):
            faults.add(row.place, f"parent: {row['id']!r} stands above itself; write the id of the body above it, or nothing")


def _above(start: str, parents: Mapping[str, str | None]) -> set[str]:
    above: set[str] = set()
    at = parents.get(start)
    while at and at not in above:
        above.add(at)
        at = parents.get(at)
    return above


def _check_aliases(aliases: _Aliases, bodies: Iterable[Row], portals: Iterable[Row], faults: Faults) -> None:
    owners = {row["id"] for row in bodies}
    known = owners | {row["id"] for row in portals}
    for row in aliases.rows:
        if row["institution"] not in known:
            faults.add(row.place, f"institution: no institution or portal {row['institution']!r}; write the id of one")
        if row["kind"] == "same_as" and row["value"] not in owners:
            faults.add(row.place, f"value: no institution {row['value']!r}; write the id of the one that owns the site")
        if row["kind"] == "host":
            _check_host(row, faults)


def _check_host(row: Row, faults: Faults) -> None:
    try:
        cells.host_name(row["value"])
    except ValueError as error:
        faults.add(row.place, f"value: {error}")


def _hosts(bodies: Iterable[Row], aliases: _Aliases, faults: Faults) -> dict[str, str]:
    """Whose site a host is; two institutions may share one only if ``same_as`` says who owns it."""
    owners: dict[str, str] = {}
    claims = [(row.place, row["id"], row["website"]) for row in bodies]
    claims += [(row.place, row["institution"], row["value"]) for row in aliases.rows if row["kind"] == "host"]
    lent = {row["institution"] for row in aliases.rows if row["kind"] == "same_as"}
    ids = {row["id"] for row in bodies}
    for place, claimant, address in claims:
        if claimant not in ids or claimant in lent or not addresses.looks_like_address(address):
            continue
        host = addresses.host(address)
        if owners.setdefault(host, claimant) != claimant:
            remedy = f"mend the address, or say who owns it in aliases.csv: {claimant},same_as,{owners[host]}"
            faults.add(place, f"{host} is the site of {owners[host]} already; {remedy}")
    return owners
