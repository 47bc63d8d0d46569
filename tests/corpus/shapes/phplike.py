"""A home-grown PHP system: addresses ?id=N, side menu in nested lists, a path above the content, counters; XHTML without landmarks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from tests.corpus.bodies import Body, Sheet

_PAGE = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="{lang}" lang="{lang}">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<meta name="description" content="{about}" />
<meta property="og:title" content="{title}" />
<meta property="og:image" content="/img/logo_fb.jpg" />
<title>{name}</title>
<link rel="stylesheet" type="text/css" href="/css/stils.css" />
</head>
<body>
<div id="lapa">
<div id="galva">
<h1><a href="/">{name}</a></h1>
<div id="valodas">{tools}</div>
<form id="mekletajs" action="/search.php" method="get"><div>
<input type="text" name="vards" value="" size="14" /> <input type="submit" value="Meklēt" />
</div></form>
</div>
<div id="kreisa">
<ul class="izvelne">
{menu}
</ul>
{aside}
</div>
<div id="saturs">
{path}
<h2>{title}</h2>
{html}
<p class="rinda">{share}</p>
</div>
<div id="apaksa">{footer}<br />{links}</div>
</div>
</body>
</html>
"""


def dress(body: Body, sheet: Sheet) -> str:
    """A page of the system; ``under`` of a menu's entry are the entries below it, shown where that section is open."""
    return _PAGE.format(
        lang=sheet.lang,
        name=escape(body.name),
        title=escape(sheet.title),
        about=escape(_about(body, sheet)),
        tools=body.more.get("tools_html", ""),
        menu=_menu(body, sheet),
        aside=body.more.get("aside_html", ""),
        path="" if sheet.path == "/" else _path(body, sheet),
        html=sheet.html,
        share=body.more.get("share_html", ""),
        footer=body.more.get("footer_html", ""),
        links=" | ".join(f'<a href="{url}">{escape(label)}</a>' for label, url in body.footer),
    )


def _about(body: Body, sheet: Sheet) -> str:
    """The first words of the page, as the system puts them together."""
    words = re.sub(r"<[^>]*>", " ", sheet.html).split()
    return f"{body.name}: {sheet.title}. {' '.join(words[:14])}"


def _under(body: Body, label: str) -> list[list[str]]:
    under: Mapping[str, Any] = body.more.get("under", {})
    rows: list[list[str]] = under.get(label, [])
    return rows


def _open(body: Body, sheet: Sheet, label: str, url: str) -> bool:
    return sheet.path in (url, *(at for _, at in _under(body, label)))


def _menu(body: Body, sheet: Sheet) -> str:
    return "\n".join(_entry(label, url, _below(body, label) if _open(body, sheet, label, url) else "") for label, url in body.menu)


def _entry(label: str, url: str, below: str) -> str:
    return f'<li class="{"atverts" if below else "aizverts"}"><a href="{url}">{escape(label)}</a>{below}</li>'


def _below(body: Body, label: str) -> str:
    rows = "".join(f'<li><a href="{url}">{escape(name)}</a></li>' for name, url in _under(body, label))
    return f"\n<ul>{rows}</ul>" if rows else ""


def _path(body: Body, sheet: Sheet) -> str:
    """Where the page stands: the front page, its section, itself."""
    sections = [(label, url) for label, url in body.menu if _open(body, sheet, label, url) and url != sheet.path]
    links = "".join(f' &raquo; <a href="{url}">{escape(label)}</a>' for label, url in sections)
    return f'<div class="cels">Jūs atrodaties: <a href="/">Sākums</a>{links} &raquo; {escape(sheet.title)}</div>'
