"""Backup and restore: whole at one moment although others write, equal row for row, and no archive of others does any harm."""

from __future__ import annotations

import io
import json
import sqlite3
import tarfile
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import zstandard
from click.testing import CliRunner

from data.backup import FORMAT, MANIFEST, backup
from data.blob_store import BlobStore
from data.bundle import Bundle
from data.casebook import Adjudication, Casebook
from data.errors import ConfigError
from data.gone import Gone, Tombstones
from data.keeping_cli import backup as backup_verb
from data.keeping_cli import restore as restore_verb
from data.restore import restore
from data.store import Store
from tests.data.sharing import BIG, named, seal, store_of

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(path)) as conn:
        tables = [row[0] for row in conn.execute("select name from sqlite_master where type = 'table' order by name")]
        return {table: sorted(conn.execute(f"select * from [{table}]").fetchall(), key=repr) for table in tables}  # noqa: S608 (the names of our own tables)


def said(number: int) -> Adjudication:
    return Adjudication("2026", "piemers", f"VI{number:05}", "", "reader", "agree", "confirmed", True, "seen", AT, "")


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """Two nights of two bodies with their store, casebook, a tombstone, the record of a night and a visit under way."""
    made = tmp_path / "var"
    audits = made / "audits"
    for day in (22, 23):
        for whose in ("piemers", "preili"):
            seal(audits / f"night-{day}" / f"{whose}.sqlite", whose, share=True, above=audits, day=day, big=BIG + b"%d" % day)
    with Store(made / "eindekss.db") as store:
        store.merge_folder(audits)
    with Casebook(made / "casebook.db") as casebook:
        casebook.adjudicate(said(0))
    Tombstones(audits / "blobs").add([Gone("0" * 64, AT.date(), "pictures kept 30 nights")])
    (audits / "night-23" / "night.jsonl").write_text('{"event":"began"}\n{"event":"half')
    (audits / "night-23" / "skrunda.sqlite.part").write_bytes(b"under way")
    (made / "night.lock").write_text("held")
    return made


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("name", ["copy.tar.zst", "copy"])
def test_all_is_brought_back_to_an_empty_machine(tmp_path: Path, var: Path, name: str) -> None:
    copied = backup(var, tmp_path / name, AT)
    done = restore(tmp_path / name, tmp_path / "new")
    assert (done.files, done.bytes, done.bundles, copied.faults) == (copied.files, copied.bytes, 4, ())
    for database in ("eindekss.db", "casebook.db", "audits/blobs/gone.db"):
        assert rows(tmp_path / "new" / database) == rows(var / database)
    plain = {each: data for each, data in files(var).items() if each.endswith((".sqlite", ".zst"))}
    assert plain.items() <= files(tmp_path / "new").items()
    assert (tmp_path / "new" / "audits" / "night-23" / "night.jsonl").read_text() == '{"event":"began"}\n'
    assert not [each for each in files(tmp_path / "new") if each.endswith((".part", "lock"))]
    with Bundle(tmp_path / "new" / "audits" / "night-23" / "piemers.sqlite") as bundle:
        bundle.verify()


def _writing(var: Path, stop: threading.Event, begun: threading.Event) -> None:
    """A night under way: bundles are sealed and merged, and people decide, until told to stop."""
    with Store(var / "eindekss.db") as store, Casebook(var / "casebook.db") as casebook:
        for number in range(1, 10_000):
            path = var / "audits" / "tonight" / f"body{number}.sqlite"
            with Bundle(seal(path, f"body{number}", share=True, above=var / "audits", big=BIG + b"%d" % number)) as bundle:
                store.merge(bundle)
            casebook.adjudicate(said(2 * number), said(2 * number + 1))
            begun.set()
            if stop.is_set():
                return


def test_what_is_copied_while_others_write_is_whole(tmp_path: Path, var: Path) -> None:
    stop, begun = threading.Event(), threading.Event()
    writer = threading.Thread(target=_writing, args=(var, stop, begun))
    writer.start()
    try:
        assert begun.wait(60)
        backup(var, tmp_path / "copy.tar.zst", AT)
    finally:
        stop.set()
        writer.join()
    restore(tmp_path / "copy.tar.zst", tmp_path / "new")
    for database in ("eindekss.db", "casebook.db"):
        now, then = rows(var / database), rows(tmp_path / "new" / database)
        assert now.keys() == then.keys()
        assert all(set(then[table]) <= set(now[table]) for table in then)
    decided = len(rows(tmp_path / "new" / "casebook.db")["adjudications"])
    assert decided >= 3
    assert decided % 2 == 1
    with Store(tmp_path / "new" / "eindekss.db") as store:
        merged = list(store.rows("bundles"))
        observed = {row["snapshot"] for row in store.rows("observations")}
    assert {row["snapshot"] for row in merged} == observed
    for row in merged:
        with Bundle(tmp_path / "new" / Path(row["path"]).relative_to(var)) as bundle:
            bundle.verify()
            assert bundle.snapshot_id == row["snapshot"]


