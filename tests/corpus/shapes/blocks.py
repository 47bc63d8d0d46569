"""A Drupal site of a small firm: regions with blocks, views with rows, hidden headings above the menus, a slider of links."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from tests.corpus.bodies import Body, Sheet

_PAGE = """<!DOCTYPE html>
<html lang="{lang}" dir="ltr" prefix="content: http://purl.org/rss/1.0/modules/content/ dc: http://purl.org/dc/terms/">
<head>
<meta charset="utf-8" />
{summary}<meta name="Generator" content="Drupal 9 (https://www.drupal.org)" />
<meta name="MobileOptimized" content="width" />
<meta name="viewport" content="width=device-width, initial-scale=1.0" />
<link rel="stylesheet" media="all" href="/core/themes/stable/css/system/components/align.module.css" />
<title>{title} | {name}</title>
</head>
<body class="layout-one-sidebar layout-sidebar-second path-{place}">
<a href="#main-content" class="visually-hidden focusable">{skip}</a>
<div id="page-wrapper"><div id="page">
<header id="header" class="header" role="banner"><div class="section layout-container clearfix">
<div class="region region-secondary-menu">{tongues}</div>
<div class="region region-header">
<div id="block-pasvaldiba-branding" class="block block-system block-system-branding-block">
<a href="/" rel="home" class="site-branding__logo"><img src="/sites/default/files/gerbonis.svg" alt="{name}" /></a></div></div>
<div class="region region-primary-menu">
<nav role="navigation" aria-labelledby="block-main-menu" id="block-main" class="block block-menu navigation menu--main">
<h2 class="visually-hidden" id="block-main-menu">{menu_name}</h2>
<ul class="clearfix menu">{menu}</ul></nav></div>
</div></header>
<div id="main-wrapper" class="layout-main-wrapper clearfix">
{crumbs}
<main id="content" class="column main-content" role="main"><section class="section"><a id="main-content" tabindex="-1"></a>
<div class="region region-content">
<div id="block-page-title" class="block block-core block-page-title-block"><h1 class="title page-title">{title}</h1></div>
<div id="block-content" class="block block-system block-system-main-block">
{submitted}<div class="node__content clearfix"><div class="field field--name-body field--type-text-with-summary">
{html}
</div></div>
{rows}{changed}</div>
{useful}</div></section></main>
{aside}
</div>
<footer class="site-footer" role="contentinfo"><div class="layout-container">
<div class="region region-footer-first"><div class="block block-block-content">{footer}</div></div>
<div class="region region-footer-fifth"><nav role="navigation" aria-label="{foot}"><ul class="menu">{links}</ul></nav></div>
</div></footer>
</div></div>
</body>
</html>
"""
_WORDS = {
    "lv": ("Pārlekt uz galveno saturu", "Galvenā navigācija", "Kājene"),
    "en": ("Skip to main content", "Main navigation", "Footer"),
    "ru": ("Перейти к основному содержанию", "Основная навигация", "Подвал"),
}
_USEFUL = """<div id="block-rate" class="block block-rate-widget"><p>Vai šī lapa Tev noderēja?</p>
<button type="button" class="rate-up">Noderēja</button> <button type="button" class="rate-down">Nenoderēja</button></div>
"""


def dress(body: Body, sheet: Sheet) -> str:
    """A node with its blocks; ``rows`` of a sheet are a view: day, title, address and a few words each."""
    skip, menu_name, foot = _WORDS[sheet.lang]
    home = sheet.path == "/"
    summary = sheet.more.get("summary", "")
    return _PAGE.format(
        lang=sheet.lang,
        title=escape(sheet.title),
        name=escape(body.name_en if sheet.lang == "en" else body.name),
        summary=f'<meta name="description" content="{escape(summary)}" />\n' if summary else "",
        place="frontpage" if home else "node",
        skip=skip,
        menu_name=menu_name,
        foot=foot,
        tongues=_tongues(body.more.get("tongues", {})),
        menu=_items(body.more.get(f"menu_{sheet.lang}", body.menu)),
        crumbs="" if home else _crumbs(sheet),
        submitted=_spoken("node__submitted", "Publicēts", sheet.more.get("date", "")),
        html=sheet.html,
        rows=_view(sheet.more.get("rows", ())),
        changed=_spoken("field--name-changed", "Pēdējās izmaiņas", sheet.more.get("changed", "")),
        useful=_USEFUL if sheet.more.get("rate") else "",
        aside=f'<aside class="column sidebar" role="complementary">{body.more["blocks"]}</aside>' if "blocks" in body.more else "",
        footer=body.more.get("footer_html", ""),
        links=_items(body.footer),
    )


def _items(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f'<li class="menu-item"><a href="{url}">{escape(label)}</a></li>' for label, url in pairs)


def _tongues(at: dict[str, str]) -> str:
    rows = "".join(f'<li><a href="{url}" class="language-link" hreflang="{code}">{code.upper()}</a></li>' for code, url in at.items())
    return f'<div class="block block-language" role="navigation" aria-label="Valodas"><ul class="links">{rows}</ul></div>' if rows else ""


def _crumbs(sheet: Sheet) -> str:
    front = {"en": "Home", "ru": "Главная"}.get(sheet.lang, "Sākums")
    steps = f'<li><a href="/">{front}</a></li><li>{escape(sheet.title)}</li>'
    return f'<nav class="breadcrumb" role="navigation" aria-label="breadcrumb"><ol>{steps}</ol></nav>'


def _spoken(name: str, label: str, at: str) -> str:
    return f'<div class="{name}">{label}: {".".join(reversed(at.split("-")))}</div>\n' if at else ""


def _view(rows: Iterable[tuple[str, str, str, str]]) -> str:
    listed = "".join(
        f'<div class="views-row"><div class="views-field views-field-created"><span class="field-content">{day}</span></div>'
        f'<div class="views-field views-field-title"><h2 class="field-content"><a href="{url}" hreflang="lv">{escape(title)}</a></h2></div>'
        f'<div class="views-field views-field-body"><div class="field-content">{escape(text)}</div></div></div>'
        for day, title, url, text in rows
    )
    return f'<div class="view view-saraksts"><div class="view-content">{listed}</div></div>\n' if listed else ""
