"""A city's commercial system: a wide menu in columns, the same menu again for telephones before all else, and cards for news."""

from __future__ import annotations

from html import escape
from typing import Any

from tests.corpus.bodies import Body, Sheet

_WORDS = {
    "lv": ("Uz saturu", "Meklēt vietnē", "Mobilā izvēlne", "Galvenā izvēlne", "Jūs atrodaties šeit:", "Sākums", "Lapa pēdējo reizi labota"),
    "ru": ("К содержанию", "Поиск", "Мобильное меню", "Главное меню", "Вы находитесь здесь:", "Главная", "Страница обновлена"),
    "en": ("Go to the content", "Search the site", "Mobile menu", "Main menu", "You are here:", "Home", "Page last changed"),
}

_PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1, user-scalable=no">
<title>{title} – {name}</title>
<link rel="icon" href="/assets/gerbonis.svg">
</head>
<body class="site-{lang}">
<nav class="m-drawer" aria-label="{mobile}"><ul class="m-list">{menu}</ul></nav>
<a class="skip" href="#saturs">{skip}</a>
<header class="site-head">
<a class="site-logo" href="{home}"><img src="/assets/gerbonis.svg" alt="{name}" width="56" height="64"></a>
<div class="site-langs">{tongues}</div>
<form class="site-find" action="/meklet" method="get" role="search">
<input type="search" name="teksts" aria-label="{find}"><button>{find}</button></form>
<nav class="mega" aria-label="{main}"><ul class="mega-list">{mega}</ul></nav>
</header>
{path}
<main id="saturs" class="wrap">
<h1>{title}</h1>
{html}
{cards}
{changed}
</main>
{aside}
<footer class="site-foot">
<div itemscope itemtype="https://schema.org/GovernmentOrganization">{footer}</div>
<ul class="foot-links">{links}</ul>
{letter}
</footer>
</body>
</html>
"""

_LETTER = """<form class="foot-letter" action="/jaunumi" method="post"><p>Piesakies pilsētas jaunumiem e-pastā</p>
<input type="email" name="epasts" placeholder="Tavs e-pasts"><button type="submit">Pieteikties</button></form>"""


def dress(body: Body, sheet: Sheet) -> str:
    """A page of the city: ``cards`` (date, title, address, lead) below its text, ``related`` at its side, ``changed`` where it is on."""
    skip, find, mobile, main, here, front, changed = _WORDS[sheet.lang]
    home = "/" if sheet.lang == "lv" else f"/{sheet.lang}"
    columns: list[dict[str, Any]] = body.more.get("mega", []) if sheet.lang == "lv" else body.more.get(f"mega_{sheet.lang}", [])
    names: dict[str, str] = body.more.get("names", {})
    crumbs = f'<div class="here">{here} <a href="{home}">{front}</a> / <span>{escape(sheet.title)}</span></div>'
    return _PAGE.format(
        lang=sheet.lang,
        title=escape(sheet.title),
        name=escape(names.get(sheet.lang, body.name)),
        mobile=mobile,
        menu="".join(_flat(column) for column in columns),
        skip=skip,
        home=home,
        tongues=" ".join(f'<a href="{at}" lang="{code}" hreflang="{code}">{code.upper()}</a>' for code, at in _tongues(body)),
        find=find,
        main=main,
        mega="".join(_wide(column) for column in columns),
        path="" if sheet.path == home else crumbs,
        html=sheet.html,
        cards=_cards(sheet.more.get("cards", [])),
        changed=f'<p class="changed">{changed} {sheet.more["changed"]}</p>' if "changed" in sheet.more else "",
        aside=_aside(sheet.more.get("related", [])),
        footer=body.more.get("footer_html", "") if sheet.lang == "lv" else body.more.get(f"footer_{sheet.lang}", ""),
        links=_items(body.footer) if sheet.lang == "lv" else "",
        letter=_LETTER if sheet.lang == "lv" else "",
    )


def _tongues(body: Body) -> list[tuple[str, str]]:
    return list(body.more.get("tongues", {}).items())


def _items(pairs: Any) -> str:
    return "".join(f'<li><a href="{url}">{escape(label)}</a></li>' for label, url in pairs)


def _flat(column: dict[str, Any]) -> str:
    inner = "".join(_items(links) for _, links in column.get("groups", []))
    return f'<li><a href="{column["url"]}">{escape(column["label"])}</a>' + (f"<ul>{inner}</ul>" if inner else "") + "</li>"


def _wide(column: dict[str, Any]) -> str:
    groups = "".join(
        f'<div class="mega-col"><p class="mega-name">{escape(name)}</p><ul>{_items(links)}</ul></div>'
        for name, links in column.get("groups", [])
    )
    panel = f'<div class="mega-panel">{groups}</div>' if groups else ""
    return f'<li><a href="{column["url"]}" class="mega-top">{escape(column["label"])}</a>{panel}</li>'


def _cards(cards: list[list[str]]) -> str:
    return "".join(
        f'<div class="card"><p class="card-date"><time datetime="{at}">{".".join(reversed(at.split("-")))}</time></p>'
        f'<h2><a href="{url}">{escape(title)}</a></h2>'
        f'<p>{lead}</p><a class="card-more" href="{url}">Lasīt vairāk</a></div>'
        for at, title, url, lead in cards
    )


def _aside(pairs: list[list[str]]) -> str:
    return f'<aside class="related"><h2>Saistītie pakalpojumi</h2><ul>{_items(pairs)}</ul></aside>' if pairs else ""
