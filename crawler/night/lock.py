"""One night at a time: a lock that the system itself lets go of when its holder dies, and that tells who holds it."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from data.errors import ConfigError

_EVERY = 0.1


@contextmanager
def held(path: Path, run: str, *, patience: float = 0.0) -> Iterator[None]:
    """Hold the lock as long as this lasts. What its file says is only told to people: the lock itself is the system's (flock), so that
    one who was killed, or whose machine was started anew, blocks nobody.

    Raises ConfigError naming the holder where another still has it after ``patience`` seconds.
    """
    with _opened(path) as file:
        _take(file, path, time.monotonic() + patience)
        told = {"pid": os.getpid(), "host": socket.gethostname(), "since": datetime.now(UTC).isoformat(timespec="seconds"), "run": run}
        _write(file, json.dumps(told) + "\n")
        try:
            yield
        finally:
            _write(file, "")


@contextmanager
def shared(path: Path | None) -> Iterator[None]:
    """Keep others from holding the lock while this lasts: for the worker of a night, which may outlive it by the sealing of a bundle."""
    if path is None:
        yield
        return
    with _opened(path) as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def beside(path: Path) -> Path:
    """The lock of the workers of the night that holds this one."""
    return path.with_name(f"{path.name}.worker")


def holder(path: Path) -> str:
    """Who holds it, in words; empty where what is written there tells nobody.

    >>> holder(Path("/nowhere/night.lock"))
    ''
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return f"process {told['pid']} on {told['host']}, since {told['since']}, run {told['run']}"
    except (OSError, ValueError, LookupError, TypeError):
        return ""


def _opened(path: Path) -> TextIO:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("a+", encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: the lock cannot be made ({error.strerror}); choose another place with --lock") from error


def _take(file: TextIO, path: Path, limit: float) -> None:
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= limit:
                who = holder(path) or "another process"
                raise ConfigError(f"{path}: a night is under way ({who}); wait for its end, or end that process") from None
            time.sleep(_EVERY)
        else:
            return


def _write(file: TextIO, text: str) -> None:
    try:
        file.truncate(0)
        file.write(text)
        file.flush()
    except OSError:
        # The disk is full; the lock holds all the same, and who looks is told less.
        return
