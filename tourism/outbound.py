"""The one door to foreign addresses: only public ones are reached, in bounded time, with bounded answers."""

import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from queue import Empty, SimpleQueue
from typing import Any, Literal

import httpcore
import httpx
from django.conf import settings

from tourism.values.errors import DomainError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Method = Literal["GET", "POST"]
Resolver = Callable[[str, int], Sequence[str]]
Dialler = Callable[[tuple[str, int], float], socket.socket]

LONGEST_URL = 2048
LONGEST_NAME = 253
LAST_PORT = 65535
PORTS = {"http": 80, "https": 443}
REDIRECTS = (301, 302, 303, 307, 308)
PIECE = 64 * 1024
DIALLED = 4

# What the line itself needs to say; a caller who could set them could speak to another host, or never end.
OURS = frozenset(
    {"host", "user-agent", "connection", "content-length", "transfer-encoding", "accept-encoding", "cookie"}
)
HEADER = re.compile(r"[A-Za-z0-9-]+: [\x20-\x7e]*")
LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
# A name that ends so is read as an address by some resolvers: 2130706433, 0x7f.1, 0177.0.0.1.
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")

# Versions of Python disagree about these, and some are public by number yet answer from inside a cloud.
CLOSED: tuple[Network, ...] = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "168.63.129.16/32",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "64:ff9b:1::/48",
        "2001::/23",
        "3fff::/20",
        "5f00::/16",
        "fec0::/10",
    )
)
NAT64 = IPv6Network("64:ff9b::/96")


class Reason(StrEnum):
    """Why nothing was fetched."""

    ADDRESS = "outbound_address"
    SCHEME = "outbound_scheme"
    USERINFO = "outbound_userinfo"
    PORT = "outbound_port"
    UNRESOLVED = "outbound_unresolved"
    NOT_PUBLIC = "outbound_not_public"
    UNREACHABLE = "outbound_unreachable"
    CERTIFICATE = "outbound_certificate"
    SLOW = "outbound_slow"
    LARGE = "outbound_large"
    ENCODING = "outbound_encoding"
    BROKEN = "outbound_broken"
    REDIRECT = "outbound_redirect"


TEXTS: dict[Reason, tuple[str, str]] = {
    Reason.ADDRESS: ("this is not a web address that can be fetched", "这不是可以访问的网址"),
    Reason.SCHEME: ("the address must begin with https:// or http://", "网址须以 https:// 或 http:// 开头"),
    Reason.USERINFO: ("the address must not hold a user name or password", "网址不得含用户名或密码"),
    Reason.PORT: ("the address must use port 80 or 443", "网址须使用 80 或 443 端口"),
    Reason.UNRESOLVED: ("the host of the address is not known", "找不到网址中的主机"),
    Reason.NOT_PUBLIC: ("the host must be reached at public addresses only", "主机只能位于公网地址"),
    Reason.UNREACHABLE: ("the host could not be reached", "无法连接主机"),
    Reason.CERTIFICATE: ("the host's certificate is not valid for its name", "主机的证书与其名称不符或无效"),
    Reason.SLOW: ("the host took too long to answer", "主机响应超时"),
    Reason.LARGE: ("the answer is larger than is accepted", "响应内容过大"),
    Reason.ENCODING: ("the answer must be plain or gzip", "响应须为未压缩或 gzip 格式"),
    Reason.BROKEN: ("the answer is broken or cut short", "响应不完整或格式错误"),
    Reason.REDIRECT: ("the address redirects too often, or away from https", "网址重定向次数过多，或转向非 https 地址"),
}


class NotFetched(DomainError):
    """The address was refused, or did not answer as it must; ``code`` is one of ``Reason``."""

    def __init__(self, reason: Reason) -> None:
        # The words name no address: what a name resolves to inside is nothing that an outsider may learn.
        super().__init__(*TEXTS[reason], code=reason)


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one fetch may take, redirects included; ``body_bytes`` counts after decoding."""

    seconds: float = 15.0
    head_bytes: int = 32 * 1024
    body_bytes: int = 2 * 1024 * 1024

    def __post_init__(self) -> None:
        if self.seconds <= 0 or self.head_bytes <= 0 or self.body_bytes < 0:
            raise ValueError(f"limits must be positive: {self}")

    @property
    def wire_bytes(self) -> int:
        """The most that a body may take on the wire: chunks and zipping may add to it, but not without end."""
        return 2 * self.body_bytes + PIECE


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a foreign server answered, whatever its status."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """Return the first header called ``name``."""
        return next((value for key, value in self.headers if key == name.lower()), None)


def system_addresses(host: str, port: int) -> Sequence[str]:
    """Ask the system for all addresses of ``host``."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@cache
