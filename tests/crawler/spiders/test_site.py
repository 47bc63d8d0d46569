"""Scrapy's own command walks a site from the root of the project, with the manners of a visit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.crawler.serving import Said, Served, page, robots

ROOT = Path(__file__).parents[3]


def crawl(folder: Path, *arguments: str) -> tuple[subprocess.CompletedProcess[str], list[dict[str, object]]]:
    """``scrapy crawl site`` with these arguments; returns what it said and the items it yielded."""
    out = folder / "items.jsonl"
    env = {**os.environ, "EINDEKSS_ALLOW": "127.0.0.0/8", "EINDEKSS_DELAY": "0"}
    command = [sys.executable, "-m", "scrapy", "crawl", "site", "-o", str(out), *arguments]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)
    return done, [json.loads(line) for line in out.read_text().splitlines()] if out.exists() else []


def test_it_yields_what_it_saw_and_obeys_robots(tmp_path: Path) -> None:
    routes = {
        "/": page("Sākums", "/a", "/b", "/c.csv", "/attels"),
        "/a": page("A"),
        "/b": page("B"),
        "/c.csv": Said(b"a;b", headers={"Content-Type": "text/csv"}),
        "/attels": Said(b"\x89PNG" + bytes(100_000), headers={"Content-Type": "image/png"}),
        "/robots.txt": robots("User-agent: *", "Disallow: /b"),
    }
    with Served(routes) as site:
        done, items = crawl(tmp_path, "-a", f"target={site.url}")
    assert done.returncode == 0, done.stderr
    assert [(str(item["url"]).removeprefix(site.url), item["status"], item["kind"]) for item in items] == [
        ("", 200, "page"),
        ("a", 200, "page"),
        ("b", "robots", "page"),
        ("c.csv", 200, "csv"),
    ]
    assert "/b" not in site.paths


def test_without_a_target_it_says_what_to_give(tmp_path: Path) -> None:
    done, items = crawl(tmp_path)
    assert "scrapy crawl site -a target=https://" in done.stderr
    assert items == []
