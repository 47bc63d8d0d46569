"""Sealed bundles at a common place: in a folder and in a bucket, whole or not at all, and the same one written once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

from crawler.cluster.place import Place
from data import rows
from data.bundle import Bundle, BundleWriter
from data.errors import ConfigError
from data.types import Coverage
from tests.crawler.serving import institution

BODY = institution("http://127.0.9.1/")
MANIFEST = {
    "run": "run",
    "site": BODY.sites[0].url,
    "started": "2026-11-23T20:00:00.000000Z",
    "versions": {"app": "0"},
    "institution": rows.institution_json(BODY),
}


def sealed(path: Path, note: str) -> Path:
    """A small sealed bundle."""
    with BundleWriter(path, {**MANIFEST, "note": note}) as writer:
        writer.snapshot(Coverage(1, 1, 0, 0, 0, "exhausted"), "complete")
        return writer.seal(())


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """A bucket of an S3 server on loopback; who uses it finds credentials and endpoint in the environment, as a worker does."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    given = {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
    }
    with pytest.MonkeyPatch.context() as environment:
        for name, value in given.items():
            environment.setenv(name, value)
        import s3fs  # type: ignore[import-untyped]  # noqa: PLC0415 (after the environment is set)

        s3fs.S3FileSystem().mkdir("kaste")
        yield "s3://kaste"
    server.stop()


@pytest.fixture(params=["folder", "s3"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A place of each kind."""
    if request.param == "folder":
        return Place(str(tmp_path / "kopā"))
    return Place(f"{request.getfixturevalue('bucket')}/{tmp_path.name}")


def test_what_is_put_can_be_had_elsewhere_byte_for_byte(place: Place, tmp_path: Path) -> None:
    mine = sealed(tmp_path / "a.sqlite", "pirmais")
    assert not place.get("a.sqlite", tmp_path / "b.sqlite")
    assert place.put(mine, "a.sqlite")
    assert place.get("a.sqlite", tmp_path / "b.sqlite")
    assert (tmp_path / "b.sqlite").read_bytes() == mine.read_bytes()
    with Bundle(tmp_path / "b.sqlite") as bundle:
        bundle.verify()


def test_the_same_bundle_is_written_once_and_another_takes_its_place(place: Place, tmp_path: Path) -> None:
    mine, other = sealed(tmp_path / "a.sqlite", "pirmais"), sealed(tmp_path / "b.sqlite", "otrais")
    assert [place.put(mine, "x.sqlite"), place.put(mine, "x.sqlite"), place.put(other, "x.sqlite")] == [True, False, True]
    assert place.get("x.sqlite", tmp_path / "c.sqlite")
    assert (tmp_path / "c.sqlite").read_bytes() == other.read_bytes()


def test_what_breaks_off_leaves_nothing_to_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, mine = Place(str(tmp_path / "kopā")), sealed(tmp_path / "a.sqlite", "pirmais")

    def full(_path: str, half: str) -> None:
        Path(half).write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(place._files, "put_file", full)
    with pytest.raises(ConfigError, match="make room there"):
        place.put(mine, "a.sqlite")
    assert list((tmp_path / "kopā").iterdir()) == []


def test_a_bucket_that_is_not_there_is_told(bucket: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be used"):
        Place(f"{bucket}-cita/run").put(sealed(tmp_path / "a.sqlite", "pirmais"), "a.sqlite")


def test_an_unknown_kind_of_place_is_told() -> None:
    with pytest.raises(ConfigError, match="give a folder, or s3://"):
        Place("nekas://vieta")
