"""A visit whose bodies are shared ends in the same answers as one that keeps them itself, also with a browser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from crawler.demo_server import DemoServer
from crawler.progress import Progress
from crawler.visit import Job
from crawler.visits import run_visits
from data.blob_store import BlobStore
from data.bundle import Bundle
from data.types import Missing, Page
from tests.crawler.serving import Said, Served, institution, page, settings


def test_a_visit_may_share_its_bodies(tmp_path: Path) -> None:

    with DemoServer() as demo:
        chosen = settings(hosts=demo.hosts, ca=demo.ca, render=1, pages=6)
        alone = Job(institution(demo.sites["sartupe"]), "run", chosen, tmp_path / "alone" / "a.sqlite")
        sharing = replace(alone, path=tmp_path / "audits" / "run" / "a.sqlite", blobs=tmp_path / "audits" / "blobs")
        paths = run_visits([alone, sharing], Progress(quiet=True))
    with Bundle(paths[0]) as one, Bundle(paths[1]) as other:
        other.verify()
        assert [each.finding.outcome for each in one.observations()] == [each.finding.outcome for each in other.observations()]
        assert one.shared() == {}
        assert set(other.shared()) == set(BlobStore(tmp_path / "audits" / "blobs").names())
        assert other.shared()


WORDS = "".join(f"{number}. lēmums par {number * 7919 % 1000} jautājumu. " for number in range(300))


def tokened(title: str, token: str, *links: str) -> Said:
    """A page of some length with a word that is another each night."""
    said = page(title, *links, text=WORDS + title)
    return replace(said, body=said.body.replace(b"<main>", f'<main data-token="{token}">'.encode()))


def _names(seen: Page) -> tuple[str, str]:
    """Of the page as it was sent, and as it was shown."""
    dom = seen.artifacts["dom"]
    assert not isinstance(seen.exchange, Missing)
    assert isinstance(dom, str)
    return seen.exchange.body or "", dom


def test_pages_that_changed_a_little_are_kept_as_the_difference_night_after_night(tmp_path: Path) -> None:
    store, paths = BlobStore(tmp_path / "blobs"), [tmp_path / str(night) / "a.sqlite" for night in range(3)]
    with Served({}) as site:
        for night, path in enumerate(paths):
            site.routes |= {"/": tokened("Sākums", f"n{night}", "/a"), "/a": tokened("A", f"n{night}")}
            chosen = settings(render=2, rerender_nights=1)
            earlier = paths[night - 1] if night else None
            run_visits([Job(institution(site.url), "run", chosen, path, blobs=store.folder, earlier=earlier)], Progress(quiet=True))
    found: list[dict[str, tuple[str, str]]] = []
    for path in paths:
        with Bundle(path) as bundle:
            bundle.verify()
            found.append({seen.url: _names(seen) for seen in bundle.snapshot().pages})
            pictures = {seen.artifacts["screenshot"] for seen in bundle.snapshot().pages}
            assert not pictures & {*store.resting(), *(name for names in store.resting().values() for name in names)}
    first, *later = found
    for url, firsts in first.items():
        assert [store.base(name) for name in firsts] == [None, None]
        assert all(tuple(map(store.base, night[url])) == firsts for night in later), "each rests on the first night's, not on one another"
