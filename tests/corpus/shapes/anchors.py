"""A handbook made by a generator: a few long pages, each section with an anchor, their names in a column that stays at the side."""

from __future__ import annotations

import re
from html import escape, unescape

from tests.corpus.bodies import Body, Sheet

_HEAD = re.compile(r"<h2(?: id=\"([^\"]+)\")?>(.*?)</h2>", re.DOTALL)
_LETTERS = str.maketrans("āčēģīķļņšūž", "acegiklnsuz")

_PAGE = """<!doctype html>
<html lang="{lang}" data-theme="light">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title} · {name}</title>
{about}<link rel="stylesheet" href="/assets/book.css">
<style>.book-toc{{position:sticky;top:4rem;max-height:90vh;overflow:auto}}</style>
</head>
<body class="book">
<a class="book-skip" href="#saturs">{skip}</a>
<header class="book-bar">
<a class="book-brand" href="/"><span class="book-mark" aria-hidden="true">◆</span> {name}</a>
<nav class="book-menu" aria-label="{menu_name}"><ul>{menu}</ul></nav>
<a class="book-find" href="/mekle">{find}</a> {tongues}
</header>
<div class="book-columns">
{aside}<main id="saturs" class="book-main">
<h1>{title}</h1>
{dated}{html}
{changed}</main>
</div>
<footer class="book-foot">
<div class="book-foot-text">{footer}</div>
<ul class="book-foot-links">{links}</ul>
</footer>
</body>
</html>
"""

_WORDS = {
    "lv": ("Pāriet uz saturu", "Galvenā izvēlne", "Meklēt", "Šajā lapā", "Uz augšu", "Pārskatīts"),
    "en": ("Skip to content", "Main menu", "Search", "On this page", "Back to top", "Reviewed"),
}


def dress(body: Body, sheet: Sheet) -> str:
    """A page of the handbook. ``about`` is its description, ``date`` that of news, ``changed`` the day it was last looked through."""
    skip, menu_name, find, here, top, reviewed = _WORDS[sheet.lang]
    heads, html = _anchored(sheet.html.strip(), top)
    return _PAGE.format(
        lang=sheet.lang,
        title=escape(sheet.title),
        name=escape(body.name if sheet.lang == "lv" else body.name_en),
        about=f'<meta name="description" content="{escape(sheet.more["about"])}">\n' if "about" in sheet.more else "",
        skip=skip,
        menu_name=menu_name,
        menu=_items(body.more.get(f"menu_{sheet.lang}", body.menu)),
        find=find,
        tongues=" ".join(f'<a href="{at}" hreflang="{code}" lang="{code}">{code}</a>' for code, at in _others(body, sheet)),
        aside=_aside(heads, here),
        dated=_dated(sheet.more.get("date", "")),
        html=html,
        changed=f'<p class="book-changed">{reviewed} {sheet.more["changed"]}</p>\n' if "changed" in sheet.more else "",
        footer=body.more.get("footer_html", ""),
        links=_items(body.footer),
    )


def _others(body: Body, sheet: Sheet) -> list[tuple[str, str]]:
    return [(code, at) for code, at in body.more.get("tongues", {}).items() if code != sheet.lang]


def _items(pairs: tuple[tuple[str, str], ...]) -> str:
    return "".join(f'<li><a href="{url}">{escape(label)}</a></li>' for label, url in pairs)


def _anchored(html: str, top: str) -> tuple[list[tuple[str, str]], str]:
    """The anchors with their names, and the text with every section in a box that ends with a way back."""
    lead, *rest = _HEAD.split(html)
    heads: list[tuple[str, str]] = []
    boxes = [f'<div class="book-lead">{lead}</div>'] if lead.strip() else []
    for given, name, content in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        anchor = given or _slug(name)
        heads.append((anchor, name))
        back = f'<p class="book-top"><a href="#saturs">{top}: {name}</a></p>' if len(rest) > 3 * 3 else ""
        head = f'<section id="{anchor}" aria-labelledby="h-{anchor}">\n<h2 id="h-{anchor}">{name}</h2>'
        boxes.append(f"{head}\n{content.strip()}\n{back}</section>")
    return heads, "\n".join(boxes)


def _aside(heads: list[tuple[str, str]], here: str) -> str:
    if len(heads) < 2:
        return ""
    rows = "".join(f'<li><a href="#{anchor}">{name}</a></li>' for anchor, name in heads)
    return f'<aside class="book-side"><nav class="book-toc" aria-label="{here}"><p>{here}</p><ol>{rows}</ol></nav></aside>\n'


def _slug(name: str) -> str:
    plain = unescape(re.sub(r"<[^>]+>", "", name)).lower().translate(_LETTERS)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _dated(at: str) -> str:
    return f'<p class="book-date"><time datetime="{at}">{".".join(reversed(at.split("-")))}.</time></p>\n' if at else ""
