"""What a long-lived process gives back."""

from __future__ import annotations

import ctypes
import subprocess
import sys
import weakref

import pytest

from crawler import heap


class _Knot:
    def __init__(self) -> None:
        self.self = self


def test_what_hangs_in_cycles_is_let_go() -> None:
    knot = weakref.ref(_Knot())
    heap.give_back()
    assert knot() is None


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="the C library is not glibc")
def test_free_pages_go_back_to_the_system() -> None:
    probe = """
import psutil
from crawler import heap
heap.few_arenas()
kept = [bytearray(60_000) for _ in range(3_000)]
kept = kept[-1:]  # the last one holds the top of the heap, so that nothing below it is given back unasked
before = psutil.Process().memory_info().rss
heap.give_back()
print((before - psutil.Process().memory_info().rss) >> 20)
"""
    told = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, timeout=60)
    assert int(told.stdout) > 100


def test_what_was_there_before_is_not_walked_again() -> None:
    probe = """
import gc
from crawler import heap
heap.settle()
print(gc.get_freeze_count() > 1000, len(gc.get_objects()) < 1000)
"""
    told = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.split() == ["True", "True"]


def test_a_library_without_them_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
    heap.few_arenas()
    heap.give_back()
