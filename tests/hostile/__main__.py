"""``python -m tests.hostile``: writes docs/web-behaviours.md from the tests."""

from __future__ import annotations

from tests.hostile.behaviours import DOCUMENT, document

DOCUMENT.write_text(document(), encoding="utf-8")