def test_a_folder_is_brought_up_to_date(tmp_path: Path, var: Path) -> None:
    out = tmp_path / "copy"
    backup(var, out, AT)
    kept = (out / "audits" / "night-22" / "piemers.sqlite").stat().st_ino
    (var / "audits" / "night-22" / "preili.sqlite").unlink()
    (out / "of others").write_text("stays")
    backup(var, out, AT)
    assert (out / "audits" / "night-22" / "piemers.sqlite").stat().st_ino == kept
    assert not (out / "audits" / "night-22" / "preili.sqlite").exists()
    assert (out / "of others").exists()
    assert restore(out, tmp_path / "new").bundles == 3


def test_nothing_that_is_there_is_replaced_unless_told(tmp_path: Path, var: Path) -> None:
    backup(var, tmp_path / "copy.tar.zst", AT)
    before = files(var)
    with pytest.raises(ConfigError, match="is there already"):
        restore(tmp_path / "copy.tar.zst", var)
    assert files(var) == before
    with Casebook(var / "casebook.db") as casebook:
        casebook.adjudicate(said(7))
    restore(tmp_path / "copy.tar.zst", var, overwrite=True)
    assert rows(var / "casebook.db")["adjudications"][0][3] == "VI00000"
    assert len(rows(var / "casebook.db")["adjudications"]) == 1
    with pytest.raises(ConfigError, match="is there already"):
        backup(var, tmp_path / "copy.tar.zst", AT)


def test_a_bundle_that_is_spoiled_is_left_out_and_told(tmp_path: Path, var: Path) -> None:
    spoiled = var / "audits" / "night-22" / "preili.sqlite"
    spoiled.chmod(0o644)
    spoiled.write_bytes(b"spoiled")
    ran = CliRunner().invoke(backup_verb, [str(tmp_path / "copy.tar.zst"), "--var", str(var)], standalone_mode=False)
    assert ran.return_value == 2
    assert f"left out: {spoiled}" in ran.output
    told = CliRunner().invoke(restore_verb, [str(tmp_path / "copy.tar.zst"), "--var", str(tmp_path / "new")], standalone_mode=False)
    assert "3 bundles, all verified" in told.output


def test_a_body_altered_or_lost_before_the_backup_is_found(tmp_path: Path, var: Path) -> None:
    store = store_of(var / "audits" / "night-23" / "piemers.sqlite")
    store.path(next(iter(store.names()))).unlink()
    backup(var, tmp_path / "copy.tar.zst", AT)
    with pytest.raises(ConfigError, match="is not in the blob store"):
        restore(tmp_path / "copy.tar.zst", tmp_path / "new")
    assert files(tmp_path / "new") == {}


def forged(path: Path, change: Callable[[dict[str, bytes], dict[str, Any]], object], members: list[tarfile.TarInfo] | None = None) -> Path:
    """An archive that someone made: a true one, changed."""
    told: dict[str, bytes] = {"a.json": b"{}"}
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "files": {"a.json": {"size": 2, "sha256": "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"}},
    }
    change(told, manifest)
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as tar:
        for name, data in {MANIFEST: json.dumps(manifest).encode(), **told}.items():
            about = tarfile.TarInfo(name)
            about.size = len(data)
            tar.addfile(about, io.BytesIO(data))
        for member in members or []:
            tar.addfile(member, io.BytesIO(bytes(member.size)))
    path.write_bytes(zstandard.ZstdCompressor().compress(whole.getvalue()))
    return path


def _named(name: str) -> Callable[[dict[str, bytes], dict[str, Any]], object]:
    def change(told: dict[str, bytes], manifest: dict[str, Any]) -> None:
        told[name] = told.pop("a.json")
        manifest["files"][name] = manifest["files"].pop("a.json")

    return change


def _member(kind: bytes, name: str, size: int = 0) -> tarfile.TarInfo:
    about = tarfile.TarInfo(name)
    about.type, about.linkname, about.size = kind, "/etc/passwd", size
    return about


