"""Settings: which source wins, what is refused with which words, what the digest covers."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from data.errors import ConfigError
from data.given import READERS, hosts
from data.settings import Settings

PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"


def toml(folder: Path, text: str) -> Path:
    file = folder / "eindekss.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_every_setting_has_a_reader_and_the_defaults_stand() -> None:
    assert READERS.keys() == {item.name for item in fields(Settings)}
    assert Settings.load(env={}) == Settings()


@pytest.mark.parametrize(
    ("file", "env", "flags", "pages"),
    [
        ("", {}, {}, 150),
        ("pages = 10", {}, {}, 10),
        ("pages = 10", {"EINDEKSS_PAGES": "20"}, {}, 20),
        ("pages = 10", {"EINDEKSS_PAGES": "20"}, {"pages": 30}, 30),
        ("pages = 10", {"EINDEKSS_PAGES": "20"}, {"pages": None}, 20),
        ("", {"EINDEKSS_PAGES": "20"}, {"allow": ()}, 20),
    ],
)
def test_the_strongest_source_wins(tmp_path: Path, file: str, env: dict[str, str], flags: dict[str, Any], pages: int) -> None:
    assert Settings.load(toml(tmp_path, file), env, **flags).pages == pages


def test_the_portal_of_open_data_is_an_address_or_nobody() -> None:
    assert Settings.load(env={}, open_data="https://dati.piemers.lv/", odata="none").open_data == "https://dati.piemers.lv"
    assert Settings.load(env={"EINDEKSS_OPEN_DATA": "none"}).open_data == "none"


def test_every_kind_of_value_is_read_from_each_source(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text(PEM)
    (tmp_path / "hosts").write_text("# comment\n127.0.0.11 www.vitolunovads.test vitolunovads.test # both\n\n::1 Six.Test.\n")
    names = {"www.vitolunovads.test": "127.0.0.11", "vitolunovads.test": "127.0.0.11", "six.test": "::1"}
    wanted = Settings(delay=0.0, hosts=names, allow=("127.0.0.0/8", "::1/128"), ca=tmp_path / "ca.pem", second_engine="firefox")
    file = 'delay = 0\nhosts = "hosts"\nallow = ["127.0.0.0/8", "::1/128"]\nca = "ca.pem"\nsecond_engine = "firefox"'
    env = {
        "EINDEKSS_DELAY": "0",
        "EINDEKSS_HOSTS": str(tmp_path / "hosts"),
        "EINDEKSS_ALLOW": "127.0.0.0/8, ::1/128",
        "EINDEKSS_CA": str(tmp_path / "ca.pem"),
        "EINDEKSS_SECOND_ENGINE": "firefox",
    }
    flags: dict[str, Any] = {
        "delay": 0,
        "hosts": names,
        "allow": ("127.0.0.0/8", "::1/128"),
        "ca": tmp_path / "ca.pem",
        "second_engine": "firefox",
    }
    assert Settings.load(toml(tmp_path, file), {}) == wanted
    assert Settings.load(env=env) == wanted
    assert Settings.load(env={}, **flags) == wanted


@pytest.mark.parametrize(
    ("flags", "fault"),
    [
        ({"pages": 0}, "--pages: 0 is not a whole number of at least 1; write for example 10"),
        ({"pages": True}, "--pages: True is not a whole number of at least 1; write for example 10"),
        ({"seconds": "soon"}, "--seconds: 'soon' is not a number of seconds of at least 0.1; write for example 1.5"),
        ({"timeout": "nan"}, "--timeout: 'nan' is not a number of seconds of at least 0.1; write for example 1.5"),
        ({"allow": ["10.0.0.1/8"]}, "--allow-address: '10.0.0.1/8' is an address within a network; write 10.0.0.0/8"),
        ({"allow": ["home"]}, "--allow-address: 'home' is not a network; write for example 127.0.0.0/8 or 192.0.2.7/32"),
        ({"second_engine": "opera"}, "--second-engine: 'opera' is not an engine; write firefox or chromium"),
        (
            {"open_data": "data.gov.lv/dati"},
            "--open-data: 'data.gov.lv/dati' is not the address of a service; write for example https://data.gov.lv/dati, or none",
        ),
        (
            {"open_data_organisation": "rīgas/dome"},
            (
                "--open-data-organisation: 'rīgas/dome' is no name of an organisation; "
                "write the last part of its address, as in /organization/rigas-dome"
            ),
        ),
        *(
            (
                {"resolver": given},
                f"--resolver: {given!r} is no DNS server; write its address, as 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:53, or none",
            )
            for given in ("dns.piemers.lv", "192.0.2.53:dns", "192.0.2.53:70000", "/dev/null", "[")
        ),
        ({"grid": "localhost:4444"}, "--grid: 'localhost:4444' is not an address; it begins with http: or https:"),
        ({"hosts": {"a b": "127.0.0.1"}}, "--hosts: 'a b' cannot be a host name; use letters, digits, dots and hyphens"),
        (
            {"hosts": {"a.lv": "home"}},
            "--hosts: 'home' is not an IP address; a line is ADDRESS NAME..., for example 192.0.2.7 www.example.lv",
        ),
        ({"delay": 90}, "max_delay (60) is less than delay (90); raise the one or lower the other"),
    ],
)
def test_a_bad_value_is_refused_with_its_remedy(flags: dict[str, Any], fault: str) -> None:
    with pytest.raises(ConfigError) as refused:
        Settings.load(env={}, **flags)
    assert refused.value.faults == (fault,)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    file = toml(tmp_path, 'seed = 2\npages = "many"\n\npagse = 3\n')
    with pytest.raises(ConfigError) as refused:
        Settings.load(file, {"EINDEKSS_RENDER": "-1", "EINDEKSS_RENDR": "2", "EINDEKSS_OTHER_PROGRAM": "x"}, seed="x")
    assert refused.value.faults == (
        f"{file}:2: pages: 'many' is not a whole number of at least 1; write for example 10",
        f"{file}:4: pagse: no such setting; did you mean pages?",
        "EINDEKSS_RENDER: '-1' is not a whole number of at least 0; write for example 10",
        "EINDEKSS_RENDR: no such setting; did you mean render?",
        "--seed: 'x' is not a whole number of at least 0; write for example 10",
    )


@pytest.mark.parametrize(("content", "words"), [(b"pages = ", "not TOML"), (b"\xff", "not TOML"), (None, "cannot be read")])
def test_an_unreadable_file_is_named(tmp_path: Path, content: bytes | None, words: str) -> None:
    file = tmp_path / "eindekss.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigError, match=words) as refused:
        Settings.load(file, {})
    assert str(file) in str(refused.value)


def test_every_bad_line_of_a_hosts_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "hosts.txt"
    file.write_text("127.0.0.1 a.test\nhome b.test\n127.0.0.2\n127.0.0.3 -c.test d_e.test http://f.test\n")
    with pytest.raises(ConfigError) as refused:
        hosts(file)
    assert refused.value.faults == (
        f"{file}:2: 'home' is not an IP address; a line is ADDRESS NAME..., for example 192.0.2.7 www.example.lv",
        f"{file}:3: no name after 127.0.0.2; a line is ADDRESS NAME..., for example 127.0.0.2 www.example.lv",
        f"{file}:4: '-c.test', 'http://f.test' cannot be a host name; use letters, digits, dots and hyphens",
    )


@pytest.mark.parametrize(("content", "words"), [("no pem", "holds no certificate"), (None, "cannot be read")])
def test_a_certificate_authority_is_a_pem_file(tmp_path: Path, content: str | None, words: str) -> None:
    if content:
        (tmp_path / "ca.pem").write_text(content)
    with pytest.raises(ConfigError, match=words):
        Settings.load(env={}, ca=tmp_path / "ca.pem")


def test_the_digest_covers_what_can_change_an_answer_and_no_path(tmp_path: Path) -> None:
    for name in ("one.pem", "two.pem", "other.pem"):
        (tmp_path / name).write_text(PEM + ("x" if name == "other.pem" else ""))
    plain, one, two, other = (
        Settings.load(env={}, ca=ca).digest for ca in (None, *(tmp_path / f"{n}.pem" for n in ("one", "two", "other")))
    )
    assert one == two
    assert len({plain, one, other, Settings(seed=2).digest, Settings(hosts={"a.lv": "192.0.2.1"}).digest}) == 5
    assert Settings(browser="/opt/browser", grid="http://grid:4444").digest == plain
