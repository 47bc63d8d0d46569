"""Whoever meets a barrier can tell the body, and knows where."""

import re

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, found, inapplicable
from audits.places import content, own_links, where
from audits.statement import EXAMPLE, PLAIN, field, statement
from data.types import Finding, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="statement-feedback",
    version=1,
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
        "Norādiet e-pastu un tālruni, pa kuru atbild par piekļūstamību.",
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
)


def check(pages: tuple[PageView, ...], words: Vocabulary) -> Finding:
    """A way in the statement's own text; the page's footer and the Ombudsman's address do not count."""
    page = statement(pages, words)
    if page is None:
        return inapplicable(whole=True)
    marked = [element for name in ("mail", "phone") if (element := field(page, name)) and _PLACE.search(element.text)]
    links = [
        link
        for link in own_links(page)
        if link.href.lower().startswith(("mailto:", "tel:")) and not words.text("statement-supervisor", link.url)
    ]
    written = [where(page, match.group()) for match in _PLACE.finditer(page.main) if not words.text("statement-supervisor", match.group())]
    seen = [*marked, *links] or written
    return found(True, *seen[:4]) if seen else broken(False, content(page))


_PLACE = re.compile(
    r"[\w.+-]+\s?(?:@|\[\s?(?:at|et)\s?\]|\(at\))\s?[\w-]+(?:\.[\w-]+)+|\[email\W+protected\]|(?:\+371\s?)?\b[26]\d(?:[\s-]?\d){6}\b"
)
"""An e-mail address, also spelt against machines, or a Latvian telephone number."""
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
        "only the Ombudsman",
        Outcome.FAILED,
        pages={"paz": _NOBODY.replace("mums.", "<a href='mailto:pasts@tiesibsargs.lv'>pasts@tiesibsargs.lv</a>")},
        expect=False,
    ),
    Case("left blank", Outcome.FAILED, pages={"paz": _NOBODY.replace("mums.", "<b id=a11y-mail>[e-pasts]</b>")}, expect=False),
    Case("there is none", Outcome.INAPPLICABLE),
)
