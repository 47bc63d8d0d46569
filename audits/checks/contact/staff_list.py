"""A resident finds whom to call about a matter: posts with telephone numbers or addresses."""

import string

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.kit import found
from audits.mail import WAY
from audits.sections import Section, nowhere, sections
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="staff-list",
    version=3,
    scope="site",
    title=Text("Darbinieku saraksts", "Staff list"),
    why=Text("Var uzreiz sazināties ar to, kurš jautājumu pārzina.", "One reaches at once the person who knows the matter."),
    method=Text(
        "Sadaļā par darbiniekiem, kontaktpersonām vai struktūru ir vairāki tālruņi vai e-pasta adreses. Vārdi netiek glabāti.",
        "A section on staff, contact persons or structure holds several telephone numbers or e-mail addresses. Names are not kept.",
    ),
    advice=Text("Publicējiet darbinieku sarakstu: amats, tālrunis, e-pasts.", "Publish the list of staff: post, telephone, e-mail."),
    source=Source("survey", Text("E-indekss: klientu apkalpošana un atbalsts", "E-index: customer service and support")),
    options={"min_contacts": 2},
)


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """Sections on staff with contacts in them; the evidence is their heading, as the rows name people."""
    about = sections(site.pages, words, "staff")
    lists = [section for section in about if _contacts(section) >= options["min_contacts"]]
    if lists:
        return found(True, *[section.see() for section in lists])
    return nowhere(site, words, "staff")


def _contacts(section: Section) -> int:
    """How many numbers, or how many addresses: one number and one address are an office, no list."""
    told = {link.href for link in section.links if link.href.startswith(("mailto:", "tel:"))}
    written = {match.group() for match in WAY.finditer(section.text)}
    return max(_of_one_kind({one.removeprefix("tel:") for one in told}), _of_one_kind(written))


def _of_one_kind(ways: set[str]) -> int:
    numbers = sum(one.strip()[:1] in {"+", *string.digits} for one in ways)
    return max(numbers, len(ways) - numbers)


_ROWS = "<table><tr><th>Amats<th>Tālrunis<tr><td>Izpilddirektors<td>60000102<tr><td>Lietvede<td>60000103</table>"
CASES = (
    Case(
        "under a heading of the contact page",
        Outcome.PASSED,
        pages={"/kontakti/": f"<h1>Kontakti</h1><h2>Darbinieki</h2>{_ROWS}"},
        expect=True,
    ),
    Case("a page of its own, no diacritics", Outcome.PASSED, pages={"/lv/darbinieki": f"<h1>DARBINIEKI</h1>{_ROWS}"}, expect=True),
    Case(
        "addresses hidden from robots",
        Outcome.PASSED,
        pages={"/d/": "<h1>Struktūra un kontaktpersonas</h1><p>Lietvede lietvede[at]piemers.test<p>Jurists jurists[at]piemers.test"},
        expect=True,
    ),
    Case("in English", Outcome.PASSED, pages={"/en/staff": f"<h1>Staff</h1>{_ROWS}"}, expect=True),
    Case("in Russian", Outcome.PASSED, pages={"/ru/s": f"<h1>Сотрудники</h1>{_ROWS}"}, expect=True),
    Case(
        "contacts of the parts of the body",
        Outcome.PASSED,
        pages={"/kontakti/": f"<h1>Kontakti</h1><h2>Strukturvienibu kontakti</h2>{_ROWS}"},
        expect=True,
    ),
    Case(
        "telephones of departments",
        Outcome.PASSED,
        pages={"/d/": "<h1>Departamenti</h1><table><tr><td>Finanšu departaments<td>60000102<tr><td>Mežu departaments<td>60000103</table>"},
        expect=True,
    ),
    Case(
        "departments without contacts",
        Outcome.FAILED,
        pages={"/s/": "<h1>Struktūra</h1><ul><li>Finanšu departaments<li>Mežu departaments</ul>"},
        expect=False,
    ),
    Case(
        "one officer is no list",
        Outcome.FAILED,
        pages={"/p/": "<h1>Kontakti</h1><h2>Datu aizsardzības speciālists</h2><p>60000104, das@piemers.test, 60000105"},
        expect=False,
    ),
    Case(
        "an office with a number and an address is none",
        Outcome.FAILED,
        pages={"/a/": "<h1>Administrācija</h1><p>Tālr. 60000104, e-pasts a@piemers.test"},
        expect=False,
    ),
    Case(
        "a vacancy is none",
        Outcome.FAILED,
        pages={"/v/": "<h1>Aicinām darbā speciālistu</h1><p>Tālr. 60000104, 60000105"},
        expect=False,
    ),
    Case("posts without contacts", Outcome.FAILED, pages={"/d/": "<h1>Darbinieki</h1><p>Izpilddirektors, lietvede, jurists"}, expect=False),
    Case("pay of employees is no list", Outcome.FAILED, pages={"/a/": "<h1>Darbinieku atalgojums</h1><p>60000100 60000101"}, expect=False),
    Case("none", Outcome.FAILED, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
