"""Nothing of a secure page comes by an unprotected way, where it could be replaced."""

import re

from audits.audit import Audit, Case, Source
from audits.derive import Element, PageView
from audits.kit import broken, found, inapplicable
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="mixed-content",
    version=1,
    scope="page",
    title=Text("Drošā lapā nav nedroša satura", "A secure page holds no insecure content"),
    why=Text(
        "Pārlūks tādu saturu nerāda vai brīdina, un pa ceļam to var nomainīt.",
        "Browsers do not show such content or warn of it, and it can be replaced on the way.",
    ),
    method=Text(
        "https lapā nav attēlu, skriptu, stilu, rāmju un formu ar http adresi; vērtība ir to skaits.",
        "An https page has no images, scripts, styles, frames or forms with an http address; the value is their number.",
    ),
    advice=Text("Nomainiet http:// uz https:// šajās adresēs.", "Change http:// to https:// in these addresses."),
    source=Source("standard", Text("W3C Mixed Content", "W3C Mixed Content"), "https://www.w3.org/TR/mixed-content/"),
    options={
        "loaded": {
            "img, iframe, audio, video, source, track, embed, input[type=image]": "src",
            "link[rel~=stylesheet i], link[rel~=icon i], link[rel~=preload i]": "href",
            "object": "data",
            "form": "action",
        }
    },
    unit=Text("vietas", "places"),
)

_SCRIPT = re.compile(r"<script[^>]+src\s*=\s*['\"]?http:", re.IGNORECASE)
"""The views leave scripts out; only a page that looks like having one is parsed for them."""


def check(page: PageView, options: Json) -> Finding:
    """What the page loads or sends to over http. A link to an http page is no mixed content."""
    if not page.url.startswith("https:"):
        return inapplicable(page.see("", page.url))
    insecure = [element for selector, name in options["loaded"].items() for element in page.elements(selector) if _plain(element, name)]
    scripts = (
        [page.see("script", str(script)) for script in page.soup.select("script[src^='http:' i]")] if _SCRIPT.search(page.html) else []
    )
    seen = [*(element.see(element.node.html) for element in insecure), *scripts]
    return broken(len(seen), *seen) if seen else found(0, page.see())


def _plain(element: Element, name: str) -> bool:
    return (element.attribute(name) or "").strip().lower().startswith("http:")


CASES = (
    Case(
        "all secure",
        Outcome.PASSED,
        '<img src="/a.png" alt=""><img src="//b.test/b.png" alt=""><script src="https://b.test/b.js"></script>',
        expect=0,
    ),
    Case(
        "a link is no content",
        Outcome.PASSED,
        '<a href="http://vecais.test/">Vecā vietne</a><link rel=canonical href="http://www.piemers.test/">',
        expect=0,
    ),
    Case(
        "image and style",
        Outcome.FAILED,
        '<link rel=stylesheet href="http://b.test/a.css"><img src="http://b.test/a.png" alt="">',
        expect=2,
    ),
    Case("script", Outcome.FAILED, '<script src="http://b.test/a.js"></script>', expect=1),
    Case("form that sends unprotected", Outcome.FAILED, '<form action="http://b.test/sutit"><input name=vards></form>', expect=1),
)
