"""Whoever meets a barrier can tell the body, and knows where."""

import re
from itertools import islice

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, found, inapplicable
from audits.mail import WAY
from audits.outline import frame, own_links, own_text
from audits.places import content, where
from audits.statement import EXAMPLE, PLAIN, field, statement
from data.text import masked
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="statement-feedback",
    version=2,
    scope="site",
    title=Text("Paziņojumā ir adrese atsauksmēm", "The statement says where to send feedback"),
    why=Text(
        "Kas vietnē netiek tālāk, var palūgt palīdzību vai saturu citā veidā.",
        "Whoever cannot get on with the site can ask for help or for the content in another form.",
    ),
    method=Text(
        "Paziņojuma tekstā ir iestādes e-pasts vai tālrunis; kājene un Tiesībsarga adrese neskaitās.",
        "The statement's text has an e-mail address or telephone of the institution; the footer and the Ombudsman's address do not count.",
    ),
    advice=Text(
        "Norādiet e-pastu un tālruni, kur atbild uz jautājumiem par piekļūstamību.",
        "Give an e-mail address and telephone at which questions on accessibility are answered.",
    ),
    source=Source(
        "law",
        Text(
            "MK noteikumi Nr. 445, 2. pielikums; VARAM vadlīnijas paziņojuma izstrādei",
            "Cabinet Regulation No. 445, Annex 2; VARAM guidance on the statement",
        ),
        "https://likumi.lv/ta/id/316109",
    ),
    options={"ways": 50},
)


def check(pages: tuple[PageView, ...], words: Vocabulary, options: Json) -> Finding:
    """A way in the statement's own text; the page's footer and the Ombudsman's address do not count."""
    page = statement(pages, words)
    if page is None:
        return inapplicable(whole=True)
    marked = [element for name in ("mail", "phone") if (element := field(page, name)) and WAY.search(element.text)]
    links = [
        link
        for link in own_links(page)
        if link.url not in frame(pages) and link.href.lower().startswith(("mailto:", "tel:")) and not _of_supervisor(link.url, words)
    ]
    told = dict.fromkeys(match.group() for match in islice(WAY.finditer(own_text(page)), options["ways"]))
    written = [where(page, way) for way in told if not _of_supervisor(way, words)]
    seen = [*(page.see(element.locator, masked(element.text)) for element in marked), *(link.see(link.href) for link in links)] or written
    return found(True, *seen[:4]) if seen else broken(False, content(page))


def _of_supervisor(way: str, words: Vocabulary) -> bool:
    number = re.sub(r"\D", "", way)[-8:]
    return bool(words.text("statement-supervisor", way) or words.text("statement-supervisor", number))


_NOBODY = PLAIN.replace("Rakstiet: pasts [at] piemers.test", "Rakstiet mums.")

CASES = (
    Case("marked", Outcome.PASSED, pages={"paz": EXAMPLE}, expect=True),
    Case("spelt", Outcome.PASSED, pages={"paz": PLAIN}, expect=True),
    Case("a telephone", Outcome.PASSED, pages={"paz": _NOBODY.replace("mums", "vai zvaniet 64 900 123")}, expect=True),
    Case("nobody to ask", Outcome.FAILED, pages={"paz": _NOBODY}, expect=False),
    Case(
        "only in the footer",
        Outcome.FAILED,
        pages={"paz": _NOBODY + '<footer><a href="mailto:dome@piemers.test">dome@piemers.test</a></footer>'},
        expect=False,
    ),
    Case(
        "only in the footer of a site without landmarks",
        Outcome.FAILED,
        pages={
            "paz": _NOBODY.replace("main>", "div>") + "<div id=f class=footer>Ūdens iela 5, pasts@piemers.test, tālrunis 67000707</div>"
        },
        expect=False,
    ),
    Case(
        "only the Ombudsman",
        Outcome.FAILED,
        pages={"paz": _NOBODY.replace("mums.", "<a href='mailto:pasts@tiesibsargs.lv'>pasts@tiesibsargs.lv</a>")},
        expect=False,
    ),
    Case(
        "only the Ombudsman's number",
        Outcome.FAILED,
        pages={"paz": _NOBODY.replace("mums.", "Tiesībsargam, 67 686 768, <a href='tel:+37167686768'>zvanīt</a>")},
        expect=False,
    ),
    Case("left blank", Outcome.FAILED, pages={"paz": _NOBODY.replace("mums.", "<b id=a11y-mail>[e-pasts]</b>")}, expect=False),
    Case("there is none", Outcome.INAPPLICABLE),
)
