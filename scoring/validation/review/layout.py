"""How the workbook of a review is laid out: written by ``review export`` and ``review sample``, read by ``review import``, told only here.

The first sheet holds a row for each verdict; its first column is an id that the hidden sheet knows, so that rows may be sorted and left
out. The hidden sheet says of which edition the workbook is, and for each id which verdict it is about and how that stood.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from data.rows import dump
from data.types import Text
from scoring.validation.verdict import Verdict

FORM = "eindekss review"
"""Stands beside ``form`` in the hidden sheet and tells that the workbook is ours."""
VERSION = 1
META = "meta"
META_KEYS = ("form", "version", "edition", "questionnaire", "accuracy", "purpose", "sample", "snapshots", "lang")
"""The keys of the hidden sheet's head; below it a row an id: id, institution, question, subject, status, snapshot, digest."""
SHEET: Mapping[str, Text] = {"queue": Text("izskatāmās", "to review"), "sample": Text("izlase", "sample")}
WAYS = Text("kā aizpildīt", "how to fill in")
COLUMNS: Mapping[str, Text] = {
    "id": Text("nr.", "no."),
    "case": Text("gadījums", "case"),
    "institution": Text("iestāde", "institution"),
    "site": Text("vietne", "website"),
    "question": Text("jautājums", "question"),
    "asked": Text("jautājuma teksts", "what is asked"),
    "subject": Text("par ko", "about"),
    "claimed": Text("atbildēts", "claimed"),
    "given_url": Text("iestādes norādītā adrese", "address given"),
    "status": Text("statuss", "status"),
    "reason": Text("kāpēc nav izlemts", "why undecided"),
    "seen": Text("redzēts", "what was seen"),
    "address": Text("kur redzēts", "seen at"),
    "time": Text("kad redzēts", "seen on"),
    "excerpt": Text("izvilkums", "excerpt"),
    "chance": Text("varbūtība, ka mainīsies", "chance of change"),
    "points": Text("no tā atkarīgie punkti", "points at stake"),
    "value": Text("sagaidāmais ieguvums punktos", "expected gain, points"),
    "read_by": Text("jau izskatīja", "read by"),
    "decision": Text("lēmums", "decision"),
    "truth": Text("kā ir patiesībā", "truth"),
    "reason_given": Text("pamatojums", "reason"),
    "reader": Text("kas izskatīja", "reader"),
}
BLIND = frozenset(
    {"case", "claimed", "given_url", "status", "reason", "seen", "address", "time", "excerpt", "chance", "points", "value", "read_by"}
)
"""What is not shown in a sample: whoever knows what was answered and seen looks for that."""
FILLED = ("decision", "truth", "reason_given", "reader")
"""The columns that the reader fills in."""
DECISIONS: Mapping[str, Text] = {
    "agree": Text("piekrītu", "agree"),
    "overrule": Text("nepiekrītu", "overrule"),
    "cannot-tell": Text("nevar noteikt", "cannot tell"),
    "ask": Text("jautāt iestādei", "ask"),
}
"""What can be decided, as it stands in the drop-down."""
FOUND = Text("noteikts", "found")
"""What stands in a blind sheet for having found out the truth: there is no verdict to agree with."""


def offered(purpose: str, lang: str) -> list[str]:
    """The words of the drop-down."""
    if purpose == "sample":
        return [FOUND[lang], DECISIONS["cannot-tell"][lang], DECISIONS["ask"][lang]]
    return [words[lang] for words in DECISIONS.values()]


def digest(verdict: Verdict) -> str:
    """What tells a verdict from another one on the same answer: what was claimed, what was concluded, and what was seen."""
    claimed, observed = (list(value) if isinstance(value, tuple) else value for value in (verdict.claimed, verdict.observed))
    told = [verdict.edition, *verdict.key, claimed, verdict.status, observed, verdict.direction]
    return hashlib.sha256(dump(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def snapshot(verdict: Verdict) -> str:
    """The snapshot that a verdict rests on; empty where nothing was seen."""
    return verdict.seen[0].snapshot if verdict.seen else ""
