"""An ASP.NET portal: addresses ?id=N, a view state in every page, menus in menus, blocks made of div alone."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from html import escape
from typing import Any

from tests.corpus.bodies import Body, Sheet

_PAGE = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="{lang}" xml:lang="{lang}">
<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1, user-scalable=no" />
<title>{name}</title>
</head>
<body>
<div id="aspnetForm" class="form">
<input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="{state}" />
<input type="hidden" name="__VIEWSTATEGENERATOR" id="__VIEWSTATEGENERATOR" value="CA0B0334" />
<div id="ctl00_header" class="header">
<a id="ctl00_logo" href="/Default.aspx?id=1" title="{name}">{name}</a>
<div class="tools"><a href="/Default.aspx?id=90">EN</a>
<a href="/Default.aspx?id=70">Viegli lasīt</a> <a href="/Default.aspx?id=71">Lapas karte</a></div>
<div class="search"><form action="/Search.aspx" method="get"><input type="text" name="query" id="ctl00_txtSearch" value="" />
<input type="submit" name="ctl00$btnSearch" value="Meklēt" /></form></div>
</div>
<div id="ctl00_menu" class="AspNet-Menu-Horizontal">{menu}</div>
<div id="ctl00_path" class="sitemappath">{crumbs}</div>
<div id="ctl00_content" class="content">
<h1>{title}</h1>
{html}
</div>
<div id="ctl00_footer" class="footer">{footer} {links}</div>
<div id="ctl00_chat" class="chatbot"><a href="#tildebot">Virtuālais asistents Ūdenis: uzdod jautājumu</a></div>
</div>
</body>
</html>
"""


def dress(body: Body, sheet: Sheet) -> str:
    """A page of the portal; ``under`` of a menu's entry are the entries below it."""
    return _PAGE.format(
        lang=sheet.lang,
        name=escape(body.name if sheet.lang == "lv" else body.name_en),
        title=escape(sheet.title),
        state=base64.b64encode(f"{body.id}:{sheet.path}:{sheet.title}".encode()).decode(),
        menu=_level(body, body.menu),
        crumbs=_crumbs(body, sheet),
        html=sheet.html,
        footer=body.more.get("footer_html", ""),
        links=" | ".join(f'<a href="{url}">{escape(label)}</a>' for label, url in body.footer),
    )


def _level(body: Body, pairs: tuple[tuple[str, str], ...]) -> str:
    under: Mapping[str, Any] = body.more.get("under", {})
    rows = (f'<li><a href="{url}">{escape(label)}</a>{_below(under.get(label, ()))}</li>' for label, url in pairs)
    return f'<ul class="AspNet-Menu">{"".join(rows)}</ul>'


def _below(pairs: list[list[str]]) -> str:
    rows = "".join(f'<li class="AspNet-Menu-Leaf"><a href="{url}">{escape(label)}</a></li>' for label, url in pairs)
    return f"<ul>{rows}</ul>" if rows else ""


def _crumbs(body: Body, sheet: Sheet) -> str:
    return f'<a href="/Default.aspx?id=1">{escape(body.name)}</a> &gt; <span>{escape(sheet.title)}</span>'
