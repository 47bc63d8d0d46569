"""Breadth first, each page once, calendars last or never."""

from __future__ import annotations

from crawler.addresses import Scope
from crawler.frontier import Frontier, Lead

SITE = "https://www.piemers.lv"


def frontier(share: int = 50, trap_share: int = 3) -> Frontier:
    return Frontier(Scope.of(SITE), share=share, trap_share=trap_share)


def order(queue: Frontier) -> list[str]:
    found = []
    while (lead := queue.take()) is not None:
        found.append(lead.url.removeprefix(SITE))
    return found


def test_it_is_breadth_first_and_files_wait_one_step() -> None:
    queue = frontier()
    for path, depth in (("/c", 2), ("/a", 1), ("/d.pdf", 1), ("/b", 1)):
        queue.offer(SITE + path, depth)
    assert order(queue) == ["/a", "/b", "/c", "/d.pdf"]


def test_each_page_is_offered_once_and_every_link_to_it_is_remembered() -> None:
    queue = frontier()
    links = [("/kontakti", "Kontakti"), ("/kontakti/", "Sazināties"), ("/kontakti#karte", "Sazināties")]
    assert [queue.offer(SITE + path, 1, f"{SITE}/", label) for path, label in links] == [None, "known", "known"]
    assert queue.labels(f"{SITE}/kontakti") == ("Sazināties", "Kontakti")
    assert queue.found_on(f"{SITE}/kontakti") == (f"{SITE}/",)


def test_what_is_not_the_sites_own_page_is_refused_with_its_reason() -> None:
    offered = {
        "https://cits.lv/": "off-site",
        "https://old.piemers.lv/": "off-site",
        "https://www.piemers.lv:8443/": "off-site",
        "mailto:a@b.lv": "malformed",
        "file:///etc/passwd": "malformed",
        "data:text/html,x": "malformed",
        "ftp://www.piemers.lv/x": "malformed",
        "https://[::1": "malformed",
        f"{SITE}/attels.jpg": "media",
        **{f"{SITE}/{path}": "deed" for path in ("wp-admin/", "wp-login.php?x", "x?replytocom=5", "logout", "lv/user/login?d=1")},
    }
    assert {url: frontier().offer(url, 1) for url in offered} == offered


def test_a_name_and_password_in_an_address_are_left_out() -> None:
    queue = frontier()
    queue.offer("https://lietotajs:parole@www.piemers.lv/x", 1)
    assert order(queue) == ["/x"]


def test_many_pages_of_one_shape_let_the_others_pass_first() -> None:
    queue = frontier(share=2)
    for number in range(4):
        queue.offer(f"{SITE}/zinas/{number}", 1)
    queue.offer(f"{SITE}/kontakti", 2)
    assert order(queue) == ["/zinas/0", "/zinas/1", "/kontakti", "/zinas/2", "/zinas/3"]


def test_without_budget_for_pages_only_files_are_taken() -> None:
    queue = frontier()
    queue.offer(f"{SITE}/a", 1)
    queue.offer(f"{SITE}/b.pdf", 1)
    assert queue.take(pages=False) == Lead(f"{SITE}/b.pdf", 1, None, document=True)
    assert queue.take(pages=False) is None
    assert [lead.url for lead in queue.waiting()] == [f"{SITE}/a"]


def test_a_second_try_comes_after_everything_else() -> None:
    queue = frontier()
    queue.offer(f"{SITE}/a", 1)
    queue.offer(f"{SITE}/b", 5)
    first = queue.take()
    assert first is not None
    queue.again(first)
    assert order(queue) == ["/b", "/a"]


def test_a_page_met_by_a_redirect_is_not_visited_again() -> None:
    queue = frontier()
    assert (queue.meet(f"{SITE}/jauns"), queue.meet(f"{SITE}/jauns/"), queue.offer(f"{SITE}/jauns", 1)) == (True, False, "known")


def test_a_page_known_from_a_site_map_comes_sooner_when_a_link_is_found() -> None:
    queue = frontier()
    queue.offer(f"{SITE}/b", 3)
    queue.offer(f"{SITE}/c", 2)
    queue.offer(f"{SITE}/b", 1, f"{SITE}/", "B")
    assert (len(queue), queue.take(), order(queue), len(queue)) == (2, Lead(f"{SITE}/b", 1, f"{SITE}/"), ["/c"], 0)


def test_what_could_not_be_tried_waits_again() -> None:
    queue = frontier()
    queue.offer(f"{SITE}/a", 1)
    lead = queue.take()
    assert lead is not None
    queue.put_back(lead)
    assert (len(queue), order(queue)) == (1, ["/a"])
