"""A module of ours that works in a process of its own, which may die or be killed and is then started anew."""

from __future__ import annotations

import asyncio
import sys

LENGTH = 8
"""Bytes that say, before each piece of work, how long it is (big-endian)."""
_LONGEST_LINE = 1 << 20


class Child:
    """``Child("crawler.gatherers.pdf")``: started when it is first given work. ``quiet`` throws away what it complains of."""

    def __init__(self, module: str, *, quiet: bool = False) -> None:
        self._module, self._quiet = module, quiet
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int | None:
        """The process, while there is one."""
        return self._process.pid if self._process is not None and self._process.returncode is None else None

    async def send(self, work: bytes) -> asyncio.StreamReader:
        """Give it a piece of work; returns where it answers. Whoever does not read the whole answer must ``end`` it. Raises OSError."""
        process = await self.start()
        if process.stdin is None or process.stdout is None:
            raise OSError("the process has no pipes")
        process.stdin.write(len(work).to_bytes(LENGTH, "big") + work)
        await process.stdin.drain()
        return process.stdout

    async def end(self) -> None:
        """Kill it; the next piece of work is for another process."""
        process, self._process = self._process, None
        if process is not None:
            if process.returncode is None:
                process.kill()
            await process.wait()

    async def start(self) -> asyncio.subprocess.Process:
        """Start it, unless it runs; ``send`` does so too. Raises OSError where the machine gives no process."""
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", self._module),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL if self._quiet else None,
                limit=_LONGEST_LINE,
                # A Ctrl-C is for the run to hear, which then ends this process in order; when the run is killed, its pipe closes.
                start_new_session=True,
            )
        return self._process
