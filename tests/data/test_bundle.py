"""The bundle: what was written is read again, and not one byte may change."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from data import bundle as kept
from data.bundle import Bundle, BundleWriter
from data.errors import BundleCorrupt, BundleTooNew, ConfigError
from data.rows import institution_json
from data.seal import LENGTH, append
from data.types import (
    Coverage,
    Document,
    Evidence,
    Exchange,
    Finding,
    Institution,
    Json,
    Kind,
    Missing,
    Observation,
    Outcome,
    Page,
    Role,
    Site,
    Text,
)

SITE = "https://www.piemers.test/"
AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
BODY = Institution(
    "piemers", Text("Piemēra novads", "Example"), Kind.MUNICIPALITY, (Site(SITE, ("http://piemers.test/",), "a"),), basis={"reg_no": "x"}
)
COVERAGE = Coverage(3, 2, 1, 0, 1, "exhausted")
HTML = "<p>Rēzeknes šķūņi".encode() * 50


def manifest(**more: Json) -> dict[str, Json]:
    return {"institution": institution_json(BODY), "site": SITE, "started": AT.isoformat(), "versions": {"app": "9.9"}, **more}


def exchange(url: str, body: str | None, status: int = 200) -> Exchange:
    return Exchange(
        url, "GET", status, (("User-Agent", "eindekss"),), (("X-A", "1"), ("X-A", "2")), body, AT, 12, "127.0.0.11", (SITE + "old",)
    )


def observation(snapshot: str, indicator: str = "hsts", value: float | str | None = 15552000) -> Observation:
    evidence = (Evidence(SITE, "a" * 64, "Strict-Transport-Security", "max-age=…", "b" * 64, AT), Evidence(SITE))
    return Observation(snapshot, indicator, 1, "site", SITE, Finding(Outcome.PASSED, value, evidence, None, 0.9, whole=True))


def seal(path: Path) -> Path:
    with BundleWriter(path, manifest()) as writer:
        body = writer.blob(HTML)
        front = Page(
            SITE,
            Role.FRONT,
            0,
            "t",
            exchange(SITE, body),
            ("Sākums",),
            None,
            {"axe": {"version": "4.14.1"}, "dom": Missing("browser-crash", "why")},
        )
        lost = Page(SITE + "a", Role.OTHER, 1, "", Missing("timeout", "30 s"), (), SITE)
        writer.exchange(exchange(SITE, body), "page")
        writer.exchange(exchange(SITE + "a", None, 503), "probe")
        for page in (lost, front):
            writer.page(page)
        writer.document(Document(SITE + "a.pdf", "pdf", 10, exchange(SITE + "a.pdf", None), ("Plāns",), SITE, {"pages": 2}))
        writer.document(Document(SITE + "b.pdf", "pdf", 10, Missing("too-large"), facts=Missing("too-large")))
        writer.artifact("robots", {"status": 200, "body": "User-agent: *"})
        writer.artifact("tls", Missing("connection-refused"))
        writer.log("slower", host="www.piemers.test", delay=2.0)
        writer.note(finished=AT.isoformat())
        snapshot = writer.snapshot(COVERAGE, "complete")
        return writer.seal([observation(snapshot.id, "viewport", None), observation(snapshot.id)])


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    with Bundle(seal(tmp_path / "piemers.sqlite")) as bundle:
        seen = bundle.snapshot()
        front, lost = seen.pages
        assert (seen.institution, seen.site, seen.taken_at, seen.coverage) == (BODY, SITE, AT, COVERAGE)
        assert isinstance(front.exchange, Exchange)
        assert front.exchange.body
        assert seen.blobs[front.exchange.body] == HTML
        assert front.exchange == exchange(SITE, front.exchange.body)
        assert front.artifacts == {"axe": {"version": "4.14.1"}, "dom": Missing("browser-crash", "why")}
        assert lost == Page(SITE + "a", Role.OTHER, 1, "", Missing("timeout", "30 s"), (), SITE)
        assert [it.facts for it in seen.documents] == [{"pages": 2}, Missing("too-large")]
        assert seen.artifacts == {"robots": {"status": 200, "body": "User-agent: *"}, "tls": Missing("connection-refused")}
        assert [(purpose, it.status) for purpose, it in bundle.exchanges()] == [("page", 200), ("probe", 503)]
        assert [(line["event"], line["delay"]) for line in bundle.log()] == [("slower", 2.0)]
        assert bundle.observations() == (observation(seen.id), observation(seen.id, "viewport", None))
        assert (bundle.manifest["status"], bundle.manifest["schema"], bundle.manifest["finished"]) == (
            "complete",
            kept.SCHEMA,
            AT.isoformat(),
        )
        bundle.verify()


def test_the_snapshot_given_while_writing_is_the_one_read_later(tmp_path: Path) -> None:
    with BundleWriter(tmp_path / "a.sqlite", manifest()) as writer:
        writer.page(Page(SITE, Role.FRONT, 0, "", exchange(SITE, writer.blob(HTML))))
        given = writer.snapshot(COVERAGE, "complete")
        pages = given.pages
        writer.seal([])
    with Bundle(tmp_path / "a.sqlite") as bundle:
        assert (bundle.snapshot().id, bundle.snapshot().pages) == (given.id, pages)


def test_a_page_is_replaced_and_a_blob_kept_once(tmp_path: Path) -> None:
    with BundleWriter(tmp_path / "a.sqlite", manifest()) as writer:
        assert writer.blob(HTML) == writer.blob(HTML)
        writer.page(Page(SITE, Role.OTHER, 1, "", Missing("pages")))
        writer.page(Page(SITE, Role.FRONT, 0, "", Missing("timeout")))
        seen = writer.snapshot(COVERAGE, "complete")
        assert [(page.role, page.exchange) for page in seen.pages] == [(Role.FRONT, Missing("timeout"))]
        assert len(seen.blobs) == 1
        with pytest.raises(KeyError):
            seen.blobs["0" * 64]


def test_the_file_is_read_only_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = seal(tmp_path / "new" / "piemers.sqlite")
    assert [file.name for file in path.parent.iterdir()] == ["piemers.sqlite"]
    assert path.stat().st_mode & 0o222 == 0


def test_leaving_without_a_seal_leaves_nothing(tmp_path: Path) -> None:
    def interrupted() -> None:
        with BundleWriter(tmp_path / "a.sqlite", manifest()) as writer:
            writer.blob(HTML)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_visit_left_is_thrown_away(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite.part").write_bytes(b"half a bundle")
    assert seal(tmp_path / "a.sqlite").is_file()
    assert [file.name for file in tmp_path.iterdir()] == ["a.sqlite"]


def test_nothing_is_written_down_after_the_snapshot(tmp_path: Path) -> None:
    with BundleWriter(tmp_path / "a.sqlite", manifest()) as writer:
        with pytest.raises(ValueError, match="after its snapshot"):
            writer.seal([])
        writer.snapshot(COVERAGE, "complete")
        with pytest.raises(ValueError, match="nothing more can be written to blobs"):
            writer.blob(HTML)


def test_a_check_of_ours_that_broke_is_kept_and_leaves_the_snapshot_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "piemers.sqlite"
    with BundleWriter(path, manifest()) as writer:
        taken = writer.snapshot(Coverage(0, 0, 0, 0, 0, "exhausted"), "complete")
        writer.fault("hsts", "ValueError: no such header")
        writer.seal([])
    with Bundle(path) as bundle:
        bundle.verify()
        assert bundle.snapshot_id == taken.id
        assert bundle.faults() == (("hsts", "ValueError: no such header"),)


def test_judging_anew_leaves_the_snapshot_as_it_is(tmp_path: Path) -> None:
    ids = []
    for name, value in (("a", 1), ("b", 2)):
        with BundleWriter(tmp_path / f"{name}.sqlite", manifest()) as writer:
            snapshot = writer.snapshot(COVERAGE, "complete")
            ids.append(snapshot.id)
            writer.seal([observation(snapshot.id, value=value)])
    assert ids[0] == ids[1]
    with BundleWriter(tmp_path / "c.sqlite", manifest(seed=2)) as writer:
        assert writer.snapshot(COVERAGE, "complete").id != ids[0]


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return seal(tmp_path_factory.mktemp("sealed") / "piemers.sqlite")


@settings(max_examples=150, deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), near_the_end=st.booleans())
def test_a_bit_flipped_anywhere_is_refused(sealed: Path, place: float, bit: int, near_the_end: bool) -> None:  # noqa: FBT001 (drawn)
    data = bytearray(sealed.read_bytes())
    at = len(data) - 1 - int(place * 90) if near_the_end else int(place * len(data))
    data[at] ^= 1 << bit
    changed = sealed.with_name("changed.sqlite")
    changed.write_bytes(data)
    with pytest.raises(BundleCorrupt, match=r"changed after sealing|not a sealed bundle"):
        Bundle(changed)


@pytest.mark.parametrize("length", [0, 1, 79, 80, 4096, -1, -80])
def test_a_bundle_cut_short_is_refused(sealed: Path, length: int) -> None:
    changed = sealed.with_name("short.sqlite")
    changed.write_bytes(sealed.read_bytes()[:length])
    with pytest.raises(BundleCorrupt):
        Bundle(changed)


def test_bytes_added_are_refused(sealed: Path) -> None:
    changed = sealed.with_name("longer.sqlite")
    changed.write_bytes(sealed.read_bytes() + b"\0")
    with pytest.raises(BundleCorrupt):
        Bundle(changed)


def test_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BundleCorrupt, match="there is no such bundle"):
        Bundle(tmp_path / "none.sqlite")
    plain = tmp_path / "plain.sqlite"
    plain.write_bytes(b"")
    append(plain)
    with pytest.raises(BundleCorrupt, match="not a bundle of eindekss"):
        Bundle(plain)


def forged(sealed: Path, path: Path, sql: str, *values: object) -> Path:
    """A bundle whose rows were changed and that was sealed again, as anyone can."""
    shutil.copy(sealed, path)
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-LENGTH])
    with sqlite3.connect(path) as conn:
        conn.execute(sql, values)
    conn.close()
    append(path)
    return path


def test_rows_changed_and_sealed_again_are_found_by_verifying(sealed: Path, tmp_path: Path) -> None:
    with (
        Bundle(forged(sealed, tmp_path / "rows.sqlite", "update pages set role = 'contact'")) as bundle,
        pytest.raises(BundleCorrupt, match="not those of snapshot"),
    ):
        bundle.verify()
    with Bundle(forged(sealed, tmp_path / "blobs.sqlite", "update blobs set size = size")) as bundle:
        bundle.verify()


@pytest.mark.parametrize(
    "sql",
    [
        "update manifest set value = 'no JSON' where key = 'versions'",
        "update manifest set value = '\"one\"' where key = 'schema'",
        "delete from manifest where key = 'schema'",
        "delete from seal",
        "drop table seal",
    ],
)
def test_a_sealed_file_that_makes_no_sense_is_refused(sealed: Path, tmp_path: Path, sql: str) -> None:
    path = forged(sealed, tmp_path / "odd.sqlite", sql)
    with pytest.raises(BundleCorrupt, match=rf"{path}: not a bundle of eindekss"):
        Bundle(path)


@pytest.mark.parametrize(
    "sql",
    ["drop table pages", "update pages set role = 'throne'", "update pages set exchange = '{}'", "update documents set facts = '[1]'"],
)
def test_rows_that_make_no_sense_are_refused_when_read(sealed: Path, tmp_path: Path, sql: str) -> None:
    path = forged(sealed, tmp_path / "odd.sqlite", sql)
    with Bundle(path) as bundle, pytest.raises(BundleCorrupt, match=rf"{path}: not a bundle of eindekss"):
        bundle.snapshot()


BOMB = zstandard.ZstdCompressor().compress(bytes(50_000_000))


@pytest.mark.parametrize(
    ("data", "size", "words"),
    [
        (BOMB, 850, "is of 50000000 bytes, not 850"),
        (b"no zstd", 850, "cannot be unpacked"),
        (BOMB[:-20], 50_000_000, "cannot be unpacked"),
        (b"\x28\xb5\x2f\xfd\xe0" + (1 << 40).to_bytes(8, "little"), 1 << 40, "is of 1099511627776 bytes"),
    ],
)
def test_a_body_is_never_unpacked_larger_than_it_says(sealed: Path, tmp_path: Path, data: bytes, size: int, words: str) -> None:
    path = forged(sealed, tmp_path / "bomb.sqlite", "update blobs set data = ?, size = ?", data, size)
    with Bundle(path) as bundle:
        blobs = bundle.snapshot().blobs
        with pytest.raises(BundleCorrupt, match=words):
            blobs[next(iter(blobs))]


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    with Bundle(seal(tmp_path / "100%25 #1?" / "a.sqlite")) as bundle:
        bundle.verify()


STRANGE = "a\x00b\udcff\ud83dč"


def test_what_no_file_can_hold_is_written_down_all_the_same(tmp_path: Path) -> None:
    told = STRANGE.replace("\udcff", "\ufffd").replace("\ud83d", "\ufffd")
    with BundleWriter(tmp_path / "a.sqlite", manifest()) as writer:
        answer = Exchange(SITE + STRANGE, "GET", 200, (), (("X-A", STRANGE),), None, AT, 12)
        writer.exchange(answer, "page")
        writer.page(Page(SITE + STRANGE, Role.FRONT, 0, "", answer, (STRANGE,), None, {"dom": Missing("timeout", STRANGE)}))
        writer.artifact("layout", {"width": float("nan"), "inside": [float("inf"), 1.5, {"x": STRANGE}]})
        writer.log("seen", url=STRANGE)
        snapshot = writer.snapshot(COVERAGE, "complete")
        writer.seal([observation(snapshot.id, value=float("nan"))])
    with Bundle(tmp_path / "a.sqlite") as bundle:
        bundle.verify()
        [page] = bundle.snapshot().pages
        assert (page.url, page.labels, page.artifacts) == (SITE + told, (told,), {"dom": Missing("timeout", told)})
        assert isinstance(page.exchange, Exchange)
        assert page.exchange.header("x-a") == told
        assert bundle.snapshot().artifacts == {"layout": {"width": None, "inside": [None, 1.5, {"x": told}]}}
        assert bundle.log()[0]["url"] == told
        assert bundle.observations()[0].finding.value is None


def test_a_later_bundle_is_not_misread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "SCHEMA", 2)
    path = seal(tmp_path / "a.sqlite")
    monkeypatch.setattr(kept, "SCHEMA", 1)
    with pytest.raises(BundleTooNew, match=r"written by eindekss 9\.9; update this one"):
        Bundle(path)


def test_an_unwritable_folder_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ConfigError, match=r"cannot write there .*; choose another folder with --out"):
        BundleWriter(tmp_path / "file" / "a.sqlite", manifest())
