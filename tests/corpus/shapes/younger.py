"""A younger edition of the unified platform: components with names of their own, submenus, no ARIA roles where HTML says enough."""

from __future__ import annotations

from html import escape

from tests.corpus.bodies import Body, Sheet

_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="Generator" content="Drupal 11 (https://www.drupal.org)">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="{title} – {name}">
<meta property="og:type" content="website">
<meta property="og:title" content="{title}">
<meta property="og:image" content="/themes/custom/tvp/assets/og.png">
<title>{title} | {name}</title>
</head>
<body class="o-body">
<a class="o-skip" href="#saturs">{skip}</a>
<header class="o-header">
<div class="o-header__top">
<a class="c-brand" href="/"><img class="c-brand__arms" src="/themes/custom/tvp/assets/gerbonis.svg" alt="" width="36" height="44">
<span class="c-brand__name">{name}</span></a>
<ul class="c-lang">{tongues}</ul>
<a class="c-tool c-tool--easy" href="/lv/viegla-valoda">{easy}</a>
<form class="c-search" action="/lv/mekletajs" method="get"><label class="u-hidden" for="c-search-field">{find}</label>
<input class="c-search__field" id="c-search-field" type="search" name="query">
<button class="c-search__go" type="submit">{find}</button></form>
</div>
<nav class="c-menu" aria-label="{menu_name}"><ul class="c-menu__list">{menu}</ul></nav>
</header>
{crumbs}
<main class="l-page" id="saturs">
<h1 class="l-page__title">{title}</h1>
{published}
<div class="l-page__body t-prose">
{html}
</div>
{changed}
</main>
<footer class="o-footer">
<div class="o-footer__body">{footer}</div>
<ul class="o-footer__links">{links}</ul>
</footer>
</body>
</html>
"""


_WORDS = {
    "lv": ("Pāriet uz lapas saturu", "Viegli lasīt", "Meklēt", "Galvenā izvēlne"),
    "en": ("Skip to content", "Easy to read", "Search", "Main menu"),
}


def dress(body: Body, sheet: Sheet) -> str:
    """A page of the younger platform; ``under`` in the body gives the submenus by the label of the menu's item."""
    home = sheet.path in {"/", "/en"}
    skip, easy, find, menu_name = _WORDS[sheet.lang]
    return _PAGE.format(
        lang=sheet.lang,
        title=escape(sheet.title),
        name=escape(body.name if sheet.lang == "lv" else body.name_en),
        skip=skip,
        easy=easy,
        find=find,
        menu_name=menu_name,
        tongues="".join(f'<li><a href="{at}" lang="{code}">{code.upper()}</a></li>' for code, at in body.more.get("tongues", {}).items()),
        menu="".join(_item(body, label, url) for label, url in body.more.get(f"menu_{sheet.lang}", body.menu)),
        crumbs="" if home else _crumbs(sheet),
        published=_dated("c-published", "Publicēts", sheet.more.get("date", "")),
        html=sheet.html,
        changed="" if home or sheet.lang != "lv" else _dated("c-changed", "Lapa pārskatīta", _changed(sheet)),
        footer=body.more.get("footer_html", ""),
        links="".join(f'<li><a href="{url}">{escape(label)}</a></li>' for label, url in body.footer),
    )


def _item(body: Body, label: str, url: str) -> str:
    below = "".join(f'<li><a href="{at}">{escape(name)}</a></li>' for name, at in body.more.get("under", {}).get(label, ()))
    return f'<li class="c-menu__item"><a href="{url}">{escape(label)}</a>{f"<ul>{below}</ul>" if below else ""}</li>'


def _crumbs(sheet: Sheet) -> str:
    front, at = ("Sākums", "/") if sheet.lang == "lv" else ("Home", f"/{sheet.lang}")
    return f'<nav class="c-crumbs" aria-label="{front}"><a href="{at}">{front}</a> / <span>{escape(sheet.title)}</span></nav>'


def _changed(sheet: Sheet) -> str:
    return str(sheet.more.get("changed", sheet.more.get("date", "2026-10-12")))


def _dated(name: str, label: str, at: str) -> str:
    if not at:
        return ""
    year, month, day = at.split("-")
    return f'<p class="{name}">{label}: <time datetime="{at}">{day}.{month}.{year}.</time></p>'
