"""A town's own system: /lv/, /ru/ and /en/ side by side, each page knowing where it stands in the other languages."""

from __future__ import annotations

import json
from html import escape

from tests.corpus.bodies import Body, Sheet

_WORDS = {
    "lv": ("Sākums", "Meklēt", "Galvenā izvēlne", "Visas tiesības aizsargātas", "Novada ģerbonis"),
    "ru": ("Главная", "Поиск", "Главное меню", "Все права защищены", "Герб края"),
    "en": ("Home", "Search", "Main menu", "All rights reserved", "Coat of arms"),
}

_PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} | {name}</title>
{alternates}
<script type="application/ld+json">{linked}</script>
</head>
<body>
<header class="top">
<a class="logo" href="/{lang}/"><img src="/static/gerbonis.svg" alt="{arms}" width="40" height="48"> {name}</a>
<ul class="langs">{tongues}</ul>
<form class="find" action="/{lang}/search" method="get">
<label for="q">{find}</label> <input id="q" name="q" type="search"> <button>{find}</button></form>
<nav class="main" aria-label="{label}"><ul>{menu}</ul></nav>
</header>
<nav class="crumbs" aria-label="breadcrumb"><a href="/{lang}/">{home}</a> / <span>{title}</span></nav>
<main>
<h1>{title}</h1>
{html}
</main>
<footer><p>{footer}</p><p>© {name}. {rights}.</p><ul>{links}</ul></footer>
</body>
</html>
"""


def dress(body: Body, sheet: Sheet) -> str:
    """A page in its language, with the menu of that language."""
    home, find, label, rights, arms = _WORDS[sheet.lang]
    names: dict[str, str] = body.more.get("names", {})
    return _PAGE.format(
        lang=sheet.lang,
        title=escape(sheet.title),
        name=escape(names.get(sheet.lang, body.name)),
        alternates="\n".join(f'<link rel="alternate" hreflang="{code}" href="{at}">' for code, at in _tongues(sheet)),
        linked=_linked(body),
        tongues="".join(f'<li><a href="{at}" hreflang="{code}">{code.upper()}</a></li>' for code, at in _tongues(sheet)),
        find=find,
        arms=arms,
        label=label,
        menu=_items(body.menu if sheet.lang == "lv" else body.more.get(f"menu_{sheet.lang}", ())),
        home=home,
        html=sheet.html,
        footer=body.more.get("footer_html", ""),
        rights=rights,
        links=_items(body.footer if sheet.lang == "lv" else ()),
    )


def _tongues(sheet: Sheet) -> list[tuple[str, str]]:
    """The page in each language: its twin where it has one, else the front page."""
    return [(code, sheet.path if code == sheet.lang else sheet.more.get(code, f"/{code}/")) for code in ("lv", "ru", "en")]


def _items(pairs: tuple[tuple[str, str], ...]) -> str:
    return "".join(f'<li><a href="{url}">{escape(label)}</a></li>' for label, url in pairs)


def _linked(body: Body) -> str:
    told = {"@context": "https://schema.org", "@type": "GovernmentOrganization", "name": body.name, "taxID": body.reg_no}
    return json.dumps(told, ensure_ascii=False)
