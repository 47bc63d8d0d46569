"""The file of recipients is read strictly, all its faults are told at once, and no secret stands in it or is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.alerts.recipients import FILE, Recipients, load
from data.errors import ConfigError
from tests.crawler.alerts.servers import KEY, SECRET

_GOOD = """
[mail]
server = "mail.example.lv"
sender = "eindekss@example.lv"
user = "eindekss"
password_env = "MAIL_PASSWORD"

[webhooks.ops]
url = "https://ops.example.lv/hook"
secret_file = "ops.secret"
allow = ["10.0.0.0/8"]

[audiences.analysts]
mail = ["a@example.lv", "b@example.lv"]
webhooks = ["ops"]

[audiences."institution/rigas-valstspilseta"]
mail = ["it@example.lv"]
languages = ["lv"]

[feeds]
address = "https://example.lv/feeds"
"""
_BAD = """
letters = 1
[mail]
server = "a b"
sender = "nobody"
port = 0
security = "perhaps"
timeout = true
user = "x"
password = "written here"
[webhooks.ops]
url = "ftp://example.lv"
secret_env = "SHORT"
allow = ["everybody"]
[webhooks.none]
url = "https://example.lv"
secret_env = "NOT_THERE"
[webhooks.both]
url = "https://example.lv"
secret_env = "SHORT"
secret_file = "x"
[audiences.analysts]
mail = "a@example.lv"
webhooks = ["nowhere"]
languages = ["de"]
[audiences]
list = 3
"""


def _file(folder: Path, text: str) -> Path:
    (folder / "ops.secret").write_text(KEY + "\n", encoding="utf-8")
    path = folder / "alerts.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_good_file(tmp_path: Path) -> None:
    found = load(_file(tmp_path, _GOOD), {"MAIL_PASSWORD": "klusums"})
    assert found.server is not None
    assert (found.server.port, found.server.security, found.server.password) == (587, "starttls", "klusums")
    assert found.hooks["ops"].secret == SECRET
    assert found.audiences["analysts"].channels == ("mail:a@example.lv", "mail:b@example.lv", "webhook:ops")
    assert found.audiences["institution/rigas-valstspilseta"].languages == ("lv",)
    assert "klusums" not in repr(found)
    assert str(SECRET) not in repr(found)


def test_every_fault_is_told_with_its_place(tmp_path: Path) -> None:
    path = _file(tmp_path, _BAD)
    with pytest.raises(ConfigError) as caught:
        load(path, {"SHORT": "whsec_YWJj"})
    faults = [fault.removeprefix(f"{path}: ") for fault in caught.value.faults]
    assert {fault.partition(":")[0] for fault in faults} == {
        "letters",
        *(f"mail.{key}" for key in ("server", "sender", "port", "security", "timeout", "password")),
        *(f"webhooks.{key}" for key in ("ops.url", "ops.secret", "ops.allow", "none.secret_env", "both.secret")),
        *(f"audiences.{key}" for key in ("analysts.mail", "analysts.webhooks", "analysts.languages", "list")),
    }
    assert not any("YWJj" in fault or "written here" in fault for fault in faults)


def test_nothing_secret_goes_out_unencrypted(tmp_path: Path) -> None:
    mail = '[mail]\nserver = "x"\nsender = "a@example.lv"\nuser = "u"\npassword_env = "P"\nsecurity = "none"\n'
    with pytest.raises(ConfigError) as caught:
        load(_file(tmp_path, f'{mail}[webhooks.ops]\nurl = "http://ops.example.lv"\nsecret_file = "ops.secret"\n'), {"P": "x"})
    assert [fault.split(": ")[1] for fault in caught.value.faults] == ["mail.security", "webhooks.ops.url"]


def test_mail_addresses_need_a_server(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"add \[mail\]"):
        load(_file(tmp_path, '[audiences.analysts]\nmail = ["a@example.lv"]\n'))


@pytest.mark.parametrize("address", ["a@b\\r\\nBcc: c@d", "a b@c.lv", "a@", "@c.lv", "ā@c.lv", "A <a@c.lv>", "a@c.lv, b@c.lv"])
def test_address_holds_nothing_but_an_address(tmp_path: Path, address: str) -> None:
    text = f'[mail]\nserver = "x"\nsender = "a@example.lv"\n[audiences.analysts]\nmail = ["{address}"]\n'
    with pytest.raises(ConfigError, match=r"no mail address|no text of one line"):
        load(_file(tmp_path, text))


def test_no_file_gives_nobody_and_a_wrong_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert FILE.is_file() or load() == Recipients()
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path / "gone.toml")
    with pytest.raises(ConfigError, match="not TOML"):
        load(_file(tmp_path, "= ="))
