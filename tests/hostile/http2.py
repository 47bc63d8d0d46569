"""A server that speaks HTTP/2 and nothing else: it refuses HTTP/1.1 in the handshake, or answers it in frames."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Self

import h2.config
import h2.connection
import h2.events
import h2.exceptions

from tests.crawler.serving import PLAIN, Said

_NO_APPLICATION_PROTOCOL = bytes.fromhex("15030300020278")
"""A fatal alert, as a record of TLS (RFC 7301, 3.2)."""
_PREFACE = b"PRI * HTTP/2.0"


class Http2Only:
    """``with Http2Only(routes, context) as site``: ``asked`` holds times and headers of the requests, ``refused`` counts other attempts.

    Without a context it speaks HTTP/2 in the clear (RFC 9113, 3.3).
    """

    def __init__(self, routes: Mapping[str, Said], context: ssl.SSLContext | None, host: str = "127.0.9.1") -> None:
        self._routes, self._context = routes, context
        self._listener = socket.create_server((host, 0))
        self._thread = threading.Thread(target=self._serve)
        self._open: list[threading.Thread] = []
        self.asked: list[tuple[float, Mapping[str, str]]] = []
        self.refused = 0

    def __enter__(self) -> Self:
        if self._context:
            self._context.set_alpn_protocols(["h2"])
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in (self._thread, *self._open):
            thread.join(5)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._listener.getsockname()[1])

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [headers[":path"] for _, headers in self.asked]

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                client.settimeout(5)
                thread = threading.Thread(target=self._meet, args=(client,))
                self._open.append(thread)
                thread.start()

    def _meet(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError, h2.exceptions.ProtocolError):
            hello = client.recv(4096, socket.MSG_PEEK)
            if self._context is None:
                self.refused += not hello.startswith(_PREFACE)
                self._talk(client)
            elif b"\x02h2" in hello or b"\x08http/1.1" not in hello:
                with self._context.wrap_socket(client, server_side=True) as secure:
                    self._talk(secure)
            else:
                self.refused += 1
                client.recv(len(hello))
                client.sendall(_NO_APPLICATION_PROTOCOL)

    def _talk(self, client: socket.socket) -> None:
        talk = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
        talk.initiate_connection()
        client.sendall(talk.data_to_send())
        while data := client.recv(65536):
            for event in talk.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    self._answer(talk, event)
            client.sendall(talk.data_to_send())

    def _answer(self, talk: h2.connection.H2Connection, event: h2.events.RequestReceived) -> None:
        headers = {str(name): str(value) for name, value in event.headers}
        self.asked.append((time.monotonic(), headers))
        told = self._routes.get(headers[":path"], Said(b"nav", 404, PLAIN))
        rows = [(name.lower(), value) for name, value in told.headers.items()]
        stream = int(event.stream_id)
        talk.send_headers(stream, [(":status", str(told.status)), *rows])
        for start in range(0, len(told.body), 16_000):
            talk.send_data(stream, told.body[start : start + 16_000])
        talk.end_stream(stream)
