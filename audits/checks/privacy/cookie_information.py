"""A visitor can read what the site stores in the browser, and why."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import about, absent, cant_tell, found, inapplicable, labelled
from audits.outline import frame, mark
from audits.outline import own as own_parts
from audits.places import content
from audits.privacy import own_words, privacy_pages, says_something
from audits.statement import sentences
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="cookie-information",
    version=5,
    scope="site",
    title=Text("Ir informācija par sīkdatnēm", "There is information on cookies"),
    why=Text("Piekrist var tikai tam, ko saprot.", "One can agree only to what one understands."),
    method=Text(
        "Meklē sīkdatņu politikas lapu vai sīkdatņu sadaļu privātuma politikā. Ja pārlūkā atvērtās lapas neuzstādīja nevienu sīkdatni un informācijas nav, jautājums nav uzdodams.",
        "Looks for a cookie policy page or a section on cookies in the privacy policy. Where the pages opened in a browser set no cookies and there is no information, the question cannot be asked.",
    ),
    advice=Text(
        "Aprakstiet, kādas sīkdatnes vietne lieto, kādam mērķim un cik ilgi.",
        "Describe which cookies the site uses, for what purpose and how long.",
    ),
    source=Source(
        "law",
        Text("Direktīva 2002/58/EK, 5. panta 3. punkts", "Directive 2002/58/EC, Article 5(3)"),
        "https://eur-lex.europa.eu/eli/dir/2002/58/oj",
    ),
    options={"min_sentences": 3, "brief_words": 5},
)


def check(pages: tuple[PageView, ...], words: Vocabulary, options: Json) -> Finding:
    """A page of that name, or a part of the privacy policy; a banner, or one sentence, informs too little."""
    own = [page for page in about(pages, words, "cookie-page") if says_something(page, pages)]
    if own:
        return found(True, content(own[0]), *labelled(pages, words, "cookie-page")[:1])
    common = frame(pages)
    parts = [part for page in privacy_pages(pages, words) for part in own_parts(page) if mark(part) not in common]
    section = [part.element.see() for part in parts if part.kind == "heading" and words.label("cookie-page", part.words)]
    told = [(part, text) for part in parts if part.kind == "text" for text in sentences(part.words) if words.text("cookie-text", text)]
    if (section and told) or len(told) >= options["min_sentences"]:
        return found(True, *(section or [told[0][0].element.see(told[0][1])])[:1], confidence=0.9)
    fetched = {page.url for page in pages}
    unseen = [link for link in labelled(pages, words, "cookie-page") if link.url not in fetched and not link.href.startswith("#")]
    if unseen:
        return cant_tell("unclear", *unseen)
    plain = _without_cookies(pages)
    brief = [page for page in about(pages, words, "cookie-page") if _speaks(own_words(page, pages), words, options)]
    if plain and brief:
        # Where no cookie is set, «we set none but the necessary» is all there is to say.
        return found(True, content(brief[0]), confidence=0.8)
    if told:
        return absent(told[0][0].element.see(told[0][1]), confidence=0.9)
    return inapplicable(*plain[:1], whole=True) if plain else absent(*pages[:1])


def _speaks(text: str, words: Vocabulary, options: Json) -> bool:
    return len(text.split()) >= options["brief_words"] and not words.text("promise", text)


def _without_cookies(pages: tuple[PageView, ...]) -> list[PageView]:
    """The pages that a browser opened, where none of them set a cookie."""
    sample = [(page, page.page.artifacts.get("cookies")) for page in pages]
    return (
        []
        if any(cookies for _page, cookies in sample if isinstance(cookies, list))
        else [page for page, cookies in sample if isinstance(cookies, list)]
    )


_OWN = "<h1>Sīkdatņu politika</h1><main><p>Tīmekļvietne izmanto tikai tehniski nepieciešamās sīkdatnes, tās glabā vienu dienu."
_SECTION = "<h1>Privātuma politika</h1><main><p>Datu pārzinis ir novada pašvaldība.</p><h2>Sīkdatnes</h2><p>Vietne lieto sīkdatnes.</p>"

CASES = (
    Case("its own page", Outcome.PASSED, pages={"sikdatnu-politika": _OWN}, expect=True),
    Case("a section of the privacy policy", Outcome.PASSED, pages={"privatuma-politika": _SECTION}, expect=True),
    Case(
        "the banner on the page is not the policy",
        Outcome.FAILED,
        pages={
            "privatuma-politika": "<title>Privātuma politika</title><h1>Privātuma politika</h1><p>Datu pārzinis ir novada pašvaldība un tās "
            "iestādes.</p><div class=cookie-banner><h2>Sīkdatnes</h2>Vietne lieto sīkdatnes. Sīkdatnes palīdz. Uzziniet par sīkdatnēm.</div>"
        },
        expect=False,
    ),
    Case("one sentence in it", Outcome.FAILED, pages={"privatuma-politika": _SECTION.replace("<h2>Sīkdatnes</h2>", "")}, expect=False),
    Case(
        "a page that waits for its text",
        Outcome.FAILED,
        pages={
            "par-sikdatnem": "<h1>Sīkdatnes</h1><main><h1>Sīkdatnes</h1><p>Informācija tiek gatavota.</p>"
            "<h2>Vai šī lapa jums palīdzēja?</h2><button>Palīdzēja</button> <button>Nepalīdzēja</button></main>"
        },
        expect=False,
    ),
    Case("none", Outcome.FAILED, expect=False),
    Case(
        "a banner alone",
        Outcome.FAILED,
        "<div class=banner>Turpinot lietot šo vietni, jūs piekrītat sīkdatņu izmantošanai. <a href='#'>Piekrītu</a></div>",
        expect=False,
    ),
    Case(
        "a recipe is none",
        Outcome.FAILED,
        pages={"r": "<h1>Cepumi</h1><main><p>Recepte no novada gada tirgus, ko cepa pensionāru biedrība."},
        expect=False,
    ),
    Case(
        "one sentence beside a policy not fetched",
        Outcome.CANT_TELL,
        "<a href='/node/483'>Sīkdatnes</a>",
        pages={"privatuma-politika": _SECTION.replace("<h2>Sīkdatnes</h2>", "")},
        reason="unclear",
    ),
    Case(
        "one sentence as far as seen",
        Outcome.CANT_TELL,
        pages={"privatuma-politika": _SECTION.replace("<h2>Sīkdatnes</h2>", "")},
        given={"stopped_by": "pages"},
        reason="incomplete-look",
    ),
    Case("no cookies to tell of", Outcome.INAPPLICABLE, given={"cookies": []}),
    Case("cookies and nothing told", Outcome.FAILED, given={"cookies": [{"name": "PHPSESSID", "third_party": False}]}, expect=False),
    Case(
        "no cookies, and one sentence says so",
        Outcome.PASSED,
        pages={"sikdatnu-politika": "<h1>Sīkdatņu politika</h1><main><p>Tīmekļvietne izmanto tikai tehniski nepieciešamās sīkdatnes."},
        given={"cookies": []},
        expect=True,
    ),
    Case("no cookies, and it is told", Outcome.PASSED, pages={"sikdatnu-politika": _OWN}, given={"cookies": []}, expect=True),
    Case("not fetched", Outcome.CANT_TELL, "<a href='/node/483'>Sīkdatnes</a>", reason="unclear"),
    Case("incomplete look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
