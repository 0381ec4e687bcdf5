"""Passes requests on to a server, and gives the same responses again to another client."""

import http.client
import threading
from collections import deque
from urllib.parse import urlsplit

from capture import CaptureServer, Captured, Malformed

SECONDS = 30
# The relay writes the length itself, since it has the whole body.
OF_BODY = {"content-length", "transfer-encoding", "connection"}


class Relay(CaptureServer):
    """A server before another one. It records each response for `replay`."""

    def __init__(self, endpoint: str) -> None:
        super().__init__(self._answer)
        self._address = urlsplit(endpoint).netloc
        self._connections = threading.local()
        self._recorded: list[bytes] = []
        self._to_replay: deque[bytes] | None = None

    def record(self) -> None:
        """Passes requests on from now on."""
        self._recorded, self._to_replay = [], None

    def replay(self) -> None:
        """Gives the responses since `record` again from now on, in their order."""
        self._to_replay = deque(self._recorded)

    @property
    def has_all_replayed(self) -> bool:
        return not self._to_replay

    def _answer(self, request: Captured) -> bytes:
        if self._to_replay is None:
            response = self._from_server(request)
            self._recorded.append(response)
            return response
        if not self._to_replay:
            raise Malformed("more requests than were recorded")
        return self._to_replay.popleft()

    def _from_server(self, request: Captured) -> bytes:
        connection = self._connection()
        target = request.path if request.query is None else f"{request.path}?{request.query}"
        connection.putrequest(request.method, target, skip_host=True, skip_accept_encoding=True)
        for name, value in request.headers:
            connection.putheader(name, value.encode("latin-1"))
        connection.endheaders(request.body)
        response = connection.getresponse()
        body = response.read()
        headers = [pair for pair in response.getheaders() if pair[0].lower() not in OF_BODY]
        headers.append(("content-length", str(len(body))))
        head = f"HTTP/1.1 {response.status} {response.reason}\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in headers)
        return head.encode("latin-1") + b"\r\n" + body

    def _connection(self) -> http.client.HTTPConnection:
        """Returns the connection of this thread, which serves one client's connection."""
        if not hasattr(self._connections, "to_server"):
            self._connections.to_server = http.client.HTTPConnection(self._address, timeout=SECONDS)
        return self._connections.to_server
