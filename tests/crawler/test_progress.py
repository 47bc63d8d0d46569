"""A person sees how far the visit is: plain lines where there is no terminal, a live display where there is one."""

from __future__ import annotations

import io
import time

import pytest

from crawler.progress import Progress


def test_plain_lines_tell_every_stage_and_now_and_then_how_far_it_is() -> None:
    stream = io.StringIO()
    with Progress(stream) as progress:
        progress.begin("piemers", time.monotonic() + 60.5)
        progress.stage("walking")
        progress.state.pages, progress.state.planned = 3, 9
        for _ in range(100):
            progress.tick()
        progress.stage("judging")
    assert stream.getvalue().splitlines() == [
        "piemers: walking; 0 pages of 0 known, 0 documents, 0/0 rendered; 60 s left",
        "piemers: judging; 3 pages of 9 known, 0 documents, 0/0 rendered; 60 s left",
    ]


def test_what_a_site_is_called_is_no_markup() -> None:
    stream = io.StringIO()
    with Progress(stream) as progress:
        progress.tell("[red]sarkans[/red]")
    assert stream.getvalue() == "[red]sarkans[/red]\n"


def test_a_terminal_gets_a_live_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    stream = io.StringIO()
    with Progress(stream) as progress:
        resting_until = time.monotonic() + 5
        progress.begin("piemers", time.monotonic() + 60, lambda: resting_until)
        progress.stage("walking")
        time.sleep(0.4)
    assert all(words in stream.getvalue() for words in ("piemers", "walking", "waiting (politeness)", "time left"))


def test_quiet_says_nothing() -> None:
    stream = io.StringIO()
    with Progress(stream, quiet=True) as progress:
        progress.stage("walking")
    assert stream.getvalue() == ""


def test_visits_made_at_once_share_one_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    stream = io.StringIO()
    with Progress(stream) as progress, progress.another() as one, progress.another() as other:
        one.begin("kalnraji", time.monotonic() + 60)
        other.begin("sartupe", time.monotonic() + 60)
        one.stage("walking")
        other.stage("judging")
        time.sleep(0.4)
    assert all(words in stream.getvalue() for words in ("kalnraji", "sartupe", "walking", "judging", "institution"))


def test_visits_made_at_once_each_say_their_own_lines() -> None:
    stream = io.StringIO()
    with Progress(stream) as progress, progress.another() as one, progress.another() as other:
        for view, name in ((one, "kalnraji"), (other, "sartupe")):
            view.begin(name, time.monotonic() + 60.5)
            view.stage("walking")
            view.tick()
    assert [line.partition(":")[0] for line in stream.getvalue().splitlines()] == ["kalnraji", "sartupe"]
