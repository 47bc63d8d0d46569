"""No test leaves this machine: what a command would ask of the outside is turned off, unless a test turns it on."""

from __future__ import annotations

import os

os.environ |= {"EINDEKSS_LINKS_AWAY": "0", "EINDEKSS_RESOLVER": "none", "EINDEKSS_OPEN_DATA": "none", "EINDEKSS_ODATA": "none"}
