"""A WordPress theme of some years ago: blocks, widgets at the side, dated posts with comments, plugins that write metadata."""

from __future__ import annotations

import json
from html import escape

from tests.corpus.bodies import Body, Sheet

_PAGE = """<!DOCTYPE html>
<html lang="lv-LV">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} &#8211; {name}</title>
<meta name="generator" content="WordPress 6.4.3">
<meta name="description" content="{title}. {name}">
<meta property="og:type" content="{kind}">
<meta property="og:title" content="{title}">
<meta property="og:image" content="/wp-content/uploads/logo.svg">
<link rel="alternate" type="application/rss+xml" title="{name} &raquo; Plūsma" href="/feed/">
<link rel="alternate" type="application/rss+xml" title="{name} &raquo; Komentāru plūsma" href="/comments/feed/">
<script type="application/ld+json">{linked}</script>
</head>
<body class="wp-theme-novads {classes}">
<a class="skip-link screen-reader-text" href="#content">Doties uz saturu</a>
<div id="page" class="site">
<header id="masthead" class="site-header">
<div class="site-branding"><a href="/" rel="home"><img src="/wp-content/uploads/logo.svg" alt="{name}" width="180" height="60"></a></div>
<div id="google_translate_element"></div>
<nav id="site-navigation" class="main-navigation" aria-label="Galvenā izvēlne"><ul id="primary-menu" class="menu">{menu}</ul></nav>
</header>
<div id="content" class="site-content">
<main id="primary" class="site-main">
<article class="{article}">
<header class="entry-header"><h1 class="entry-title">{title}</h1>{posted}</header>
<div class="entry-content">
{html}
</div>
{after}
</article>
</main>
<aside id="secondary" class="widget-area">
<section id="search-2" class="widget widget_search"><form role="search" method="get" class="search-form" action="/">
<input type="search" class="search-field" placeholder="Meklēt &hellip;" value="" name="s">
<input type="submit" class="search-submit" value="Meklēt"></form></section>
{widgets}
</aside>
</div>
<footer id="colophon" class="site-footer">
<div class="site-info">{footer}</div>
<ul class="footer-menu">{links}</ul>
</footer>
</div>
<script>
function googleTranslateElementInit() {{
  new google.translate.TranslateElement({{pageLanguage: 'lv'}}, 'google_translate_element');
}}
</script>
</body>
</html>
"""


def dress(body: Body, sheet: Sheet) -> str:
    """A page or, where it has a date, a post of the theme."""
    at = sheet.more.get("date", "")
    return _PAGE.format(
        title=escape(sheet.title),
        name=escape(body.name),
        kind="article" if at else "website",
        linked=_linked(body, sheet),
        classes="single single-post" if at else "page-template-default page",
        article="post type-post status-publish hentry" if at else "page type-page status-publish hentry",
        posted=_posted(at),
        html=sheet.html,
        after=_COMMENTS if at else "",
        menu=_items(body.menu),
        widgets=body.more.get("widgets", ""),
        footer=body.more.get("footer_html", ""),
        links=_items(body.footer),
    )


_COMMENTS = """<section id="comments" class="comments-area"><h4 class="comments-title">Komentāri</h4>
<p class="no-comments">Komentāri ir slēgti.</p></section>"""


def _items(pairs: tuple[tuple[str, str], ...]) -> str:
    return "".join(f'<li class="menu-item menu-item-type-post_type"><a href="{url}">{escape(label)}</a></li>' for label, url in pairs)


def _posted(at: str) -> str:
    if not at:
        return ""
    year, month, day = at.split("-")
    stamp = f'<time class="entry-date published" datetime="{at}T09:30:00+02:00">{day}.{month}.{year}</time>'
    return f'<div class="entry-meta"><span class="posted-on">{stamp}</span></div>'


def _linked(body: Body, sheet: Sheet) -> str:
    at = sheet.more.get("date", "")
    kind = "NewsArticle" if at else "WebPage"
    told = {
        "@context": "https://schema.org",
        "@type": kind,
        "name": sheet.title,
        "publisher": {"@type": "GovernmentOrganization", "name": body.name},
    }
    return json.dumps(told | ({"datePublished": at} if at else {}), ensure_ascii=False)
