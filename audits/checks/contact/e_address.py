"""A resident can write to the body's official e-address and be sure that it is this body's."""

import re

from audits.audit import Audit, Case, Source
from audits.derive import PageView, SiteView
from audits.desk import desk, folded
from audits.e_addresses import given, own_numbers
from audits.kit import absent, cant_tell, found
from data.types import Finding, Institution, Json, Outcome, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="e-address",
    version=2,
    scope="site",
    title=Text("E-adrese", "Official e-address"),
    why=Text(
        "Sūtījums e-adresē ir oficiāls un sasniedz iestādi droši, bez papīra.",
        "A message to the e-address is official and reaches the body safely, without paper.",
    ),
    method=Text(
        "Saite uz ziņas rakstīšanu (…/Eaddress/write?address=_default@…) vai teksts _DEFAULT@… ar reģistrācijas numuru, kas ir pašas iestādes: "
        "pēc reģistra vai, ja tur tā nav, pēc vietnē norādītā.",
        "A link to write a message (…/Eaddress/write?address=_default@…) or the text _DEFAULT@… with the registration number of the body itself: "
        "by the registry or, where it does not know, by what the site states.",
    ),
    advice=Text(
        "Kontaktos ielieciet saiti https://latvija.gov.lv/Eaddress/write?address=_default@ un savu reģistrācijas numuru.",
        "On the contact page put the link https://latvija.gov.lv/Eaddress/write?address=_default@ with your registration number.",
    ),
    source=Source(
        "practice", Text("Oficiālās elektroniskās adreses likums", "Law on Official Electronic Address"), "https://grausti.riga.lv/?p=27324"
    ),
    options={"certain": 1.0, "stated": 0.9},
)

_SPOKEN = re.compile(r"adres|address|адрес", re.IGNORECASE)
_LETTERS = ("adres", "address", "адрес")
"""Stands in all its names; a page that has none of it need not be read word by word."""


def check(site: SiteView, institution: Institution, words: Vocabulary, options: Json) -> Finding:
    """The body's own number among those given; another's only is a fault, a mere word does not decide."""
    pages = [page for page in desk(site) if page.role != Role.SERVICE] + [page for page in desk(site) if page.role == Role.SERVICE]
    told = [one for page in pages for one in given(page)]
    if not told:
        named = [link for page in pages for link in page.links if words.label("e-address", link.label)]
        named_text = [page for page in pages if _speaks(page) and words.text("e-address", page.main)]
        return cant_tell("unclear", *(named or named_text)[:5]) if named or named_text else absent(*site.pages[:1])
    own = own_numbers(pages, institution)
    if not own:
        return cant_tell("unknown-reference", *[evidence for _number, evidence in told[:5]], value=told[0][0])
    match = next(((number, evidence) for number, evidence in told if number in own), None)
    if match is None:
        return absent(*[evidence for _number, evidence in told], value=told[0][0])
    return found(match[0], match[1], confidence=options["certain" if institution.reg_no else "stated"])


def _speaks(page: PageView) -> bool:
    return any(letters in folded(page) for letters in _LETTERS) and _SPOKEN.search(page.main) is not None


_LINK = "<a href='https://latvija.lv/lv/Eaddress/write?address=_default@{}'>E-adrese</a>"
_UNKNOWN = {"institution": {"reg_no": None}}
CASES = (
    Case("a link", Outcome.PASSED, _LINK.format("90000000017"), expect="90000000017"),
    Case(
        "another host and case",
        Outcome.PASSED,
        "<a href='https://www.latvija.gov.lv/EADDRESS/WRITE?address=_DEFAULT%4090000000017'>x</a>",
        expect="90000000017",
    ),
    Case("as text", Outcome.PASSED, "<p>E-adrese: _DEFAULT@90000000017", expect="90000000017"),
    Case(
        "the portal's new host, the language first",
        Outcome.PASSED,
        "<a href='https://mana.latvija.lv/lv/eaddress/write?lang=lv&amp;address=_default%4090000000017'>E-adrese</a>",
        expect="90000000017",
    ),
    Case(
        "of one department",
        Outcome.PASSED,
        "<a href='https://latvija.gov.lv/Eaddress/write?address=socialais@90000000017'>E-adrese</a>",
        expect="90000000017",
    ),
    Case(
        "another site that says the same",
        Outcome.CANT_TELL,
        "<a href='https://latvija.piemers.test/Eaddress/write?address=_default@90000000017'>E-adrese</a>",
        reason="unclear",
    ),
    Case("own among those of offices", Outcome.PASSED, _LINK.format("40003000016") + _LINK.format("90000000017"), expect="90000000017"),
    Case("somebody else's", Outcome.FAILED, _LINK.format("90000000025"), expect="90000000025"),
    Case(
        "the site states its number",
        Outcome.PASSED,
        "<p>_DEFAULT@90000000017",
        pages={"/m/": "<h1>Maksājumi</h1>Reģ. Nr. 90000000017, konts"},
        given=_UNKNOWN,
        expect="90000000017",
    ),
    Case(
        "the site states another number",
        Outcome.FAILED,
        "<p>_DEFAULT@90000000025<p>reģistrācijas numurs: 90000000017",
        given=_UNKNOWN,
        expect="90000000025",
    ),
    Case(
        "nothing to compare with",
        Outcome.CANT_TELL,
        "<p>_DEFAULT@90000000017",
        given=_UNKNOWN,
        expect="90000000017",
        reason="unknown-reference",
    ),
    Case("only the word", Outcome.CANT_TELL, "<main><p>Rakstiet uz e-adresi.</main>", reason="unclear"),
    Case("no word of it", Outcome.FAILED, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
