"""Cookie banners and walls: recorded as they stand, answered only when asked, and never taken for what was before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from data.types import Outcome
from reports.cli import consent
from tests.crawler.serving import Seen
from tests.hostile.behaviours import behaviour
from tests.hostile.browsing import MODEST, WORDS
from tests.hostile.web import Said, Site, Web, html

FIXED = "position: fixed; bottom: 0; left: 0; right: 0; padding: 20px; background: #eee"
BANNER = f"""<div id=josla style="{FIXED}">Vietnē izmanto sīkdatnes <button>Piekrītu</button> <button>Nepiekrītu</button></div>"""
ANSWERING = """<script>document.cookie = "PHPSESSID=1";
josla.addEventListener("click", ({target}) => {
  if (target.textContent === "Piekrītu") { document.cookie = "_ga=1"; new Image().src = "%s"; }
  if (target.localName === "button") { fetch("/piekrisana", {method: "POST", body: target.textContent}).catch(() => {}); josla.remove(); }
})</script>"""


def banner(seen: Seen) -> Any:
    return next(page for page in seen.snapshot.pages if page.depth == 0).artifacts["consent"]


def outcome(seen: Seen, indicator: str) -> Outcome:
    return next(each.finding.outcome for each in seen.observations if each.indicator == indicator and each.subject == seen.snapshot.site)


@pytest.fixture
def town(web: Web) -> Site:
    other = web.site("seko.test", {"*": Said(b"x", headers={"Content-Type": "image/png"})})
    answering = ANSWERING % f"{other.url}seko.png"
    return web.site("pilseta.test", {"/": html(WORDS + BANNER + answering), "/robots.txt": MODEST})


@behaviour("Consent", does="shows a cookie banner", told="recorded with its buttons; nothing is pressed")
def test_a_banner_is_left_alone(web: Web, town: Site, tmp_path: Path) -> None:
    seen = web.visit(town, tmp_path, render=1)
    told = banner(seen)
    assert (told["present"], told["wall"], told["asked"], told["clicked"], told["after"]) == (True, False, "none", None, None)
    assert told["buttons"] == [{"text": "Piekrītu", "does": "accept"}, {"text": "Nepiekrītu", "does": "reject"}]
    assert outcome(seen, "cookies-before-consent") == Outcome.PASSED
    assert web.sites[0].asked == []


@behaviour("Consent", does="begins to follow its visitors once they agree", told="seen with --consent accept, and told apart from before")
def test_agreeing_changes_what_is_after_and_not_what_was_before(web: Web, town: Site, tmp_path: Path) -> None:
    seen = web.visit(town, tmp_path, render=1, consent="accept")
    told = banner(seen)
    assert (told["clicked"], told["gone"], [row["name"] for row in told["after"]["cookies"]]) == ("Piekrītu", True, ["PHPSESSID", "_ga"])
    assert [row["url"] for row in told["after"]["requests"] if row["third_party"]] == [f"{web.sites[0].url}seko.png"]
    assert outcome(seen, "cookies-before-consent") == Outcome.PASSED, "what came after the click is not held against the site"
    assert {row.request.method for row in town.asked} == {"GET"}, "the answer itself is never sent"


@behaviour("Consent", does="covers the page until its visitors answer", told="recorded as a wall; the page is judged as it is seen")
def test_a_cookie_wall(web: Web, tmp_path: Path) -> None:
    wall = BANNER.replace("bottom: 0", "inset: 0")
    seen = web.visit(web.site("pilseta.test", {"/": html(WORDS + wall), "/robots.txt": MODEST}), tmp_path, render=1)
    assert (banner(seen)["wall"], seen.snapshot.coverage.rendered) == (True, 1)


@behaviour("Consent", does="lets its visitors agree only", told="`no-such-button` with --consent reject; nothing is pressed")
def test_no_way_to_refuse(web: Web, tmp_path: Path) -> None:
    body = BANNER.replace("<button>Nepiekrītu</button>", "")
    seen = web.visit(web.site("pilseta.test", {"/": html(WORDS + body), "/robots.txt": MODEST}), tmp_path, render=1, consent="reject")
    assert (banner(seen)["why_not"], banner(seen)["clicked"]) == ("no-such-button", None)


@behaviour("Consent", does="differs before consent, after agreeing, after refusing", told="`eindekss consent` compares the three")
def test_the_three_states_are_compared(web: Web, town: Site, tmp_path: Path) -> None:
    paths = []
    for asked in ("none", "accept", "reject"):
        (tmp_path / asked).mkdir()
        web.visit(town, tmp_path / asked, render=1, consent=asked)
        paths.append(str(tmp_path / asked / "pilseta-test.sqlite"))
    done = CliRunner().invoke(consent, paths, catch_exceptions=False)
    assert done.exit_code == 0
    table = [line.split("\t") for line in done.output.splitlines()]
    assert table[1][:7] == [town.url, "1", "2", "1", "0", "1", "0"]
    assert "only after accept: cookie _ga (pilseta.test)" in done.output.splitlines()
    assert "only after accept: host seko.test" in done.output.splitlines()
    assert "only after reject" not in done.output