def public_trust() -> ssl.SSLContext:
    """Trust the authorities that browsers trust, whatever the environment says."""
    return httpx.create_ssl_context(trust_env=False)


@dataclass(frozen=True, slots=True)
class Door:
    """How names are resolved, addresses dialled and certificates trusted; and where the operator may also go."""

    resolve: Resolver = system_addresses
    dial: Dialler = socket.create_connection
    trust: Callable[[], ssl.SSLContext] = public_trust
    allow: tuple[Network, ...] = ()


def fetch(
    url: str,
    *,
    method: Method = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    limits: Limits = LIMITS,
    redirects: int = 0,
    operator: bool = False,
    door: Door | None = None,
) -> Fetched:
    """Fetch ``url`` from public addresses only, or raise ``NotFetched``.

    ``operator`` says that the operator configured this address: any port then, and ``OUTBOUND_ALLOW`` too.
    ``redirects`` is how many of them a GET may follow, each checked like the first; by default a 3xx is the answer.
    """
    door = door or Door(allow=settings.OUTBOUND_ALLOW)
    allowance = _Allowance(time.monotonic() + limits.seconds)
    asked = _Asked(_read(url), method, dict(headers or {}), body, operator)
    followed = 0
    while True:
        fetched = _ask(asked, door, limits, allowance)
        onward = asked.onward(fetched) if redirects else None
        if onward is None:
            return fetched
        if followed == redirects:
            raise NotFetched(Reason.REDIRECT)
        followed += 1
        asked = onward


def is_public(address: Address) -> bool:
    """Whether ``address``, and each address that it carries within, is open to the whole internet."""
    return all(_is_open(inner) for inner in _carried(address))


def _carried(address: Address) -> tuple[Address, ...]:
    """Unwrap an IPv4 address from the IPv6 forms by which a network would deliver to it."""
    if isinstance(address, IPv4Address):
        return (address,)
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address in NAT64:
        return (IPv4Address(int(address) & 0xFFFFFFFF),)
    if address.sixtofour:
        return (address.sixtofour,)
    return address.teredo or (address,)


def _is_open(address: Address) -> bool:
    closed = (
        address.is_multicast
        or address.is_reserved
        or address.is_private
        or getattr(address, "scope_id", None)
        or any(address in network for network in CLOSED)
    )
    return address.is_global and not closed


@dataclass(frozen=True, slots=True)
class _Asked:
    """One request of a fetch."""

    url: httpx.URL
    method: Method
    headers: dict[str, str]
    body: bytes
    operator: bool

    def __post_init__(self) -> None:
        for name, value in self.headers.items():
            if name.lower() in OURS or not HEADER.fullmatch(f"{name}: {value}"):
                raise ValueError(f"header {name!r} cannot be sent")
        if self.body and self.method != "POST":
            raise ValueError("only a POST has a body")

    @property
    def host(self) -> str:
        return self.url.raw_host.decode("ascii")

    @property
    def port(self) -> int:
        return _port(self.url)

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.url.scheme, self.host, self.port

    def onward(self, fetched: Fetched) -> "_Asked | None":
        """Return what a redirect asks for next: neither the headers nor the operator's word go to another origin."""
        location = fetched.header("location")
        if self.method != "GET" or fetched.status not in REDIRECTS or location is None:
            return None
        try:
            url = _read(str(self.url.join(location)))
        except (httpx.InvalidURL, ValueError):
            raise NotFetched(Reason.ADDRESS) from None
        if self.url.scheme == "https" and url.scheme != "https":
            raise NotFetched(Reason.REDIRECT)
        onward = _Asked(url, "GET", self.headers, b"", self.operator)
        return onward if onward.origin == self.origin else _Asked(url, "GET", {}, b"", False)


