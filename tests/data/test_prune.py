"""Pruning: only what the policy lets go, only in the folder given, never what a visit under way uses, and readable at every moment."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from data import kept, prune
from data.bundle import Bundle
from data.casebook import Adjudication, Casebook
from data.errors import ConfigError
from data.gone import Tombstones
from data.keeping_cli import prune as verb
from data.prune import carry_out, prepare
from data.retention import Policy
from tests.data.sharing import BIG, PICTURE, SMALL, seal, store_of

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
OTHER = PICTURE[::-1]


def named(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def grown_old(folder: Path) -> None:
    for path in folder.rglob("*.zst"):
        os.utime(path, (0, 0))


@pytest.fixture
def nights(tmp_path: Path) -> Mapping[str, Path]:
    """A night long ago, the month end of it, and last night; each with a body of its own, the first two with an old picture."""
    audits = tmp_path / "audits"
    made = {
        "old": seal(audits / "old" / "piemers.sqlite", share=True, above=audits, month=8, day=2, big=BIG + b"old", picture=OTHER),
        "end": seal(audits / "end" / "piemers.sqlite", share=True, above=audits, month=8, day=31, big=BIG + b"end", picture=OTHER),
        "new": seal(audits / "new" / "piemers.sqlite", share=True, above=audits, month=11, day=23),
    }
    grown_old(audits)
    return made


def listing(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_what_the_policy_lets_go_goes_and_the_rest_is_whole(tmp_path: Path, nights: Mapping[str, Path]) -> None:
    audits, store = tmp_path / "audits", store_of(nights["new"])
    nights["old"].with_suffix(".overlay.sqlite").write_bytes(b"judged anew")
    before = listing(tmp_path)
    prepared = prepare(audits, Policy(), NOW, frozenset())
    assert listing(tmp_path) == before
    size = sum(path.stat().st_size for path in audits.rglob("*") if path.is_file())
    freed = carry_out(prepared, NOW)
    assert not nights["old"].exists()
    assert not nights["old"].with_suffix(".overlay.sqlite").exists()
    assert set(store.names()) == {named(BIG), named(BIG + b"end"), named(PICTURE)}
    left = sum(path.stat().st_size for path in audits.rglob("*") if path.is_file() and path.name != "gone.db")
    assert freed == size - left == sum(prepared.bytes.values())
    with Bundle(nights["end"]) as bundle:
        bundle.verify()
        assert str(bundle.gone()[named(OTHER)]) == "no longer kept since 2026-11-24 (pictures kept 30 nights)"
    with Bundle(nights["new"]) as bundle:
        bundle.verify()
        assert set(bundle.snapshot().blobs.values()) == {BIG, SMALL, PICTURE}
    again = prepare(audits, Policy(), NOW, frozenset())
    assert (again.bundles, carry_out(again, NOW)) == ((), 0)


def test_what_people_cited_stays_with_its_pictures(tmp_path: Path, nights: Mapping[str, Path]) -> None:
    with Bundle(nights["old"]) as bundle:
        snapshot = bundle.snapshot_id
    said = Adjudication("2026", "piemers", "VI01", "", "reader", "agree", "confirmed", True, "seen", NOW, snapshot)
    with Casebook(tmp_path / "casebook.db") as casebook:
        casebook.adjudicate(said)
    found = kept.cited(tmp_path / "casebook.db")
    prepared = prepare(tmp_path / "audits", Policy(), NOW, found)
    assert found == {snapshot}
    assert [*prepared.bundles, *(name for each in prepared.sweeps for name in each.pictures)] == []


def test_published_verdicts_are_looked_up_too(tmp_path: Path) -> None:
    (tmp_path / "published").mkdir()
    (tmp_path / "published" / "verdicts.csv").write_text(f"a,{named(BIG)},b\nc,{named(BIG)}0,d\n")
    assert kept.cited(tmp_path / "none.db", [tmp_path / "published"]) == {named(BIG)}
    with pytest.raises(ConfigError, match="is not there"):
        kept.cited(tmp_path / "none.db", [tmp_path / "elsewhere"])
    (tmp_path / "odd.db").write_text("no database, however long it may be" * 10)
    with pytest.raises(ConfigError, match="cannot be read"):
        kept.cited(tmp_path / "odd.db")


def test_what_a_visit_uses_meanwhile_stays(tmp_path: Path, nights: Mapping[str, Path]) -> None:
    store = store_of(nights["new"])
    loose = store.put(b"of a half bundle" * 1000)
    prepared = prepare(tmp_path / "audits", Policy(), datetime.now(UTC), frozenset())
    assert [loose in each.loose for each in prepared.sweeps] == [False]
    grown_old(tmp_path)
    prepared = prepare(tmp_path / "audits", Policy(), datetime.now(UTC), frozenset())
    assert [loose in each.loose for each in prepared.sweeps] == [True]
    again = seal(tmp_path / "audits" / "tonight" / "piemers.sqlite", share=True, above=tmp_path / "audits", picture=OTHER)
    store.use(loose)
    carry_out(prepared, datetime.now(UTC))
    assert loose in store
    with Bundle(again) as bundle:
        bundle.verify()
        assert bundle.gone() == {}


def test_breaking_off_anywhere_leaves_what_stays_readable(
    tmp_path: Path, nights: Mapping[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    removed: list[Path] = []
    remove = prune._remove

    def breaking(path: Path) -> int:
        if len(removed) == 1:
            raise KeyboardInterrupt
        removed.append(path)
        return remove(path)

    for _ in range(8):
        monkeypatch.setattr(prune, "_remove", breaking)
        removed.clear()
        with contextlib.suppress(KeyboardInterrupt):
            carry_out(prepare(tmp_path / "audits", Policy(), NOW, frozenset()), NOW)
        for name in ("end", "new"):
            with Bundle(nights[name]) as bundle:
                bundle.verify()
    assert not nights["old"].exists()
    assert named(BIG + b"old") not in store_of(nights["new"])


def test_where_a_bundle_cannot_be_read_no_body_goes(tmp_path: Path, nights: Mapping[str, Path]) -> None:
    nights["end"].chmod(0o644)
    nights["end"].write_bytes(b"spoiled")
    prepared = prepare(tmp_path / "audits", Policy(), NOW, frozenset())
    names = set(store_of(nights["new"]).names())
    carry_out(prepared, NOW)
    assert nights["end"].exists()
    assert set(store_of(nights["new"]).names()) == names
    assert any("no body goes" in line for line in prepared.told())


def test_links_are_not_followed_and_nothing_outside_goes(tmp_path: Path, nights: Mapping[str, Path]) -> None:
    away = seal(tmp_path / "away" / "run" / "piemers.sqlite", share=True, month=3, day=1)
    also = seal(tmp_path / "away" / "run" / "preili.sqlite", "preili", share=True, above=tmp_path / "away" / "run", month=3, day=30)
    grown_old(tmp_path)
    before = listing(tmp_path / "away")
    (tmp_path / "audits" / "link").symlink_to(tmp_path / "away")
    (tmp_path / "audits" / "new" / "link.sqlite").symlink_to(away)
    (tmp_path / "audits" / "end" / "blobs").symlink_to(tmp_path / "away" / "run" / "blobs")
    carry_out(prepare(tmp_path / "audits" / "old", Policy(), NOW, frozenset()), NOW)
    assert len(set(store_of(nights["new"]).names())) == 5
    carry_out(prepare(tmp_path / "audits" / "new", Policy(), NOW, frozenset()), NOW)
    assert (listing(tmp_path / "away"), also.exists()) == (before, True)


def test_tombstones_that_no_bundle_needs_are_forgotten(tmp_path: Path, nights: Mapping[str, Path]) -> None:
    carry_out(prepare(tmp_path / "audits", Policy(), NOW, frozenset()), NOW)
    folder = store_of(nights["new"]).folder
    assert [each.sha256 for each in Tombstones(folder).all()] == [named(OTHER)]
    nights["end"].unlink()
    carry_out(prepare(tmp_path / "audits", Policy(), NOW, frozenset()), NOW)
    assert Tombstones(folder).all() == ()


def test_the_verb_shows_first_and_does_it_when_told(tmp_path: Path, nights: Mapping[str, Path]) -> None:
    run = CliRunner()
    given = [str(tmp_path / "audits"), "--cited", str(tmp_path / "audits" / "new")]
    shown = run.invoke(verb, given)
    assert "Nothing was changed" in shown.output
    assert "Bundles that go: 1, 0.0 MB" in shown.output
    assert nights["old"].exists()
    assert "came free" in run.invoke(verb, [*given, "--yes"]).output
    assert not nights["old"].exists()
    assert isinstance(run.invoke(verb, [str(tmp_path / "none")]).exception, ConfigError)
    assert isinstance(run.invoke(verb, [*given, "--casebook", str(tmp_path / "none.db")]).exception, ConfigError)
