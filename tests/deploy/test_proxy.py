"""The real proxy before the real service, laid out as in its image: what travellers get, and what no log may hold."""

import gzip
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from tests.deploy.image import settings, unpack
from tourism.environment import PROJECT

CADDY = shutil.which("caddy")
SECRET = "zC4ByXMEs-PX5169hncPww"
MOST_SECONDS = 120

pytestmark = pytest.mark.skipif(
    not CADDY and os.environ.get("CI") != "true", reason="no caddy: install it to try the proxy"
)


@dataclass(frozen=True, slots=True)
class Site:
    """A proxy that runs, and what it and the service behind it have logged."""

    client: httpx.Client
    plain: int
    logs: tuple[Path, ...]

    def logged(self) -> str:
        """Return all that was logged so far."""
        return "".join(path.read_text() for path in self.logs)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def is_open(port: int) -> bool:
    with socket.create_connection(("127.0.0.1", port), timeout=1):
        return True


def wait_for(ready: Callable[[], object], process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + MOST_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            if ready():
                return
        except (OSError, httpx.HTTPError):
            pass
        time.sleep(0.1)
    raise AssertionError(log.read_text())


@contextmanager
def running(
    command: list[str | Path], environment: dict[str, str], folder: Path, log: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=subprocess.STDOUT)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def proxy(folder: Path, upstream: int, secure: int, *logs: Path) -> Iterator[Site]:
    """Run the proxy with our file, but for its ports, its patience, and a certificate of its own making."""
    plain, log = free_port(), folder / "proxy.log"
    ours = (PROJECT / "deploy/Caddyfile").read_text()
    options = f"admin off\n\tskip_install_trust\n\thttp_port {plain}\n\thttps_port {secure}"
    (folder / "Caddyfile").write_text(
        ours.replace("admin off", options).replace("lb_try_duration 15s", "lb_try_duration 1s")
    )
    assert CADDY, "the proxy is tried in CI: install caddy"
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
        "SITE_HOST": "localhost",
        "UPSTREAM": f"127.0.0.1:{upstream}",
    }
    command: list[str | Path] = [CADDY, "run", "--config", folder / "Caddyfile", "--adapter", "caddyfile"]
    with running(command, environment, folder, log) as process:
        root = folder / "caddy/pki/authorities/local/root.crt"
        wait_for(root.exists, process, log)
        wait_for(lambda: is_open(secure), process, log)
        trust = ssl.create_default_context(cafile=str(root))
        with httpx.Client(verify=trust, base_url=f"https://localhost:{secure}", trust_env=False, timeout=20) as client:
            wait_for(lambda: client.get("/healthz").status_code, process, log)
            yield Site(client, plain, (log, *logs))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return the service of the image, in production, behind the proxy."""
    folder = tmp_path_factory.mktemp("site")
    port, secure, log = free_port(), free_port(), folder / "service.log"
    environment = {
        **settings(),
        # Compiling the planner for a new folder takes longer than all the rest; nobody plans here.
        "NUMBA_DISABLE_JIT": "1",
        "PATH": os.environ["PATH"],
        "LISTEN": "127.0.0.1",
        "PORT": str(port),
        "DATA_DIR": str(folder / "data"),
        "WORKERS": "1",
        "SECRET_KEY": "a key for tests only, of no worth to anybody",
        "PUBLIC_URL": f"https://localhost:{secure}",
        "TRUSTED_PROXIES": "1",
    }
    app = folder / "app"
    app.mkdir()
    unpack(app)
    with running([sys.executable, "manage.py", "start"], environment, app, log) as process:
        address = f"http://127.0.0.1:{port}/healthz"
        wait_for(lambda: httpx.get(address, trust_env=False).status_code == 200, process, log)
        with proxy(folder, port, secure, log) as found:
            yield found


class Echo(BaseHTTPRequestHandler):
    """Answers with the headers that it got and the size of the body."""

    def do_GET(self) -> None:
        """Say what was asked."""
        self.do_POST()

    def do_POST(self) -> None:
        """Say what was sent."""
        size = len(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        body = json.dumps({"headers": dict(self.headers), "size": size}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # named so by its base
        """Say nothing."""


@pytest.fixture(scope="module")
def echo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a proxy before a server that tells what reached it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with proxy(tmp_path_factory.mktemp("echo"), server.server_address[1], free_port()) as found:
        yield found
    server.shutdown()
    server.server_close()


def test_a_page_comes_over_tls_packed_and_says_to_stay_there(site: Site) -> None:
    page = site.client.get("/zh/", headers={"Accept-Encoding": "gzip"})
    plain = httpx.get(f"http://localhost:{site.plain}/zh/", trust_env=False)

    assert page.status_code == 200
    assert page.headers["Content-Encoding"] == "gzip"
    assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "游神农" in page.text
    assert (plain.status_code, plain.headers["Location"].startswith("https://localhost")) == (308, True)


def test_a_stored_file_is_kept_for_good_by_its_name(site: Site) -> None:
    page = site.client.get("/zh/").text
    path = next(part for part in page.split('"') if part.startswith("/static/") and part.endswith(".css"))

    stored = site.client.get(path)

    assert stored.status_code == 200
    assert "immutable" in stored.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/feeds/zh/events.ics", "/api/v1/places/sanshengta"])
def test_what_did_not_change_is_not_sent_again(site: Site, path: str) -> None:
    first = site.client.get(path)

    again = site.client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_the_key_of_a_trip_is_in_no_log(site: Site) -> None:
    for path in (f"/zh/t/{SECRET}", f"/api/v1/itineraries/{SECRET}", f"/feeds/zh/itineraries/{SECRET}.ics"):
        assert site.client.get(path, headers={"Referer": f"https://localhost/zh/t/{SECRET}"}).status_code == 404

    assert site.logged()
    assert SECRET not in site.logged()


def test_what_a_caller_claims_of_himself_is_dropped(echo: Site) -> None:
    claims = {"X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "gopher", "Forwarded": "for=198.51.100.7"}

    got = echo.client.get("/", headers=claims).json()["headers"]

    assert got["X-Forwarded-For"] in ("127.0.0.1", "::1")
    assert got["X-Forwarded-Proto"] == "https"
    assert got["Host"].startswith("localhost")
    assert "Forwarded" not in got


def test_a_photo_passes_and_a_film_does_not(echo: Site) -> None:
    photo, film = bytes(11_000_000), bytes(13_000_000)

    assert echo.client.post("/", content=photo).json()["size"] == len(photo)
    assert echo.client.post("/", content=film).status_code == 413


def test_while_the_service_is_away_travellers_read_so_and_no_log_holds_the_key(tmp_path: Path) -> None:
    with proxy(tmp_path, free_port(), free_port()) as away:
        answer = away.client.get(f"/zh/t/{SECRET}")

        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "10"
        assert "稍后再试" in answer.text
        assert SECRET not in away.logged()


def test_packed_bytes_are_the_page(site: Site) -> None:
    with site.client.stream("GET", "/en/", headers={"Accept-Encoding": "gzip"}) as raw:
        packed = b"".join(raw.iter_raw())

    assert gzip.decompress(packed).rstrip().endswith(b"</html>")