@dataclass(slots=True)
class _Allowance:
    """The time that a fetch has left, and the bytes that may still come over the line."""

    deadline: float
    wire_bytes: int = 0

    def seconds(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise NotFetched(Reason.SLOW)
        return left

    def bytes(self, wanted: int) -> int:
        if self.wire_bytes <= 0:
            raise NotFetched(Reason.LARGE)
        return min(wanted, self.wire_bytes)


def _read(text: str) -> httpx.URL:
    """Read an address once: what is checked here is the very value that is dialled and asked."""
    if len(text) > LONGEST_URL or any(sign <= " " or sign in "\\\x7f" for sign in text):
        raise NotFetched(Reason.ADDRESS)
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, ValueError):
        raise NotFetched(Reason.ADDRESS) from None
    if url.scheme not in PORTS:
        raise NotFetched(Reason.SCHEME)
    if url.userinfo:
        raise NotFetched(Reason.USERINFO)
    host = url.raw_host.decode("ascii").removesuffix(".")
    if not (_is_address(host) or _is_name(host)) or not 1 <= _port(url) <= LAST_PORT:
        raise NotFetched(Reason.ADDRESS)
    return url.copy_with(host=host)


def _port(url: httpx.URL) -> int:
    return PORTS[url.scheme] if url.port is None else url.port


def _is_address(host: str) -> bool:
    with suppress(ValueError):
        return "%" not in host and bool(ip_address(host))
    return False


def _is_name(host: str) -> bool:
    labels = host.split(".")
    return (
        len(host) <= LONGEST_NAME
        and all(LABEL.fullmatch(label) for label in labels)
        and not NUMBER.fullmatch(labels[-1])
    )


def _ask(asked: _Asked, door: Door, limits: Limits, allowance: _Allowance) -> Fetched:
    if not asked.operator and asked.port not in PORTS.values():
        raise NotFetched(Reason.PORT)
    line = _Line(_addresses(asked, door, allowance), door, allowance)
    allowance.wire_bytes = limits.head_bytes
    url = httpcore.URL(scheme=asked.url.scheme, host=asked.host, port=asked.port, target=asked.url.raw_path)
    # A connection of its own, and nothing around it: no pool, proxy, cookie, redirect or decoder has to be turned off.
    trust = door.trust() if asked.url.scheme == "https" else None
    try:
        with (
            httpcore.HTTPConnection(url.origin, ssl_context=trust, network_backend=line) as connection,
            connection.stream(asked.method, url, headers=_sent(asked), content=asked.body or None) as answer,
        ):
            allowance.wire_bytes += limits.wire_bytes
            return _fetched(asked, answer, limits)
    except httpcore.ProtocolError:
        raise NotFetched(Reason.BROKEN) from None


def _sent(asked: _Asked) -> list[tuple[str, str]]:
    ours = [
        ("Host", asked.url.netloc.decode("ascii")),
        ("User-Agent", "shennong-trails"),
        ("Accept-Encoding", "gzip"),
        ("Connection", "close"),
    ]
    if asked.method == "POST":
        ours.append(("Content-Length", str(len(asked.body))))
    return ours + list(asked.headers.items())


def _addresses(asked: _Asked, door: Door, allowance: _Allowance) -> list[str]:
    """Resolve the host once and return its addresses, if it may be reached at every one of them."""
    host = asked.host
    found = [host] if _is_address(host) else _resolved(host, asked.port, door.resolve, allowance)
    if not found:
        raise NotFetched(Reason.UNRESOLVED)
    allow = door.allow if asked.operator else ()
    if not all(_may_be_reached(text, allow) for text in found):
        raise NotFetched(Reason.NOT_PUBLIC)
    return list(dict.fromkeys(found))


def _may_be_reached(text: str, allow: tuple[Network, ...]) -> bool:
    try:
        address = ip_address(text)
    except ValueError:
        return False
    carried = _carried(address)
    return is_public(address) or all(any(inner in network for network in allow) for inner in carried)


def _resolved(host: str, port: int, resolve: Resolver, allowance: _Allowance) -> list[str]:
    # The system's resolver takes no time limit: it is left behind in its thread when it is late.
    answers: SimpleQueue[list[str]] = SimpleQueue()
    threading.Thread(target=_answer, args=(answers, host, port, resolve), daemon=True).start()
    try:
        return answers.get(timeout=allowance.seconds())
    except Empty:
        raise NotFetched(Reason.SLOW) from None


def _answer(answers: SimpleQueue[list[str]], host: str, port: int, resolve: Resolver) -> None:
    found: list[str] = []
    with suppress(OSError, UnicodeError):
        found = list(resolve(host, port))
    answers.put(found)


