"""Whoever does not see a picture learns from text what it shows."""

import re

from audits.audit import Audit, Case, Source
from audits.derive import Image, PageView
from audits.kit import broken, found, inapplicable
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="image-alternatives",
    version=1,
    scope="page",
    title=Text("Attēliem ir tekstuāla alternatīva", "Pictures have a text alternative"),
    why=Text(
        "Ekrānlasītājs attēla vietā nolasa tā alternatīvu; bez tās dzirdams faila nosaukums vai nekas.",
        "A screen reader speaks the alternative in place of the picture; without it, a file name or nothing is heard.",
    ),
    method=Text(
        "Saskaita attēlus bez atribūta alt un attēlus, kuru alt ir faila nosaukums; rotājumus neskaita.",
        "Counts images without an alt attribute and those whose alt is a file name; decoration is left out.",
    ),
    advice=Text(
        'Aprakstiet attēlu atribūtā alt; rotājumam rakstiet alt="".',
        'Describe the picture in its alt attribute; for decoration write alt="".',
    ),
    source=Source(
        "law",
        Text("MK noteikumi Nr. 445; WCAG 2.1 1.1.1", "Cabinet Regulation No. 445; WCAG 2.1 1.1.1"),
        "https://likumi.lv/ta/id/316109",
    ),
    options={"file_name": r"\.(jpe?g|png|gif|webp|svg|bmp|tiff?)$|^(img|dsc[nf]?|image|photo|pic|foto|attels|untitled)[-_ ]?\d+$"},
    unit=Text("attēli", "images"),
)


def check(page: PageView, options: Json) -> Finding:
    """Pictures that say nothing to whoever does not see them. An empty alternative marks decoration and is right."""
    shown = [image for image in page.images if not _hidden(image)]
    if not shown:
        return inapplicable(page.see())
    wrong = [image for image in shown if not _named(image) or re.search(options["file_name"], image.alt or "", re.IGNORECASE)]
    seen = [image.see(image.node.html) for image in wrong]
    return broken(len(wrong), *seen) if wrong else found(0, *(image.see(image.node.html) for image in shown[:1]))


def _named(image: Image) -> bool:
    return image.alt is not None or any(image.attribute(name) for name in ("aria-label", "aria-labelledby", "title"))


def _hidden(image: Image) -> bool:
    return image.node.css_matches("[role=presentation], [role=none], [aria-hidden=true], [aria-hidden=true] *, [hidden], [hidden] *")


CASES = (
    Case("described", Outcome.PASSED, '<img src=a.jpg alt="Novada domes ēka Liepu ielā"><img src=b.png alt="">', expect=0),
    Case("two without", Outcome.FAILED, "<img src=a.jpg><p><img src=b.jpg></p><img src=c.jpg alt=Ezers>", expect=2),
    Case(
        "the name of a file",
        Outcome.FAILED,
        '<img src=a.jpg alt="vecs-foto.jpg"><img src=b.jpg alt="IMG_20240312"><img src=c.jpg alt="DSC 0042">',
        expect=3,
    ),
    Case("a text that speaks of a file is none", Outcome.PASSED, '<img src=a.jpg alt="Attēls no 2024. gada izstādes">', expect=0),
    Case(
        "decoration",
        Outcome.PASSED,
        '<img src=a.png role=presentation><span aria-hidden=true><img src=b.png></span><img src=c.png alt="">',
        expect=0,
    ),
    Case("named otherwise", Outcome.PASSED, '<img src=a.png aria-label="Ģerbonis">', expect=0),
    Case("no pictures", Outcome.INAPPLICABLE),
)
