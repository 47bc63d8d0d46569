"""The page is read by scrolling down only, on a phone as on a screen."""

from dataclasses import replace

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, found
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="mobile-layout",
    version=1,
    scope="page",
    title=Text("Lapa nav jābīda uz sāniem", "The page need not be scrolled sideways"),
    why=Text(
        "Ja teksts neietilpst ekrānā, katru rindu tālrunī lasa, bīdot lapu turp un atpakaļ.",
        "If the text does not fit the screen, each line is read on a phone by dragging the page to and fro.",
    ),
    method=Text(
        "Pārlūkā mēra, par cik pikseļiem lapa ir platāka par logu: 1280 un, kur mērīts, 360 pikseļi.",
        "Measured in a browser: by how many pixels the page is wider than the window, 1280 and, where measured, 360 pixels.",
    ),
    advice=Text(
        "Attēliem, tabulām un iegultnēm nosakiet max-width: 100% vai ļaujiet tiem ritināties pašiem.",
        "Give pictures, tables and embeds max-width: 100%, or let them scroll by themselves.",
    ),
    source=Source(
        "law",
        Text("MK noteikumi Nr. 445, 5. punkts; WCAG 2.1 1.4.10", "Cabinet Regulation No. 445, point 5; WCAG 2.1 1.4.10"),
        "https://likumi.lv/ta/id/316109",
    ),
    options={"tolerance": 5},
    unit=Text("pikseļi", "pixels"),
)


def check(layout: Json, page: PageView, options: Json) -> Finding:
    """The widest overhang in pixels of the windows in which the page was seen."""
    seen = [size for size in (layout["desktop"], layout["mobile"]) if size]
    over = max(max(0, size["scroll_width"] - size["width"]) for size in seen)
    told = page.see("html", "; ".join(f"{size['width']} px → {size['scroll_width']} px" for size in seen))
    small = page.page.artifacts.get("screenshot_mobile")
    if layout["mobile"] and isinstance(small, str):
        told = replace(told, screenshot=small)
    return broken(over, told) if over > options["tolerance"] else found(over, told)


def _layout(desktop: int, mobile: int | None) -> dict[str, object]:
    narrow = {"width": 360, "scroll_width": mobile} if mobile else None
    return {"layout": {"desktop": {"width": 1280, "scroll_width": desktop}, "mobile": narrow, "viewport_meta": None}}


CASES = (
    Case("fits both", Outcome.PASSED, given=_layout(1280, 360), expect=0),
    Case("a hair wider", Outcome.PASSED, given=_layout(1280, 363), expect=3),
    Case("a table hangs out on a phone", Outcome.FAILED, given=_layout(1280, 612), expect=252),
    Case("too wide for a screen", Outcome.FAILED, given=_layout(1600, None), expect=320),
    Case("the browser crashed", Outcome.UNTESTED, given={"axe": {}}, reason="not-gathered"),
)
