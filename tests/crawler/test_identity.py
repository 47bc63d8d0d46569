"""A site's keeper can tell from each request who asks and whom to write to."""

from __future__ import annotations

import re

from crawler.identity import user_agent
from data.settings import Settings


def test_the_user_agent_names_us_our_version_and_where_we_are_reached() -> None:
    assert re.fullmatch(r"eindekss/\d+(\.\w+)+ \(\+https://piemers\.lv/bots\)", user_agent(Settings(contact="https://piemers.lv/bots")))
