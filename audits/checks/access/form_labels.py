"""Whoever hears a form instead of seeing it knows what to write where."""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from audits.audit import Audit, Case, Source
from audits.derive import Element, PageView
from audits.kit import found, inapplicable, tally
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="form-labels",
    version=2,
    scope="site",
    title=Text("Formu laukiem ir nosaukumi", "Form fields have labels"),
    why=Text("Bez nosaukuma ekrānlasītājs pasaka tikai «ievades lauks».", "Without a label a screen reader says only “edit field”."),
    method=Text(
        "Visās lapās saskaita aizpildāmos laukus bez label, aria-label, aria-labelledby vai title; placeholder nav nosaukums. Paslēptus laukus (slazdus robotiem) neskaita. Vienādu formu dažādās lapās skaita vienreiz.",
        "On all pages counts the fields to fill in without label, aria-label, aria-labelledby or title; a placeholder is no label. Hidden fields (traps for robots) do not count. The same form on several pages counts once.",
    ),
    advice=Text("Katram laukam pievienojiet <label for=...>.", "Give every field a <label for=...>."),
    source=Source(
        "law",
        Text(
            "MK noteikumi Nr. 445; WCAG 2.1 1.3.1, 3.3.2, 4.1.2; VARAM vienkāršotais izvērtējums, 4. aspekts",
            "Cabinet Regulation No. 445; WCAG 2.1 1.3.1, 3.3.2, 4.1.2; VARAM's simplified evaluation, aspect 4",
        ),
        "https://vadlinijas.pieklustamiba.lv/",
    ),
    options={"not_fields": ["hidden", "submit", "button", "image", "reset"]},
    unit=Text("lauki", "fields"),
)


def check(pages: tuple[PageView, ...], options: Json) -> Finding:
    """The fields without a name, each once; inapplicable where there is none to fill in."""
    seen: dict[str, Element] = {}
    bare: dict[str, Element] = {}
    for page in pages:
        for name, field, labelled in _fields(page, options["not_fields"]):
            seen.setdefault(name, field)
            if not labelled:
                bare.setdefault(name, field)
    if not seen:
        return inapplicable(whole=True)
    if not bare:
        return found(0, *list(seen.values())[:3], whole=True)
    return tally([field.see(name) for name, field in bare.items()])


def _fields(page: PageView, others: list[str]) -> Iterator[tuple[str, Element, bool]]:
    """The fields of a page: by what each is known on other pages, and whether it has a label."""
    if "<input" not in page.html and "<select" not in page.html and "<textarea" not in page.html:
        return
    pointed = {label.attribute("for") for label in page.elements("label[for]") if label.text or label.node.css_first("img[alt]")}
    for field in page.elements("input, select, textarea"):
        kind = (field.attribute("type") or "").lower()
        if kind in others or field.attribute("tabindex") == "-1" or _hidden(field.node):
            continue
        identity = field.attribute("id")
        labelled = any(field.attribute(name) for name in ("aria-label", "aria-labelledby", "title")) or (
            bool(identity) and identity in pointed
        )
        yield f"<{field.node.tag} {field.attribute('name') or identity or kind}>", field, labelled or _wrapped(field.node)


def _hidden(node: LexborNode) -> bool:
    """Whether nobody is to fill it in: it or what stands around it is hidden, as the traps for robots are."""
    around: LexborNode | None = node
    while around is not None and around.tag not in {"body", "html", "-undef", "-document"}:
        told = around.attributes
        if "hidden" in told or told.get("aria-hidden") == "true" or "display:none" in (told.get("style") or "").replace(" ", "").lower():
            return True
        around = around.parent
    return False


def _wrapped(node: LexborNode) -> bool:
    above = node.parent
    while above is not None and above.tag not in {"form", "body"}:
        if above.tag == "label":
            return bool(above.text().strip())
        above = above.parent
    return False


CASES = (
    Case("a label", Outcome.PASSED, "<form><label for=v>Vārds</label><input id=v name=v></form>", expect=0),
    Case("around the field", Outcome.PASSED, "<label>Vārds <input name=v></label>", expect=0),
    Case("by ARIA", Outcome.PASSED, "<input name=q aria-label=Meklēt><select title=Gads><option>2026</select>", expect=0),
    Case(
        "a placeholder only, on every page",
        Outcome.FAILED,
        "<input name=q placeholder=Meklēt>",
        {"a": "<input name=q placeholder=Meklēt>"},
        expect=1,
    ),
    Case(
        "a label that points elsewhere",
        Outcome.FAILED,
        "<label for=cits>Vārds</label><input id=v name=v><textarea name=t></textarea>",
        expect=2,
    ),
    Case(
        "traps for robots",
        Outcome.PASSED,
        "<label>E-pasts <input name=e></label><input name=a tabindex=-1><div aria-hidden=true><input name=b></div>"
        "<p style='Display: none'><input name=c></p><div hidden><textarea name=d></textarea></div>",
        expect=0,
    ),
    Case("an empty label", Outcome.FAILED, "<label for=v></label><input id=v name=v>", expect=1),
    Case("buttons and hidden fields", Outcome.INAPPLICABLE, "<form><input type=hidden name=a><input type=submit value=Sūtīt></form>"),
    Case(
        "labelled as far as seen",
        Outcome.CANT_TELL,
        "<label>Vārds <input name=v></label>",
        given={"stopped_by": "time"},
        reason="incomplete-look",
    ),
)
