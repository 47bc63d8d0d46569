"""The theme that every site of the country wears, as heavy as one in use: style sheets, scripts, and styles in each page's head.

The measure is the median page of a WordPress municipality (6.1, a block theme), as a browser showed it: 4 style sheets of 8.4 kB, 2
scripts of 1.1 kB, 37 kB of HTML with some 23 kB of styles in its head. A country of pages without any of that would be shown for a third
of what real pages cost, and whatever saves showing them would look as if it saved little.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks.country.words import chance_of

_SHEETS, _SHEET_RULES, _HEAD_RULES = 3, 90, 230
_PLACES = ("wrap", "grid", "card", "menu", "panel", "list", "media", "row", "button", "field")
_PARTS = ("", " a", " a:hover", " li", " p", " h2", " img", ":first-child", " > *", "::before")
_SCRIPT = """(function () {{
  var parts = document.querySelectorAll("{selector}");
  for (var i = 0; i < parts.length; i++) {{
    var part = parts[i], box = part.getBoundingClientRect();
    part.classList.toggle("is-{name}-wide", box.width > 600);
    part.dataset.{name} = Math.round(box.width);
  }}
}})();
"""


def files() -> Mapping[str, tuple[str, str]]:
    """The theme's own files by path: what each says, and its content type."""
    sheets = {f"/tema/{number}.css": ("".join(_rules(number, _SHEET_RULES)), "text/css") for number in range(_SHEETS)}
    scripts = {
        "/tema/izvelne.js": (_SCRIPT.format(selector="nav li, header a", name="menu"), "text/javascript"),
        "/tema/saturs.js": (_SCRIPT.format(selector="main p, main li", name="main"), "text/javascript"),
    }
    return sheets | scripts


def worn(page: str) -> str:
    """A page in the theme."""
    sheets = "".join(f'<link rel="stylesheet" href="/tema/{number}.css">' for number in range(_SHEETS))
    head = f'{sheets}<style id="tema">{"".join(_rules("head", _HEAD_RULES))}</style>'
    scripts = '<script src="/tema/izvelne.js" defer></script><script src="/tema/saturs.js" defer></script>'
    return page.replace("</head>", f"{head}{scripts}</head>", 1)


def _rules(key: object, count: int) -> Iterator[str]:
    """Rules that look for much and change nothing that is judged: colours, sizes and names stay what they are."""
    chance = chance_of("theme", key)
    for number in range(count):
        place, part, share = chance.choice(_PLACES), chance.choice(_PARTS), chance.randrange(10, 90)
        yield f".t-{place}-{number}{part}, .t-{place}.is-{number}{part} {{ order: {number}; flex: 0 1 {share}%; tab-size: 4 }}\n"
