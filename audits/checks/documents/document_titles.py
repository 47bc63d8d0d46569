"""A document is told by its name in a window's title and by a screen reader, not by the name of its file."""

import re

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.document_examples import offered, pdf
from audits.documents import facts_of, faulty, held
from data.types import Document, Finding, Json, Missing, Outcome, Text

AUDIT = Audit(
    id="document-titles",
    version=1,
    scope="site",
    title=Text("PDF dokumentiem ir nosaukums", "PDF documents have a title"),
    why=Text(
        "Ekrānlasītājs, atverot dokumentu, nolasa tā nosaukumu; bez tā dzirdams tikai datnes vārds.",
        "On opening a document a screen reader says its title; without one only the name of the file is heard.",
    ),
    method=Text(
        "Saskaita atveramos PDF dokumentus, kuru īpašībās nosaukums ir tukšs vai to tur ielikusi programma (“untitled”, “Microsoft Word - …”).",
        "Counts PDF documents that can be opened and whose title is empty or was put there by a program (“untitled”, “Microsoft Word - …”).",
    ),
    advice=Text(
        "Pirms saglabāšanas PDF formātā ierakstiet nosaukumu dokumenta īpašībās (Datne, Informācija, Virsraksts).",
        "Before saving as PDF, write a title into the document's properties (File, Info, Title).",
    ),
    source=Source(
        "standard",
        Text("WCAG 2.1 2.4.2, paņēmiens PDF18; PDF/UA (ISO 14289)", "WCAG 2.1 2.4.2, technique PDF18; PDF/UA (ISO 14289)"),
        "https://www.w3.org/WAI/WCAG21/Techniques/pdf/PDF18",
    ),
    options={"no_title": r"(?:untitled|bez nosaukuma|document ?\d*|dokuments ?\d*|microsoft (?:word|excel|powerpoint) - .*)(?:\.\w{3,4})?"},
    unit=Text("dokumenti", "documents"),
)


def check(documents: tuple[Document, ...], site: SiteView, options: Json) -> Finding:
    """Those that were opened and have no title of their own."""
    pattern = re.compile(options["no_title"], re.IGNORECASE)
    read = [it for it in held(documents, {"pdf"}) if isinstance(it.facts, Missing) or it.facts.get("pages") or not it.facts]
    return faulty(read, lambda it: _untitled(facts_of(it), pattern), site)


def _untitled(facts: Json, pattern: re.Pattern[str]) -> bool | None:
    """None where it was not read, or by a reader that knew one of the two places of a title only."""
    title = str(facts.get("title") or "").strip()
    if not title:
        return True if "permissions" in facts else None
    return bool(pattern.fullmatch(title))


CASES = (
    Case("titled", Outcome.PASSED, given=offered(pdf("a.pdf")), expect=0),
    Case("one of two has none", Outcome.FAILED, given=offered(pdf("a.pdf"), pdf("b.pdf", title="")), expect=1),
    Case("left by the program", Outcome.FAILED, given=offered(pdf("a.pdf", title="Microsoft Word - Lemums_12.docx")), expect=1),
    Case("asks for a password", Outcome.INAPPLICABLE, given=offered({**pdf("a.pdf"), "facts": {"encrypted": True}})),
    Case("no documents", Outcome.INAPPLICABLE),
    Case("could not be read", Outcome.CANT_TELL, given=offered({**pdf("a.pdf"), "facts": Missing("too-large")}), reason="too-large"),
    Case(
        "read by an older visit",
        Outcome.CANT_TELL,
        given=offered({**pdf("a.pdf"), "facts": {"pages": 1, "title": ""}}),
        reason="not-gathered",
    ),
)
