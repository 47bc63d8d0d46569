"""What a night tells while it goes on: one JSON object an event and line, in the folder of the run and where no person watches."""

from __future__ import annotations

import contextlib
import json
import os
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

import structlog

from data.errors import ConfigError

FILE = "night.jsonl"


class NightLog:
    """``with NightLog(folder, run, sys.stdout) as log: log("visit-began", institution="riga")``.

    Every line holds ``at`` (UTC), ``event`` and ``run``. Raises ConfigError where the file cannot be opened; a line that cannot be written
    later, as on a full disk, is told to the stream alone: the night has its own way to find that out.
    """

    def __init__(self, folder: Path, run: str, stream: TextIO | None = None) -> None:
        path = folder / FILE
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _cut_half_line(path)
            self._file = path.open("a", encoding="utf-8")
        except OSError as error:
            raise ConfigError(
                f"{path}: cannot be written ({error.strerror}); make room there, or choose another folder with --out"
            ) from error
        self._logger = structlog.wrap_logger(
            _Lines(self._file, stream),
            processors=[structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"), structlog.processors.JSONRenderer(_dumped)],
            wrapper_class=structlog.BoundLogger,
        ).bind(run=run)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with contextlib.suppress(OSError):
            self._file.close()

    def __call__(self, event: str, **facts: Any) -> None:  # noqa: ANN401 (whatever JSON holds, moments and paths besides)
        """Tell that this has happened."""
        self._logger.info(event, **facts)


class _Lines:
    """Where the lines go."""

    def __init__(self, *files: TextIO | None) -> None:
        self._files = [file for file in files if file is not None]

    def info(self, line: str) -> None:
        """Write the line to each."""
        for file in self._files:
            with contextlib.suppress(OSError):
                file.write(f"{line}\n")
                file.flush()


def _dumped(event: Any, **_: Any) -> str:  # noqa: ANN401 (structlog's signature)
    first = {name: event.pop(name) for name in ("at", "event", "run")}
    return json.dumps({**first, **event}, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _cut_half_line(path: Path) -> None:
    """What a killed night left in the middle of a line would spoil the next."""
    if not path.is_file():
        return
    whole = path.read_bytes()
    if whole and not whole.endswith(b"\n"):
        os.truncate(path, whole.rfind(b"\n") + 1)
