"""How much of what the body publishes as files every citizen can read, also by ear."""

from audits.audit import Audit, Case, Source
from audits.document_examples import offered, pdf
from audits.documents import held, readable, seen, why_unread
from audits.kit import cant_tell, found, inapplicable
from data.types import Document, Finding, Json, Missing, Outcome, Text

AUDIT = Audit(
    id="readable-documents",
    version=1,
    scope="site",
    title=Text("Dokumenti, kurus var izlasīt ikviens", "Documents that everyone can read"),
    why=Text(
        "Skenēts, slēgts vai bojāts dokuments daļai iedzīvotāju ir tikpat kā nepublicēts.",
        "For some residents a scanned, locked or damaged document is as good as not published.",
    ),
    method=Text(
        "Lasāms ir PDF ar tekstu un tagiem un biroja vai teksta datne, kas atveras bez paroles; parakstu konteiners prasa īpašu programmu. Arhīvus neskaita.",
        "Readable are a PDF with text and tags, and an office or text file that opens without a password; a signature container needs a special program. Archives do not count.",
    ),
    advice=Text(
        "Sāciet ar visvairāk lasītajiem dokumentiem: publicējiet strukturētu PDF no teksta faila.",
        "Begin with the documents that are read most: publish tagged PDF made from the text file.",
    ),
    source=Source(
        "law",
        Text("MK noteikumi Nr. 445; LVS EN 301 549, 10. nodaļa", "Cabinet Regulation No. 445; LVS EN 301 549, chapter 10"),
        "https://likumi.lv/ta/id/316109",
    ),
    options={"min_chars_per_page": 20, "not_counted": ["zip", "archive"]},
    measures=True,
    unit=Text("%", "%"),
)


def check(documents: tuple[Document, ...], options: Json) -> Finding:
    """The share in percent; those that some cannot read are shown."""
    here = [
        it
        for it in held(documents)
        if it.kind not in options["not_counted"] or "damaged" in (it.facts if not isinstance(it.facts, Missing) else {})
    ]
    if not here:
        return inapplicable(whole=True)
    told = [(it, readable(it, options["min_chars_per_page"])) for it in here]
    unknown = [it for it, fine in told if fine is None]
    if unknown:
        return cant_tell(why_unread(unknown, others=len(unknown) < len(told)), *(seen(it, it.kind) for it in unknown))
    bad = [it for it, fine in told if not fine]
    share = round(100 * (len(told) - len(bad)) / len(told))
    return found(share, *(seen(it, it.labels[0] if it.labels else it.kind) for it in bad or here[:1]), whole=True)


_WORD: dict[str, object] = {"url": "/veidlapa.docx", "kind": "docx", "facts": {"title": "", "encrypted": False}}

CASES = (
    Case("all can be read", Outcome.PASSED, given=offered(pdf("a.pdf"), _WORD), expect=100),
    Case(
        "a scan and one without tags",
        Outcome.PASSED,
        given=offered(pdf("a.pdf"), _WORD, pdf("b.pdf", text_chars=0), pdf("c.pdf", tagged=False)),
        expect=50,
    ),
    Case("locked", Outcome.PASSED, given=offered({**pdf("a.pdf"), "facts": {"encrypted": True}}), expect=0),
    Case("in a container", Outcome.PASSED, given=offered({"url": "/a.edoc", "kind": "edoc"}, pdf("b.pdf")), expect=50),
    Case("a table of text", Outcome.PASSED, given=offered({"url": "/a.csv", "kind": "csv"}), expect=100),
    Case("an archive only", Outcome.INAPPLICABLE, given=offered({"url": "/a.zip", "kind": "zip", "facts": {"inside": {"pdf": 2}}})),
    Case(
        "one could not be read",
        Outcome.CANT_TELL,
        given=offered(pdf("b.pdf"), {**pdf("a.pdf"), "facts": Missing("timeout")}),
        reason="incomplete-look",
    ),
    Case("not opened by an older visit", Outcome.CANT_TELL, given=offered({"url": "/b.docx", "kind": "docx"}), reason="not-gathered"),
)
