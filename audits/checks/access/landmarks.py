"""Header, menu, content and footer can be told apart by whoever does not see the page."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, found
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="landmarks",
    version=1,
    scope="page",
    title=Text("Lapas pamatstruktūra ir iezīmēta", "The page's basic structure is marked"),
    why=Text(
        "Ekrānlasītājs ar vienu taustiņu pāriet uz saturu, izvēlni vai kājeni, ja tie ir iezīmēti.",
        "With one key a screen reader goes to the content, menu or footer, if these are marked.",
    ),
    method=Text(
        "Lapā ir tieši viens main un ir header, nav un footer (vai to ARIA lomas).",
        "The page has exactly one main, and has header, nav and footer (or their ARIA roles).",
    ),
    advice=Text(
        "Lieciet galveni, izvēlni, saturu un kājeni elementos header, nav, main un footer.",
        "Put header, menu, content and footer into the elements header, nav, main and footer.",
    ),
    source=Source(
        "standard",
        Text(
            "VARAM vienkāršotais izvērtējums, 2. aspekts; W3C ARIA orientieri", "VARAM simplified evaluation, aspect 2; W3C ARIA landmarks"
        ),
        "https://vadlinijas.pieklustamiba.lv/timeklvietnu-novertejuma-metodologija/novertejuma-veiksanas-kartiba/",
    ),
    options={
        "main": ":is(main, [role=main]):not([hidden])",
        "landmarks": {
            "header": "header:not(article *, main *, section *, aside *), [role=banner]",
            "nav": "nav, [role=navigation]",
            "footer": "footer:not(article *, main *, section *, aside *), [role=contentinfo]",
        },
    },
    unit=Text("kļūdas", "faults"),
)


def check(page: PageView, options: Json) -> Finding:
    """Landmarks that are lacking or, for the main one, there twice; several menus are as they should be."""
    places = {name: page.elements(selector) for name, selector in options["landmarks"].items()}
    mains = page.elements(options["main"])
    lacking = [name for name, seen in {"main": mains, **places}.items() if not seen]
    wrong = [*(page.see("body", f"<{name}>: 0") for name in lacking), *(main.see() for main in mains[1:])]
    seen = [element.see(f"<{element.node.tag}>") for element in (*mains, *(seen[0] for seen in places.values() if seen))]
    return broken(len(wrong), *wrong) if wrong else found(0, *seen)


_WHOLE = "<header>Novads</header><nav>Izvēlne</nav><main>Saturs</main><footer>Kājene</footer>"

CASES = (
    Case("all", Outcome.PASSED, _WHOLE, expect=0),
    Case(
        "by roles",
        Outcome.PASSED,
        "<div role=banner><div role=navigation>I</div></div><div role=main>S</div><div role=contentinfo>K</div>",
        expect=0,
    ),
    Case("two menus", Outcome.PASSED, _WHOLE + "<nav>Kājenes izvēlne</nav>", expect=0),
    Case("main said twice of one", Outcome.PASSED, _WHOLE.replace("<main>", "<main role=main>"), expect=0),
    Case("two mains", Outcome.FAILED, _WHOLE + "<main>Otrs</main>", expect=1),
    Case("a hidden second main", Outcome.PASSED, _WHOLE + "<main hidden>Otrs</main>", expect=0),
    Case(
        "the header of an article is not the page's",
        Outcome.FAILED,
        _WHOLE.replace("<header>Novads</header>", "<article><header>Ziņa</header></article>"),
        expect=1,
    ),
    Case("a page of divisions", Outcome.FAILED, "<div class=header>Novads</div><div id=main>Saturs</div>", expect=4),
)
