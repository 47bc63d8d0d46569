"""A screen reader reads the page in the right language, because the page says truly which one it is in."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, cant_tell, found
from audits.languages import language_of, spoken
from data.types import Finding, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="page-language",
    version=2,
    scope="page",
    title=Text("Lapas valoda ir norādīta un patiesa", "The page's language is declared, and true"),
    why=Text(
        "Ja valoda norādīta aplami, ekrānlasītājs latviešu tekstu lasa ar svešu izrunu, un to nevar saprast.",
        "With the wrong language a screen reader speaks Latvian with a foreign pronunciation that nobody understands.",
    ),
    method=Text(
        "Atribūtu html lang salīdzina ar lapas teksta valodu; ja teksta ir maz vai tas ir jaukts, vērtē cilvēks.",
        "The attribute html lang is compared with the language of the page's text; where that is short or mixed, a person has to judge.",
    ),
    advice=Text(
        'Latviešu lapās rakstiet <html lang="lv">, citu valodu lapās – to valodu.',
        'Write <html lang="lv"> on Latvian pages and the other language on others.',
    ),
    source=Source(
        "law",
        Text("MK noteikumi Nr. 445; WCAG 2.1 3.1.1", "Cabinet Regulation No. 445; WCAG 2.1 3.1.1"),
        "https://likumi.lv/ta/id/316109",
    ),
)


def check(page: PageView, words: Vocabulary) -> Finding:
    """The declared language; failed when it is lacking or another than that of the page's own text (or, if that is short, of all of it)."""
    declared, told = page.declared_language, page.see("html", f"lang={page.declared_language or ''}: {page.main[:200]}")
    if declared is None:
        return broken(None, told)
    own = spoken(page, words)
    if own is None and language_of(page.text, words) == declared:
        return found(declared, told, confidence=0.8)
    if own is None:
        return cant_tell("unclear", told, value=declared)
    return found(declared, told, confidence=0.95) if own == declared else broken(declared, told, confidence=0.9)


_LATVIAN = "<main><p>Novada dome aicina iedzīvotājus piedalīties sabiedriskajā apspriešanā par jauno teritorijas plānojumu, kas notiks kultūras namā.</main>"
_ENGLISH = "<main><p>The municipality invites all residents to take part in the public discussion on the new spatial plan at the culture centre.</main>"
_RUSSIAN = (
    "<main><p>Самоуправление приглашает жителей принять участие в общественном обсуждении нового плана территории в доме культуры.</main>"
)
_MENU = (
    "<nav><ul><li>Pašvaldība<li>Pakalpojumi<li>Sabiedrība<li>Kontakti<li>Iepirkumi<li>Vakances<li>Izglītība<li>Kultūra<li>Sports</ul></nav>"
)

CASES = (
    Case("Latvian", Outcome.PASSED, f"<html lang=lv>{_LATVIAN}", expect="lv"),
    Case("with a region", Outcome.PASSED, f'<html lang="lv-LV">{_LATVIAN}', expect="lv"),
    Case("English below a Latvian menu", Outcome.PASSED, f"<html lang=en>{_MENU}{_ENGLISH}", expect="en"),
    Case(
        "English below a Latvian menu, without landmarks",
        Outcome.PASSED,
        f"<html lang=en><div class=menu>{_MENU[5:-6].replace('<li>', '<li><a href=/>')}</a></div><div>{_ENGLISH[6:-7]}</div>",
        expect="en",
    ),
    Case("Russian", Outcome.PASSED, f"<html lang=ru>{_RUSSIAN}", expect="ru"),
    Case("Latvian said to be English, as themes come", Outcome.FAILED, f'<html lang="en-US">{_LATVIAN}', expect="en"),
    Case("English said to be Latvian", Outcome.FAILED, f"<html lang=lv>{_MENU}{_ENGLISH}", expect="lv"),
    Case("Latvian under an Estonian address", Outcome.FAILED, f"<html lang=et>{_LATVIAN}", expect="et"),
    Case("few words below a Latvian menu", Outcome.PASSED, f"<html lang=lv>{_MENU}{_MENU}<main><h1>Veidlapas</h1>", expect="lv"),
    Case(
        "a few English words below it",
        Outcome.CANT_TELL,
        f"<html lang=en>{_MENU}{_MENU}<main><h1>Contacts</h1>",
        expect="en",
        reason="unclear",
    ),
    Case("not declared", Outcome.FAILED, f"<html>{_LATVIAN}", expect=None),
    Case("empty", Outcome.FAILED, f'<html lang="">{_LATVIAN}', expect=None),
    Case(
        "only pictures",
        Outcome.CANT_TELL,
        "<html lang=lv><main><h1>Galerija</h1><img src=a.jpg alt='Ezers'>",
        expect="lv",
        reason="unclear",
    ),
    Case("half and half", Outcome.CANT_TELL, f"<html lang=lv><main>{_LATVIAN[6:-7]}{_ENGLISH[6:-7]}", expect="lv", reason="unclear"),
)
