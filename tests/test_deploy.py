"""What ``deploy/`` holds is looked at by those who will read it: systemd's own tools, the kernel, parsers of YAML and cron lines.

Images are built where there is Docker; here Dockerfile and compose file are parsed and held to rules that linters of them have.
"""

from __future__ import annotations

import ctypes.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from crawler.browsers import find_browser
from data.settings import Settings

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [path for path in UNITS if path.suffix == ".service" and "@" not in path.name]
INSTALLED = "/opt/eindekss/.venv/bin/eindekss"
systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None,
    reason="systemd-analyze is not here: 'make systemd' gets it (Debian, as root: apt-get install systemd)",
)


def analyze(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["systemd-analyze", *words], capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"})


def settings(path: Path) -> dict[str, list[str]]:
    """The settings of a unit by name; systemd lets some stand several times."""
    found: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if "=" in line and not line.startswith(("#", "[")):
            name, value = line.split("=", 1)
            found.setdefault(name, []).append(value)
    return found


@systemd
@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_finds_no_fault_in_the_units(unit: Path, tmp_path: Path) -> None:
    # The units as they are, but for a command that is here: systemd looks whether it can be run.
    for path in UNITS:
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8").replace(INSTALLED, "/bin/true"), encoding="utf-8")
    (tmp_path / "sendmail").touch(mode=0o755)
    done = analyze("verify", "--man=no", "--recursive-errors=yes", str(tmp_path / unit.name.replace("@.", "@eindekss-night.service.")))
    told = [line for line in done.stderr.splitlines() if "eindekss" in line]
    assert (done.returncode, told) == (0, [])


@systemd
def test_dusk_comes_every_day_of_the_year() -> None:
    months = []
    for when in settings(DEPLOY / "systemd/eindekss-night.timer")["OnCalendar"]:
        done = analyze("calendar", "--base-time=2026-11-24 12:00:00 UTC", when)
        assert done.returncode == 0, done.stderr
        assert "Next elapse:" in done.stdout
        months += re.findall(r"\d\d", when.split("-")[1])
    assert sorted(months) == [f"{month:02}" for month in range(1, 13)]
    winter = analyze("calendar", "--base-time=2026-11-24 12:00:00 UTC", settings(DEPLOY / "systemd/eindekss-night.timer")["OnCalendar"][0])
    assert "2026-11-24 17:00:00 UTC" in winter.stdout or "2026-11-24 19:00:00 E" in winter.stdout


@systemd
@pytest.mark.parametrize(("name", "most"), [("night", 3.0), ("backup", 1.5), ("prune", 1.5)])
def test_units_are_shut_in(name: str, most: float) -> None:
    done = analyze("security", "--offline=yes", f"--threshold={round(most * 10)}", str(DEPLOY / f"systemd/eindekss-{name}.service"))
    if "unrecognized option" in done.stderr:
        pytest.skip("this systemd-analyze is too old to judge a unit that is not installed (before 250)")
    assert done.returncode == 0, done.stdout[-300:]


def test_a_night_is_given_time_to_seal_and_its_exit_codes_are_known() -> None:
    night = settings(DEPLOY / "systemd/eindekss-night.service")
    assert night["SuccessExitStatus"] == ["3"]
    assert night["KillMode"] == ["mixed"], "workers hear of the end from the night, and are not killed under it"
    assert night["KillSignal"] == ["SIGTERM"]
    assert night["TimeoutStopSec"] == ["15min"]
    assert "MemoryDenyWriteExecute" not in night, "the browser writes its machine code at run time"
    for path in SERVICES:
        assert settings(path)["OnFailure"] == ["eindekss-failed@%n.service"]
    for path in UNITS:
        if path.suffix == ".timer":
            assert settings(path)["Persistent"] == ["yes"]
            assert "RandomizedDelaySec" in settings(path)


@pytest.mark.parametrize(("hour", "goes"), [("18", True), ("23", True), ("05", True), ("06", False), ("12", False), ("17", False)])
def test_by_day_no_night_begins(hour: str, *, goes: bool, tmp_path: Path) -> None:
    clock = tmp_path / "date"
    clock.write_text(f"#!/bin/sh\necho {hour}\n", encoding="utf-8")
    clock.chmod(0o755)
    line = settings(DEPLOY / "systemd/eindekss-night.service")["ExecCondition"][0].replace("$$", "$").replace("%%", "%")
    done = subprocess.run(shlex.split(line), env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, check=False)
    assert (done.returncode == 0) is goes


@systemd
def test_container_and_unit_allow_the_same() -> None:
    before = (DEPLOY / "seccomp.json").read_text(encoding="utf-8")
    script = f"import sys; sys.path.insert(0, {str(DEPLOY)!r}); import seccomp; print(seccomp.profile(seccomp.UNIT.read_text()), end='')"
    now = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    names, today = (set(json.loads(text)["syscalls"][0]["names"]) for text in (before, now))
    # Groups grow from one systemd to the next; what is kept here must be in them, and nearly all of them.
    assert len(names - today) <= 5
    assert {"clone", "unshare", "chroot", "seccomp"} <= names
    assert names.isdisjoint({"mount", "ptrace", "bpf", "reboot", "keyctl", "kexec_load", "init_module", "userfaultfd", "io_uring_setup"})


_UNDER = """
import ctypes, json, os, sys
profile, browser, home, taken = sys.argv[1:]
library = ctypes.CDLL("libseccomp.so.2")
library.seccomp_init.restype = ctypes.c_void_p
context = ctypes.c_void_p(library.seccomp_init(0x00050001))
for name in set(json.load(open(profile))["syscalls"][0]["names"]) - set(taken.split(",")):
    number = library.seccomp_syscall_resolve_name(name.encode())
    if number >= 0:
        library.seccomp_rule_add(context, 0x7FFF0000, number, 0)
if os.getuid() == 0:
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
os.environ["HOME"] = home
assert library.seccomp_load(context) == 0
page = "data:text/html,<p>seen</p><script>document.body.append(6*7)</script>"
os.execv(browser, [browser, "--headless", "--disable-gpu", "--user-data-dir=" + home, "--dump-dom", page])
"""


def _look(taken: str, home: Path) -> str:
    browser = str(find_browser(Settings()).path)
    home.mkdir(mode=0o777)
    home.chmod(0o777)
    for folder in (home.parent, home.parent.parent, home.parent.parent.parent):
        folder.chmod(folder.stat().st_mode | 0o011)
    done = subprocess.run(
        [sys.executable, "-c", _UNDER, str(DEPLOY / "seccomp.json"), browser, str(home), taken],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.skipif(
    ctypes.util.find_library("seccomp") is None, reason="libseccomp is not here (Debian, as root: apt-get install libseccomp2)"
)
def test_the_browser_works_in_its_sandbox_under_the_profile_and_not_without_namespaces(tmp_path: Path) -> None:
    closed = _look("unshare,clone,chroot", tmp_path / "closed")
    seen = _look("", tmp_path / "open")
    if "No usable sandbox" in seen:
        pytest.skip("this kernel gives no user namespaces to those who are not root")
    assert "42</body>" in seen
    assert "42</body>" not in closed


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile with their words, lines that go on joined."""
    text = re.sub(r"\\\n\s*", " ", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in lines]


def test_the_image_is_pinned_locked_and_not_root() -> None:
    found = instructions()
    of = {name: [words for other, words in found if other == name] for name, _ in found}
    assert re.search(r"(:\d+\.\d+\.\d+-|@sha256:)", of["ARG"][0])
    assert all(words.startswith("${BASE}") for words in of["FROM"])
    assert any("--require-hashes -r requirements.lock" in words for words in of["RUN"])
    assert all("--no-install-recommends" in words and "rm -rf /var/lib/apt/lists" in words for words in of["RUN"] if "apt-get" in words)
    assert not any("sudo" in words or "curl" in words or "--no-sandbox" in words for _, words in found)
    assert not any(name == "ADD" for name, _ in found)
    assert of["USER"] == ["10001:10001"]
    assert found.index(("USER", "10001:10001")) > max(place for place, (name, _) in enumerate(found) if name == "RUN")
    assert json.loads(of["HEALTHCHECK"][0].split("CMD ")[1])[0] == "eindekss"
    assert json.loads(of["ENTRYPOINT"][0])[-1] == "eindekss"


def test_what_the_image_copies_is_sent_and_no_more() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    sent = {line[1:] for line in ignored if line.startswith("!")}
    copied = {word for name, words in instructions() if name == "COPY" and "--from" not in words for word in words.split()[:-1]}
    assert "*" in ignored
    assert copied == sent
    assert "data/var" in ignored
    assert all((ROOT / name).exists() for name in copied)


def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    return found


@pytest.mark.parametrize("name", ["night", "morning", "backup", "prune"])
def test_containers_are_shut_in(name: str) -> None:
    service = services()[name]
    profile = next(each for each in service["security_opt"] if each.startswith("seccomp:")).removeprefix("seccomp:")
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert (DEPLOY / profile).exists()
    assert service["user"] == "10001:10001"
    assert any(volume.endswith(":/var/lib/eindekss") for volume in service["volumes"])
    assert "privileged" not in service
    assert "ports" not in service
    assert name == "night" or service["network_mode"] == "none"


def cron() -> list[list[str]]:
    lines = (DEPLOY / "eindekss.cron").read_text(encoding="utf-8").splitlines()
    return [line.split(None, 6) for line in lines if re.match(r"[\d*]", line)]


def test_cron_lines_are_cron_lines() -> None:
    ranges = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
    assert len(cron()) == 3
    for *fields, user, command in cron():
        assert all(field == "*" or least <= int(field) <= most for field, (least, most) in zip(fields, ranges, strict=True))
        assert user == "eindekss"
        assert "%" not in command, "cron reads a per cent sign as the end of the line"
        assert subprocess.run(["sh", "-n", "-c", command], check=False).returncode == 0


@pytest.mark.parametrize(("code", "speaks"), [(0, False), (3, False), (1, True), (2, True)])
def test_cron_speaks_of_a_night_that_failed_and_of_no_other(code: int, *, speaks: bool, tmp_path: Path) -> None:
    for name, body in {"eindekss": f'test "$1" = night && exit {code}; exit 0', "true": ""}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    command = cron()[0][-1].replace("/opt/eindekss", str(tmp_path)).replace("/var/log/eindekss", str(tmp_path))
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, env={"PATH": f"{tmp_path}:/usr/bin:/bin"})
    assert (f"exit code {code}" in done.stdout) is speaks


def _verbs() -> set[str]:
    """Every verb that deployment tells anybody, or a machine, to use."""
    told = [
        path.read_text(encoding="utf-8") for path in (*UNITS, DEPLOY / "eindekss.cron", ROOT / "docs/deploy.md", ROOT / "docs/night.md")
    ]
    named = {verb for text in told for verb in re.findall(r"(?:bin/|[`'{&] ?|run --rm |^)eindekss ([a-z-]+)", text, re.MULTILINE)}
    return named | {service["command"][0] for service in services().values()}


def test_every_verb_of_deployment_is_in_the_menu() -> None:
    menu = set(entry_points(group="eindekss.commands").names)
    assert {"night", "morning", "backup", "prune"} <= _verbs()
    assert _verbs() - menu == set()


def test_commands_are_given_options_that_they_have() -> None:
    menu = {entry.name: entry.load() for entry in entry_points(group="eindekss.commands") if entry.name in _verbs()}
    commands = [line for path in SERVICES for name, lines in settings(path).items() if name.startswith("Exec") for line in lines]
    given = [shlex.split(line.split("bin/eindekss ", 1)[1]) for line in commands if "bin/eindekss " in line]
    given += [service["command"] for service in services().values()]
    assert len(given) == 8
    for verb, *words in given:
        menu[verb].make_context(verb, list(words))
