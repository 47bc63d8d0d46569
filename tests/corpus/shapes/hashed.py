"""A headless site as its server renders it: boxes with generated class names, buttons that unfold, roles for lists, no script."""

from __future__ import annotations

import re
from html import escape, unescape

from tests.corpus.bodies import Body, Sheet

_PAGE = """<!DOCTYPE html><html lang="{lang}"><head><meta charSet="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>{title} | {name}</title>
<meta name="description" content="{about}"/>
<meta property="og:title" content="{title}"/><meta property="og:description" content="{about}"/>
<meta property="og:url" content="http://{host}{path}"/>
<link rel="canonical" href="http://{host}{path}"/>
<link rel="alternate" type="application/rss+xml" href="/rss.xml" title="{name}"/>
</head><body class="layout_body__Xk3vP">
<a class="skipLink_root__9aQe1" href="#content">{skip}</a>
<div class="shell_root__mB2zt"><header class="header_root__T0c7R"><div class="container_inner__1pZ8s">
<div class="header_brand__Yw4Lb"><a class="brand_link__hE6fd" href="/">{name}</a></div>
<div class="header_tools__u5Nrk"><form class="search_form__d71Vq" role="search" action="/meklet" method="get">
<input class="search_field__K9s3m" type="search" name="q" aria-label="{find}"/>
<button class="search_submit__c0PbW" type="submit">{find}</button></form>{tongue}</div>
</div><nav class="nav_root__Qe18x" aria-label="{menu_name}"><div class="nav_list__fT6ua" role="list">{menu}</div></nav></header>
{crumbs}<main id="content" class="main_root__J3oGy"><div class="container_inner__1pZ8s">
<div class="pageHead_root__4vDnU"><h1 class="pageHead_title__zS5ki">{title}</h1>{posted}</div>
{sections}
{changed}{useful}</div></main>
<footer class="footer_root__L8hWc"><div class="container_inner__1pZ8s">{footer}
<div class="footer_links__R2xje" role="list">{links}</div></div></footer></div></body></html>
"""

_KEYS = ("skip", "find", "menu_name", "here", "home", "changed", "useful", "yes", "no", "tongue")
_LV = ("Pāriet uz lapas saturu", "Meklēt vietnē", "Galvenā izvēlne", "Jūs atrodaties šeit", "Sākumlapa", "Atjaunināts")
_EN = ("Skip to the content", "Search the site", "Main menu", "You are here", "Home", "Last updated")
_TO_EN = '<a class="header_lang__V7iqo" href="/en" hreflang="en" lang="en">English</a>'
_TO_LV = '<a class="header_lang__V7iqo" href="/" hreflang="lv" lang="lv">Latviski</a>'
_WORDS = {
    "lv": dict(zip(_KEYS, (*_LV, "Vai šī lapa bija noderīga?", "Jā", "Nē", _TO_EN), strict=True)),
    "en": dict(zip(_KEYS, (*_EN, "Was this page useful?", "Yes", "No", _TO_LV), strict=True)),
}


def dress(body: Body, sheet: Sheet) -> str:
    """A page of the site. ``folded`` turns its sections into buttons; ``date`` is that of news, ``changed`` the last change."""
    words = _WORDS[sheet.lang]
    front = sheet.path == "/"
    return _PAGE.format(
        lang=sheet.lang,
        title=escape(sheet.title),
        name=escape(body.name if sheet.lang == "lv" else body.name_en),
        about=escape(_about(sheet)),
        host=body.host,
        path=sheet.path,
        menu=_menu(body, sheet),
        crumbs="" if front else _crumbs(sheet, words),
        posted=_posted(sheet.more.get("date", "")),
        sections=_sections(sheet),
        changed=f'<div class="meta_changed__pA1wd">{words["changed"]}: {sheet.more["changed"]}</div>' if "changed" in sheet.more else "",
        useful="" if front else _useful(words),
        footer=body.more.get(f"footer_html_{sheet.lang}", ""),
        links="".join(_entry(label, url) for label, url in (body.footer if sheet.lang == "lv" else body.more.get("footer_en", ()))),
        **{key: words[key] for key in ("skip", "find", "menu_name", "tongue")},
    )


def _about(sheet: Sheet) -> str:
    text = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", sheet.html))).strip()
    return text[:150].rsplit(" ", 1)[0]


def _entry(label: str, url: str, path: str = "") -> str:
    here = ' aria-current="page"' if url == path else ""
    return f'<div role="listitem"><a href="{url}"{here}>{escape(label)}</a></div>'


def _menu(body: Body, sheet: Sheet) -> str:
    if sheet.lang != "lv":
        return "".join(_entry(label, url, sheet.path) for label, url in body.more.get("menu_en", ()))
    under = body.more.get("under", {})
    rows = (_entry(label, url, sheet.path) + _fold(at, label, under.get(label, ())) for at, (label, url) in enumerate(body.menu))
    return "".join(rows)


def _fold(number: int, label: str, below: list[list[str]] | tuple[()]) -> str:
    tells = f'aria-expanded="false" aria-controls="nav-{number}" aria-label="{escape(label)}: apakšizvēlne"'
    panel = f'<div id="nav-{number}" class="nav_panel__w0TcH" role="list">{"".join(_entry(name, url) for name, url in below)}</div>'
    return f'<button class="nav_toggle__b4Xsm" type="button" {tells}></button>{panel}' if below else ""


def _crumbs(sheet: Sheet, words: dict[str, str]) -> str:
    home = _entry(words["home"], "/" if sheet.lang == "lv" else "/en")
    trail = f'{home}<div role="listitem" aria-current="page">{escape(sheet.title)}</div>'
    return f'<nav class="crumbs_root__6mFzr" aria-label="{words["here"]}"><div class="crumbs_list__n9KdE" role="list">{trail}</div></nav>'


def _posted(at: str) -> str:
    return f'<div class="meta_date__S3gqb"><time datetime="{at}">{".".join(reversed(at.split("-")))}.</time></div>' if at else ""


def _sections(sheet: Sheet) -> str:
    lead, *rest = re.split(r"<h2>(.*?)</h2>", sheet.html.strip())
    boxes = [f'<div class="section_root__e2VbN">{lead}</div>'] if lead.strip() else []
    for number, (name, content) in enumerate(zip(rest[::2], rest[1::2], strict=True)):
        if sheet.more.get("folded"):
            tells = f'id="fold-{number}" aria-expanded="true" aria-controls="panel-{number}"'
            button = f'<button type="button" class="fold_button__8rJtq" {tells}>{name}</button>'
            panel = f'<div id="panel-{number}" class="fold_panel__Zc5yo" role="region" aria-labelledby="fold-{number}">{content}</div>'
            boxes.append(f'<div class="fold_root__D1nMs"><h2 class="fold_head__kU7xp">{button}</h2>{panel}</div>')
        else:
            head = f'<h2 class="section_title__I0ghv">{name}</h2>'
            boxes.append(f'<div class="section_root__e2VbN">{head}<div class="section_body__a6RwL">{content}</div></div>')
    return "\n".join(boxes)


def _useful(words: dict[str, str]) -> str:
    answers = "".join(f'<button class="useful_button__f3HzC" type="button">{words[key]}</button>' for key in ("yes", "no"))
    return f'<div class="useful_root__Y8oqk" role="group" aria-label="{words["useful"]}"><span>{words["useful"]}</span>{answers}</div>'
