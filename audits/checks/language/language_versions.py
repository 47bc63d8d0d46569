"""Whoever does not read Latvian finds at least the main things in a language of theirs, written by people."""

from audits.audit import Audit, Case, Source
from audits.derive import Link, PageView, host_of
from audits.kit import absent, cant_tell, distinct, found
from audits.languages import OTHERS, spoken
from audits.places import content
from data.types import Finding, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="language-versions",
    version=2,
    scope="site",
    title=Text("Vietnei ir citu valodu versijas", "The site has versions in other languages"),
    why=Text(
        "Iebraucējs vai viesis bez latviešu valodas citādi neuzzina, kā saņemt palīdzību.",
        "A newcomer or guest without Latvian cannot otherwise learn how to get help.",
    ),
    method=Text(
        "Valodu saites ved uz lapām, kuru teksts tiešām ir tajā valodā; mašīntulkojumu poga neskaitās. Vērtība ir valodu kodi.",
        "Language links lead to pages whose text is truly in that language; a machine translation button does not count. "
        "The value is the codes of the languages.",
    ),
    advice=Text(
        "Sagatavojiet vismaz angļu lapas par saziņu, pakalpojumiem un iestādi un saistiet tās ar hreflang.",
        "Prepare at least English pages on contacts, services and the institution, and link them with hreflang.",
    ),
    source=Source(
        "practice",
        Text("Laba prakse; Regula (ES) 2018/1724", "Good practice; Regulation (EU) 2018/1724"),
        "https://eur-lex.europa.eu/eli/reg/2018/1724/oj",
    ),
)
_LANGUAGES = (*OTHERS, "ru", "uk")


def check(pages: tuple[PageView, ...], words: Vocabulary) -> Finding:
    """The languages that switches promise and the pages behind them keep; undecided when no such page was fetched or says enough."""
    by_url = {page.url: page for page in pages}
    promised: dict[tuple[str, str], Link] = {}
    for link in _switches(pages):
        for code in _named(link, words):
            promised.setdefault((code, link.url), link)
    kept = {code: link for (code, url), link in reversed(promised.items()) if url in by_url and spoken(by_url[url], words) == code}
    if kept:
        seen = [place for code in sorted(kept) for place in (kept[code], content(by_url[kept[code].url]))]
        return found(",".join(sorted(kept)), *seen, confidence=0.95)
    unsure = [link for (_code, url), link in promised.items() if url not in by_url or spoken(by_url[url], words) is None]
    own = [link for link in unsure if link.host == host_of(link.page.url)]
    return cant_tell("unclear", *own) if own else absent(*pages[:1], value="")


def _switches(pages: tuple[PageView, ...]) -> list[Link]:
    """Links in the text and in the head; a toggle of scripts leads nowhere."""
    named = [Link(element.node, page) for page in pages for element in page.elements("link[rel~=alternate i][hreflang]")]
    return [link for link in (*distinct(pages).values(), *named) if not link.href.startswith(("#", "javascript:"))]


def _named(link: Link, words: Vocabulary) -> list[str]:
    code = (link.attribute("hreflang") or "").lower().split("-")[0]
    return [
        name for name in _LANGUAGES if code == name or (len(link.label.split()) < 4 and words.label(f"language-switch-{name}", link.label))
    ]


_EN = "<html lang=en><main><h1>Example Municipality</h1><p>This is the website of the municipality. You can find contacts and services of the council here."
_RU = "<html lang=ru><main><p>Добро пожаловать на сайт самоуправления, здесь вы найдёте информацию о наших услугах и контакты."
_LV = "<html lang=en><main><p>Laipni lūdzam novada pašvaldības tīmekļvietnē, šeit atradīsiet visu par novada pakalpojumiem un jaunumiem."
_SWITCH = '<a href="/en/" hreflang=en>EN</a> <a href="/ru/">RU</a>'

_OLD = "<div class=menu><a href=/1>Pašvaldības jaunumi un ziņas</a><a href=/2>Sabiedrības līdzdalība</a><a href=/3>Pakalpojumi iedzīvotājiem</a></div>"

CASES = (
    Case(
        "English below a Latvian menu on a site without landmarks",
        Outcome.PASSED,
        '<a href="/en/">EN</a>',
        {"en/": f"<html lang=en>{_OLD}<div>{_EN.partition('<main>')[2]}</div>"},
        expect="en",
    ),
    Case("two", Outcome.PASSED, _SWITCH, {"en/": _EN, "ru/": _RU}, expect="en,ru"),
    Case("in the head only", Outcome.PASSED, "<head><link rel=alternate hreflang=en href='/en/'>", {"en/": _EN}, expect="en"),
    Case("by its name", Outcome.PASSED, '<a href="/?lang=en">In English</a>', {"?lang=en": _EN}, expect="en"),
    Case("one promise kept", Outcome.PASSED, _SWITCH, {"en/": _EN, "ru/": _LV}, expect="en"),
    Case("Latvian text behind EN", Outcome.FAILED, '<a href="/en/">EN</a>', {"en/": _LV}, expect=""),
    Case(
        "machine translation",
        Outcome.FAILED,
        '<a href="#googtrans(en)">EN</a><a href="https://www-piemers-test.translate.goog/?_x_tr_tl=en">English</a>',
        expect="",
    ),
    Case("only Latvian", Outcome.FAILED, expect=""),
    Case("an English page in the news is no version", Outcome.FAILED, '<a href="/zina">Erasmus</a>', {"zina": _EN}, expect=""),
    Case("not fetched", Outcome.CANT_TELL, '<a href="/en/" hreflang=en>EN</a>', reason="unclear"),
    Case("incomplete look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
