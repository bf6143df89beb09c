"""The door to foreign addresses: whatever is named, resolved or answered, nothing private is reached."""

import ast
import gzip
import socket
import socketserver
import ssl
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest
from django.test import override_settings

from tourism.environment import PROJECT
from tourism.outbound import TEXTS, Door, Fetched, Limits, NotFetched, Reason, fetch, is_public

PUBLIC = "93.184.215.14"
PUBLIC_6 = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
CERTIFICATE = Path(__file__).with_name("right_example.pem")
QUICK = Limits(seconds=0.5)

Answer = Callable[[socket.socket], None]


@dataclass
class World:
    """A network of its own: what names resolve to, one loopback server behind every address, and all that happened."""

    names: dict[str, list[list[str]]]
    port: int
    asked: list[str] = field(default_factory=list)
    dialled: list[tuple[str, int]] = field(default_factory=list)
    heads: list[bytes] = field(default_factory=list)

    def resolve(self, host: str, port: int) -> list[str]:
        """Give the next answer for ``host``; the last one stays."""
        del port
        self.asked.append(host)
        answers = self.names.get(host)
        if answers is None:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def dial(self, address: tuple[str, int], seconds: float) -> socket.socket:
        """Reach the loopback server, whatever the address."""
        self.dialled.append(address)
        return socket.create_connection(("127.0.0.1", self.port), seconds)

    def door(self, **others: object) -> Door:
        """Return a door to this world."""
        return Door(resolve=self.resolve, dial=self.dial, **others)  # type: ignore[arg-type]  # any part of a door


@contextmanager
def _world(answer: Answer, **names: list[str]) -> Iterator[World]:
    world = World({name.replace("_", "."): [found] for name, found in names.items()}, 0)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.settimeout(5)
            try:
                answer(self.request)
            except (OSError, ValueError):
                return

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as server:
        world.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield world
        finally:
            server.shutdown()
            thread.join()


def _head(line: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head:
        piece = line.recv(65536)
        if not piece:
            break
        head += piece
    return head


def _says(body: bytes = b"hello", *, status: str = "200 OK", headers: tuple[str, ...] = ()) -> Answer:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]

    def answer(line: socket.socket) -> None:
        _head(line)
        line.sendall("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)

    return answer


def _sends(*pieces: bytes, pause: float = 0) -> Answer:
    def answer(line: socket.socket) -> None:
        _head(line)
        for piece in pieces:
            line.sendall(piece)
            time.sleep(pause)

    return answer


def _over_tls(answer: Answer, names: list[str | None] | None = None) -> Answer:
    def named(line: ssl.SSLObject | ssl.SSLSocket, name: str | None, context: ssl.SSLContext) -> None:
        if names is not None:
            names.append(name)

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    context.sni_callback = named

    def tls(line: socket.socket) -> None:
        with context.wrap_socket(line, server_side=True) as secured:
            answer(secured)
            secured.unwrap()

    return tls


def _trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(CERTIFICATE))


def _refusal(act: Callable[[], Fetched]) -> str:
    with pytest.raises(NotFetched) as caught:
        act()
    return caught.value.code


def test_what_a_public_host_answers_is_returned_whole() -> None:
    with _world(_says(b"hello", headers=("X-Note: yes",)), trips_example=[PUBLIC]) as world:
        fetched = fetch("http://trips.example/a?b=c", door=world.door())

    assert fetched == Fetched("http://trips.example/a?b=c", 200, (("content-length", "5"), ("x-note", "yes")), b"hello")
    assert world.dialled == [(PUBLIC, 80)]


