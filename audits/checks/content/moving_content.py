"""Nothing on a page moves without end while a resident tries to read."""

from audits.audit import Audit, Case, Source
from audits.derive import Element, PageView
from audits.kit import tally
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="moving-content",
    version=2,
    scope="site",
    title=Text("Nekas nekustas bez apturēšanas pogas", "Nothing moves that cannot be stopped"),
    why=Text(
        "Kustība traucē lasīt cilvēkiem ar uzmanības un lasīšanas grūtībām, un lēns lasītājs nepagūst.",
        "Movement disturbs people with difficulties of attention or reading, and slow readers do not get to the end.",
    ),
    method=Text(
        "Meklē marquee un blink, kā arī karuseļus, kuriem kodā norādīta automātiska maiņa, lapās bez apturēšanas pogas; vērtība ir atšķirīgo vietu skaits. Skriptu izveidotu kustību redz tikai cilvēks.",
        "Looks for marquee and blink, and for carousels whose code says that they change by themselves, on pages without a button to stop them; the value is the number of different places. Movement made by scripts only a person sees.",
    ),
    advice=Text(
        "Noņemiet automātisko maiņu vai pievienojiet redzamu pogu «Apturēt».",
        "Take the automatic change away, or add a visible button “Stop”.",
    ),
    source=Source(
        "law",
        Text(
            "MK noteikumi Nr. 445; WCAG 2.1 2.2.2; VARAM vienkāršotais izvērtējums, 10. aspekts",
            "Cabinet Regulation No. 445; WCAG 2.1 2.2.2; VARAM's simplified evaluation, aspect 10",
        ),
        "https://vadlinijas.pieklustamiba.lv/",
    ),
    options={
        "signs": [
            "<marquee",
            "<blink",
            "data-ride",
            "data-bs-ride",
            "data-autoplay",
            "autoplay-speed",
            "data-slick",
            "data-swiper-autoplay",
            "data-interval",
        ],
        "always": "marquee, blink",
        "carousels": "[data-ride=carousel], [data-bs-ride=carousel], [data-autoplay=true], [data-autoplay='1'], [data-swiper-autoplay], [data-autoplay-speed]:not([data-autoplay=false]):not([data-autoplay='0']), "
        "[data-slick*='\"autoplay\":true'], [data-slick*='\"autoplay\": true']",
        "still": ["false", "0"],
    },
    unit=Text("vietas", "places"),
)


def check(pages: tuple[PageView, ...], words: Vocabulary, options: Json) -> Finding:
    """What moves, each kind of place once: a ticker of the frame stands on every page."""
    faults: dict[str, Element] = {}
    for page in pages:
        if any(sign in page.html for sign in options["signs"]):
            for place in _moving(page, words, options):
                faults.setdefault(_known_by(place), place)
    return tally([place.see(_known_by(place)) for place in faults.values()], *pages[:1])


def _moving(page: PageView, words: Vocabulary, options: Json) -> list[Element]:
    turning = [place for place in page.elements(options["carousels"]) if place.attribute("data-interval") not in options["still"]]
    turning = [place for place in turning if place.attribute("data-bs-interval") not in options["still"]]
    stops = turning and any(_stops(button, words) for button in page.elements("button, [role=button]"))
    return [*page.elements(options["always"]), *(() if stops else turning)]


def _stops(button: Element, words: Vocabulary) -> bool:
    told = (button.text, button.attribute("aria-label") or "", button.attribute("title") or "")
    return any(words.label("pause", name) for name in told if name)


def _known_by(place: Element) -> str:
    names = " ".join(f'{name}="{value}"' for name in ("id", "class") if (value := place.attribute(name)))
    return f"<{place.node.tag} {names}>".replace(" >", ">") if names else f"<{place.node.tag}> {place.text[:60]}"


_CAROUSEL = "<div id=banneri class='carousel slide' data-bs-ride=carousel><img src=a.jpg alt=Ezers></div>"

CASES = (
    Case("still", Outcome.PASSED, "<main><p>Teksts", expect=0),
    Case("a running line", Outcome.FAILED, "<marquee>Uzmanību! Ceļš slēgts</marquee>", expect=1),
    Case("a carousel on every page", Outcome.FAILED, _CAROUSEL, {"a": _CAROUSEL}, expect=1),
    Case("with a button to stop it", Outcome.PASSED, _CAROUSEL + "<button aria-label='Apturēt slaidrādi'></button>", expect=0),
    Case("turned by hand", Outcome.PASSED, _CAROUSEL.replace("data-bs-ride", "data-bs-interval=false data-bs-ride"), expect=0),
    Case(
        "a speed, but switched off",
        Outcome.PASSED,
        "<div class=slider data-autoplay=false data-autoplay-speed=3000><img src=a.jpg alt=Ezers></div>",
        expect=0,
    ),
    Case("a speed", Outcome.FAILED, "<div class=slider data-autoplay-speed=3000><img src=a.jpg alt=Ezers></div>", expect=1),
    Case("slick", Outcome.FAILED, """<div class=slider data-slick='{"autoplay": true}'>A</div>""", expect=1),
    Case("nothing in half a look", Outcome.CANT_TELL, "<p>A", given={"stopped_by": "time"}, reason="incomplete-look"),
)
