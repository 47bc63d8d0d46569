"""A browser that has been here once never again comes by an unprotected connection."""

import re

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, found, inapplicable
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="hsts",
    version=1,
    scope="site",
    title=Text("Pārlūks atceras lietot tikai HTTPS (HSTS)", "The browser remembers to use HTTPS only (HSTS)"),
    why=Text(
        "Pirmais pieprasījums pa http ir brīdis, kad iedzīvotāju var aizvest uz viltotu vietni.",
        "The first request over http is the moment at which a resident can be led to a forged site.",
    ),
    method=Text(
        "Sākumlapas atbildē ir galvene Strict-Transport-Security ar pietiekamu max-age.",
        "The answer of the front page has a Strict-Transport-Security header with a sufficient max-age.",
    ),
    advice=Text(
        "Pievienojiet galveni Strict-Transport-Security: max-age=31536000; includeSubDomains.",
        "Add the header Strict-Transport-Security: max-age=31536000; includeSubDomains.",
    ),
    source=Source("standard", Text("IETF RFC 6797", "IETF RFC 6797"), "https://www.rfc-editor.org/rfc/rfc6797"),
    options={"min_max_age": 15552000},
    unit=Text("sekundes", "seconds"),
)


def check(front: PageView, options: Json) -> Finding:
    """The promised seconds; a header sent over http says nothing (RFC 6797 8.1)."""
    if not front.url.startswith("https:"):
        return inapplicable(front.see("Strict-Transport-Security", front.url))
    header = front.header("strict-transport-security")
    told = re.search(r'max-age\s*=\s*"?(\d+)', header or "", re.IGNORECASE)
    seconds = int(told[1]) if told else 0
    seen = front.see("Strict-Transport-Security", header or "–")
    return found(seconds, seen) if seconds >= options["min_max_age"] else broken(seconds, seen)


def _sent(value: str) -> dict[str, dict[str, str]]:
    return {"headers": {"Strict-Transport-Security": value}}


CASES = (
    Case("a year", Outcome.PASSED, given=_sent("max-age=31536000; includeSubDomains; preload"), expect=31536000),
    Case("quoted", Outcome.PASSED, given=_sent('includeSubDomains; MAX-AGE="15552000"'), expect=15552000),
    Case("none", Outcome.FAILED, expect=0),
    Case("too short", Outcome.FAILED, given=_sent("max-age=300"), expect=300),
    Case("switched off", Outcome.FAILED, given=_sent("max-age=0"), expect=0),
    Case("without a number", Outcome.FAILED, given=_sent("includeSubDomains"), expect=0),
)
