"""A resident finds a telephone number to call."""

import re
from collections.abc import Iterator

from audits.audit import Audit, Case, Source
from audits.derive import PageView, SiteView
from audits.desk import desk
from audits.kit import absent, found
from data.types import Evidence, Finding, Outcome, Role, Text

AUDIT = Audit(
    id="phone",
    version=1,
    scope="site",
    title=Text("Tālrunis", "Telephone"),
    why=Text("Steidzamā reizē vai bez interneta prasmēm cilvēks zvana.", "In a hurry, or without skills for the web, people call."),
    method=Text(
        "Tālruņa saite vai astoņciparu numurs pie vārda «tālrunis» kontaktos, sākumlapā vai citur; pirmais kontaktu lapā ir vērtība.",
        "A telephone link, or a number of eight digits beside the word, on contact pages, the front page or elsewhere; the first is the value.",
    ),
    advice=Text(
        'Kontaktos norādiet iestādes tālruni kā saiti: <a href="tel:+371…">.',
        'Give the body\'s number on the contact page as a link: <a href="tel:+371…">.',
    ),
    source=Source("survey", Text("E-indekss: klientu apkalpošana un atbalsts", "E-index: customer service and support")),
)
_NUMBER = r"(?:\+|00)?\s?\(?(?:371)?\)?[\s-]?([2678]\d(?:[\s-]?\d){6})(?![\s-]?\d)"
_NAMED = re.compile(rf"(?:t[āa]lr\w*|\bt[āa]lr?\.|\bt\.|\btel\w*\.?|\bmob\w*\.?|phone\w*)\s*[.:]*\s*(?:nr\.?\s*)?{_NUMBER}", re.IGNORECASE)
_WITH_COUNTRY = re.compile(r"(?<!\d)(?:\+|00)\s?\(?371\)?[\s-]?([2678]\d(?:[\s-]?\d){6})(?!\d)")
_SUBSCRIBER = re.compile(r"[2678]\d{7}")
_BARE = re.compile(r"(?<![\d\w-])([2678]\d{7})(?![\d-])")


def check(site: SiteView) -> Finding:
    """The first number of the most trusted page."""
    seen = next((one for page in desk(site) for one in _numbers(page)), None)
    return found(seen[0], seen[1]) if seen else absent(*site.pages[:1])


def _numbers(page: PageView) -> Iterator[tuple[str, Evidence]]:
    for link in page.links:
        if link.href.lower().startswith("tel:"):
            digits = re.sub(r"\D", "", link.href)[-8:]
            if _SUBSCRIBER.fullmatch(digits):
                yield _written(digits), page.see(link.locator, link.href)
    shapes = [_NAMED, _WITH_COUNTRY, *([_BARE] if page.role == Role.CONTACT else [])]
    for match in (match for shape in shapes for match in shape.finditer(page.text)):
        yield _written(re.sub(r"\D", "", match[1])), page.see("body", match.group())


def _written(digits: str) -> str:
    return f"+371 {digits}" if len(digits) == 8 else digits


CASES = (
    Case("a link", Outcome.PASSED, pages={"/kontakti/": "<h1>Kontakti</h1><a href='tel:+37160000100'>zvanīt</a>"}, expect="+371 60000100"),
    Case("words and spaces", Outcome.PASSED, "<footer>Tālr.: 600 00 100</footer>", expect="+371 60000100"),
    Case(
        "the contact page before the footer",
        Outcome.PASSED,
        "<footer>tālr. 60000111</footer>",
        pages={"/kontakti/": "<h1>Kontakti</h1>+371 60000100"},
        expect="+371 60000100",
    ),
    Case("upper case without diacritics", Outcome.PASSED, "<footer>TALRUNIS 26000100</footer>", expect="+371 26000100"),
    Case(
        "a registration number is none",
        Outcome.FAILED,
        pages={"/kontakti/": "<h1>Kontakti</h1><p>Reģ. Nr. 90000000017, LV-5999, 20.11.2026"},
        expect=False,
    ),
    Case(
        "the emergency number is nobody's, nor is an empty link",
        Outcome.FAILED,
        pages={"/kontakti/": "<h1>Kontakti</h1><a href='tel:112'>112</a><a href='tel:'>zvanīt</a>"},
        expect=False,
    ),
    Case(
        "the Ombudsman's is another's",
        Outcome.FAILED,
        pages={"/pieklustamibas-pazinojums/": "<h1>Piekļūstamības paziņojums</h1><p>Tālr. 67686768"},
        expect=False,
    ),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
