"""A Liferay portal: every section a portlet in a box, a hidden first heading, menus with menu roles, fields as rows of spans."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from tests.corpus.bodies import Body, Sheet

_PART = re.compile(r"(?=<h2)")
_TITLE = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)

_PAGE = """<!DOCTYPE html>
<html class="ltr" dir="ltr" lang="{tag}">
<head>
<title>{title} - {name}</title>
<meta content="initial-scale=1.0, width=device-width" name="viewport">
<meta content="text/html; charset=UTF-8" http-equiv="content-type">
{about}<link href="/o/iestade-theme/images/zime.svg" rel="icon" type="image/svg+xml">
</head>
<body class="controls-visible yui3-skin-sam signed-out public-page site">
<nav aria-label="{quick}" class="bg-dark text-center" id="senna_surface1"><a class="quick-access" href="#main-content">{skip}</a></nav>
<div class="container-fluid position-relative" id="wrapper">
<header id="banner" role="banner"><div id="heading">
<a class="logo custom-logo" href="/"><img alt="{name}" height="56" src="/o/iestade-theme/images/zime.svg" width="56"></a>
<div class="taglib-language">{tongues}</div>
<form action="/web/iestade/meklet" class="portlet-search" role="search"><div class="form-group"><label class="sr-only" for="_3_keywords">{find}</label>
<input class="field search-input form-control" id="_3_keywords" name="q" type="text"><button class="btn btn-unstyled" type="submit">{find}</button></div></form>
</div>
<nav aria-label="{menu_name}" class="navbar site-navigation" id="navigation" role="navigation"><ul class="nav" role="menubar">{menu}</ul></nav>
</header>
<section id="content">
<h1 class="hide-accessible sr-only">{title}</h1>
{crumbs}
<div class="columns-1" id="main-content" role="main"><div class="portlet-layout row-fluid"><div class="portlet-column portlet-column-only" id="column-1">
{portlets}
</div></div></div>
</section>
<footer id="footer" role="contentinfo">
<div class="journal-content-article" data-analytics-asset-type="web-content">{footer}</div>
<ul class="footer-nav list-unstyled">{links}</ul>
</footer>
</div></body></html>
"""

_WORDS = {
    "lv": (
        "lv-LV",
        "Ātrā piekļuve",
        "Pāriet uz saturu",
        "Meklēt",
        "Vietnes navigācija",
        "Sākums",
        "Pēdējo reizi mainīts",
        "Publicēšanas datums",
    ),
    "en": ("en-US", "Quick access", "Skip to content", "Search", "Site navigation", "Home", "Last modified", "Publish date"),
}

_RATINGS = """<div class="taglib-ratings thumbs"><p class="ratings-question">Vai šī lapa bija noderīga?</p>
<button class="btn rating-thumb-up" type="button">Jā</button> <button class="btn rating-thumb-down" type="button">Nē</button></div>"""


def dress(body: Body, sheet: Sheet) -> str:
    """A page of portlets: ``facts`` (label, value), ``assets`` (date, title, address, lead), ``library`` (name, address, note), ``ratings``."""
    tag, quick, skip, find, menu_name, front, changed, published = _WORDS[sheet.lang]
    name = body.name if sheet.lang == "lv" else body.name_en
    about = sheet.more.get("about", "")
    boxes = [*_boxes(sheet), _assets(sheet.more.get("assets", []), published), _library(sheet.more.get("library", []))]
    return _PAGE.format(
        tag=tag,
        title=escape(sheet.title),
        name=escape(name),
        about=f'<meta content="{escape(about)}" name="description">\n' if about else "",
        quick=quick,
        skip=skip,
        tongues=" ".join(f'<a href="{at}" lang="{code}" title="{word}">{code}</a>' for code, at, word in body.more.get("tongues", [])),
        find=find,
        menu_name=menu_name,
        menu="".join(_item(label, url) for label, url in body.more.get(f"menu_{sheet.lang}", body.menu)),
        crumbs="" if sheet.path == "/" else _crumbs(front, sheet.title),
        portlets="\n".join(box for box in (*boxes, _meta(sheet, changed, published), _RATINGS if sheet.more.get("ratings") else "") if box),
        footer=body.more.get("footer_html", ""),
        links="".join(f'<li><a href="{url}">{escape(label)}</a></li>' for label, url in body.footer),
    )


def _item(label: str, url: str) -> str:
    return f'<li class="lfr-nav-item" role="presentation"><a href="{url}" role="menuitem"><span>{escape(label)}</span></a></li>'


def _crumbs(front: str, title: str) -> str:
    last = f'<li class="active breadcrumb-item" aria-current="page">{escape(title)}</li>'
    return f'<nav aria-label="Breadcrumb" id="breadcrumbs"><ol class="breadcrumb"><li class="breadcrumb-item"><a href="/">{front}</a></li>{last}</ol></nav>'


def _boxes(sheet: Sheet) -> list[str]:
    head, *parts = _PART.split(sheet.html.strip())
    row = '<div class="taglib-field"><span class="field-label">{}:</span> <span class="field-value">{}</span></div>'
    facts = "".join(row.format(label, value) for label, value in sheet.more.get("facts", []))
    found = [_box(0, "", head + facts)] if head.strip() or facts else []
    return found + [
        _box(at, _TITLE.sub(r"\1", part[: part.find("</h2>") + 5]), _TITLE.sub("", part, count=1)) for at, part in enumerate(parts, 1)
    ]


def _box(at: int, title: str, html: str) -> str:
    bar = f'<header class="portlet-topper"><h2 class="portlet-title-text">{title}</h2></header>' if title else ""
    inner = f'<div class="portlet-content-container"><div class="journal-content-article">{html.strip()}</div></div>'
    return f'<div class="portlet-boundary portlet-boundary_56_" id="p_p_id_56_INSTANCE_{at}_"><section class="portlet">{bar}{inner}</section></div>'


def _assets(rows: list[Any], published: str) -> str:
    return "".join(
        f'<div class="asset-abstract"><h2 class="asset-title"><a href="{url}">{escape(title)}</a></h2><div class="asset-summary">{lead}</div>'
        f'<span class="metadata-entry metadata-publish-date">{published}: {at}</span></div>'
        for at, title, url, lead in rows
    )


def _library(rows: list[Any]) -> str:
    entries = "".join(
        f'<li class="list-group-item"><a href="{url}">{escape(name)}</a> <span class="text-secondary">{note}</span></li>'
        for name, url, note in rows
    )
    return f'<ul class="list-group document-library">{entries}</ul>' if entries else ""


def _meta(sheet: Sheet, changed: str, published: str) -> str:
    word, at = (published, sheet.more["date"]) if "date" in sheet.more else (changed, sheet.more.get("changed", ""))
    return f'<div class="asset-metadata"><span class="metadata-entry">{word}: {at}</span></div>' if at else ""
