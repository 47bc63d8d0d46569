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


def test_kinds_take_turns_at_each_depth() -> None:
    queue = frontier()
    for path in ("/zinas/1", "/zinas/2", "/zinas/3", "/kontakti", "/projekti/liels-darbs", "/projekti/mazs-darbs", "/budzets"):
        queue.offer(SITE + path, 1)
    queue.offer(f"{SITE}/dziļāk", 2)
    found = order(queue)
    assert found[:4] == ["/zinas/1", "/kontakti", "/projekti/liels-darbs", "/budzets"]
    assert found[4:] == ["/zinas/2", "/projekti/mazs-darbs", "/zinas/3", "/dzi%C4%BC%C4%81k"]


def test_a_closed_kind_is_left_out_of_the_queue_and_told() -> None:
    queue = frontier()
    for year in range(2026, 2036):
        queue.offer(f"{SITE}/kalendars/{year}/01/", 1)
    for _ in range(5):
        lead = queue.take()
        assert lead is not None
        queue.saw(lead.url, frozenset({1, 2, 3}), 0)
    assert (queue.take(), len(queue)) == (None, 0)
    assert (queue.offer(f"{SITE}/kalendars/2040/01/", 1), queue.offer(f"{SITE}/kalendars/2040/01/", 1)) == ("calendar", "known")
    assert [(kind.shape, reason, count, kind.hole) for kind, reason, count in queue.closed()] == [("/kalendars/0/0/", "calendar", 6, False)]


def test_a_kind_that_had_its_share_is_told_when_the_visit_ends_before_it_did() -> None:
    queue = frontier(share=2)
    for number in range(5):
        queue.offer(f"{SITE}/zinas/{number}", 1)
    queue.take()
    assert [(kind.shape, reason, count) for kind, reason, count in queue.closed()] == [("/zinas/0", "share", 4)]


def test_what_leads_to_an_address_leads_to_the_page_that_it_was_joined_to() -> None:
    queue = frontier()
    queue.offer(f"{SITE}/a", 1, f"{SITE}/", "Pirmais")
    queue.offer(f"{SITE}/b", 1, f"{SITE}/", "Otrais")
    assert queue.join(f"{SITE}/b", f"{SITE}/a")
    queue.offer(f"{SITE}/b/", 2, f"{SITE}/c", "Otrais")
    assert queue.labels(f"{SITE}/a") == ("Otrais", "Pirmais")
    assert queue.found_on(f"{SITE}/a") == (f"{SITE}/", f"{SITE}/c")
    assert not queue.join(f"{SITE}/a", f"{SITE}/b")


def test_hosts_that_look_like_the_sites_are_told() -> None:
    queue = Frontier(Scope.of(SITE, ["old.piemers.lv"], ["cita.lv"]))
    offered = ("https://old.piemers.lv/", "https://test.piemers.lv/a", "https://www.cita.lv/", "https://nekas.lv/")
    assert {queue.offer(url, 1) for url in offered} == {"off-site"}
    assert queue.strangers == {"old.piemers.lv": "old-or-trial", "test.piemers.lv": "old-or-trial", "www.cita.lv": "other-body"}


def test_what_a_page_that_says_nothing_new_leads_to_waits_for_all_others() -> None:
    queue = frontier()
    for number in range(4):
        queue.saw(f"{SITE}/zinas/{number}", frozenset({1, 2, 3}), 0)
    assert queue.poor(f"{SITE}/zinas/9", frozenset({1, 2, 3}))
    assert not queue.poor(f"{SITE}/zinas/9", frozenset({7, 8, 9}))
    queue.offer(f"{SITE}/a", 1, late=True)
    queue.offer(f"{SITE}/b", 5)
    assert order(queue) == ["/b", "/a"]


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
