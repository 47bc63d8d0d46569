"""The registry: the real tables load, bad rows are refused in words, and people find who they mean."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from data.errors import ConfigError, RegistryError
from data.registry import FOLDER, TABLES, Registry, load
from data.types import Institution, Kind, Site, Text

SMALL = {
    "municipalities.csv": [
        "id,name_lv,name_en,kind,atvk,reg_no,region,population,population_year,website,source,reg_no_basis,population_basis",
        "riga,Rīga,Riga State City,valstspilseta,LV0001000,90011524360,Rīgas,614618,2021,https://www.riga.lv,list,sourced,sourced",
    ],
    "institutions.csv": [
        "id,name_lv,name_en,kind,parent,reg_no,website,source,website_basis",
        "fm,Finanšu ministrija,Ministry of Finance,ministry,,,https://www.fm.gov.lv,list,own_page",
    ],
    "portals.csv": ["id,name,url,role,source", "latvija-gov-lv,Latvija.gov.lv,https://latvija.gov.lv,e-services,list"],
    "aliases.csv": ["institution,kind,value,valid_to,source", "riga,host,riga.example.lv,,list"],
}


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load()


def write(folder: Path, **more: str) -> Path:
    """The small registry with these rows added."""
    for name, lines in SMALL.items():
        added = more.get(name.removesuffix(".csv"))
        (folder / name).write_text("\n".join([*lines, *([added] if added else [])]) + "\n", encoding="utf-8")
    return folder


def refused(folder: Path) -> list[str]:
    """The faults, with the folder left out."""
    with pytest.raises(RegistryError) as error:
        load(folder)
    return [fault.removeprefix(f"{folder}/") for fault in error.value.faults]


def test_the_real_tables_load_whole(registry: Registry) -> None:
    counts = Counter(one.kind for one in registry.institutions.values())
    assert counts == {
        Kind.STATE_CITY: 7,
        Kind.MUNICIPALITY: 35,
        Kind.MINISTRY: 14,
        Kind.AGENCY: 69,
        Kind.CONSTITUTIONAL: 9,
        Kind.STATE_COMPANY: 27,
        Kind.OTHER: 22,
    }
    assert len(registry.portals) == 45
    assert {portal.id: portal.host for portal in registry.portals}["e-adrese"] == "mana.latvija.lv"
    assert next(portal for portal in registry.portals if portal.id == "latvija-gov-lv").aliases == ("latvija.lv",)


def test_a_row_keeps_how_well_each_value_is_known(registry: Registry) -> None:
    assert registry.institutions["madonas-novads"] == Institution(
        id="madonas-novads",
        name=Text("Madonas novads", "Madona Municipality"),
        kind=Kind.MUNICIPALITY,
        sites=(Site("https://madona.lv/", ("madonasnovads.lv",)),),
        reg_no="90000054572",
        group="novads",
        basis={"reg_no": "checksum_only", "population": "sourced"},
    )
    assert registry.institutions["vdaa"].parent == "varam"
    assert registry.institutions["vdaa"].basis == {"website": "url_in_public_code"}


def test_an_address_that_no_longer_leads_there_is_known_but_no_alias(registry: Registry) -> None:
    assert registry.find("https://kuldiga.lv/").id == "kuldigas-novads"
    assert registry.institutions["kuldigas-novads"].sites == (Site("https://kuldigasnovads.lv/"),)


CITY = "x,X,X City,valstspilseta,LV0009000,,Rīgas,5,2021,https://x.lv,list,sourced,sourced"
BODY = "x,Iks,Ex,agency,,,https://x.lv,list,own_page"


@pytest.mark.parametrize(
    ("table", "row", "fault"),
    [
        (
            "institutions",
            BODY.replace("https:", "ftp:"),
            "website: 'ftp://x.lv' is not on the web (ftp:); write an address that begins with https: or http:",
        ),
        (
            "institutions",
            BODY.replace("https://x.lv", "x.lv"),
            "website: 'x.lv' is not a full address; write for example https://www.riga.lv",
        ),
        ("institutions", BODY.replace("https://x.lv", ""), "website: '' is not a full address; write for example https://www.riga.lv"),
        ("institutions", BODY.replace("x.lv", "x y.lv"), "website: 'https://x y.lv' holds white space; write one address without it"),
        (
            "institutions",
            BODY.replace("x.lv", "x.lv/lv"),
            "website: 'https://x.lv/lv' is a page of a site; write the site's own address, https://x.lv/",
        ),
        ("institutions", BODY.replace("x.lv", "x..lv"), "website: 'https://x..lv' names no host; write for example https://www.riga.lv"),
        (
            "institutions",
            BODY.replace("x.lv", "x.lv:99999"),
            "website: 'https://x.lv:99999' is not an address (Port out of range 0-65535); write for example https://www.riga.lv",
        ),
        (
            "institutions",
            BODY.replace("x.lv", "me:secret@x.lv"),
            "website: 'https://me:secret@x.lv' holds a name or password; only public pages are audited, write the address without them",
        ),
        ("institutions", "fm" + BODY[1:], "id: 'fm' stands already at {folder}/institutions.csv:2; each is given once"),
        ("institutions", "riga" + BODY[1:], "id: 'riga' stands already at {folder}/municipalities.csv:2; each is given once"),
        ("institutions", "X" + BODY[1:], "id: 'X' is not an id; use small Latin letters, digits and single hyphens, as in dobeles-novads"),
        (
            "institutions",
            BODY.replace("agency", "club"),
            "kind: 'club' is unknown; write one of ministry, agency, constitutional, state_company, other",
        ),
        ("municipalities", CITY.replace("valstspilseta", "ciems"), "kind: 'ciems' is unknown; write one of valstspilseta, novads"),
        (
            "institutions",
            BODY.replace("agency,,", "agency,,90011524361"),
            "reg_no: '90011524361' fails its check digit; look the number up in the Register of Enterprises",
        ),
        (
            "institutions",
            BODY.replace("agency,,", "agency,,9001"),
            "reg_no: '9001' is not a registration number; write its 11 digits, or nothing if it is not known",
        ),
        (
            "institutions",
            BODY.replace("agency,,", "agency,,32867300679"),
            "reg_no: '32867300679' is a number of a person, not of an institution; write its 11 digits, which begin with 4, 5 or 9",
        ),
        (
            "institutions",
            BODY.replace("agency,,", "agency,,90011524360"),
            "reg_no: '90011524360' stands already at {folder}/municipalities.csv:2; each is given once",
        ),
        ("institutions", BODY.replace("Iks", ""), "name_lv: is empty; write it"),
        ("institutions", BODY.replace("Ex", " "), "name_en: is empty; write it"),
        ("institutions", BODY.replace("agency,", "agency,nobody"), "parent: no institution 'nobody'; write the id of one, or nothing"),
        (
            "institutions",
            BODY.replace("agency,", "agency,x"),
            "parent: 'x' stands above itself; write the id of the body above it, or nothing",
        ),
        (
            "institutions",
            BODY.replace("own_page", "sure"),
            "website_basis: 'sure' is unknown; write one of own_page, url_in_public_code, named_only, general_knowledge",
        ),
        (
            "institutions",
            BODY.replace("x.lv", "www.fm.gov.lv"),
            "fm.gov.lv is the site of fm already; mend the address, or say who owns it in aliases.csv: x,same_as,fm",
        ),
        ("institutions", BODY + ",more", "10 cells under 9 columns; put a cell that holds a comma in quotes"),
        ("municipalities", CITY.replace("LV0009000", "9000"), "atvk: '9000' is not an ATVK code; write LV and its 7 digits"),
        ("municipalities", CITY.replace(",5,", ",five,"), "population: 'five' is not a whole number above 0; write digits only"),
        ("portals", "p,P,latvija.lv,role,list", "url: 'latvija.lv' is not a full address; write for example https://latvija.gov.lv"),
        ("aliases", "nobody,host,x.lv,,list", "institution: no institution or portal 'nobody'; write the id of one"),
        ("aliases", "riga,host,https://x.lv,,list", "value: 'https://x.lv' is not a host name; write for example www.riga.lv"),
        ("aliases", "riga,path,x,,list", "kind: 'path' is unknown; write one of host, name, same_as, open_data"),
        ("aliases", "riga,host,x.lv,soon,list", "valid_to: 'soon' is not a date; write for example 2025-06-30, 2025-06 or 2025"),
        ("aliases", "riga,same_as,nobody,,list", "value: no institution 'nobody'; write the id of the one that owns the site"),
        (
            "aliases",
            "riga,host,fm.gov.lv,,list",
            "fm.gov.lv is the site of fm already; mend the address, or say who owns it in aliases.csv: riga,same_as,fm",
        ),
    ],
)
def test_a_bad_row_is_refused_with_file_line_and_remedy(tmp_path: Path, table: str, row: str, fault: str) -> None:
    write(tmp_path, **{table: row})
    assert refused(tmp_path) == [f"{table}.csv:3: {fault.format(folder=tmp_path)}"]


def test_every_fault_of_every_table_is_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, institutions="x,Iks,,club,,1,https://x.lv,list,own_page", aliases="riga,path,x,,list")
    (tmp_path / "portals.csv").unlink()
    assert [fault.split(";")[0] for fault in refused(tmp_path)] == [
        "institutions.csv:3: name_en: is empty",
        "institutions.csv:3: kind: 'club' is unknown",
        "institutions.csv:3: reg_no: '1' is not a registration number",
        "portals.csv: cannot be read (No such file or directory)",
        "portals.csv:1: no column id, name, url, role, source",
        "aliases.csv:3: kind: 'path' is unknown",
    ]


def test_a_table_without_a_column_names_it(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "portals.csv").write_text("id,name,url,source\n")
    assert refused(tmp_path) == ["portals.csv:1: no column role; the first line names the columns id,name,url,role,source"]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"p,R\xeega,https://p.lv,role,list", "portals.csv:3: byte 0xee is not UTF-8; save the table as UTF-8"),
        (
            b'p,"P"x,https://p.lv,role,list',
            """portals.csv:3: not CSV from here on (',' expected after '"'); put such a cell in quotes, with its own quotes doubled""",
        ),
        (
            b'p,"P,https://p.lv,role,list\nq,Q,https://q.lv,role,list',
            "portals.csv:3: not CSV from here on (unexpected end of data); put such a cell in quotes, with its own quotes doubled",
        ),
    ],
)
def test_bytes_that_are_no_table_are_refused(tmp_path: Path, data: bytes, fault: str) -> None:
    file = write(tmp_path) / "portals.csv"
    file.write_bytes(file.read_bytes() + data + b"\n")
    assert refused(tmp_path) == [fault]


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    write(tmp_path, portals='p,"P\nthe second line",https://p.lv,role,list\n\nq,Q,q,role,list')
    assert refused(tmp_path) == ["portals.csv:6: url: 'q' is not a full address; write for example https://latvija.gov.lv"]


def test_a_table_from_a_spreadsheet_is_read(tmp_path: Path) -> None:
    for name in TABLES:
        shutil.copy(FOLDER / name, tmp_path / name)
        text = (tmp_path / name).read_text(encoding="utf-8")
        (tmp_path / name).write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode())
    assert load(tmp_path) == load()


def test_a_shared_site_belongs_to_its_owner(tmp_path: Path) -> None:
    write(tmp_path, institutions=BODY.replace("x.lv", "fm.gov.lv"), aliases="x,same_as,fm,,list")
    assert load(tmp_path).find("https://fm.gov.lv").id == "fm"


def test_an_organisation_at_the_open_data_portal_is_known_while_it_holds(tmp_path: Path) -> None:
    write(tmp_path, institutions=BODY, aliases="x,open_data,vecais,2024,list\nx,open_data,x-iestade,,list")
    assert load(tmp_path).institutions["x"].open_data_id == "x-iestade"
    write(tmp_path, institutions=BODY, aliases="x,open_data,vecais,2024,list")
    assert load(tmp_path).institutions["x"].open_data_id is None


def test_the_real_tables_are_sorted_where_order_has_no_meaning() -> None:
    with (FOLDER / "aliases.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["institution"], row["kind"], row["value"]) for row in csv.DictReader(file)]
    assert rows == sorted(rows)


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("riga", "riga"),
        ("RĪGA", "riga"),
        (" Rīga ", "riga"),
        ("Rīgas pilsēta", "riga"),
        ("rigas valstspilsetas pasvaldiba", "riga"),
        ("Riga City", "riga"),
        ("90011524360", "riga"),
        ("LV 9001 1524-360", "riga"),
        ("Dobele", "dobeles-novads"),
        ("Dobeles novads", "dobeles-novads"),
        ("DOBELES NOVADA PAŠVALDĪBA", "dobeles-novads"),
        ("Talsi", "talsu-novads"),
        ("cesis", "cesu-novads"),
        ("Rēzekne", "rezekne"),
        ("Rēzeknes novada pašvaldība", "rezeknes-novads"),
        ("Varakļānu novads", "madonas-novads"),
        ("vid", "vid"),
        ("Valsts ienemumu dienests", "vid"),
        ("State Revenue Service", "vid"),
        ("Saeima", "saeima"),
        ("Latvijas Valsts meži", "lvm"),
        ("Valsts reģionālās attīstības aģentūra", "vdaa"),
        ("CERT.LV", "cert"),
        ("www.riga.lv", "riga"),
        ("http://riga.lv/lv/kontakti?a=1#b", "riga"),
        ("HTTPS://WWW.RIGA.LV:443", "riga"),
        ("https://bauska.lv/", "bauskas-novads"),
        ("satv.tiesa.gov.lv", "satversmes-tiesa"),
    ],
)
def test_people_find_who_they_mean(registry: Registry, target: str, found: str) -> None:
    assert registry.find(target).id == found


@pytest.mark.parametrize(
    ("target", "slug", "host", "url"),
    [
        ("https://www.vitolunovads.test/lv/kontakti", "vitolunovads-test", "vitolunovads.test", "https://www.vitolunovads.test/"),
        ("http://127.0.0.1:8001", "127-0-0-1-8001", "127.0.0.1:8001", "http://127.0.0.1:8001/"),
        ("localhost:8001", "localhost-8001", "localhost:8001", "https://localhost:8001/"),
        ("https://riga.lv:8443", "riga-lv-8443", "riga.lv:8443", "https://riga.lv:8443/"),
        ("https://īss.example", "xn-ss-xoa-example", "xn--ss-xoa.example", "https://xn--ss-xoa.example/"),
        ("http://vid/", "url-vid", "vid", "http://vid/"),
    ],
)
def test_an_address_outside_the_registry_is_taken_as_it_is(registry: Registry, target: str, slug: str, host: str, url: str) -> None:
    assert registry.find(target) == Institution(slug, Text(host, host), Kind.UNKNOWN, (Site(url),))


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("Dobelle", "no institution 'Dobelle'; did you mean dobeles-novads (Dobeles novads)?"),
        ("Rēzeknes", "'Rēzeknes' can be rezekne (Rēzekne), rezeknes-novads (Rēzeknes novads); give the id"),
        ("xyzzy", "no institution 'xyzzy'; give an id, a registration number, a name or an address such as https://www.riga.lv"),
        ("", "no institution ''; give an id, a registration number, a name or an address such as https://www.riga.lv"),
        ("90011524361", "'90011524361' fails its check digit; look the number up in the Register of Enterprises"),
        ("40003032949", "no institution with the registration number 40003032949; give its id, name or address"),
        ("ftp://riga.lv", "'ftp://riga.lv' is not on the web (ftp:); write an address that begins with https: or http:"),
        ("https://", "'https://' names no host; write for example https://www.riga.lv"),
    ],
)
def test_what_is_not_found_is_told_with_a_way_on(registry: Registry, target: str, message: str) -> None:
    with pytest.raises(ConfigError) as missed:
        registry.find(target)
    assert str(missed.value) == message


def test_a_city_asked_for_as_a_novads_suggests_the_city(registry: Registry) -> None:
    with pytest.raises(ConfigError, match=r"did you mean riga \(Rīga\)"):
        registry.find("Rīgas novads")


def test_every_institution_is_found_by_each_of_its_names_and_addresses(registry: Registry) -> None:
    for one in registry.institutions.values():
        targets = [one.id, one.name.lv, one.name.en, one.sites[0].url, *([one.reg_no] if one.reg_no else [])]
        assert {registry.find(target).id for target in targets} == {one.id}


def test_who_was_visited_stands_beside_the_tables() -> None:
    known = load()
    stranger = Institution(
        "kalnraji", Text("Kalnrāju novads", "Kalnrāji Municipality"), Kind.MUNICIPALITY, (Site("https://www.kalnraji.test"),)
    )
    mine = known.institutions["riga"]
    pretender = replace(stranger, id="riga")
    both = known.beside([stranger, pretender])
    assert both.find("kalnrāju novads") is stranger
    assert both.find("https://kalnraji.test") is stranger
    assert both.find("riga") is mine
    assert both.find("Rīgas pilsēta") is mine
    assert len(both.institutions) == len(known.institutions) + 1
