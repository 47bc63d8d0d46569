"""Pages made by hand over the years: two frames of different age, whichever the page was born with, and a language left from a template."""

from __future__ import annotations

from html import escape

from tests.corpus.bodies import Body, Sheet

_OLDER = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{title}</title><link rel="icon" href="data:,"></head>
<body>
<div id="virsa"><img src="/att/logo.svg" width="120" height="60"><span class="liels">{name}</span> <a href="/en.html">English</a></div>
<div id="kreisa">
<table class="izkartojums" width="100%" border="0"><tr><td valign="top" width="200">{menu}</td><td valign="top">
<div class="virsraksts">{title}</div>
{html}
</td></tr></table>
</div>
<div id="apaksa">{footer} {links} Lapa atjaunota: {changed}</div>
</body>
</html>
"""

_NEWER = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{name}</title><style>body{{font-family:sans-serif;max-width:60em;margin:auto}}</style></head>
<body>
<p class="zime"><a href="/">{name}</a></p>
<p class="celi">{paths}</p>
<h3>{title}</h3>
{html}
<hr>
<p>{footer} {links}</p>
<p><small>Lapa atjaunota: {changed}</small></p>
</body>
</html>
"""


def dress(body: Body, sheet: Sheet) -> str:
    """The page in the frame it was made in: ``frame = "newer"`` or the older one."""
    frame = _NEWER if sheet.more.get("frame") == "newer" else _OLDER
    return frame.format(
        name=escape(body.name),
        title=escape(sheet.title),
        menu="".join(f'<a href="{url}">{escape(label)}</a><br>' for label, url in body.menu),
        paths=" / ".join(f'<a href="{url}">{escape(label)}</a>' for label, url in body.menu),
        html=sheet.html,
        footer=body.more.get("footer_html", ""),
        links=" ".join(f'<a href="{url}">{escape(label)}</a>' for label, url in body.footer),
        changed=sheet.more.get("changed", "2026. gada 14. septembrī"),
    )