def test_a_post_sends_its_body_and_headers_and_the_name_as_host() -> None:
    heads: list[bytes] = []

    def answer(line: socket.socket) -> None:
        heads.append(_head(line))
        line.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    with _world(answer, trips_example=[PUBLIC]) as world:
        fetched = fetch(
            "http://trips.example./hook", method="POST", headers={"webhook-id": "m1"}, body=b"{}", door=world.door()
        )

    assert (fetched.status, fetched.body) == (204, b"")
    assert heads[0].startswith(b"POST /hook HTTP/1.1\r\nHost: trips.example\r\n")
    assert b"webhook-id: m1\r\n" in heads[0]
    assert b"Content-Length: 2\r\n" in heads[0]
    assert b"ookie" not in heads[0]


@pytest.mark.parametrize(
    "headers", [{"Host": "x"}, {"X-A": "b\r\nHost: x"}, {"X A": "b"}, {"X-A": "é"}, {"Cookie": "a"}]
)
def test_a_header_that_would_speak_to_another_host_is_the_callers_mistake(headers: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="cannot be sent"):
        fetch("http://trips.example/", headers=headers, door=Door())


def test_a_name_is_resolved_once_so_that_a_second_answer_is_never_asked() -> None:
    with _world(_says(), trips_example=[PUBLIC]) as world:
        world.names["trips.example"].append(["127.0.0.1"])

        fetch("http://trips.example/", door=world.door())

    assert world.asked == ["trips.example"]
    assert world.dialled == [(PUBLIC, 80)]


NOT_PUBLIC = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "169.254.170.2", "100.64.0.1", "100.100.100.200", "100.127.255.255", "192.0.0.1", "192.0.0.9",
    "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16", "::", "::1", "::127.0.0.1", "::8.8.8.8",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1",
    "64:ff9b::a9fe:a9fe", "64:ff9b::10.0.0.1", "64:ff9b:1::8.8.8.8", "2002:7f00:1::", "2002:a9fe:a9fe::1",
    "2002:c0a8:101::", "2001:0:7f00:1::f7f7:f7f7", "2001:0:808:808::80ff:fffe", "2001:db8::1", "2001:20::1",
    "2001:2::1", "100::1", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "2606::1%eth0", "fec0::1",
    "ff02::1", "ff0e::1", "4000::1",
]  # fmt: skip
OPEN = [
    PUBLIC,
    PUBLIC_6,
    "8.8.8.8",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
    "2001:0:808:808::f7f7:f7f7",
    "2002:808:808::1",
    "100.63.0.1",
    "172.32.0.1",
]


@pytest.mark.parametrize("text", NOT_PUBLIC)
def test_no_name_leads_to_an_address_that_is_not_public(text: str) -> None:
    with _world(_says(), trips_example=[text]) as world:
        code = _refusal(lambda: fetch("http://trips.example/", door=world.door()))

    assert (code, world.asked, world.dialled) == (Reason.NOT_PUBLIC, ["trips.example"], [])


@pytest.mark.parametrize("text", OPEN)
def test_public_addresses_are_reached_in_every_form(text: str) -> None:
    with _world(_says(), trips_example=[text]) as world:
        fetched = fetch("http://trips.example/", door=world.door())

    assert (fetched.body, world.dialled) == (b"hello", [(text, 80)])
    assert is_public(ip_address(text))


