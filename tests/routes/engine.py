"""A small server that speaks the routing engine's matrix protocol, on loopback."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep
from typing import Any

KILOMETRES_A_DEGREE = 111.0


@dataclass
class Engine:
    """What the server does, and what it was asked: every road is 40 km/h over a distance of its own making."""

    asked: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200
    body: bytes | None = None
    seconds: float = 0.0
    url: str = ""

    def answer(self, asked: dict[str, Any]) -> bytes:
        """Return the matrix for what was asked."""
        self.asked.append(asked)
        sleep(self.seconds)
        if self.body is not None:
            return self.body
        rows = [[self._cell(source, target) for target in asked["targets"]] for source in asked["sources"]]
        return json.dumps({"sources_to_targets": rows, "units": "kilometers"}).encode()

    def _cell(self, source: dict[str, float], target: dict[str, float]) -> dict[str, float]:
        apart = abs(source["lat"] - target["lat"]) + abs(source["lon"] - target["lon"])
        kilometres = apart * KILOMETRES_A_DEGREE
        return {"distance": kilometres, "time": kilometres / 40 * 3600}


@contextmanager
def engine_running() -> Iterator[Engine]:
    """Run the server on a free port of loopback."""
    engine = Engine()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the name that the library calls
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            data = engine.answer(asked)
            self.send_response(engine.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    engine.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield engine
    finally:
        server.shutdown()
        server.server_close()
