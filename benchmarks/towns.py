"""Many towns on loopback, for benchmarks of whole runs: each has as many pages as asked, made up by arithmetic, no two of them alike."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from aiohttp import web

from data.types import Institution, Kind, Site, Text

NETWORK = "127.0.7"
_TEXT = """
novads pašvaldība dome sēde lēmums budžets iedzīvotājs pakalpojums pieteikums termiņš izglītība skola bērnudārzs ceļš remonts projekts
pilsēta pagasts pārvalde sabiedrība kultūra sports tūrisms uzņēmējs atbalsts pabalsts sociālais dienests konkurss izsole nekustamais
īpašums nodoklis saistošie noteikumi publiska apspriešana attīstība programma stratēģija pārskats gads mēnesis diena adrese tālrunis
"""
_WORDS = _TEXT.split()
_SYLLABLES = [consonant + vowel for consonant in "bdgklmnprstvzž" for vowel in ("a", "ā", "e", "i", "ī", "o", "u", "ē")]
_COMMON = 0.75
_STYLE = "".join(
    f".c{number}{{margin:{number % 9}px;padding:{number % 7}px;color:#{number % 4096:03x};font-size:{12 + number % 9}px}}\n"
    for number in range(300)
)
_SCRIPT = "document.documentElement.dataset.ready='1';" + "".join(
    f"window.f{number}=function(x){{return x*{number};}};" for number in range(400)
)


def page(town: int, number: int, pages: int) -> str:
    """One page: some 8 kB of HTML, three hundred elements, forty links; of one of eight layouts."""
    chance = random.Random(f"{town} {number}")  # noqa: S311 (chance here only needs to be repeatable)
    menu = "".join(f'<li class="c{each}"><a href="/p/{each}">{_words(chance, 2)}</a></li>' for each in range(1, min(pages, 21)))
    near = [2 * number + 1, 2 * number + 2, *(chance.randrange(pages) for _ in range(18))]
    links = "".join(f'<li><a href="/p/{each}">{_words(chance, 4)}</a></li>' for each in near if each < pages)
    text = "".join(f"<h2>{_words(chance, 5)}</h2><p>{_words(chance, 60)}</p><p>{_words(chance, 40)}</p>" for _ in range(4))
    cell = "".join(
        f"<tr><td>{_words(chance, 2)}</td><td>{chance.randrange(10_000)}</td><td>{_words(chance, 3)}</td></tr>" for _ in range(10)
    )
    layout = number % 8
    boxes = "".join(f'<div class="box{layout}-{each}"><section class="c{each}">' for each in range(layout + 1))
    ends = "</section></div>" * (layout + 1)
    title = f"{_words(chance, 4).capitalize()} {number}"
    return (
        f'<!doctype html><html lang="lv"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width">'
        f'<link rel="stylesheet" href="/style.css"></head><body><nav><ul>{menu}</ul></nav>'
        f"<main><h1>{title}</h1>{boxes}{text}"
        f"<table><caption>Dati</caption><tr><th>Kas</th><th>Cik</th><th>Kur</th></tr>{cell}</table><ul>{links}</ul>{ends}</main>"
        f'<form action="/meklet"><label>Meklēt <input name="q"></label></form><footer>Tālrunis 63{number:06d}</footer>'
        '<script src="/script.js"></script></body></html>'
    )


def _words(chance: random.Random, count: int) -> str:
    """Words of the trade, and one in four that no other page has: names of people, places and things."""
    return " ".join(chance.choice(_WORDS) if chance.random() < _COMMON else _name(chance) for _ in range(count))


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=3)) + "s"


def institutions(count: int, port: int) -> Iterator[Institution]:
    """The towns as the registry would know them; they answer under their loopback addresses."""
    for town in range(count):
        name = f"pilseta-{town:03d}"
        yield Institution(name, Text(name, name), Kind.MUNICIPALITY, (Site(f"http://{NETWORK}.{town + 1}:{port}/"),))


@contextmanager
def served(towns: int, pages: int) -> Iterator[int]:
    """The towns, served by a process of their own; gives the port."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(towns, pages, there), daemon=True)
    process.start()
    try:
        yield int(here.recv())
    finally:
        process.terminate()
        process.join()


def _serve(towns: int, pages: int, wire: Connection) -> None:
    asyncio.run(_serving(towns, pages, wire))


async def _serving(towns: int, pages: int, wire: Connection) -> None:
    async def answer(request: web.Request) -> web.Response:
        town = int(request.host.split(":")[0].rpartition(".")[2])
        number = int(request.match_info.get("number", "0"))
        if number >= pages:
            raise web.HTTPNotFound
        return web.Response(text=page(town, number, pages), content_type="text/html")

    def fixed(text: str, kind: str) -> web.RouteDef:
        async def say(_: web.Request) -> web.Response:
            return web.Response(text=text, content_type=kind)

        return web.get("/style.css" if kind == "text/css" else "/script.js", say)

    app = web.Application()
    app.add_routes(
        [web.get("/", answer), web.get(r"/p/{number:\d+}", answer), fixed(_STYLE, "text/css"), fixed(_SCRIPT, "text/javascript")]
    )
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    port = 0
    for town in range(towns):
        site = web.TCPSite(runner, f"{NETWORK}.{town + 1}", port)
        await site.start()
        port = port or int(site._server.sockets[0].getsockname()[1])  # type: ignore[union-attr]  # noqa: SLF001 (aiohttp tells it nowhere else)
    wire.send(port)
    await asyncio.Event().wait()
