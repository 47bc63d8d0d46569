"""A resident who follows the link to the e-address writes to this body, not to another."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.desk import desk
from audits.e_addresses import given, own_numbers
from audits.kit import absent, cant_tell, found, inapplicable
from data.types import Finding, Institution, Json, Outcome, Text

AUDIT = Audit(
    id="e-address-number",
    version=2,
    scope="site",
    title=Text("E-adresē ir pašas iestādes numurs", "The e-address bears the body's own number"),
    why=Text(
        "Ar svešu reģistrācijas numuru oficiālais sūtījums aiziet citai iestādei.",
        "With another's registration number the official message goes to another body.",
    ),
    method=Text(
        "Saitēs uz ziņas rakstīšanu e-adresē (latvija.lv, latvija.gov.lv, mana.latvija.lv) un izrakstītās adresēs (_DEFAULT@…) nolasa reģistrācijas numuru un salīdzina ar iestādes "
        "numuru: pēc reģistra vai, ja tur tā nav, pēc vietnē norādītā. Padotības iestāžu adreses līdzās pašas adresei nav kļūda.",
        "The registration number is read from the links that write to an e-address (latvija.lv, latvija.gov.lv, mana.latvija.lv) and from addresses "
        "written out (_DEFAULT@…), and compared with "
        "the body's: by the registry or, where it does not know, by what the site states. Subordinate bodies' addresses beside its own are no fault.",
    ),
    advice=Text(
        "Izlabojiet saiti: pēc «_default@» jābūt jūsu iestādes reģistrācijas numuram.",
        "Put the link right: after '_default@' comes your own registration number.",
    ),
    source=Source(
        "law", Text("Oficiālās elektroniskās adreses likums", "Law on Official Electronic Address"), "https://grausti.riga.lv/?p=27324"
    ),
    options={"certain": 1.0, "stated": 0.9},
)


def check(site: SiteView, institution: Institution, options: Json) -> Finding:
    """The body's own number among those given; nothing to ask where none is given."""
    pages = desk(site)
    told = [one for page in pages for one in given(page)]
    if not told:
        return inapplicable(*site.pages[:1], whole=True)
    own, seen = own_numbers(pages, institution), [evidence for _number, evidence in told]
    if not own:
        return cant_tell("unknown-reference", *seen, value=told[0][0])
    match = next((one for one in told if one[0] in own), None)
    sure = options["certain" if institution.reg_no else "stated"]
    return found(match[0], match[1], confidence=sure) if match else absent(*seen, value=told[0][0], confidence=sure)


_LINK = "<a href='https://{}/Eaddress/write?address=_default@{}'>E-adrese</a>"
_UNKNOWN = {"institution": {"reg_no": None}}
CASES = (
    Case("its own", Outcome.PASSED, _LINK.format("www.latvija.lv/lv", "90000000017"), expect="90000000017"),
    Case("at the new host", Outcome.PASSED, _LINK.format("latvija.gov.lv", "90000000017"), expect="90000000017"),
    Case("at the portal's other name", Outcome.PASSED, _LINK.format("mana.latvija.lv", "90000000017"), expect="90000000017"),
    Case(
        "beside that of a school",
        Outcome.PASSED,
        _LINK.format("latvija.lv", "40003000016") + _LINK.format("latvija.lv", "90000000017"),
        expect="90000000017",
    ),
    Case("the ministry's", Outcome.FAILED, _LINK.format("latvija.gov.lv", "90000000025"), expect="90000000025"),
    Case(
        "by what the site states",
        Outcome.PASSED,
        _LINK.format("latvija.lv", "90000000017"),
        pages={"/rekviziti/": "<h1>Rekvizīti</h1><p>Reģ. Nr. 90000000017"},
        given=_UNKNOWN,
        expect="90000000017",
    ),
    Case(
        "nothing to compare with", Outcome.CANT_TELL, _LINK.format("latvija.lv", "90000000017"), given=_UNKNOWN, reason="unknown-reference"
    ),
    Case("only written, no link", Outcome.PASSED, "<p>E-adrese: _DEFAULT@90000000017", expect="90000000017"),
    Case("another's, written", Outcome.FAILED, "<p>E-adrese: _DEFAULT@90000000025", expect="90000000025"),
    Case("a link without a number", Outcome.INAPPLICABLE, "<a href=https://latvija.gov.lv/e-adrese>E-adrese</a>"),
    Case(
        "a school's, its own perhaps where nobody looked",
        Outcome.CANT_TELL,
        pages={"/s/": "<h1>Skola</h1>" + _LINK.format("latvija.lv", "40003000016")},
        given={"stopped_by": "pages"},
        reason="incomplete-look",
    ),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
