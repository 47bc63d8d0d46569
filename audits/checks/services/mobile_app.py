"""What the body does is at hand in the pocket, in an application that still works."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.kit import absent, found
from audits.offers import about, apps
from audits.sections import Section, filled, nowhere
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="mobile-app",
    version=2,
    scope="site",
    title=Text("Mobilā lietotne", "Mobile application"),
    why=Text(
        "Lietotnē var saņemt paziņojumus un ziņot par bojājumu turpat uz ielas.",
        "By an application one gets notices and reports a fault right in the street.",
    ),
    method=Text(
        "Ir saite uz lietotni Google Play, App Store vai AppGallery, vai sadaļa par lietotni. Citu izstrādātas lietotnes (eParaksts, Smart-ID, 112) un slēgta lietotne neskaitās.",
        "There is a link to an application at Google Play, App Store or AppGallery, or a section on one. Others' (eParaksts, Smart-ID, 112) and one that was closed do not count.",
    ),
    advice=Text(
        "Ielieciet saites uz lietotni kājenē; ja lietotne vairs nedarbojas, noņemiet tās.",
        "Put links to the application into the footer; when it no longer works, take them away.",
    ),
    source=Source(
        "practice",
        Text(
            "Pašvaldību lietotņu prakse; E-indekss: digitālo risinājumu klāsts",
            "Applications of municipalities; E-index: range of digital solutions",
        ),
        "https://aluksniesiem.lv/sabiedriba/aluksnes-novada-mobila-lietotne-turpmak-netiks-izmantota/",
    ),
    options={"min_words": 5},
    measures=True,
    unit=Text("ir vai nav", "whether there is one"),
)


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """A link to a shop of applications or a section; a store link does not prove a living application, hence not surely."""
    told = filled(about(site, words, "mobile-app"), words, options["min_words"])
    gone = [section for section in told if _is_gone(section, words)]
    if gone:
        return absent(*[section.see() for section in gone], confidence=0.8)
    links = apps(site, words)
    if links:
        return found(True, *links, confidence=0.8)
    if told:
        return found(True, *[section.see() for section in told], confidence=0.7)
    return nowhere(site, words, "mobile-app")


def _is_gone(section: Section, words: Vocabulary) -> bool:
    return bool(words.text("app-is-gone", section.text))


CASES = (
    Case(
        "a link in the footer",
        Outcome.PASSED,
        "<main><h1>Novads</h1></main><footer><a href='https://play.google.com/store/apps/details?id=lv.piemers'><img alt='Google Play'></a></footer>",
        expect=True,
    ),
    Case(
        "a section without diacritics",
        Outcome.PASSED,
        pages={"/l/": "<h1>MOBILA LIETOTNE</h1><p>Lejupielādē novada lietotni telefonā bez maksas."},
        expect=True,
    ),
    Case(
        "a section that leads away",
        Outcome.PASSED,
        pages={"/l/": "<h1>Saziņa</h1><h2>Mobilā aplikācija</h2><a href=https://mobio.lv/>mobio.lv</a>"},
        expect=True,
    ),
    Case(
        "it was switched off",
        Outcome.PASSED,
        "<footer><a href='https://play.google.com/store/apps/details?id=lv.piemers'>Google Play</a></footer>",
        pages={"/l/": "<h1>Mobilā lietotne</h1><p>Novada mobilā lietotne turpmāk netiks izmantota."},
        expect=False,
    ),
    Case(
        "an application for signing is others'",
        Outcome.PASSED,
        "<main><a href='https://apps.apple.com/lv/app/eparaksts-mobile/id1'>eParaksts mobile</a></main>",
        expect=False,
    ),
    Case(
        "the news tell of one",
        Outcome.PASSED,
        pages={"/jaunumi/l/": "<h1>Jauna mobilā lietotne</h1><a href=https://apps.apple.com/lv/app/x>App Store</a>"},
        expect=False,
    ),
    Case("none", Outcome.PASSED, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
