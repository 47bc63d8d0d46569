"""The unified website platform (Drupal): addresses /lv/<slug>, downloads /lv/media/N/download, a block for each thing."""

from __future__ import annotations

from html import escape

from tests.corpus.bodies import Body, Sheet

_PAGE = """<!DOCTYPE html>
<html lang="{lang}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="Generator" content="Drupal 10 (https://www.drupal.org)">
<meta name="MobileOptimized" content="width">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<meta name="description" content="{description}">
<meta property="og:site_name" content="{name}">
<meta property="og:title" content="{title}">
<meta property="og:url" content="http://{host}{path}">
<link rel="alternate" type="application/rss+xml" title="{name}: jaunumi" href="/lv/rss.xml">
<title>{title} | {name}</title>
</head>
<body class="path-node page-node-type-page">
<a href="#main-content" class="visually-hidden focusable skip-link">{skip}</a>
<div class="dialog-off-canvas-main-canvas" data-off-canvas-main-canvas>
<header class="header" role="banner">
<div class="block block-system-branding-block"><a href="/{lang}" rel="home">
<img src="/themes/custom/tvp/logo.svg" alt="{name}" width="160" height="50"></a></div>
<nav class="language-switcher-language-url" aria-label="{languages}"><ul class="links">{tongues}</ul></nav>
<div class="accessibility-tools"><a href="/lv/viegli-lasit">Viegli lasīt</a></div>
<form class="search-form" action="/lv/meklet" method="get" role="search">
<label for="edit-q">Meklēt</label><input type="search" id="edit-q" name="q" maxlength="128"><button type="submit">Meklēt</button>
</form>
<nav role="navigation" aria-label="Galvenā navigācija" class="main-navigation"><ul class="menu">{menu}</ul></nav>
</header>
{crumbs}
<main role="main" id="main-content" tabindex="-1">
<div class="region region-content">
<h1 class="page-title">{title}</h1>
<article class="node node--view-mode-full"><div class="node__content">
{published}{html}
</div></article>
{changed}
<div class="block block-page-feedback"><h2>Vai saturs bija noderīgs?</h2>
<button type="button" class="feedback-yes">Jā</button> <button type="button" class="feedback-no">Nē</button></div>
</div>
</main>
<footer class="footer" role="contentinfo">
{footer}
<nav aria-label="Kājenes izvēlne"><ul class="menu menu--footer">{links}</ul></nav>
</footer>
</div>
</body>
</html>
"""


def dress(body: Body, sheet: Sheet) -> str:
    """A page of the platform: skip link, search, language links, breadcrumbs, date of change, "was this useful"."""
    return _PAGE.format(
        lang=sheet.lang,
        path=sheet.path,
        host=body.host,
        title=escape(sheet.title),
        name=escape(body.name if sheet.lang == "lv" else body.name_en),
        description=escape(f"{sheet.title}: {body.name}, oficiālā tīmekļvietne"),
        skip="Pāriet uz galveno saturu" if sheet.lang == "lv" else "Skip to main content",
        languages="Valodas izvēle",
        tongues="".join(f'<li><a href="{at}" hreflang="{code}" lang="{code}">{code.upper()}</a></li>' for code, at in _tongues(body)),
        menu=_items(body.menu),
        crumbs=_crumbs(sheet) if sheet.path not in {"/", "/lv", "/en"} else "",
        published=_published(sheet),
        html=sheet.html,
        changed=_changed(sheet),
        footer=body.more.get("footer_html", ""),
        links=_items(body.footer),
    )


def _tongues(body: Body) -> list[tuple[str, str]]:
    return list(body.more.get("tongues", {"lv": "/lv"}).items())


def _items(pairs: tuple[tuple[str, str], ...]) -> str:
    return "".join(f'<li class="menu-item"><a href="{url}">{escape(label)}</a></li>' for label, url in pairs)


def _crumbs(sheet: Sheet) -> str:
    home = "Sākums" if sheet.lang == "lv" else "Home"
    steps = "".join(f"<li>{step}</li>" for step in (f'<a href="/{sheet.lang}">{home}</a>', escape(sheet.title)))
    return f'<nav class="breadcrumb" aria-label="Atrašanās vieta"><ol>{steps}</ol></nav>'


def _published(sheet: Sheet) -> str:
    at = sheet.more.get("date", "")
    return f'<div class="field--name-created">Publicēts: <time datetime="{at}">{_spelled(at)}</time></div>\n' if at else ""


def _changed(sheet: Sheet) -> str:
    at = sheet.more.get("changed", sheet.more.get("date", "2026-11-03"))
    return f'<div class="field--name-changed">Atjaunināts: <time datetime="{at}">{_spelled(at)}</time></div>'


def _spelled(at: str) -> str:
    year, month, day = at.split("-")
    return f"{day}.{month}.{year}."
