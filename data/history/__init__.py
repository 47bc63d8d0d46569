"""What the store knows of every answer over time: since when it holds, when it was last confirmed, and from whom it was inherited."""

from data.history.kept import History
from data.history.spells import Spell

__all__ = ["History", "Spell"]
