"""Serves HTTP on loopback, records each request unchanged, and responds as told."""

import socketserver
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BufferedIOBase
from types import TracebackType

MAX_HEAD = 64 * 1024
MAX_BODY = 4 * 1024 * 1024
IDLE_SECONDS = 30

ANSWER = (
    b"HTTP/1.1 200 OK\r\n"
    b"content-type: application/json\r\n"
    b"x-amzn-requestid: 00000000-0000-4000-8000-000000000001\r\n"
    b"content-length: 2\r\n"
    b"\r\n"
    b"{}"
)
REFUSAL = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


@dataclass(frozen=True)
class Captured:
    """A received request. Its text holds each received byte as one Latin-1 character."""

    method: str
    path: str
    # The text after the `?`, or None if the target has no `?`.
    query: str | None
    headers: tuple[tuple[str, str], ...]
    body: bytes
    received: datetime

    def header(self, name: str) -> str | None:
        """Returns the values of this header, joined with commas."""
        values = [value for key, value in self.headers if key == name]
        return ", ".join(values) if values else None


# Makes the response to a request.
Answer = Callable[[Captured], bytes]


class Malformed(Exception):
    """The request has a form that this server does not support."""


class CaptureServer:
    """A server that runs inside its `with` block. `answer` makes the responses, or each is `{}`."""

    def __init__(self, answer: Answer = lambda _: ANSWER) -> None:
        self._requests: list[Captured] = []
        self._faults: list[str] = []
        self._lock = threading.Lock()
        self._server = _Server(self._record, self._fault, answer)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def take(self) -> list[Captured]:
        """Returns the requests since the last `take`, in order."""
        with self._lock:
            if self._faults:
                raise Malformed("; ".join(self._faults))
            taken, self._requests = self._requests, []
            return taken

    def __enter__(self) -> "CaptureServer":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _record(self, request: Captured) -> None:
        with self._lock:
            self._requests.append(request)

    def _fault(self, text: str) -> None:
        with self._lock:
            self._faults.append(text)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(
        self, record: Callable[[Captured], None], fault: Callable[[str], None], answer: Answer
    ) -> None:
        self.record = record
        self.fault = fault
        self.answer = answer
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(socketserver.StreamRequestHandler):
    server: _Server
    timeout = IDLE_SECONDS

    def handle(self) -> None:
        try:
            while (request := read_request(self.rfile)) is not None:
                self.server.record(request)
                self.wfile.write(self.server.answer(request))
        except Malformed as error:
            self.server.fault(str(error))
            self.wfile.write(REFUSAL)
        except OSError:
            pass


def read_request(stream: BufferedIOBase) -> Captured | None:
    """Reads the next request. Returns None if the connection ends first."""
    start = _line(stream)
    if start is None:
        return None
    method, target, version = _three(start)
    if version != "HTTP/1.1":
        raise Malformed(f"the version is {version!r}")
    headers = tuple(_headers(stream))
    path, mark, query = target.partition("?")
    body = _body(stream, dict(headers))
    now = datetime.now(UTC)
    return Captured(method, path, query if mark else None, headers, body, now)


def _line(stream: BufferedIOBase) -> str | None:
    line = stream.readline(MAX_HEAD)
    if not line:
        return None
    if not line.endswith(b"\r\n"):
        raise Malformed(f"a line without its end: {line[:80]!r}")
    return line[:-2].decode("latin-1")


def _three(start: str) -> list[str]:
    parts = start.split(" ")
    if len(parts) != 3:
        raise Malformed(f"the first line has not three parts: {start[:200]!r}")
    return parts


def _headers(stream: BufferedIOBase) -> list[tuple[str, str]]:
    headers: list[tuple[str, str]] = []
    while line := _line(stream):
        name, colon, value = line.partition(":")
        if not colon or name != name.strip() or len(headers) > 100:
            raise Malformed(f"not a header: {line[:80]!r}")
        headers.append((name.lower(), value.strip(" \t")))
    return headers


def _body(stream: BufferedIOBase, headers: dict[str, str]) -> bytes:
    if "transfer-encoding" in headers:
        raise Malformed("the body has a transfer encoding")
    length = headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit() or int(length) > MAX_BODY:
        raise Malformed(f"the content length is {length!r}")
    body = stream.read(int(length))
    if len(body) != int(length):
        raise Malformed("the body is shorter than its content length")
    return body
