"""The accessibility statement: which page it is, and the fields that VARAM's guidance marks in it with fixed ids."""

from __future__ import annotations

import re
from collections.abc import Iterable

from audits.derive import Element, PageView
from data.text import Phrase, fold
from data.types import Role
from data.vocabulary import Vocabulary

_SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[A-ZĀČĒĢĪĶĻŅŠŪŽ])")


def statements(pages: Iterable[PageView], words: Vocabulary) -> list[PageView]:
    """Pages that are a statement by what they say, not by their label alone: with ids and in Latvian before others."""
    found = [page for page in pages if _marked(page) or (page.role == Role.STATEMENT and words.text("statement-text", page.main))]
    return sorted(found, key=lambda page: (not _marked(page), page.declared_language != "lv", page.page.depth, page.url))


def statement(pages: Iterable[PageView], words: Vocabulary) -> PageView | None:
    """The statement that counts; None when there is none."""
    return next(iter(statements(pages, words)), None)


def field(page: PageView, name: str) -> Element | None:
    """The element marked ``a11y-NAME``, by id or class."""
    return next(iter(page.elements(f"#a11y-{name}, .a11y-{name}")), None)


def sentences(text: str) -> list[str]:
    """The sentences of a text; a number with a point before a small letter ends none."""
    return _SENTENCE.split(text)


def told(text: str, words: Vocabulary, topic: str) -> bool:
    """Whether the text holds a phrase of the topic word for word: to a dictionary «neatbilst» is but a form of «atbilst»."""
    folded = fold(text)

    def stands(phrases: Iterable[Phrase]) -> bool:
        return any(re.search(rf"(?<!\w){re.escape(fold(phrase.text))}(?!\w)", folded) for phrase in phrases)

    return stands(words[topic].text) and not stands(words[topic].veto)


def _marked(page: PageView) -> bool:
    if "marked" not in page.made:
        ids = "#a11y-institution, #a11y-evaluation-fits, #a11y-evaluation-date"
        page.made["marked"] = "a11y-" in page.html and bool(page.elements(ids))
    marked: bool = page.made["marked"]
    return marked


EXAMPLE = (
    "<html lang=lv><title>Piekļūstamības paziņojums</title><main><h1>Piekļūstamības paziņojums</h1>"
    "<p><b id=a11y-institution>Piemēra novada pašvaldība</b> saskaņā ar noteikumiem Nr. 445 apņemas savu "
    "<b class=a11y-type>tīmekļvietni</b> <b id=a11y-web-name>Piemēra novads</b> <b id=a11y-web-link><a href='/'>www.piemers.test</a></b> "
    "veidot piekļūstamu. Veikts <b id=a11y-evaluation-type>vienkāršotais izvērtējums</b> (<b id=a11y-method>VARAM metode</b>).</p>"
    "<p>Tīmekļvietne <b id=a11y-evaluation-fits>daļēji atbilst</b> noteikumiem Nr. 445.</p>"
    "<ul id=a11y-non-compliance-list><li class=a11y-non-compliance-item>Vairāki dokumenti nav piekļūstami.</ul>"
    "<p>Šī tīmekļvietne pēdējo reizi tika izvērtēta <b id=a11y-evaluation-date>02.09.2026.</b> "
    "Izvērtēja <b id=a11y-author>Anna Ozola</b>.</p>"
    "<p>Izvērtējumu apliecinošs dokuments: <b id=a11y-accept-document><a href='/izvertejums.pdf'>izvērtējums (PDF)</a></b>.</p>"
    "<p>E-pastā: <b id=a11y-mail><a href='mailto:pasts@piemers.test'>pasts@piemers.test</a></b>. "
    "Zvaniet: <b id=a11y-phone><a href='tel:+37160000103'>+371 60000103</a></b>. Atbildi sniegsim <b id=a11y-time>15 dienās</b>.</p>"
    "<p><b id=a11y-complaints>Sūdzības iesniedziet izpilddirektoram; Tiesībsarga birojs, tiesibsargs@tiesibsargs.lv.</b></p></main>"
)
"""A statement that is filled in, from which cases are made."""
PLAIN = (
    "<html lang=lv><title>Piekļūstamības paziņojums</title><main><h1>Piekļūstamības paziņojums</h1>"
    "<p>Pašvaldība saskaņā ar Ministru kabineta 2020. gada 14. jūlija noteikumiem Nr. 445 apņemas tīmekļvietni veidot piekļūstamu.</p>"
    "<p>Tīmekļvietne atbilst noteikumiem Nr. 445.</p><p>Šī tīmekļvietne pēdējo reizi tika izvērtēta 2026. gada 2. septembrī.</p>"
    "<p>Rakstiet: pasts [at] piemers.test</p></main>"
)
"""A statement without ids, as most real ones are."""
