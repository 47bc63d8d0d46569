"""Saying no to cookies is as easy as saying yes."""

from typing import Any

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, cant_tell, found, inapplicable
from data.types import Finding, Json, Outcome, Role, Text

AUDIT = Audit(
    id="consent-reject",
    version=1,
    scope="page",
    title=Text("Sīkdatnes var noraidīt tikpat viegli kā pieņemt", "Cookies can be rejected as easily as accepted"),
    why=Text(
        "Ja atteikties ir grūtāk nekā piekrist, piekrišana nav brīva.", "Where refusing is harder than agreeing, consent is not free."
    ),
    method=Text(
        "Sākumlapas sīkdatņu joslā blakus pogai, kas pieņem, ir poga, kas noraida vai atstāj tikai nepieciešamās. Joslu bez piekrišanas pogas vai svešā "
        "rāmī izvērtēt nevar.",
        "In the cookie banner of the front page, beside the button that accepts there is one that rejects or keeps only what is necessary. A banner without "
        "a button of consent, or in a foreign frame, cannot be judged.",
    ),
    advice=Text(
        "Pirmajā joslā blakus «Piekrītu» ielieciet tikpat redzamu pogu «Noraidīt».",
        "Put a button “Reject” beside “Accept” in the first banner, as easy to see.",
    ),
    source=Source(
        "law",
        Text(
            "Vispārīgā datu aizsardzības regula (ES) 2016/679, 7. panta 3. punkts; EDAK sīkdatņu joslu darba grupas ziņojums (2023)",
            "General Data Protection Regulation (EU) 2016/679, Article 7(3); EDPB Cookie Banner Taskforce report (2023)",
        ),
        "https://www.edpb.europa.eu/our-work-tools/our-documents/other/report-work-undertaken-cookie-banner-taskforce_en",
    ),
    roles=frozenset({Role.FRONT}),
)


def check(consent: Json, page: PageView) -> Finding:
    """What the buttons of the first banner do. A banner that nobody can answer, or that is another's frame, says too little."""
    if not consent.get("present"):
        return inapplicable(page.see("banner", "–"))
    deeds = {button["does"]: button["text"] for button in reversed(consent["buttons"])}
    seen = page.see(
        "banner", ", ".join(f"{button['text']} ({button['does']})" for button in consent["buttons"]) or consent["platform"] or ""
    )
    if "accept" not in deeds:
        return cant_tell("unclear", seen)
    return found(True, seen, confidence=0.95) if "reject" in deeds else broken(False, seen, confidence=0.9)


def _banner(*buttons: tuple[str, str], **other: Any) -> dict[str, Any]:  # noqa: ANN401 (fields of the artifact)
    rows = [{"text": text, "does": does} for text, does in buttons]
    return {"consent": {"present": True, "platform": "generic", "wall": False, "framed": False, "buttons": rows, "asked": "none", **other}}


CASES = (
    Case(
        "both",
        Outcome.PASSED,
        given=_banner(("Piekrītu", "accept"), ("Tikai nepieciešamās", "reject"), ("Iestatījumi", "settings")),
        expect=True,
    ),
    Case("only yes", Outcome.FAILED, given=_banner(("Piekrītu", "accept"), ("Uzzināt vairāk", "other")), expect=False),
    Case("no is hidden in the settings", Outcome.FAILED, given=_banner(("Piekrītu", "accept"), ("Iestatījumi", "settings")), expect=False),
    Case("only a notice", Outcome.CANT_TELL, given=_banner(("Uzzināt vairāk", "other")), reason="unclear"),
    Case("another's frame", Outcome.CANT_TELL, given=_banner(framed=True), reason="unclear"),
    Case(
        "no banner",
        Outcome.INAPPLICABLE,
        given={"consent": {"present": False, "platform": None, "wall": False, "framed": False, "buttons": []}},
    ),
    Case("the browser crashed", Outcome.UNTESTED, given={"layout": {}}, reason="not-gathered"),
)
