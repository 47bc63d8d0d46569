"""A site of the year 2004: tables for layout, windows-1257, addresses that end in .htm, one title for every page, no landmarks."""

from __future__ import annotations

from html import escape

from tests.corpus.bodies import Body, Sheet

_PAGE = """<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=windows-1257">
<title>{name}</title>
</head>
<body bgcolor="#ffffee" topmargin="0" leftmargin="0">
<table width="780" border="0" cellspacing="0" cellpadding="0" align="center">
<tr><td colspan="2" bgcolor="#336633"><font color="#ffffff" size="5"><b>{name}</b></font>
<a href="/index_en.htm"><font color="#ffffff">EN</font></a></td></tr>
<tr>
<td width="180" valign="top" bgcolor="#ddeecc">
<table border="0" cellpadding="4">{menu}</table>
<marquee behavior="scroll">{marquee}</marquee>
</td>
<td valign="top">
<table border="0" cellpadding="8" width="100%"><tr><td>
<font size="4" color="#336633"><b>{title}</b></font><br><br>
{html}
</td></tr></table>
</td>
</tr>
<tr><td colspan="2" align="center"><font size="1">{footer} {links}</font></td></tr>
</table>
</body>
</html>
"""


def dress(body: Body, sheet: Sheet) -> str:
    """A page in its tables; the server says which letters it is written in."""
    return _PAGE.format(
        name=escape(body.name),
        title=escape(sheet.title),
        html=sheet.html,
        menu="".join(f'<tr><td><a href="{url}"><font size="2">{escape(label)}</font></a></td></tr>' for label, url in body.menu),
        marquee=body.more.get("marquee", ""),
        footer=body.more.get("footer_html", ""),
        links=" | ".join(f'<a href="{url}">{escape(label)}</a>' for label, url in body.footer),
    )
