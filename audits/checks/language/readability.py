"""Texts are written so that most residents can read them."""

import re
from statistics import median

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import cant_tell, found
from audits.shares import lasting
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="readability",
    version=1,
    scope="site",
    title=Text("Latviešu tekstu lasāmība (LIX)", "Readability of Latvian texts (LIX)"),
    why=Text(
        "Garus teikumus un vārdus daļa iedzīvotāju nesaprot, lai cik pareizi tie būtu.",
        "Part of the residents do not understand long sentences and words, however correct.",
    ),
    method=Text(
        "Katras lapas rindkopām aprēķina Bjernsona lasāmības indeksu LIX: vārdi teikumā plus to vārdu daļa procentos, kuros ir vairāk par sešiem burtiem. Vērtība ir lapu mediāna. Skala (līdz 30 viegli, no 50 grūti) veidota zviedru valodai; latviešu vārdi ir garāki, tāpēc skaitlis der salīdzināšanai, nevis spriedumam.",
        "Of the paragraphs of each page Björnsson's readability index LIX is taken: words to a sentence plus the percentage of words of more than six letters. The value is the median of the pages. The scale (easy below 30, hard from 50) was made for Swedish; Latvian words are longer, so the number is for comparing, not for a verdict.",
    ),
    advice=Text("Īsiniet teikumus un lietojiet ikdienas vārdus.", "Shorten sentences and use everyday words."),
    source=Source(
        "standard",
        Text("C. H. Björnsson, «Läsbarhet» (1968): LIX", "C. H. Björnsson, “Läsbarhet” (1968): LIX"),
        "https://www.jstor.org/stable/747382",
    ),
    options={"min_words": 60, "long": 6, "most_characters": 20000, "sentence_words": 5},
    measures=True,
    unit=Text("LIX", "LIX"),
)
_WORD = re.compile(r"[^\W\d_]+")
_END = re.compile(r"[.!?:…](?:(?=\s+[«„“\"(]?[A-ZĀČĒĢĪĶĻŅŠŪŽ])|[.!?:…]*\s*$)")
"""Not after «2026.» or «Nr.» before a small letter. Both ends begin with a sign, said first: letters are passed over faster."""


def check(pages: tuple[PageView, ...], options: Json) -> Finding:
    """The median over pages with enough running text; the hardest pages are shown."""
    told = [(_lix(page, options), page) for page in lasting(pages) if page.declared_language in {"lv", None}]
    measured = sorted(((value, page.url, page) for value, page in told if value), reverse=True)
    if not measured:
        return cant_tell("unclear", *pages[:1])
    return found(
        round(median(value for value, _url, _page in measured)),
        *(page.see("main", f"LIX {value:.0f}: {page.title}") for value, _url, page in measured[:5]),
    )


def _lix(page: PageView, options: Json) -> float:
    """LIX of a page's paragraphs; 0 where there is too little text."""
    sentences = words = long = size = 0
    for paragraph in page.elements("p"):
        size += len(paragraph.text)
        if size > options["most_characters"]:
            break
        found_words = _WORD.findall(paragraph.text)
        ends = len(_END.findall(paragraph.text))
        if ends and len(found_words) >= options["sentence_words"]:
            sentences, words = sentences + ends, words + len(found_words)
            long += sum(len(word) > options["long"] for word in found_words)
    return words / sentences + 100 * long / words if words >= options["min_words"] else 0.0


_EASY = "<p>Rīt būs auksts. Ej ārā silti. Ņem līdzi tēju un maizi. Bus nāk ap desmit. " * 6
_HARD = (
    "<p>Pašvaldība nodrošina normatīvajos aktos noteiktās kārtības ievērošanu, izvērtējot iesniedzēja sniegto informāciju un pamatojumu. "
    * 6
)

CASES = (
    Case("short sentences and words", Outcome.PASSED, f"<html lang=lv><main>{_EASY}", expect=4),
    Case("as officials write", Outcome.PASSED, f"<html lang=lv><main>{_HARD}", expect=98),
    Case(
        "a number with a point ends no sentence",
        Outcome.PASSED,
        "<html lang=lv><p>" + "Kopš 2026. gada Nr. 5 un Nr. 6 iet uz parku katru rītu ap desmit. " * 8,
        expect=12,
    ),
    Case("other languages are left out", Outcome.CANT_TELL, f"<html lang=en><main>{_HARD}", reason="unclear"),
    Case("only lists", Outcome.CANT_TELL, "<html lang=lv><ul><li>Pakalpojumi<li>Kontakti</ul>", reason="unclear"),
)
