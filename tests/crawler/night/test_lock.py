"""The lock of the night: it holds while its holder lives, and not a moment longer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from crawler.night.lock import beside, held, holder, shared
from data.errors import ConfigError

ROOT = Path(__file__).parents[3]
HOLD = (
    "import sys; from pathlib import Path; from crawler.night.lock import held\n"
    "with held(Path(sys.argv[1]), 'vakars'): print('held', flush=True); sys.stdin.read()"
)


def test_one_at_a_time_and_the_other_is_told_who(tmp_path: Path) -> None:
    path = tmp_path / "var" / "night.lock"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], cwd=ROOT, stdin=-1, stdout=-1, text=True) as other:
        try:
            assert other.stdout
            assert other.stdout.readline() == "held\n"
            with pytest.raises(ConfigError, match=rf"a night is under way \(process {other.pid} on .*, run vakars\)"), held(path, "cits"):
                pass
        finally:
            other.kill()
    # What a killed holder wrote stays there and blocks nobody.
    assert str(other.pid) in holder(path)
    with held(path, "cits"):
        assert "run cits" in holder(path)
    assert holder(path) == ""


@pytest.mark.parametrize("text", ["", "nonsense", "[]", '{"pid": 1}', '{"pid": 1, "host": "a", "since": "b", "run": "before the reboot"}'])
def test_what_is_left_in_the_file_blocks_nobody(tmp_path: Path, text: str) -> None:
    path = tmp_path / "night.lock"
    path.write_text(text, encoding="utf-8")
    with held(path, "vakars"):
        assert "vakars" in holder(path)


def test_a_worker_that_outlives_its_night_is_waited_for(tmp_path: Path) -> None:
    path = beside(tmp_path / "night.lock")
    with shared(path), shared(path), pytest.raises(ConfigError, match="another process"), held(path, "cits", patience=0.3):
        pass
    with held(path, "cits"), shared(None):
        pass


def test_a_lock_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match="--lock"), held(tmp_path / "file" / "night.lock", "vakars"):
        pass
