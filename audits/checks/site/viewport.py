"""A visitor with a phone gets the page fitted to the screen and may enlarge it."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, found
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="viewport",
    version=1,
    scope="page",
    title=Text("Lapa pielāgojas ekrānam", "The page fits the screen"),
    why=Text(
        "Tālrunī lapu var lasīt bez bīdīšanas un to var palielināt.", "On a phone the page can be read without dragging, and enlarged."
    ),
    method=Text(
        "Lapā ir meta viewport ar width=device-width, un tas neaizliedz palielināt.",
        "The page has a meta viewport with width=device-width that does not forbid zooming.",
    ),
    advice=Text(
        'Ievietojiet lapas galvā <meta name="viewport" content="width=device-width, initial-scale=1">.',
        'Put <meta name="viewport" content="width=device-width, initial-scale=1"> into the head of the page.',
    ),
    source=Source(
        "law",
        Text("MK noteikumi Nr. 445, 5. punkts; WCAG 2.1 1.4.4", "Cabinet Regulation No. 445, point 5; WCAG 2.1 1.4.4"),
        "https://likumi.lv/ta/id/316109",
    ),
    options={"min_maximum_scale": 2.0},
)


def check(page: PageView, options: Json) -> Finding:
    """Absent, forbidding to enlarge, or as it should be."""
    metas = page.elements("meta[name=viewport i]")
    if not metas:
        return broken(False, page.see("head", "<head>"))
    content = (metas[-1].attribute("content") or "").lower().replace(" ", "")
    told = dict(part.partition("=")[::2] for part in content.replace(";", ",").split(","))
    fixed = told.get("user-scalable") in {"no", "0"} or _number(told.get("maximum-scale")) < options["min_maximum_scale"]
    if fixed or told.get("width") != "device-width":
        return broken(False, *metas)
    return found(True, *metas)


def _number(text: str | None) -> float:
    try:
        return float(text or "inf")
    except ValueError:
        return float("inf")


CASES = (
    Case("device width", Outcome.PASSED, '<meta name="viewport" content="width=device-width, initial-scale=1"><p>Piemērs', expect=True),
    Case("none", Outcome.FAILED, "<title>Piemērs</title>", expect=False),
    Case("zoom forbidden", Outcome.FAILED, '<meta name=viewport content="width=device-width, user-scalable=no">', expect=False),
    Case("zoom limited", Outcome.FAILED, '<meta name=viewport content="width=device-width; maximum-scale=1.0">', expect=False),
)
