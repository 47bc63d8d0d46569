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
    version=2,
    scope="site",
    title=Text("Tālrunis", "Telephone"),
    why=Text("Steidzamā reizē vai bez interneta prasmēm cilvēks zvana.", "In a hurry, or without skills for the web, people call."),
    method=Text(
        "Tālruņa saite vai astoņciparu numurs pie vārda «tālrunis» kontaktos, sākumlapā vai citur; pirmais kontaktu lapā ir vērtība. Reģistrācijas, "
        "konta, faksa un dokumentu numurus neskaita.",
        "A telephone link, or a number of eight digits beside the word, on contact pages, the front page or elsewhere; the first is the value. "
        "Numbers of registers, accounts, faxes and documents do not count.",
    ),
    advice=Text(
        'Kontaktos norādiet iestādes tālruni kā saiti: <a href="tel:+371…">.',
        'Give the body\'s number on the contact page as a link: <a href="tel:+371…">.',
    ),
    source=Source("survey", Text("E-indekss: klientu apkalpošana un atbalsts", "E-index: customer service and support")),
)
_NUMBER = re.compile(
    r"(?<![\w/@#])(?<!\d[.,:–])(?<!\w-)(?P<country>(?:\+|00)\s?\(?371\)?[\s-]?)?(?P<subscriber>[2678]\d(?:[\s-]?\d){6})(?![\s-]?\d)(?![\w@/]\w)"
)
_DIGITS = re.compile(r"[2678]\d(?:[\s-]?\d){6}")
"""What every number holds, sought several times faster than what may stand around it."""
_SUBSCRIBER = re.compile(r"[2678]\d{7}")
_LEAD = 45
"""Characters before a number that say what it is."""
_CALLED = re.compile(
    r"\bt[āa]l(?:[rf]\w*|\.)|\bt\.|\btel\w*|\bmob\w*|\bphone\w*|\bzvan\w*|\bdispe[čc]er\w*|\bdiennakt\w*|☎|📞|📱|телефон\w*|\bтел\.|\bcall\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\bre[gģ](?:istr\w*|\b)|\bkont(?:s|a|u|am|i)?\b|\bkod[su]\b|\bnr\b|№|\bPVN\b|\bNMR\b|\bfaks\w*|\bfax\b|\bkadastr\w*|\biban\b|\bswift\b"
    r"|\bl[īi]gum\w*|\bdokument\w*|\br[ēe][ķk]in\w*|\bid\b|\bISBN\b|\bISSN\b|\baccount\b|\bсч[её]т\w*|\bрег\w*",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"datu valsts inspekcij|ties[īi]bsarg|ombuds|uzticības tālr", re.IGNORECASE)
"""Whose numbers stand on many sites: to complain at, to ask for help."""
_BETWEEN = 12
"""Characters, none a digit, between a telephone's word and another that only goes on from it: «tālr. nr.», «tālrunis/fakss»."""
_LONG = re.compile(r"\d{5,}")
"""A number that the word before it already counts: what follows is counted by no word."""
_DATE = re.compile(r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")


def check(site: SiteView) -> Finding:
    """The first number of the most trusted page."""
    seen = next((one for page in desk(site) for one in _numbers(page)), None)
    return found(seen[0], seen[1]) if seen else absent(*site.pages[:1])


def _numbers(page: PageView) -> Iterator[tuple[str, Evidence]]:
    """Links first, then numbers called telephones, then those with the country's code, at last bare ones on the contact page."""
    for link in page.links:
        if link.href.lower().startswith("tel:"):
            digits = re.sub(r"\D", "", link.href)[-8:]
            if _SUBSCRIBER.fullmatch(digits):
                yield _written(digits), page.see(link.locator, link.href)
    ranked = ((_rank(match, page), match) for match in (_NUMBER.finditer(page.text) if _DIGITS.search(page.text) else ()))
    for _place, match in sorted((one for one in ranked if one[0]), key=lambda one: (one[0], one[1].start())):
        yield _written(re.sub(r"\D", "", match["subscriber"])), page.see("body", match.group())


def _rank(match: re.Match[str], page: PageView) -> int:
    """How sure it is that a number is a telephone, 1 the surest; 0 when it counts something else."""
    before = page.text[max(0, match.start() - _LEAD) : match.start()]
    if _OTHERS.search(before):
        return 0
    after_number = max((match.end() for match in _LONG.finditer(before)), default=0)
    called, counted = _last(_CALLED, before), _last(_COUNTED, before, after_number)
    going_on = 0 <= counted - called <= _BETWEEN and not re.search(r"\d", before[called:])
    if called >= 0 and (called > counted or going_on):
        return 1
    if counted >= 0:
        return 0
    if match["country"]:
        return 2
    bare = page.role == Role.CONTACT and not _DATE.fullmatch(match["subscriber"])
    return 3 if bare else 0


def _last(shape: re.Pattern[str], text: str, begin: int = 0) -> int:
    """Where the last word of the kind stands; -1 when none does."""
    return max((match.start() for match in shape.finditer(text, begin)), default=-1)


def _written(digits: str) -> str:
    return f"+371 {digits}"


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
        "numbers of accounts, documents, faxes and days are none",
        Outcome.FAILED,
        pages={
            "/kontakti/": "<h1>Kontakti</h1><p>Konts 60000100, norēķinu konta Nr. 2600 0100<p>Lēmums Nr. 1-14/26000100, līgums 26000101"
            "<p>Fakss 60000102<p>Atjaunots 20261120<p>LV-59990000<p>Kods: 26000103"
        },
        expect=False,
    ),
    Case(
        "a bare number on the contact page",
        Outcome.PASSED,
        pages={"/kontakti/": "<h1>Kontakti</h1><p>Reģ. Nr. 90000000017<p>Konts LV00TEST0000000000001<p>Lietvede 6000 0100"},
        expect="+371 60000100",
    ),
    Case(
        "number, fax and words between",
        Outcome.PASSED,
        "<footer>Tālrunis uzziņām: 60000100, fakss: 60000101</footer>",
        expect="+371 60000100",
    ),
    Case("one for telephone and fax", Outcome.PASSED, "<footer>Tālrunis/fakss:60000100</footer>", expect="+371 60000100"),
    Case("number of the telephone", Outcome.PASSED, "<footer>Tālruņa Nr. (+371) 60000100</footer>", expect="+371 60000100"),
    Case("in Russian", Outcome.PASSED, "<footer>Телефон: 60 000 100</footer>", expect="+371 60000100"),
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