HOSTILE: dict[str, tuple[Callable[[dict[str, bytes], dict[str, Any]], object], list[tarfile.TarInfo], str]] = {
    "up": (_named("../a.json"), [], "cannot be a file of a backup"),
    "up within": (_named("audits/../../a.json"), [], "cannot be a file of a backup"),
    "absolute": (_named("/etc/a.json"), [], "cannot be a file of a backup"),
    "hidden": (_named(".ssh/authorized_keys"), [], "cannot be a file of a backup"),
    "lines": (_named("a\n.json"), [], "cannot be a file of a backup"),
    "link": (lambda told, _: told.pop("a.json"), [_member(tarfile.SYMTYPE, "a.json")], "no plain file"),
    "hard link": (lambda told, _: told.pop("a.json"), [_member(tarfile.LNKTYPE, "a.json")], "no plain file"),
    "device": (lambda told, _: told.pop("a.json"), [_member(tarfile.CHRTYPE, "a.json")], "no plain file"),
    "header": (lambda *_: None, [_member(tarfile.XHDTYPE, "x", 1_000_000)], "cannot be restored"),
    "not told": (lambda told, _: told.update({"b.json": b"{}"}), [], "is not in its manifest"),
    "twice": (lambda *_: None, [_member(tarfile.REGTYPE, "a.json", 2)], "is not in its manifest, or twice"),
    "missing": (lambda told, _: told.clear(), [], "are missing"),
    "altered": (lambda told, _: told.update({"a.json": b"[]"}), [], "other bytes"),
    "longer": (lambda told, _: told.update({"a.json": b"{}" * 10_000_000}), [], "other bytes"),
    "no room": (lambda _, manifest: manifest["files"]["a.json"].update(size=1 << 60), [], "make room"),
    "less": (lambda _, manifest: manifest["files"]["a.json"].update(size=-1), [], "cannot be a file"),
    "format": (lambda _, manifest: manifest.update(format="eindekss backup 9"), [], "of another format"),
    "no manifest": (lambda _, manifest: manifest.clear(), [], "cannot be read"),
    "list": (lambda _, manifest: manifest.update(files=[1]), [], "cannot be read"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_an_archive_of_others_does_no_harm(tmp_path: Path, case: str) -> None:
    change, members, words = HOSTILE[case]
    archive = forged(tmp_path / "copy.tar.zst", change, members)
    with pytest.raises(ConfigError, match=words):
        restore(archive, tmp_path / "into" / "new")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["copy.tar.zst"]


def test_a_true_archive_passes_the_same_way(tmp_path: Path) -> None:
    assert restore(forged(tmp_path / "copy.tar.zst", lambda *_: None), tmp_path / "new").files == 1


@pytest.mark.parametrize("data", [b"", b"no archive", zstandard.ZstdCompressor().compress(b"no tar" * 1000)])
def test_what_is_no_backup_is_told_as_such(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "copy.tar.zst").write_bytes(data)
    with pytest.raises(ConfigError, match=r"cannot be restored|not a backup"):
        restore(tmp_path / "copy.tar.zst", tmp_path / "new")
    with pytest.raises(ConfigError, match="neither a backup nor an empty folder"):
        backup(tmp_path, tmp_path, AT)
    with pytest.raises(ConfigError, match="no such folder"):
        backup(tmp_path / "none", tmp_path / "x.tar.zst", AT)


def test_nothing_is_restored_through_a_link(tmp_path: Path, var: Path) -> None:
    backup(var, tmp_path / "copy.tar.zst", AT)
    (tmp_path / "new").mkdir()
    (tmp_path / "away").mkdir()
    (tmp_path / "new" / "audits").symlink_to(tmp_path / "away")
    with pytest.raises(ConfigError, match="behind a link"):
        restore(tmp_path / "copy.tar.zst", tmp_path / "new")
    assert files(tmp_path / "away") == {}


@pytest.mark.parametrize("name", ["copy.tar.zst", "copy"])
def test_differences_are_copied_with_what_they_rest_on_and_brought_back(var: Path, tmp_path: Path, name: str) -> None:
    audits, edited = var / "audits", BIG + b"22, labots"
    path = seal(audits / "night-24" / "piemers.sqlite", share=True, above=audits, day=24, big=edited, like=BIG + b"22")
    store = store_of(path)
    assert store.base(named(edited)) == named(BIG + b"22")
    backup(var, tmp_path / name, AT)
    restore(tmp_path / name, tmp_path / "new")
    assert BlobStore(tmp_path / "new" / "audits" / "blobs").resting() == store.resting()
    store.repack([named(edited)])
    backup(var, tmp_path / f"again-{name}" if name.endswith(".zst") else tmp_path / name, AT)
    store.path(named(BIG + b"22")).unlink()
    with Bundle(path) as bundle:
        bundle.verify()


def test_a_copy_whose_difference_lacks_what_it_rests_on_is_refused(var: Path, tmp_path: Path) -> None:
    audits, edited = var / "audits", BIG + b"22, labots"
    path = seal(audits / "night-24" / "piemers.sqlite", share=True, above=audits, day=24, big=edited, like=BIG + b"22")
    store_of(path).path(named(BIG + b"22")).unlink()
    backup(var, tmp_path / "copy", AT)
    with pytest.raises(ConfigError, match=r"\.delta: rests on .*which is not here"):
        restore(tmp_path / "copy", tmp_path / "new")