@pytest.mark.parametrize(
    "found", [[PUBLIC, "127.0.0.1"], ["10.0.0.1", PUBLIC], [PUBLIC, PUBLIC_6, "::1"], [PUBLIC, "not an address"]]
)
def test_one_address_that_is_not_public_refuses_them_all(found: list[str]) -> None:
    with _world(_says(), trips_example=found) as world:
        code = _refusal(lambda: fetch("http://trips.example/", door=world.door()))

    assert (code, world.dialled) == (Reason.NOT_PUBLIC, [])


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.0.0.1.", "2130706433", "017700000001", "0x7f000001", "0x7f.0.0.1", "0x7F.1", "127.1",
        "127.0.1", "0177.0.0.1", "0177.0.0.01", "127.0.0.1..", "0", "0x", "00.0.0.0", "1.2.3.4.5", "127.0.0.0x1",
        "127%2e0%2e0%2e1", "%31%32%37.0.0.1", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[fe80::1%25lo]", "[fe80::1%lo]", "[2606::1%25lo]", "[fd00:ec2::254]",
        "[v1.x]", "[127.0.0.1]", "127。0。0。1", "127｡0｡0｡1", "１２７.0.0.1", "①②⑦.0.0.1", "١٢٧.0.0.1",
        "169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "169.254.43518", "[::ffff:a9fe:a9fe]",
        "10.0.0.1", "192.168.0.1", "3232235521", "100.100.100.200", "a b", "-a.example", "a-.example", "a..example",
        ".example", "a_b.example", "a" * 64 + ".example", ".".join(["a" * 60] * 5), "", "*.example",
        "exa\u0000mple", "exa\tmple", "ex\udce4mple", "loc\u00adalhost", "ⓛocalhost", "ｌｏｃａｌｈｏｓｔ",
        "localhost\\.example", "localhost:80@127.0.0.1",
    ],
)  # fmt: skip
def test_no_spelling_of_an_address_reaches_what_it_names(host: str) -> None:
    with _world(_says()) as world:
        code = _refusal(lambda: fetch(f"http://{host}/latest/meta-data/", door=world.door()))

    assert code in (Reason.ADDRESS, Reason.NOT_PUBLIC, Reason.USERINFO)
    assert (world.asked, world.dialled) == ([], [])


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "localhost.", "metadata.google.internal", "bücher.example"])
def test_names_are_asked_in_one_plain_form_and_judged_by_their_addresses(host: str) -> None:
    plain = host.lower().removesuffix(".").replace("bücher", "xn--bcher-kva")
    with _world(_says(), **{plain.replace(".", "_"): ["127.0.0.1"]}) as world:
        code = _refusal(lambda: fetch(f"http://{host}/", door=world.door()))

    assert (code, world.asked, world.dialled) == (Reason.NOT_PUBLIC, [plain], [])


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ftp://trips.example/", Reason.SCHEME),
        ("file:///etc/passwd", Reason.SCHEME),
        ("gopher://trips.example/", Reason.SCHEME),
        ("//trips.example/", Reason.SCHEME),
        ("trips.example", Reason.SCHEME),
        ("http://me:secret@trips.example/", Reason.USERINFO),
        ("http://trips.example@127.0.0.1/", Reason.USERINFO),
        ("http://trips.example:22/", Reason.PORT),
        ("http://trips.example:8000/", Reason.PORT),
        ("http://trips.example:0/", Reason.ADDRESS),
        ("http://trips.example:99999/", Reason.ADDRESS),
        ("http://trips.example\\@127.0.0.1/", Reason.ADDRESS),
        ("http://trips.example/a b", Reason.ADDRESS),
        ("http://trips.example/\r\nHost: x", Reason.ADDRESS),
        ("http:///path", Reason.ADDRESS),
        ("http://" + "a" * 2050, Reason.ADDRESS),
        ("http://nobody.example/", Reason.UNRESOLVED),
        ("http://nowhere.example/", Reason.UNRESOLVED),
    ],
)
def test_what_is_not_fetched_says_why(url: str, code: Reason) -> None:
    with _world(_says(), trips_example=[PUBLIC], nowhere_example=[]) as world:
        assert _refusal(lambda: fetch(url, door=world.door())) == code

    assert world.dialled == []


def test_every_reason_is_told_in_both_languages() -> None:
    assert set(TEXTS) == set(Reason)
    assert all(en and zh and en != zh for en, zh in TEXTS.values())


def test_the_next_address_is_tried_when_the_first_does_not_answer() -> None:
    with _world(_says(), trips_example=[PUBLIC_6, PUBLIC]) as world:

        def dial(address: tuple[str, int], seconds: float) -> socket.socket:
            line = world.dial(address, seconds)
            if address[0] == PUBLIC_6:
                line.close()
                raise ConnectionRefusedError
            return line

        fetched = fetch("http://trips.example/", door=Door(resolve=world.resolve, dial=dial))

    assert (fetched.status, world.dialled) == (200, [(PUBLIC_6, 80), (PUBLIC, 80)])


