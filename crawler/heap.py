"""The C heap of a process that lives for a whole night: few arenas, and what a visit leaves behind is given back to the system."""

from __future__ import annotations

import ctypes
import gc

_ARENA_MAX = -8
"""``M_ARENA_MAX`` of ``mallopt`` (glibc's malloc.h)."""
_ARENAS = 2
"""One for the event loop, one for all its threads: glibc's own eight for each core are never given back."""


def few_arenas() -> None:
    """Keep the heap together, for as long as this process lives. Does nothing where the C library is not glibc."""
    if found := _glibc("mallopt"):
        found(_ARENA_MAX, _ARENAS)


def settle() -> None:
    """What is there by now stays to the end: the collector need not walk it again after each visit."""
    gc.collect()
    gc.freeze()


def give_back() -> None:
    """Collect what is in cycles, and give free pages back to the system. Does only the first where the C library is not glibc."""
    gc.collect()
    trim()


def trim() -> None:
    """Give free pages back to the system. Does nothing where the C library is not glibc."""
    if found := _glibc("malloc_trim"):
        found(0)


def _glibc(name: str) -> ctypes._NamedFuncPointer | None:
    try:
        return getattr(ctypes.CDLL(None), name, None)
    except (OSError, TypeError):
        return None
