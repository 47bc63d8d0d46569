"""Whoever sees poorly can enlarge the text on a telephone."""

from audits.audit import Audit, Case, Source
from audits.derive import Element, PageView
from audits.kit import found, tally
from audits.metadata import metas
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="text-zoom",
    version=1,
    scope="site",
    title=Text("Palielināšana nav aizliegta", "Enlarging is not forbidden"),
    why=Text(
        "Vājredzīgs cilvēks tekstu tālrunī palielina ar pirkstiem.",
        "People who see poorly enlarge the text on a telephone with their fingers.",
    ),
    method=Text(
        "Saskaita lapas, kuru meta viewport satur user-scalable=no vai maximum-scale, kas mazāks par 2.",
        "Counts the pages whose meta viewport has user-scalable=no, or a maximum-scale below 2.",
    ),
    advice=Text(
        "No meta viewport izņemiet user-scalable un maximum-scale.", "Take user-scalable and maximum-scale out of the meta viewport."
    ),
    source=Source(
        "law",
        Text(
            "MK noteikumi Nr. 445; WCAG 2.1 1.4.4; VARAM vienkāršotais izvērtējums, 8. aspekts",
            "Cabinet Regulation No. 445; WCAG 2.1 1.4.4; VARAM's simplified evaluation, aspect 8",
        ),
        "https://vadlinijas.pieklustamiba.lv/",
    ),
    options={"least_scale": 2.0, "no": ["no", "0", "false"]},
    unit=Text("lapas", "pages"),
)


def check(pages: tuple[PageView, ...], options: Json) -> Finding:
    """The pages that forbid it."""
    told = [meta for page in pages if (meta := metas(page).get("viewport"))]
    fixed = [meta.see(meta.attribute("content")) for meta in told if _fixed(meta, options)]
    return tally(fixed) if fixed else found(0, *(told[:3] or pages[:1]), whole=True)


def _fixed(meta: Element, options: Json) -> bool:
    content = (meta.attribute("content") or "").lower().replace(" ", "").replace(";", ",")
    told = dict(part.partition("=")[::2] for part in content.split(","))
    scale = told.get("maximum-scale", "")
    return told.get("user-scalable") in options["no"] or (_is_number(scale) and float(scale) < options["least_scale"])


def _is_number(text: str) -> bool:
    return text.isascii() and text.replace(".", "", 1).isdigit()


_META = "<meta name=viewport content='width=device-width{}'>"

CASES = (
    Case("free", Outcome.PASSED, _META.format(", initial-scale=1"), expect=0),
    Case("forbidden", Outcome.FAILED, _META.format(", user-scalable=no"), {"a": _META.format("; user-scalable=0")}, expect=2),
    Case("limited", Outcome.FAILED, _META.format(", maximum-scale=1.0"), expect=1),
    Case("up to five times", Outcome.PASSED, _META.format(", maximum-scale=5"), expect=0),
    Case("nothing said", Outcome.PASSED, "<p>A", expect=0),
    Case("free in half a look", Outcome.CANT_TELL, _META.format(""), given={"stopped_by": "time"}, reason="incomplete-look"),
)