def test_a_host_that_cannot_be_reached_is_named_so() -> None:
    def dial(address: tuple[str, int], seconds: float) -> socket.socket:
        raise ConnectionRefusedError

    with _world(_says(), trips_example=[PUBLIC]) as world:
        door = Door(resolve=world.resolve, dial=dial)

        assert _refusal(lambda: fetch("http://trips.example/", door=door)) == Reason.UNREACHABLE


def _drips(head: bytes, drop: bytes, *, greeted: bool = True) -> Answer:
    def answer(line: socket.socket) -> None:
        if greeted:
            _head(line)
        line.sendall(head)
        for _ in range(200):
            line.sendall(drop)
            time.sleep(0.02)

    return answer


def _silence(line: socket.socket) -> None:
    line.recv(1)
    time.sleep(2)


DRIPS = [
    _drips(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n", b"x"),
    _drips(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    _drips(b"HTTP/1.1 200 OK\r\nX-A: ", b"x"),
    _drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    _silence,
]


@pytest.mark.parametrize(
    ("scheme", "answer"),
    [
        *(("http", drip) for drip in DRIPS),
        *(("https", _over_tls(drip)) for drip in DRIPS),
        ("https", _silence),
        ("https", _drips(b"\x16\x03\x03\x20\x00\x02\x00\x1f\xfc", b"\x00", greeted=False)),
    ],
)
def test_a_slow_answer_ends_at_the_deadline_however_it_drips(scheme: str, answer: Answer) -> None:
    with _world(answer, right_example=[PUBLIC]) as world:
        started = time.monotonic()

        code = _refusal(lambda: fetch(f"{scheme}://right.example/", limits=QUICK, door=world.door(trust=_trusting)))

    assert code == Reason.SLOW
    assert 0.4 < time.monotonic() - started < 1.5


def test_a_slow_resolver_ends_at_the_deadline() -> None:
    enough = threading.Event()

    def resolve(host: str, port: int) -> list[str]:
        enough.wait(5)
        return [PUBLIC]

    try:
        code = _refusal(lambda: fetch("http://trips.example/", limits=Limits(seconds=0.2), door=Door(resolve=resolve)))
    finally:
        enough.set()

    assert code == Reason.SLOW


def test_a_reader_that_never_takes_the_body_ends_at_the_deadline() -> None:
    with _world(_silence, trips_example=[PUBLIC]) as world:
        code = _refusal(
            lambda: fetch(
                "http://trips.example/", method="POST", body=b"x" * 30_000_000, limits=QUICK, door=world.door()
            )
        )

    assert code == Reason.SLOW


def test_an_answer_given_before_the_whole_body_was_read_is_still_read() -> None:
    with _world(_says(b"too much", status="413 Content Too Large"), trips_example=[PUBLIC]) as world:
        try:
            status: int | str = fetch(
                "http://trips.example/", method="POST", body=b"x" * 3_000_000, limits=QUICK, door=world.door()
            ).status
        except NotFetched as error:
            status = error.code

    # A reset may overtake the answer: then it is a host that could not be reached, never a hang or a crash.
    assert status in (413, Reason.UNREACHABLE)


SMALL = Limits(seconds=5, head_bytes=4096, body_bytes=10_000)


def _zipped(size: int) -> bytes:
    return gzip.compress(b"\0" * size)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (_says(b"x" * 10_001), Reason.LARGE),
        (_says(_zipped(10_001), headers=("Content-Encoding: gzip",)), Reason.LARGE),
        (_says(_zipped(5_000_000), headers=("Content-Encoding: gzip",)), Reason.LARGE),
        (_says(gzip.compress(_zipped(5_000_000)), headers=("Content-Encoding: gzip, gzip",)), Reason.ENCODING),
        (
            _says(_zipped(99), headers=("Content-Encoding: gzip", "Content-Encoding: gzip")),
            Reason.ENCODING,
        ),
        (_says(zlib.compress(b"\0" * 5_000_000), headers=("Content-Encoding: deflate",)), Reason.ENCODING),
        (_says(b"\xcf\xff\xff\x7f\xf8", headers=("Content-Encoding: br",)), Reason.ENCODING),
        (_says(b"x", headers=("Content-Encoding: zstd",)), Reason.ENCODING),
        (_says(b"not gzip", headers=("Content-Encoding: gzip",)), Reason.BROKEN),
        (_says(_zipped(500)[:-9], headers=("Content-Encoding: gzip",)), Reason.BROKEN),
        (_says(_zipped(500) * 2, headers=("Content-Encoding: gzip",)), Reason.BROKEN),
        (_says(headers=("X-A: " + "x" * 5000,)), Reason.LARGE),
        (_says(headers=tuple(f"X-{n}: y" for n in range(1000))), Reason.LARGE),
        (_sends(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000), Reason.LARGE),
        (_sends(b"HTTP/1.1 200 OK\r\n\r\n", *[b"x" * 5000] * 3), Reason.LARGE),
        (
            _sends(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1;" + b"e" * 500 + b"\r\nx\r\n" * 1000),
            Reason.BROKEN,
        ),
        (
            _sends(
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", (b"1;" + b"e" * 500 + b"\r\nx\r\n") * 1000
            ),
            Reason.LARGE,
        ),
        (_sends(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"), Reason.BROKEN),
        (_sends(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"), Reason.BROKEN),
        (_sends(b"SSH-2.0-OpenSSH\r\n"), Reason.BROKEN),
        (_sends(b""), Reason.BROKEN),
    ],
)
def test_bombs_and_broken_answers_are_refused(answer: Answer, code: Reason) -> None:
    with _world(answer, trips_example=[PUBLIC]) as world:
        assert _refusal(lambda: fetch("http://trips.example/", limits=SMALL, door=world.door())) == code


def test_a_bomb_is_given_up_before_it_has_grown() -> None:
    bomb = _zipped(30_000_000)
    with _world(_says(bomb, headers=("Content-Encoding: gzip",)), trips_example=[PUBLIC]) as world:
        tracemalloc.start()

        code = _refusal(lambda: fetch("http://trips.example/", limits=SMALL, door=world.door()))

        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    assert code == Reason.LARGE
    assert peak < 2_000_000


@pytest.mark.parametrize(
    "answer",
    [
        _says(b"\0" * 10_000),
        _says(_zipped(10_000), headers=("Content-Encoding: gzip",)),
        _sends(b"HTTP/1.1 200 OK\r\n\r\n", b"\0" * 5000, b"\0" * 5000),
        _sends(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2710\r\n" + b"\0" * 10_000 + b"\r\n0\r\n\r\n"),
    ],
)
def test_an_answer_of_just_the_size_that_is_accepted_arrives_whole(answer: Answer) -> None:
    with _world(answer, trips_example=[PUBLIC]) as world:
        assert fetch("http://trips.example/", limits=SMALL, door=world.door()).body == b"\0" * 10_000


def test_an_unzipped_answer_may_be_empty() -> None:
    with _world(_says(b"", headers=("Content-Encoding: gzip",)), trips_example=[PUBLIC]) as world:
        assert fetch("http://trips.example/", door=world.door()).body == b""


def _redirects_to(*locations: str) -> tuple[Answer, list[bytes]]:
    heads: list[bytes] = []

    def answer(line: socket.socket) -> None:
        head = _head(line)
        heads.append(head)
        if len(heads) > len(locations):
            line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nend")
        else:
            location = locations[len(heads) - 1].encode()
            line.sendall(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + b"\r\n\r\n")

    return answer, heads


def test_a_redirect_is_the_answer_when_none_may_be_followed() -> None:
    answer, _ = _redirects_to("http://127.0.0.1/")
    with _world(answer, trips_example=[PUBLIC]) as world:
        fetched = fetch("http://trips.example/", door=world.door())

    assert (fetched.status, fetched.header("Location")) == (302, "http://127.0.0.1/")
    assert len(world.dialled) == 1


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://127.0.0.1/", Reason.NOT_PUBLIC),
        ("http://[::1]/", Reason.NOT_PUBLIC),
        ("//169.254.169.254/", Reason.NOT_PUBLIC),
        ("http://inside.example/", Reason.NOT_PUBLIC),
        ("http://0x7f.1/", Reason.ADDRESS),
        ("http://trips.example:6379/", Reason.PORT),
        ("file:///etc/passwd", Reason.SCHEME),
        ("http://me@trips.example/", Reason.USERINFO),
        ("http://[nonsense", Reason.ADDRESS),
        ("http://trips.example:nonsense/", Reason.ADDRESS),
    ],
)
def test_each_redirect_is_checked_like_the_first_address(location: str, code: Reason) -> None:
    answer, _ = _redirects_to(location)
    with _world(answer, trips_example=[PUBLIC], inside_example=["10.0.0.1"]) as world:
        assert _refusal(lambda: fetch("http://trips.example/", redirects=5, door=world.door())) == code

    assert world.dialled == [(PUBLIC, 80)]


def test_redirects_are_followed_as_often_as_was_said_and_resolved_each_time() -> None:
    answer, _ = _redirects_to("/b", "c")
    with _world(answer, trips_example=[PUBLIC]) as world:
        fetched = fetch("http://trips.example/a", redirects=2, door=world.door())

    assert (fetched.url, fetched.body) == ("http://trips.example/c", b"end")
    assert world.asked == ["trips.example"] * 3


def test_one_redirect_more_is_refused() -> None:
    answer, _ = _redirects_to("/b", "/c", "/d")
    with _world(answer, trips_example=[PUBLIC]) as world:
        code = _refusal(lambda: fetch("http://trips.example/a", redirects=2, door=world.door()))

    assert (code, len(world.dialled)) == (Reason.REDIRECT, 3)


def test_a_name_that_turns_private_between_redirects_is_refused() -> None:
    answer, _ = _redirects_to("/b")
    with _world(answer, trips_example=[PUBLIC]) as world:
        world.names["trips.example"].append(["127.0.0.1"])

        code = _refusal(lambda: fetch("http://trips.example/a", redirects=2, door=world.door()))

    assert (code, world.dialled) == (Reason.NOT_PUBLIC, [(PUBLIC, 80)])


def test_a_redirected_post_is_not_sent_again() -> None:
    answer, _ = _redirects_to("/b")
    with _world(answer, trips_example=[PUBLIC]) as world:
        fetched = fetch("http://trips.example/a", method="POST", body=b"{}", redirects=2, door=world.door())

    assert (fetched.status, len(world.dialled)) == (302, 1)


def test_what_was_meant_for_one_host_is_not_told_to_the_next() -> None:
    answer, heads = _redirects_to("/b", "http://other.example/")
    with _world(answer, trips_example=[PUBLIC], other_example=[PUBLIC]) as world:
        fetch("http://trips.example/a", headers={"Authorization": "Bearer x"}, redirects=2, door=world.door())

    assert [b"Bearer x" in head for head in heads] == [True, True, False]


@pytest.mark.parametrize("address", ["127.0.0.1", "::ffff:127.0.0.1"])
def test_an_address_that_the_operator_set_may_lie_in_the_networks_he_allows(address: str) -> None:
    with _world(_says(), valhalla=[address]) as world:
        door = world.door(allow=(ip_network("127.0.0.0/8"),))

        fetched = fetch("http://valhalla:8002/status", operator=True, door=door)

    assert (fetched.body, world.dialled) == (b"hello", [(address, 8002)])


@pytest.mark.parametrize(
    ("found", "operator", "allow"),
    [
        (["127.0.0.1"], False, "127.0.0.0/8"),
        (["127.0.0.1"], True, "10.0.0.0/8"),
        (["127.0.0.1", "10.0.0.1"], True, "10.0.0.0/8"),
        (["::1"], True, "127.0.0.0/8"),
    ],
)
def test_the_allowed_networks_serve_only_the_operators_addresses(found: list[str], operator: bool, allow: str) -> None:
    with _world(_says(), valhalla=found) as world:
        door = world.door(allow=(ip_network(allow),))

        code = _refusal(lambda: fetch("http://valhalla/", operator=operator, door=door))

    assert (code, world.dialled) == (Reason.NOT_PUBLIC, [])


def test_a_redirect_to_another_host_does_not_inherit_the_operators_word() -> None:
    answer, _ = _redirects_to("http://inside.example/")
    with _world(answer, valhalla=["10.0.0.1"], inside_example=["10.0.0.1"]) as world:
        door = world.door(allow=(ip_network("10.0.0.0/8"),))

        code = _refusal(lambda: fetch("http://valhalla/", operator=True, redirects=1, door=door))

    assert (code, world.dialled) == (Reason.NOT_PUBLIC, [("10.0.0.1", 80)])


def test_without_a_door_of_its_own_a_fetch_uses_the_system_and_the_setting() -> None:
    with _world(_says()) as world:
        url = f"http://127.0.0.1:{world.port}/"
        refused = _refusal(lambda: fetch(url, operator=True))

        with override_settings(OUTBOUND_ALLOW=(ip_network("127.0.0.0/8"),)):
            fetched = fetch(url, operator=True)

    assert (refused, fetched.body) == (Reason.NOT_PUBLIC, b"hello")


def test_the_systems_resolver_is_asked_for_every_address() -> None:
    assert _refusal(lambda: fetch("http://localhost/")) == Reason.NOT_PUBLIC


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
def test_a_proxy_of_the_environment_is_not_used(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with _world(_says(b"proxy")) as proxy, _world(_says(b"direct"), trips_example=[PUBLIC]) as world:
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")

        fetched = fetch("http://trips.example/", door=world.door())

    assert fetched.body == b"direct"


def test_a_cookie_that_was_set_is_not_sent_back() -> None:
    heads: list[bytes] = []

    def answer(line: socket.socket) -> None:
        heads.append(_head(line))
        line.sendall(b"HTTP/1.1 302 Found\r\nSet-Cookie: a=b\r\nLocation: /\r\nContent-Length: 0\r\n\r\n")

    with _world(answer, trips_example=[PUBLIC]) as world:
        _refusal(lambda: fetch("http://trips.example/", redirects=1, door=world.door()))

    assert len(heads) == 2
    assert not any(b"ookie" in head for head in heads)


def test_the_certificate_is_verified_against_the_name_and_not_the_address() -> None:
    names: list[str | None] = []
    with _world(_over_tls(_says(), names), right_example=[PUBLIC]) as world:
        fetched = fetch("https://right.example/", door=world.door(trust=_trusting))

    assert (fetched.body, names, world.dialled) == (b"hello", ["right.example"], [(PUBLIC, 443)])


def test_a_certificate_for_another_name_is_refused() -> None:
    with _world(_over_tls(_says()), wrong_example=[PUBLIC]) as world:
        code = _refusal(lambda: fetch("https://wrong.example/", door=world.door(trust=_trusting)))

    assert (code, world.dialled) == (Reason.CERTIFICATE, [(PUBLIC, 443)])


def test_a_certificate_that_nobody_vouches_for_is_refused() -> None:
    with _world(_over_tls(_says()), right_example=[PUBLIC]) as world:
        assert _refusal(lambda: fetch("https://right.example/", door=world.door())) == Reason.CERTIFICATE


def test_a_host_without_tls_is_not_asked_over_https() -> None:
    with _world(_sends(b"HTTP/1.1 400 Bad Request\r\n\r\n"), right_example=[PUBLIC]) as world:
        code = _refusal(lambda: fetch("https://right.example/", limits=QUICK, door=world.door(trust=_trusting)))

    assert code in (Reason.BROKEN, Reason.SLOW)


def test_https_does_not_redirect_to_http() -> None:
    answer, _ = _redirects_to("http://right.example/")
    with _world(_over_tls(answer), right_example=[PUBLIC]) as world:
        code = _refusal(lambda: fetch("https://right.example/", redirects=1, door=world.door(trust=_trusting)))

    assert (code, len(world.dialled)) == (Reason.REDIRECT, 1)


def test_a_tls_answer_that_is_cut_short_is_refused() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)

    def cut(line: socket.socket) -> None:
        with context.wrap_socket(line, server_side=True) as secured:
            _sends(b"HTTP/1.1 200 OK\r\n\r\nhalf of")(secured)

    with _world(cut, right_example=[PUBLIC]) as world:
        code = _refusal(lambda: fetch("https://right.example/", door=world.door(trust=_trusting)))

    assert code == Reason.BROKEN


@pytest.mark.parametrize("limits", [{"seconds": 0}, {"head_bytes": 0}, {"body_bytes": -1}])
def test_limits_are_positive(limits: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="must be positive"):
        Limits(**limits)


def test_only_a_post_has_a_body() -> None:
    with pytest.raises(ValueError, match="only a POST"):
        fetch("http://trips.example/", body=b"x", door=Door())


FOREIGN = frozenset(
    {
        *("httpx", "httpcore", "h11", "requests", "urllib3", "aiohttp", "websockets", "urllib.request", "http.client"),
        *("socket", "socketserver", "ssl", "asyncio.streams", "ftplib", "smtplib", "poplib", "imaplib", "telnetlib"),
        *("nntplib", "xmlrpc.client"),
    }
)
EXEMPT = ("clients", "tests", "node_modules")
ITSELF = ("tourism/outbound.py", "tourism/management/commands/start.py")


def _foreign(source: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import():
                names = [alias.name for alias in node.names]
            case ast.ImportFrom(module=str(module)):
                names = [module, *(f"{module}.{alias.name}" for alias in node.names)]
            case ast.Call(func=ast.Name(id="__import__") | ast.Attribute(attr="import_module")):
                names = [str(part.value) for part in node.args if isinstance(part, ast.Constant)]
            case _:
                continue
        found |= {whole for name in names for whole in FOREIGN if name == whole or name.startswith(f"{whole}.")}
    return found


def _sources() -> list[Path]:
    roots = [path for path in PROJECT.iterdir() if path.name not in EXEMPT and not path.name.startswith(".")]
    paths = [found for root in roots for found in ([root] if root.suffix == ".py" else root.rglob("*.py"))]
    return [path.relative_to(PROJECT) for path in paths]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import httpx", {"httpx"}),
        ("def f():\n    from httpx import Client", {"httpx"}),
        ("from urllib import request", {"urllib.request"}),
        ("import urllib.request as r", {"urllib.request"}),
        ("from http.client import HTTPConnection", {"http.client"}),
        ("import requests.sessions", {"requests"}),
        ("import importlib\nimportlib.import_module('socket')", {"socket"}),
        ("__import__('httpx')", {"httpx"}),
        ("from urllib.parse import urlsplit\nfrom http import HTTPStatus", set()),
    ],
)
def test_a_way_out_is_recognised_in_every_form(source: str, found: set[str]) -> None:
    assert _foreign(source) == found


def test_nothing_else_in_the_project_opens_a_connection() -> None:
    sources = _sources()

    ways_out = {str(path): _foreign((PROJECT / path).read_text()) for path in sources if str(path) not in ITSELF}

    assert set(ITSELF) <= {str(path) for path in sources}
    assert {path: names for path, names in ways_out.items() if names} == {}
