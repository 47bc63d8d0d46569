"""An old SharePoint portal: one form around the whole page, image buttons, hidden state, a bar of links beside web parts."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from tests.corpus.bodies import Body, Sheet

_PAGE = """<!DOCTYPE html>
<html lang="{lang}" dir="ltr" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<meta name="GENERATOR" content="Microsoft SharePoint" />
<meta http-equiv="Content-type" content="text/html; charset=utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
{about}<link rel="stylesheet" type="text/css" href="/_layouts/15/1062/styles/Themable/corev15.css?rev=OqAycmyMLoQIDkAlzHdMhQ%3D%3D" />
{feed}<title>{title} - {name}</title>
{head}
</head>
<body class="ms-backgroundImage">
<div id="aspnetForm">
<input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="/wEPDwUKLTQ5MjE1NjQ4MA9kFgICAw9kFgQ=" />
<input type="hidden" name="__EVENTVALIDATION" id="__EVENTVALIDATION" value="/wEdAAIAAAD0" />
<span class="ms-hidden"><a href="#DeltaPlaceHolderMain" class="ms-accessible">{skip}</a></span>
<div id="s4-titlerow" role="banner">
<a id="ctl00_onetidProjectPropertyTitleGraphic" class="ms-siteicon-a" href="{home}"><img src="/SiteAssets/logo.png" alt="{name}" /></a>
<div class="ms-lang">{tongues}</div>
<form action="/Lapas/meklet.aspx" method="get" class="ms-srch" role="search"><fieldset><legend>{find}</legend>
<input type="text" name="k" title="{find}" maxlength="200" />
<input type="image" src="/_layouts/15/images/gosearch15.png" alt="{find}" /></fieldset></form>
</div>
<div id="DeltaTopNavigation" class="ms-core-navigation" role="navigation" aria-label="{main}">
<ul class="root static">{menu}</ul></div>
<div id="s4-bodyContainer">
{trail}
<div id="sideNavBox" class="ms-dialogHidden ms-quickLaunch">{side}</div>
<div id="DeltaPlaceHolderMain" role="main" tabindex="-1">
<h1 id="pageTitle" class="ms-core-pageTitle">{title}</h1>
<div class="ms-rtestate-field">
{html}
</div>
{parts}{listed}{changed}
</div>
</div>
<div id="s4-footer" role="contentinfo">{footer}<ul class="ms-linksection">{links}</ul></div>
</div>
</body>
</html>
"""
_WORDS = {
    "lv": ("Pāriet uz galveno saturu", "Meklēt portālā", "Portāla sadaļas", "Jūs atrodaties šeit", "Sākumlapa", "Pēdējoreiz atjaunots"),
    "en": ("Skip to main content", "Search this portal", "Sections", "You are here", "Home", "Last updated"),
    "ru": ("Перейти к содержанию", "Поиск", "Разделы", "Вы находитесь здесь", "Начало", "Обновлено"),
}


def dress(body: Body, sheet: Sheet) -> str:
    """A page of the portal; ``fields`` are pairs in a definition list, ``listed`` items of a list with a day, title and address each."""
    skip, find, main, here, front, changed = _WORDS[sheet.lang]
    home = "/" if sheet.lang == "lv" else f"/{sheet.lang}"
    about, feed, at = sheet.more.get("about", ""), body.more.get("feed", ""), sheet.more.get("changed", "")
    menu = body.menu if sheet.lang == "lv" else body.more.get(f"menu_{sheet.lang}", [])
    return _PAGE.format(
        lang=sheet.lang,
        title=escape(sheet.title),
        name=escape(body.name if sheet.lang != "en" else body.name_en),
        about=f'<meta name="description" content="{escape(about)}" />\n' if about else "",
        feed=f'<link rel="alternate" type="application/rss+xml" title="RSS" href="{feed}" />\n' if feed else "",
        head=body.more.get("head_html", ""),
        skip=skip,
        home=home,
        tongues=" ".join(f'<a href="{url}" hreflang="{code}">{code.upper()}</a>' for code, url in body.more.get("tongues", {}).items()),
        find=find,
        main=main,
        menu=_items(menu, "static menu-item"),
        trail="" if sheet.path == home else _trail(here, home, front, sheet),
        side=body.more.get("side_html", "") if sheet.lang == "lv" else "",
        html=sheet.html,
        parts=_fields(sheet.more.get("fields", [])),
        listed=_listed(sheet.more.get("listed", [])),
        changed=f'<div class="ms-lastmodified">{changed}: {at}</div>' if at else "",
        footer=body.more.get("footer_html", ""),
        links=_items(body.footer if sheet.lang == "lv" else [], "ms-link"),
    )


def _items(pairs: Iterable[tuple[str, str]], name: str) -> str:
    return "".join(
        f'<li class="{name}"><a href="{url}"><span class="menu-item-text">{escape(label)}</span></a></li>' for label, url in pairs
    )


def _trail(here: str, home: str, front: str, sheet: Sheet) -> str:
    """Where the page stands, as the control SiteMapPath writes it; ``section`` of a sheet is a pair of label and address."""
    steps = [(front, home), *([tuple(sheet.more["section"])] if "section" in sheet.more else [])]
    links = " &gt; ".join(f'<span><a href="{url}">{escape(label)}</a></span>' for label, url in steps)
    return f'<div class="ms-breadcrumb" id="ctl00_SiteMapPath">{here}: {links} &gt; <span>{escape(sheet.title)}</span></div>'


def _fields(pairs: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f'<dt class="ms-formlabel">{escape(label)}</dt><dd class="ms-formbody">{text}</dd>' for label, text in pairs)
    return f'<dl class="ms-formtable">{rows}</dl>' if rows else ""


def _listed(rows: Iterable[tuple[str, str, str]]) -> str:
    return "".join(
        f'<div class="ms-blog-posttitle"><span class="ms-postdate">{day}</span> <h2><a href="{url}">{escape(title)}</a></h2></div>'
        for day, title, url in rows
    )
