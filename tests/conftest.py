"""No test leaves this machine, nor is any about its speed: what a command would ask of the outside is off unless a test turns it on."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

os.environ |= {"EINDEKSS_LINKS_AWAY": "0", "EINDEKSS_RESOLVER": "none", "EINDEKSS_OPEN_DATA": "none", "EINDEKSS_ODATA": "none"}

_FIXED = os.environ.get("EINDEKSS_SEARCH") != "1"

# How long an example takes is of the machine's moment: a busy one must not make a property fail. Nor does chance: the
# same examples are tried every time, until the property is written anew (EINDEKSS_SEARCH=1 seeks others).
settings.register_profile(
    "patient", parent=settings.default, derandomize=_FIXED, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("patient")
