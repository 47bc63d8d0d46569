"""A resident finds an e-mail address to write to."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView, host_of
from audits.desk import desk
from audits.kit import absent, found
from audits.mail import addresses, hidden
from data.text import personal
from data.types import Evidence, Finding, Json, Outcome, Text

AUDIT = Audit(
    id="e-mail",
    version=2,
    scope="site",
    title=Text("E-pasts", "E-mail"),
    why=Text(
        "Uz e-pastu var rakstīt jebkurā laikā, un atbilde paliek rakstveidā.", "One can write at any hour, and the answer stays in writing."
    ),
    method=Text(
        "E-pasta adrese kontaktos, sākumlapā vai citur, arī paslēpta no robotiem («[at]», skriptā, kodēta). Priekšroka iestādes domēna adresei; "
        "personu adreses tikai saskaitītas.",
        "An e-mail address on contact pages, the front page or elsewhere, also when hidden from robots ('[at]', scripted, coded). One of the "
        "body's own domain is preferred; addresses of persons are only counted.",
    ),
    advice=Text(
        "Kontaktos norādiet iestādes (ne darbinieka) e-pasta adresi kā saiti.",
        "Give the body's address (not an employee's) on the contact page as a link.",
    ),
    source=Source("survey", Text("E-indekss: klientu apkalpošana un atbalsts", "E-index: customer service and support")),
    options={"persons": 0.8, "guarded": 0.6},
)


def check(site: SiteView, options: Json) -> Finding:
    """The first address of the body on the most trusted page; how many there are when all are persons', or none can be read."""
    seen: list[tuple[str, Evidence]] = []
    for page in desk(site):
        on_page = [one for one in addresses(page) if not personal(one[0])]
        own = next((one for one in on_page if _own(one[0], site)), None)
        if own:
            return found(*own)
        seen += addresses(page)
    return _foreign(seen, site, options)


def _foreign(seen: list[tuple[str, Evidence]], site: SiteView, options: Json) -> Finding:
    """Without an address at the body's own domain: the first office's; else how many persons', or hidden ones, there are."""
    offices = [one for one in seen if not personal(one[0])]
    if offices:
        return found(*offices[0])
    if seen:
        return found(len({address for address, _evidence in seen}), *_first(seen), confidence=options["persons"])
    guarded = [evidence for page in desk(site) for evidence in hidden(page)]
    return found(len(guarded), *guarded[:3], confidence=options["guarded"]) if guarded else absent(*site.pages[:1])


def _own(address: str, site: SiteView) -> bool:
    domain, host = address.split("@", 1)[1], host_of(site.snapshot.site)
    return domain == host or domain.endswith(f".{host}") or host.endswith(f".{domain}")


def _first(seen: list[tuple[str, Evidence]]) -> list[Evidence]:
    return [evidence for _address, evidence in seen[:3]]


_CLOAK = """<script>var addy1 = '&#112;a' + 'sts' + '&#64;'; addy1 = addy1 + 'piemers' + '&#46;' + 'test'; document.write('<a ' + addy1);</script>"""
CASES = (
    Case("a link", Outcome.PASSED, "<a href='mailto:pasts@piemers.test?subject=x'>rakstiet</a>", expect="pasts@piemers.test"),
    Case("own domain first", Outcome.PASSED, "<p>tvnet@piemers-zinas.test, dome@piemers.test", expect="dome@piemers.test"),
    Case(
        "the contact page first",
        Outcome.PASSED,
        "<p>web@piemers.test",
        pages={"/kontakti/": "<h1>Kontakti</h1>pasts@piemers.test"},
        expect="pasts@piemers.test",
    ),
    Case("[at]", Outcome.PASSED, "<footer>pasts [at] piemers.test</footer>", expect="pasts@piemers.test"),
    Case("(at) and (dot)", Outcome.PASSED, "<footer>pasts(at)piemers(dot)test</footer>", expect="pasts@piemers.test"),
    Case("entities", Outcome.PASSED, "<footer>&#112;asts&#64;piemers&#46;test</footer>", expect="pasts@piemers.test"),
    Case(
        "a mail guard",
        Outcome.PASSED,
        '<a class="__cf_email__" data-cfemail="2a5a4b595e596a5a434f474f5859045e4f595e">[email&#160;protected]</a>',
        expect="pasts@piemers.test",
    ),
    Case("a script's cloak", Outcome.PASSED, _CLOAK, expect="pasts@piemers.test"),
    Case(
        "a sum of variables",
        Outcome.PASSED,
        "<script>var v = 'pasts', d = 'piemers.test'; document.write('<a href=\"mailto:' + v + '@' + d + '\">')</script>",
        expect="pasts@piemers.test",
    ),
    Case(
        "codes of letters",
        Outcome.PASSED,
        "<script>document.write(String.fromCharCode(112,97,115,116,115,64,112,105,101,109,101,114,115,46,116,101,115,116))</script>",
        expect="pasts@piemers.test",
    ),
    Case("in attributes", Outcome.PASSED, "<a data-user=pasts data-domain=piemers.test href=#>rakstīt</a>", expect="pasts@piemers.test"),
    Case(
        "a link that calls a script",
        Outcome.PASSED,
        "<a href=\"javascript:rakstit('pasts','piemers.test')\">rakstīt</a>",
        expect="pasts@piemers.test",
    ),
    Case(
        "written backwards",
        Outcome.PASSED,
        "<span style='unicode-bidi:bidi-override;direction:rtl'>tset.sremeip@stsap</span>",
        expect="pasts@piemers.test",
    ),
    Case("a sentence goes on after it", Outcome.PASSED, "<p>Rakstiet: pasts [at] piemers.test. Tel. 60000100", expect="pasts@piemers.test"),
    Case("a guard that keeps it to itself", Outcome.PASSED, "<footer>E-pasts: [email&#160;protected]</footer>", expect=1),
    Case("only persons'", Outcome.PASSED, "<p>anna.paraudzina@piemers.test, janis.piemers@piemers.test", expect=2),
    Case("broken by a space that nobody sees", Outcome.PASSED, "<p>dome&#8203;@piemers.test", expect="dome@piemers.test"),
    Case("a private mailbox is counted, not shown", Outcome.PASSED, "<p>ozols@inbox.lv, a.berzins@piemers.test", expect=2),
    Case("a picture's name is none", Outcome.FAILED, "<p>logo@2x.png", expect=False),
    Case("only a social account", Outcome.FAILED, "<p>@piemers", expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
