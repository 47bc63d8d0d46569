"""The registry tells whose hosts are whose."""

from __future__ import annotations

from crawler.bodies import strangers
from data import registry


def test_the_hosts_of_all_others_are_strangers() -> None:
    known = registry.load()
    riga = known.find("riga")
    found = strangers(riga.sites[0].url)
    own = {host for host, owner in known.hosts.items() if owner == riga.id}
    assert own
    assert found == set(known.hosts) - own


def test_a_site_that_nobody_knows_has_no_strangers() -> None:
    assert (strangers("https://nezinams-novads.test/"), strangers("nekas")) == (frozenset(), frozenset())
