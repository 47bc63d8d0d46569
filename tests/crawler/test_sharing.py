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
from tests.crawler.serving import institution, settings


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
