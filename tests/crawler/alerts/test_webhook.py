"""A webhook is signed, tried again where that helps, never followed elsewhere, and never leads inside unless allowed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

import pytest
from standardwebhooks import Webhook

from crawler.alerts.webhook import send
from tests.crawler.alerts.servers import KEY, SECRET, message, receiver

_AT_ONCE = (0.0, 0.0)


def test_it_is_signed_as_the_scheme_says() -> None:
    with receiver() as taking:
        outcomes = [fault for _, fault in send([(message(excerpt="rūķis \x00 \U0001f600"), taking.hook())])]
    assert outcomes == [""]
    headers, body = taking.taken[0]
    assert Webhook(KEY).verify(body, headers)["type"] == "alerts.decided"
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body}".encode()
    assert headers["webhook-signature"] == "v1," + base64.b64encode(hmac.digest(SECRET, signed, hashlib.sha256)).decode()
    told = json.loads(body)["data"]["alerts"][0]
    assert told["items"][0]["change"]["evidence"][0]["sha256"] == "ab" * 32


def test_receiver_that_falters_is_asked_again_under_the_same_id() -> None:
    with receiver(503, 429) as taking:
        outcomes = [fault for _, fault in send([(message(), taking.hook())], pauses=_AT_ONCE)]
    assert outcomes == [""]
    assert {headers["webhook-id"] for headers, _ in taking.taken} == {message().id}
    assert len(taking.taken) == 3


@pytest.mark.parametrize("status", [302, 400, 410])
def test_what_asking_again_cannot_mend_is_not_asked_again(status: int) -> None:
    with receiver(status, status) as taking:
        outcomes = [fault for _, fault in send([(message(), taking.hook())], pauses=_AT_ONCE)]
    assert outcomes == [f"HTTP {status}"]
    assert len(taking.taken) == 1


def test_private_address_is_refused_unless_allowed() -> None:
    with receiver() as taking:
        by_name = taking.url.replace("127.0.0.1", "localhost")
        hooks = [taking.hook(allow=()), taking.hook(allow=(), url=by_name)]
        outcomes = [fault for _, fault in send([(message(), hook) for hook in hooks], pauses=())]
    assert all("private-address" in fault for fault in outcomes)
    assert taking.taken == []


def test_receiver_that_is_not_there_harms_no_other() -> None:
    with receiver() as taking:
        gone = taking.hook(url="http://127.0.0.1:1/")
        outcomes = [fault for _, fault in send([(message(), gone), (message(), taking.hook())], pauses=(0.0,))]
    assert "ClientConnectorError" in outcomes[0]
    assert outcomes[1] == ""
