"""Small real bundles that share their bodies, for the tests of what keeps them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from data.blob_store import BlobStore
from data.bundle import BundleWriter
from data.rows import institution_json
from data.types import (
    Coverage,
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

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SMALL = b"<p>\xc4\x81" * 100
BIG = "".join(f"<p>{number} šķūnis" for number in range(1000)).encode()
PICTURE = b"".join(hashlib.sha256(b"%d" % number).digest() for number in range(1000))


def named(data: bytes) -> str:
    """The name of a body."""
    return hashlib.sha256(data).hexdigest()


def manifest_of(institution: str = "piemers", at: datetime = AT, run: str | None = None) -> dict[str, Json]:
    """What a bundle tells of itself."""
    url = f"https://{institution}.test/"
    body = Institution(institution, Text(institution, institution), Kind.MUNICIPALITY, (Site(url),))
    return {
        "app": "0.1.0",
        "run": run or f"{at:%Y-%m-%d}",
        "institution": institution_json(body),
        "site": url,
        "started": at.isoformat(),
        "seed": 1,
        "versions": {"app": "0.1.0"},
    }


def seal(
    path: Path,
    institution: str = "piemers",
    *,
    share: bool = False,
    above: Path | None = None,
    year: int = 2026,
    month: int = 11,
    day: int = 23,
    big: bytes = BIG,
    picture: bytes | None = PICTURE,
    run: str | None = None,
    like: bytes = b"",
) -> Path:
    """A bundle of one page with a small and a big body and a picture, sharing them in ``above/blobs`` or beside itself.

    The big one may be kept as its difference from ``like``.
    """
    at = datetime(year, month, day, 3, 0, tzinfo=UTC)
    manifest = manifest_of(institution, at, run)
    url = manifest["site"]
    with BundleWriter(path, manifest, BlobStore((above or path.parent) / "blobs") if share else None) as writer:
        writer.blob(SMALL)
        seen = writer.blob(picture) if picture else None
        exchange = Exchange(url, "GET", 200, (), (), writer.blob(big, named(like)), at, 12)
        shown: dict[str, Json | Missing] = {"screenshot": seen or Missing("browser-crash")}
        writer.page(Page(url, Role.FRONT, 0, "", exchange, artifacts=shown))
        snapshot = writer.snapshot(Coverage(1, 1, 1, 0, 0, "exhausted"), "complete")
        finding = Finding(Outcome.PASSED, 1, (Evidence(url, screenshot=seen, at=at),))
        return writer.seal([Observation(snapshot.id, "hsts", 1, "site", url, finding)])


def store_of(bundle: Path) -> BlobStore:
    """The store that a bundle shares."""
    found = BlobStore.near(bundle)
    assert found is not None
    return found
