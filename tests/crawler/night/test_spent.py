"""The processor time of processes, with those that have ended in whatever way."""

from __future__ import annotations

import subprocess
import sys
import time

import psutil

from crawler.night.spent import Meter

_BUSY = "import time\nwhile time.process_time() < 0.4: pass\nprint(flush=True); time.sleep(60)"
_PARENT = "import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'import time\\nwhile time.process_time() < 0.4: pass'])\ninput()"


def test_it_counts_what_lives_what_has_ended_and_what_was_lost() -> None:
    meter = Meter()
    before = meter.look()
    child = subprocess.Popen([sys.executable, "-c", _BUSY], stdout=subprocess.PIPE, text=True)
    assert child.stdout
    child.stdout.readline()
    lived = meter.look()
    child.kill()
    child.wait()
    child.stdout.close()
    # The system counts in hundredths, and rounds.
    assert lived - before >= 0.3
    assert meter.look() >= lived


def test_a_child_that_was_waited_for_is_its_parents() -> None:
    parent = subprocess.Popen([sys.executable, "-c", _PARENT], stdin=subprocess.PIPE)
    head = psutil.Process(parent.pid)
    meter, limit = Meter(head), time.monotonic() + 20
    while meter.look() < 0.3 and time.monotonic() < limit:
        time.sleep(0.05)
    spent = meter.look()
    parent.communicate(b"\n")
    assert spent >= 0.3
    assert meter.look() == spent, "a process that is gone has spent what it had"
