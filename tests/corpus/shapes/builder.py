"""WordPress with a block theme and a page builder: each paragraph, heading and list in boxes of its own, headings beside their content."""

from __future__ import annotations

from html import escape

from tests.corpus.bodies import Body, Sheet

_PAGE = """<!DOCTYPE html>
<html lang="{code}">
<head>
<meta charset="UTF-8" />
<meta name="viewport" content="{viewport}" />
<meta name="generator" content="WordPress 6.8.3" />
<meta property="og:locale" content="{code}" />
<meta property="og:title" content="{title} - {name}" />
<meta property="og:site_name" content="{name}" />
<title>{title} &#8211; {name}</title>
<link rel="alternate" type="application/rss+xml" title="{name} &raquo; Plūsma" href="/feed/" />
</head>
<body class="wp-singular wp-embed-responsive wp-theme-pilseta builder-page">
<a class="skip-link screen-reader-text" id="wp-skip-link" href="#wp--skip-link--target">{skip}</a>
<div class="wp-site-blocks">
<header class="wp-block-template-part">
<div class="wp-block-group alignwide is-layout-flex">
<figure class="wp-block-site-logo"><a href="/" rel="home">
<img src="/wp-content/uploads/2024/02/gerbonis.svg" alt="{name}" width="60" /></a></figure>
<div class="lang-menu">{tongues}</div>
<form role="search" method="get" action="/" class="wp-block-search">
<label for="wp-block-search__input-1" class="screen-reader-text">{find}</label>
<input type="search" id="wp-block-search__input-1" class="wp-block-search__input" name="s" value="" />
<button type="submit" class="wp-block-search__button">{find}</button></form>
</div>
<nav class="wp-block-navigation" aria-label="{menu_name}"><ul class="wp-block-navigation__container">{menu}</ul></nav>
</header>
<main class="wp-block-group" id="wp--skip-link--target">
<div class="bl-section"><div class="bl-row"><div class="bl-col"><h1 class="wp-block-post-title">{title}</h1>{posted}</div></div></div>
{boxes}
</main>
<footer class="wp-block-template-part">
<div class="wp-block-columns">{footer}</div>
<ul class="wp-block-page-list">{links}</ul>
</footer>
</div>
{chat}
</body>
</html>
"""

_WORDS = {
    "lv": ("lv-LV", "Pāriet pie satura", "Meklēt", "Galvenā izvēlne"),
    "en": ("en-GB", "Skip to content", "Search", "Main menu"),
    "ru": ("ru-RU", "Перейти к содержанию", "Искать", "Главное меню"),
    "de": ("de-DE", "Zum Inhalt", "Suchen", "Hauptmenü"),
}


def dress(body: Body, sheet: Sheet) -> str:
    """A page of the builder. Blocks of the content are divided by an empty line; each stands in a box."""
    code, skip, find, menu_name = _WORDS[sheet.lang]
    return _PAGE.format(
        code=code,
        skip=skip,
        find=find,
        menu_name=menu_name,
        viewport=body.more.get("viewport", "width=device-width, initial-scale=1"),
        title=escape(sheet.title),
        name=escape(body.name if sheet.lang == "lv" else body.name_en),
        tongues=" ".join(f'<a href="{at}" lang="{tongue}">{tongue.upper()}</a>' for tongue, at in body.more.get("tongues", {}).items()),
        menu=_items(body.more.get(f"menu_{sheet.lang}", body.menu)),
        posted=_posted(sheet.more.get("date", "")),
        boxes="\n".join(_box(block) for block in sheet.html.strip().split("\n\n")),
        footer=body.more.get("footer_html", ""),
        links=_items(body.footer),
        chat=body.more.get("chat_html", ""),
    )


def _items(pairs: tuple[tuple[str, str], ...]) -> str:
    return "".join(f'<li class="wp-block-pages-list__item"><a href="{url}">{escape(label)}</a></li>' for label, url in pairs)


def _box(block: str) -> str:
    kind = "heading" if block.startswith("<h") else "text"
    return f'<div class="bl-section"><div class="bl-row"><div class="bl-col bl-{kind}">\n{block}\n</div></div></div>'


def _posted(at: str) -> str:
    if not at:
        return ""
    year, month, day = at.split("-")
    return f'<div class="wp-block-post-date"><time datetime="{at}T10:15:00+02:00">{int(day)}. {_MONTHS[int(month)]} {year}</time></div>'


_MONTHS = (
    "",
    "janvāris",
    "februāris",
    "marts",
    "aprīlis",
    "maijs",
    "jūnijs",
    "jūlijs",
    "augusts",
    "septembris",
    "oktobris",
    "novembris",
    "decembris",
)
