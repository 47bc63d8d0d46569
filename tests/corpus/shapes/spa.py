"""A single-page application: the server gives an empty shell and data; a script builds the page, its title and its links."""

from __future__ import annotations

import json
from typing import Any

from tests.corpus.bodies import Body, Sheet

_SHELL = """<!doctype html>
<html lang="lv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{name}</title>
</head>
<body>
<noscript>Lai izmantotu šo vietni, ieslēdziet JavaScript.</noscript>
<div id="app"></div>
<script id="state" type="application/json">{state}</script>
<script>
{script}
</script>
</body>
</html>
"""

_SCRIPT = """(function () {
  var state = JSON.parse(document.getElementById('state').textContent);
  function make(tag, attributes, inner) {
    var node = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    if (typeof inner === 'string') { node.innerHTML = inner; }
    (Array.isArray(inner) ? inner : []).forEach(function (child) { node.appendChild(child); });
    return node;
  }
  function links(pairs) {
    return make('ul', {}, pairs.map(function (pair) {
      var link = make('a', {href: pair[1]});
      link.textContent = pair[0];
      return make('li', {}, [link]);
    }));
  }
  document.title = state.title + ' · ' + state.name;
  var heading = make('h1', {});
  heading.textContent = state.title;
  var crumbs = state.path === '/' ? [] : [make('nav', {'aria-label': 'Ceļš', 'class': 'breadcrumbs'},
    '<ol><li><a href="/">Sākums</a></li><li aria-current="page">' + state.title + '</li></ol>')];
  document.getElementById('app').appendChild(make('div', {'class': 'layout'}, [
    make('header', {'class': 'app-header'}, [
      make('a', {href: '/', 'class': 'brand'}, '<img src="/assets/logo.svg" width="48" height="48" alt="Sākumlapa: ' + state.name + '">'),
      make('button', {type: 'button', 'class': 'translate-widget'}, 'Tulkot ar Google'),
      make('nav', {'aria-label': 'Galvenā izvēlne'}, [links(state.menu)]),
      make('form', {action: '/meklesana', method: 'get', role: 'search'},
        '<label for="mekl">Meklēt vietnē</label><input id="mekl" type="search" name="q"><button>Meklēt</button>')
    ])
  ].concat(crumbs, [
    make('main', {id: 'saturs'}, [heading, make('div', {'class': 'content'}, state.html)]),
    make('section', {'class': 'rate', 'aria-label': 'Lapas vērtējums'},
      '<p>Novērtē šo lapu:</p><button type="button">Noderēja</button> <button type="button">Nenoderēja</button>'),
    make('footer', {'class': 'app-footer'}, [make('div', {}, state.footer), links(state.links)])
  ])));
  var chat = make('button', {type: 'button', 'class': 'chat-launcher', 'aria-label': 'Virtuālais asistents Dzelmis'}, 'Jautā Dzelmim');
  document.body.appendChild(chat);
  Array.prototype.forEach.call(document.querySelectorAll('[data-user]'), function (place) {
    var mail = place.getAttribute('data-user') + String.fromCharCode(64) + place.getAttribute('data-host');
    place.appendChild(make('a', {href: 'mailto:' + mail}, mail));
  });
}());"""


def dress(body: Body, sheet: Sheet) -> str:
    """The shell with the page's data: without a browser there is neither text nor link."""
    told = {
        "path": sheet.path,
        "title": sheet.title,
        "name": body.name,
        "html": sheet.html,
        "menu": body.menu,
        "links": body.footer,
        "footer": body.more.get("footer_html", ""),
    }
    return _SHELL.format(name=body.name, state=_packed(told), script=_SCRIPT)


def _packed(told: dict[str, Any]) -> str:
    """JSON in which no mark can end the script."""
    return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e")
