"""Whose hosts are whose, as the registry knows it: what another body says is never taken for a site's own words."""

from __future__ import annotations

from functools import cache

from data import addresses, registry


@cache
def strangers(site: str) -> frozenset[str]:
    """The hosts (without www) of all other bodies than the one whose site this is; none for a site that the registry does not know."""
    try:
        owner = _hosts().get(addresses.host(site))
    except ValueError:
        return frozenset()
    return frozenset(host for host, body in _hosts().items() if owner is not None and body != owner)


@cache
def _hosts() -> dict[str, str]:
    return dict(_registry().hosts)


def named(title: str) -> tuple[str, ...]:
    """The ids of the registered bodies that a name can mean."""
    return _registry().names.find(title)


@cache
def _registry() -> registry.Registry:
    return registry.load()
