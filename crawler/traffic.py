"""What came through the proxy for a browser: bytes by host, refusals by host and reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from data.types import Json


@dataclass(slots=True)
class Traffic:
    """Bytes that came from each host, and how often which host was refused and why."""

    bytes: Counter[str] = field(default_factory=Counter)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """The bytes that came in all."""
        return self.bytes.total()

    def add(self, other: Traffic) -> None:
        """Take up what came elsewhere."""
        self.bytes.update(other.bytes)
        self.refused.update(other.refused)

    def account(self) -> dict[str, Json]:
        """As rows, for the log."""
        refused = [{"host": host, "reason": reason, "times": times} for (host, reason), times in sorted(self.refused.items())]
        return {"bytes": dict(sorted(self.bytes.items())), "refused": refused}
