"""Writes ``seccomp.json``: what a container may ask of the kernel is what the systemd unit may, one list for both.

``python deploy/seccomp.py`` on a machine with systemd. Docker's own list forbids the user namespaces that Chromium's sandbox is made of.
"""

# ruff: noqa: INP001 (a folder of files for systems, and no package)

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
UNIT = HERE / "systemd" / "eindekss-night.service"
PROFILE = HERE / "seccomp.json"


def calls(name: str) -> set[str]:
    """A system call, or those of a group, with the groups in it."""
    if not name.startswith("@"):
        return {name}
    answer = subprocess.run(["systemd-analyze", "syscall-filter", "--no-pager", name], capture_output=True, text=True, check=True)  # noqa: S603, S607 (our own names)
    lines = (line.strip() for line in answer.stdout.splitlines()[1:])
    return {call for line in lines if line and not line.startswith("#") for call in calls(line)}


def allowed(unit: str) -> list[str]:
    """The system calls that the unit allows, in the order of the alphabet; a line that begins with ``~`` takes some away again."""
    found: set[str] = set()
    for line in re.findall(r"^SystemCallFilter=(.+)$", unit, re.MULTILINE):
        named = {call for name in line.removeprefix("~").split() for call in calls(name)}
        found = found - named if line.startswith("~") else found | named
    return sorted(found)


def profile(unit: str) -> str:
    """The profile as Docker and Podman read it; whatever is not listed ends in EPERM."""
    told = {
        "defaultAction": "SCMP_ACT_ERRNO",
        "defaultErrnoRet": 1,
        "archMap": [{"architecture": "SCMP_ARCH_X86_64"}, {"architecture": "SCMP_ARCH_AARCH64"}],
        "syscalls": [{"names": allowed(unit), "action": "SCMP_ACT_ALLOW"}],
    }
    return json.dumps(told, indent=1) + "\n"


if __name__ == "__main__":
    PROFILE.write_text(profile(UNIT.read_text(encoding="utf-8")), encoding="utf-8")
