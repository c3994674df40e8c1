"""Readers who ask a server for one page again and again, each over one connection.

The standard library's HTTP client would need more time than the fastest servers measured here.
"""

import socket
import ssl
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus

CONNECTIONS = 4
TIMEOUT = 60  # seconds
END_OF_HEAD = b"\r\n\r\n"
END_OF_CHUNKS = b"0\r\n\r\n"


@dataclass(frozen=True)
class Target:
    """An address of a server, and how to ask for it."""

    port: int
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None
    host: str = "localhost"

    @property
    def request(self) -> bytes:
        headers = {"Host": self.host, "Accept-Encoding": "gzip", **self.headers}
        lines = [f"GET {self.path} HTTP/1.1", *(f"{name}: {headers[name]}" for name in headers)]
        return "\r\n".join([*lines, "", ""]).encode()


@dataclass(frozen=True)
class ReceivedAnswer:
    status: int
    body_size: int
    is_last: bool  # on this connection


class ReadingConnection:
    """One connection, which asks for its target as often as it is told."""

    def __init__(self, target: Target):
        self._target, self._request = target, target.request
        self._socket = None

    def get(self) -> ReceivedAnswer:
        if self._socket is None:
            self._connect()
        self._socket.sendall(self._request)
        answer = self._receive()
        if answer.is_last:
            self.close()
        return answer

    def close(self) -> None:
        if self._socket:
            self._socket.close()
            self._socket = None

    def _connect(self) -> None:
        opened = socket.create_connection((self._target.host, self._target.port), TIMEOUT)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if context := self._target.tls:
            opened = context.wrap_socket(opened, server_hostname=self._target.host)
        self._socket = opened

    def _receive(self) -> ReceivedAnswer:
        received = b""
        while END_OF_HEAD not in received:
            received += self._more()
        head, _, body = received.partition(END_OF_HEAD)
        status, fields = int(head[9:12]), head.lower()
        if b"transfer-encoding: chunked" in fields:
            while not body.endswith(END_OF_CHUNKS):
                body += self._more()
            size = len(body)
        else:
            size = int(fields.split(b"content-length:", 1)[1].split(b"\r", 1)[0])
            missing = size - len(body)
            while missing > 0:
                missing -= len(self._more())
        return ReceivedAnswer(status, size, b"connection: close" in fields)

    def _more(self) -> bytes:
        received = self._socket.recv(65536)
        if not received:
            raise ConnectionError(f"{self._target.path}: the answer breaks off")
        return received


def answer_of(target: Target) -> ReceivedAnswer:
    """Ask once, over a connection of its own."""
    connection = ReadingConnection(target)
    try:
        return connection.get()
    finally:
        connection.close()


def read_for(target: Target, seconds: float, connections: int = CONNECTIONS) -> int:
    """Ask from several connections for that long; return the number of answers."""
    end = time.monotonic() + seconds

    def read() -> list[int]:
        connection = ReadingConnection(target)
        statuses = [connection.get().status]
        while time.monotonic() < end:
            statuses.append(connection.get().status)
        connection.close()
        return statuses

    with ThreadPoolExecutor(connections) as pool:
        readers = [pool.submit(read) for _ in range(connections)]
    statuses = [status for reader in readers for status in reader.result()]
    if len(set(statuses)) > 1 or statuses[0] >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise RuntimeError(f"{target.path} answered with {sorted(set(statuses))}")
    return len(statuses)
