"""A Joomla site of the last decade: addresses under /index.php/, modules around the article, its title a heading of the second level."""

from __future__ import annotations

from html import escape

from tests.corpus.bodies import Body, Sheet

_PAGE = """<!DOCTYPE html>
<html lang="lv-lv" dir="ltr">
<head>
<meta name="viewport" content="width=device-width, initial-scale=1.0" />
<meta charset="utf-8" />
<meta name="description" content="{name} – oficiālā mājaslapa" />
<meta name="generator" content="Joomla! - Open Source Content Management" />
<title>{title} - {name}</title>
<link href="/index.php?format=feed&amp;type=rss" rel="alternate" type="application/rss+xml" title="RSS 2.0" />
</head>
<body class="site com_content view-article">
<div class="body" id="top">
<div class="container">
<header class="header" role="banner">
<a class="brand pull-left" href="/"><img src="/images/gerbonis/logo.svg" alt="{name}" /></a>
<div class="header-search pull-right"><div class="search mod_search">
<form action="/index.php" method="post" class="form-inline" role="search">
<label for="mod-search-searchword" class="element-invisible">Meklēt ...</label>
<input name="searchword" id="mod-search-searchword" class="inputbox search-query" type="search" placeholder="Meklēt ..." />
<input type="hidden" name="task" value="search" /><input type="hidden" name="option" value="com_search" /></form></div></div>
</header>
<nav class="navigation" role="navigation"><ul class="nav menu nav-pills mod-list">{menu}</ul></nav>
<div class="row-fluid">
<div id="aside-left" class="span3">
{modules}
</div>
<main id="content" role="main" class="span9">
{crumbs}
<div class="item-page" itemscope itemtype="https://schema.org/Article">
<meta itemprop="inLanguage" content="lv-LV" />
<div class="page-header"><h2 itemprop="headline">{title}</h2></div>
{info}
<div itemprop="articleBody">
{html}
</div>
</div>
</main>
</div>
</div>
</div>
<footer class="footer" role="contentinfo"><div class="container">
{footer}
<ul class="nav menu footer-menu">{links}</ul>
<p class="pull-right"><a href="#top" id="back-top">Uz augšu</a></p>
</div></footer>
</body>
</html>
"""


def dress(body: Body, sheet: Sheet) -> str:
    """An article between its modules: ``modules`` of the body stand at the left of every page."""
    return _PAGE.format(
        title=escape(sheet.title),
        name=escape(body.name),
        menu=_items(body.menu),
        modules=body.more.get("modules", ""),
        crumbs="" if sheet.path == "/" else _crumbs(sheet),
        info=_info(sheet.more.get("date", "")),
        html=sheet.html,
        footer=body.more.get("footer_html", ""),
        links=_items(body.footer),
    )


def _items(pairs: tuple[tuple[str, str], ...]) -> str:
    return "".join(f'<li class="item-{100 + number}"><a href="{url}">{escape(label)}</a></li>' for number, (label, url) in enumerate(pairs))


def _crumbs(sheet: Sheet) -> str:
    return (
        '<ul class="breadcrumb" itemscope itemtype="https://schema.org/BreadcrumbList"><li><a href="/" class="pathway">Sākums</a></li>'
        f'<li class="active"><span itemprop="name">{escape(sheet.title)}</span></li></ul>'
    )


def _info(at: str) -> str:
    if not at:
        return ""
    year, month, day = at.split("-")
    stamp = f'<time datetime="{at}T08:00:00+00:00" itemprop="datePublished">Publicēts: {day}.{month}.{year}</time>'
    return f'<dl class="article-info muted"><dt class="article-info-term">Informācija</dt><dd class="published">{stamp}</dd></dl>'
