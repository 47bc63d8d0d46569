"""Pages written by hand in HTML5 by somebody who knows it: definition lists, tables with captions, a print date, windows-1257."""

from __future__ import annotations

from html import escape

from tests.corpus.bodies import Body, Sheet

_PAGE = """<!DOCTYPE html>
<html lang="lv">
<head>
<meta charset="windows-1257">
<meta name="viewport" content="width=device-width">
<title>{title}. {name}</title>
</head>
<body>
<header>
<p class="nosaukums"><a href="/">{name}</a></p>
<nav><ul>
{menu}
</ul></nav>
</header>
<main>
<h1>{title}</h1>
{html}
</main>
<aside>{aside}</aside>
<footer>
{footer}
<p>{links}</p>
<p><small>Lapa labota {changed}</small></p>
</footer>
</body>
</html>
"""


def dress(body: Body, sheet: Sheet) -> str:
    """A page by hand; its title is followed by the name, and at its foot stands the day on which it was changed."""
    return _PAGE.format(
        title=escape(sheet.title),
        name=escape(body.name),
        menu="\n".join(f'<li><a href="{url}">{escape(label)}</a></li>' for label, url in body.menu),
        html=sheet.html,
        aside=body.more.get("aside_html", ""),
        footer=body.more.get("footer_html", ""),
        links=" | ".join(f'<a href="{url}">{escape(label)}</a>' for label, url in body.footer),
        changed=sheet.more.get("changed", "02.11.2026."),
    )