class _Line(httpcore.NetworkBackend):
    """Dials the addresses that were checked, never the name."""

    def __init__(self, addresses: Sequence[str], door: Door, allowance: _Allowance) -> None:
        self._addresses = addresses[:DIALLED]
        self._door = door
        self._allowance = allowance

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address that answers, sharing the time that is left among them."""
        del host, timeout, local_address, socket_options
        for tried, address in enumerate(self._addresses):
            seconds = self._allowance.seconds() / (len(self._addresses) - tried)
            with suppress(OSError):
                return _Stream(self._door.dial((address, port), seconds), self._allowance)
        self._allowance.seconds()
        raise NotFetched(Reason.UNREACHABLE)


class _Stream(httpcore.NetworkStream):
    """A socket on which every step is held to the time and the bytes that are left."""

    def __init__(self, line: socket.socket, allowance: _Allowance) -> None:
        self._line = line
        self._allowance = allowance

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come, at most what may still come."""
        del timeout
        wanted = self._allowance.bytes(max_bytes)
        self._line.settimeout(self._allowance.seconds())
        try:
            data = self._line.recv(wanted)
        except OSError as error:
            raise NotFetched(_reason(error)) from None
        self._allowance.wire_bytes -= len(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of ``buffer``, however slowly it is taken."""
        del timeout
        while buffer:
            self._line.settimeout(self._allowance.seconds())
            try:
                buffer = buffer[self._line.send(buffer[:PIECE]) :]
            except TimeoutError:
                raise NotFetched(Reason.SLOW) from None
            except OSError as error:
                # A server may answer before it has read everything, and close: its answer is still worth reading.
                raise httpcore.WriteError(error) from None

    def close(self) -> None:
        """Close the line."""
        self._line.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Turn to TLS with the name that was asked for, against which the certificate is verified."""
        del timeout
        try:
            self._line.settimeout(self._allowance.seconds())
            # A line that is cut without a farewell is an error, so that no answer is cut short unseen.
            line = ssl_context.wrap_socket(self._line, server_hostname=server_hostname, suppress_ragged_eofs=False)
        except (OSError, ValueError) as error:
            self._line.close()
            raise NotFetched(_reason(error)) from None
        return _Stream(line, self._allowance)

    def get_extra_info(self, info: str) -> Any:
        """Return the TLS side of the line, which alone is ever asked for."""
        return self._line if info == "ssl_object" and isinstance(self._line, ssl.SSLSocket) else None


def _reason(error: Exception) -> Reason:
    if isinstance(error, TimeoutError):
        return Reason.SLOW
    if isinstance(error, ssl.SSLCertVerificationError):
        return Reason.CERTIFICATE
    return Reason.BROKEN if isinstance(error, ssl.SSLError | ValueError) else Reason.UNREACHABLE


def _fetched(asked: _Asked, answer: httpcore.Response, limits: Limits) -> Fetched:
    headers = tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in answer.headers)
    encodings = [value.strip().lower() for name, value in headers if name == "content-encoding"]
    pieces = _decoded(answer.iter_stream(), encodings)
    return Fetched(str(asked.url), answer.status, headers, _whole(pieces, limits.body_bytes))


def _decoded(pieces: Iterable[bytes], encodings: Sequence[str]) -> Iterator[bytes]:
    # Only what was asked for is decoded, and once: gzip within gzip grows a million times.
    if encodings in ([], [""], ["identity"]):
        return iter(pieces)
    if encodings not in (["gzip"], ["x-gzip"]):
        raise NotFetched(Reason.ENCODING)
    return _unzipped(pieces)


def _unzipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    inflater = zlib.decompressobj(wbits=31)
    begun = False
    try:
        for piece in pieces:
            begun, rest = True, piece
            while rest:
                yield inflater.decompress(rest, PIECE)
                rest = inflater.unconsumed_tail
            if inflater.unused_data:
                raise NotFetched(Reason.BROKEN)
        if begun:
            yield inflater.decompress(b"", PIECE)
    except zlib.error:
        raise NotFetched(Reason.BROKEN) from None
    if begun and not inflater.eof:
        raise NotFetched(Reason.BROKEN)


def _whole(pieces: Iterable[bytes], most: int) -> bytes:
    whole = bytearray()
    for piece in pieces:
        whole += piece
        if len(whole) > most:
            raise NotFetched(Reason.LARGE)
    return bytes(whole)
