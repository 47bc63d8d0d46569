"""A night of seven invented bodies with everything in it that a night brings, and the night before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from crawler.night.record import NightRecord, Pause, Planned, SecondLook, Visited
from data.change import Answer, Change, Label
from data.types import Evidence, Outcome, Text
from reports.night.figures import Morning, Told

BEGAN = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
HOSTILE = '"><script>window.hit=1</script>'
NAMES = {
    "adazu-novads": Text("Ādažu novads", "Ādaži municipality"),
    "cesu-novads": Text("Cēsu novads", "Cēsis municipality"),
    "ludzas-novads": Text(f"Ludzas {HOSTILE} novads", f"Ludza {HOSTILE} municipality"),
}
BODIES = ("adazu-novads", "cesu-novads", "ludzas-novads", "ogres-novads", "riga", "saldus-novads", "talsu-novads")


def at(minutes: float) -> datetime:
    """A moment of the night, minutes after it began."""
    return BEGAN + timedelta(minutes=minutes)


def look(institution: str, status: str, stopped_by: str, minute: float, *, again: bool = False, **more: object) -> Visited:
    """A look of four minutes."""
    seen = (
        {"fetched": 100, "rendered": 12, "bytes": 3_000_000, "seconds": 240.0}
        if status in {"complete", "partial"}
        else dict.fromkeys(("fetched", "rendered", "bytes", "seconds"), 0)
    )
    base = Visited(institution, status, stopped_by, f"{institution}.sqlite", **seen, began=at(minute), ended=at(minute + 4), again=again)
    return replace(base, **more)  # type: ignore[arg-type]


def record() -> NightRecord:
    """One body whole, one in part, one out of reach, one whose look fell into a pause, one lost, one mended later, one unseen."""
    order = tuple(Planned(name, name, "oldest", at(-24 * 60) if place else None, 150, 1800.0, 120.0) for place, name in enumerate(BODIES))
    visits = (
        look("adazu-novads", "complete", "exhausted", 0, reasons={"not-found": 3}, audit_errors=1),
        look("cesu-novads", "partial", "time", 1, reasons={"timeout": 7, "time": 12}, seconds=1900.0),
        look("ludzas-novads", "failed", "dns", 2, seconds=9.0),
        look("ogres-novads", "failed", "timeout", 30, seconds=30.0, reasons={"timeout": 40}),
        look("riga", "lost", "", 40),
        look("saldus-novads", "failed", "timeout", 50, seconds=30.0),
        look("saldus-novads", "complete", "exhausted", 90, again=True),
    )
    return NightRecord(
        run="night-2026-11-23",
        began=BEGAN,
        ended=at(120),
        until=at(660),
        expected_end=at(100),
        order=order,
        visits=visits,
        pauses=(Pause(at(32), at(38), "network", f"no canary answered {HOSTILE}"),),
        stopped="disk",
        second=(SecondLook("saldus-novads", "failed", "saldus-novads.sqlite", "again/saldus-novads.sqlite", "again"),),
        exit_code=1,
        disk_free=55_000_000_000,
        bytes=9_000_000,
        cpu_seconds=71.5,
    )


def before() -> NightRecord:
    """The night before: three bodies whole."""
    earlier = timedelta(days=1)
    visits = tuple(look(name, "complete", "exhausted", place * 5) for place, name in enumerate(BODIES[:3]))
    moved = tuple(replace(each, began=each.began - earlier, ended=each.ended - earlier) for each in visits)
    order = tuple(Planned(name, name, "never", None, 150, 1800.0, 300.0) for name in BODIES[:3])
    return NightRecord(
        "night-2026-11-22", BEGAN - earlier, at(60) - earlier, order=order, visits=moved, exit_code=0, disk_free=60_000_000_000
    )


def change(institution: str, label: Label, subject: str = "https://www.cesis.lv/", url: str = "https://www.cesis.lv/") -> Change:
    """An indicator that failed yesterday and passes today."""
    was, now = Answer("a" * 64, Outcome.FAILED, 3), Answer("b" * 64, Outcome.PASSED, HOSTILE)
    seen = Evidence(url, "c" * 64, "title", f"Sākums {HOSTILE}", at=at(3))
    return Change(institution, "page-titles", subject, was, now, label, "the same rules on the same pages", (seen,))


def changes() -> tuple[Change, ...]:
    """One of each label, and the site's on two pages; one whose evidence is at no address that may be followed."""
    site = [change("cesu-novads", Label.SITE), change("cesu-novads", Label.SITE, "https://www.cesis.lv/kontakti/")]
    return (
        *site,
        change("adazu-novads", Label.SITE, url="javascript:window.hit=1"),
        *(change("adazu-novads", label) for label in Label if label is not Label.SITE),
    )


def morning() -> Morning:
    """The morning after."""
    alerts = (
        Told(Text(f"Vietne nav sasniedzama {HOSTILE}", "The site is out of reach"), ("ludzas-novads",), "sent", "mail"),
        Told(Text("Sertifikātam beidzas termiņš", "The certificate expires"), ("riga", "cesu-novads"), "pending"),
    )
    faults = {"page-titles": (("adazu-novads", f"ValueError: {HOSTILE}"),)}
    return Morning(record(), before(), changes(), alerts, faults, NAMES, kept_bytes=7_000_000_000)
