"""A state body's portal: long pages folded into details and summary, tabs on some, an address for each language."""

from __future__ import annotations

import json
import re
from html import escape

from tests.corpus.bodies import Body, Sheet

_PART = re.compile(r"(?=<h2)")
_TITLE = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)
_FOLDED = 2

_PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="description" content="{description}">
<meta name="DC.title" content="{title}">
<meta name="DC.publisher" content="{name}">
<link rel="canonical" href="http://{host}{path}">
<link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
<title>{title} — {name}</title>
<script type="application/ld+json">{linked}</script>
</head>
<body>
<a href="#content" class="to-content">{skip}</a>
<header class="portal-header">
<a href="/{home}" class="portal-logo"><img src="/assets/logo.svg" alt="{name}" width="200" height="48"></a>
<div class="portal-tools"><a href="/meklesana" class="icon-search">{find}</a> {tongues}</div>
<nav class="portal-nav" aria-label="{menu_name}"><ul>{menu}</ul></nav>
</header>
<main id="content">
<nav aria-label="breadcrumb"><ol class="breadcrumb">{crumbs}</ol></nav>
<h1>{title}</h1>
{meta}
{parts}
</main>
<footer class="portal-footer">
<div class="portal-contacts">{footer}</div>
<nav aria-label="{foot_name}"><ul>{links}</ul></nav>
</footer>
</body>
</html>
"""

_WORDS = {
    "lv": ("Uz saturu", "Meklēšana", "Galvenā navigācija", "Kājene", "Sākumlapa"),
    "en": ("To the content", "Search", "Main navigation", "Footer", "Home"),
}


def dress(body: Body, sheet: Sheet) -> str:
    """A page of the portal: from two sections on they are folded; with ``tabs`` they are panels that a script would show in turn."""
    skip, find, menu_name, foot_name, front = _WORDS[sheet.lang]
    home = "" if sheet.lang == "lv" else sheet.lang
    name = body.name if sheet.lang == "lv" else body.name_en
    return _PAGE.format(
        lang=sheet.lang,
        host=body.host,
        path=sheet.path,
        home=home,
        title=escape(sheet.title),
        name=escape(name),
        description=escape(f"{sheet.title}. {name}."),
        linked=json.dumps({"@context": "https://schema.org", "@type": "GovernmentOrganization", "name": name}, ensure_ascii=False),
        skip=skip,
        find=find,
        menu_name=menu_name,
        foot_name=foot_name,
        tongues=" ".join(f'<a href="{at}" hreflang="{code}">{code.upper()}</a>' for code, at in body.more.get("tongues", {}).items()),
        menu=_items(body.more.get(f"menu_{sheet.lang}", body.menu)),
        crumbs=f'<li><a href="/{home}">{front}</a></li><li aria-current="page">{escape(sheet.title)}</li>',
        meta=_meta(sheet),
        parts=_parts(sheet),
        footer=body.more.get("footer_html", ""),
        links=_items(body.footer),
    )


def _items(pairs: tuple[tuple[str, str], ...]) -> str:
    return "".join(f'<li><a href="{url}">{escape(label)}</a></li>' for label, url in pairs)


def _meta(sheet: Sheet) -> str:
    at = sheet.more.get("date", "")
    return f'<p class="news-date"><time datetime="{at}">{".".join(reversed(at.split("-")))}</time></p>' if at else ""


def _parts(sheet: Sheet) -> str:
    head, *parts = _PART.split(sheet.html.strip())
    if sheet.path == "/" or len(parts) < _FOLDED:
        return sheet.html
    if sheet.more.get("tabs"):
        return head + _tabs(parts)
    return head + "\n".join(f"<details><summary>{_heading(part)}</summary>\n{_TITLE.sub('', part, count=1)}</details>" for part in parts)


def _heading(part: str) -> str:
    found = _TITLE.match(part)
    return found[0] if found else ""


def _tabs(parts: list[str]) -> str:
    names = [_TITLE.sub(r"\1", _heading(part)) for part in parts]
    tabs = "".join(f'<button role="tab" id="t{at}" aria-controls="p{at}">{name}</button>' for at, name in enumerate(names))
    panels = "".join(f'<div role="tabpanel" id="p{at}" aria-labelledby="t{at}">\n{part}</div>' for at, part in enumerate(parts))
    return f'<div role="tablist" aria-label="Sadaļas">{tabs}</div>\n{panels}'
