"""What the operator sets: one class, each field a documented environment variable, refused by name when malformed."""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent.parent
DATABASE_SCHEMES = ("sqlite", "postgres", "postgresql")
VALKEY_SCHEMES = ("valkey", "valkeys", "redis", "rediss")
SHORTEST_SECRET = 32
SHORTEST_TOKEN = 16
# Fewer different characters are no random draw.
FEWEST_CHARACTERS = 10


class Environment(BaseSettings):
    """The settings of an installation."""

    model_config = SettingsConfigDict(extra="ignore", hide_input_in_errors=True, frozen=True)

    LISTEN: str = Field("127.0.0.1", description="Address that the server listens on.")
    PORT: int = Field(8000, ge=1, le=65535, description="Port that the server listens on.")
    WORKERS: int = Field(2, ge=1, le=64, description="Server processes; one that dies is started again.")
    THREADS: int = Field(4, ge=1, le=64, description="Threads in each server process.")
    JOB_WORKERS: int = Field(
        1, ge=0, le=16, description="Workers for jobs that `manage.py start` keeps running beside the server; 0 when "
        "they run elsewhere, as `manage.py work`."
    )  # fmt: skip
    DATA_DIR: Path = Field(
        PROJECT / ".data", description="Folder of the database, the development key and caches; made when absent."
    )
    DATABASE_URL: str = Field("", description="`postgresql://user:password@host/name`; empty is SQLite in `DATA_DIR`.")
    VALKEY_URL: str = Field(
        "", description="`valkey://host:6379/0` (or `redis://`) for caches shared by processes; empty is in-process."
    )
    SECRET_KEY: str = Field(
        "", description="Signs tokens and cursors, 32 characters or more; made in `DATA_DIR` when empty, but not "
        "with `PRODUCTION=1`, where it must be set."
    )  # fmt: skip
    PRODUCTION: bool = Field(False, description="`1` refuses unsafe settings and the demo set.")
    ALLOWED_HOSTS: Annotated[tuple[str, ...], NoDecode] = Field(
        ("127.0.0.1", "localhost"),
        description="Host names that are answered beside `PUBLIC_URL`, separated by commas; no `*` in production.",
    )
    TRUSTED_PROXIES: int = Field(
        0, ge=0, le=5, description="How many reverse proxies stand before the server, for the client's address."
    )
    PUBLIC_URL: str = Field(
        "", description="Address that readers see, without a last slash, such as `https://trips.example`; stored "
        "feeds, QR codes and `webcal` use it. Empty is `http://127.0.0.1:PORT`."
    )  # fmt: skip
    OUTBOUND_ALLOW: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = Field(
        (),
        description="Networks that are not public and may yet be asked, separated by commas, such as `10.1.0.0/24`; "
        "only for addresses that the operator has set himself.",
    )
    VALHALLA_URL: str = Field(
        "",
        description="Address of a Valhalla routing engine, such as `http://10.1.0.5:8002`, whose network is in "
        "`OUTBOUND_ALLOW`; empty estimates travel from straight lines and stated distances.",
    )
    DESTINATION: str = Field(
        "qinyang", pattern=r"^[a-z0-9-]{1,64}$", description="County shown when none is asked for."
    )
    LOG_LEVEL: str = Field(
        "INFO",
        pattern="^(DEBUG|INFO|WARNING|ERROR)$",
        description="Least severe level logged; no `DEBUG` in production.",
    )
    LOG_FORMAT: str = Field(
        "", pattern="^(|json|text)$", description="`json` is an object a line, `text` a line for people; empty is "
        "`json` with `PRODUCTION=1`, else `text`."
    )  # fmt: skip
    METRICS_TOKEN: str = Field(
        "", description="Lets a Prometheus elsewhere read `/metrics` as its bearer token, 16 characters or more; "
        "without it only this machine itself may, and nobody behind a proxy."
    )  # fmt: skip

    @field_validator("ALLOWED_HOSTS", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(host.strip() for host in value.split(",") if host.strip())
        return value

    @field_validator("OUTBOUND_ALLOW", mode="before")
    @classmethod
    def _are_networks(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return tuple(ip_network(text.strip()) for text in value.split(",") if text.strip())
        except ValueError:
            raise ValueError("is a list of networks such as 10.1.0.0/24, without host bits") from None

    @field_validator("LISTEN")
    @classmethod
    def _is_address(cls, value: str) -> str:
        ip_address(value)
        return value

    @field_validator("DATABASE_URL")
    @classmethod
    def _is_database(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in DATABASE_SCHEMES:
            raise ValueError(f"begins with one of {', '.join(name + '://' for name in DATABASE_SCHEMES)}")
        return value

    @field_validator("VALKEY_URL")
    @classmethod
    def _is_valkey(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in VALKEY_SCHEMES or not urlsplit(value).hostname):
            raise ValueError(
                f"begins with one of {', '.join(name + '://' for name in VALKEY_SCHEMES)} and names a host"
            )
        return value

    @field_validator("SECRET_KEY")
    @classmethod
    def _is_long(cls, value: str) -> str:
        if value and len(value) < SHORTEST_SECRET:
            raise ValueError(f"has {SHORTEST_SECRET} characters or more")
        return value

    @field_validator("METRICS_TOKEN")
    @classmethod
    def _is_hard_to_guess(cls, value: str) -> str:
        if value and (len(value) < SHORTEST_TOKEN or not value.isascii()):
            raise ValueError(f"has {SHORTEST_TOKEN} ASCII characters or more")
        return value

    @field_validator("PUBLIC_URL", "VALHALLA_URL")
    @classmethod
    def _is_origin(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query):
            raise ValueError("is a scheme and a host, such as https://trips.example, without a path or last slash")
        return value

    @model_validator(mode="after")
    def _is_safe(self) -> Self:
        faults = [f"{name}: {text} when PRODUCTION=1" for name, text in self._unsafe()] if self.PRODUCTION else []
        if faults:
            # One error for all: whoever mends one setting should not have to start again for the next.
            raise ValueError("\nsetting ".join(faults))
        return self

    def _unsafe(self) -> Iterator[tuple[str, str]]:
        if not self.SECRET_KEY:
            yield "SECRET_KEY", "must be set, for a development key is not used"
        elif len(set(self.SECRET_KEY)) < FEWEST_CHARACTERS or self.SECRET_KEY.startswith("django-insecure-"):
            yield "SECRET_KEY", "is drawn at random, such as by `openssl rand -base64 48`,"
        if any(host.startswith((".", "*")) for host in self.ALLOWED_HOSTS):
            yield "ALLOWED_HOSTS", "names each host, without * or a leading dot,"
        if not self.PUBLIC_URL.startswith("https://"):
            yield "PUBLIC_URL", "begins with https://"
        if not self.TRUSTED_PROXIES:
            yield "TRUSTED_PROXIES", "is 1 or more, because https ends at a proxy that stands before the server,"
        if self.LOG_LEVEL == "DEBUG":
            yield "LOG_LEVEL", "is not DEBUG, which tells too much,"
        for name, url in (("DATABASE_URL", self.DATABASE_URL), ("VALKEY_URL", self.VALKEY_URL)):
            if _is_open_to_others(url):
                yield name, "holds a password unless its host is this machine"

    @cached_property
    def public_url(self) -> str:
        """The address that readers see."""
        return self.PUBLIC_URL or f"http://127.0.0.1:{self.PORT}"

    @cached_property
    def logs_json(self) -> bool:
        """Whether the log is for machines."""
        return self.LOG_FORMAT == "json" or (self.PRODUCTION and not self.LOG_FORMAT)

    @cached_property
    def secrets(self) -> tuple[str, ...]:
        """What must stand in no log, as it is set and as it is read."""
        passwords = [urlsplit(url).password or "" for url in (self.DATABASE_URL, self.VALKEY_URL)]
        found = [self.secret_key, self.METRICS_TOKEN, *passwords, *map(unquote, passwords)]
        return tuple(text for text in found if text)

    @cached_property
    def secret_key(self) -> str:
        """The signing key; a development key is made once and kept in ``DATA_DIR``."""
        if self.SECRET_KEY:
            return self.SECRET_KEY
        path = self.DATA_DIR / "development.key"
        if not path.exists():
            _make_key(path)
        return path.read_text()


def _is_open_to_others(url: str) -> bool:
    """Say whether a server elsewhere is asked without a password; a socket or loopback is this machine's own."""
    parts = urlsplit(url)
    if not url or parts.password or {"passfile", "sslcert"} & parse_qs(parts.query).keys():
        return False
    asked = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
    if not asked or asked.startswith("/") or asked == "localhost":
        return False
    try:
        return not ip_address(asked).is_loopback
    except ValueError:
        return True


def _make_key(path: Path) -> None:
    # Written beside and linked into place: of two first starts at once both then read the same whole key.
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(48))
    with suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()


class Malformed(SystemExit):
    """The start stops here: a setting is malformed."""

    def __init__(self, problems: list[str]) -> None:
        print("\n".join(f"setting {problem}" for problem in problems), file=sys.stderr)
        super().__init__(2)


def read_environment() -> Environment:
    """Read the environment; stop the process with the name of each malformed variable, never its value."""
    try:
        environment = Environment()
        environment.DATA_DIR.mkdir(parents=True, exist_ok=True)
    except ValidationError as error:
        raise Malformed([_problem(dict(found)) for found in error.errors(include_url=False)]) from None
    except OSError as error:
        raise Malformed([f"DATA_DIR: cannot be made: {error.strerror}"]) from None
    return environment


def _problem(found: dict[str, Any]) -> str:
    name = ".".join(str(part) for part in found["loc"][:1])
    reason = str(found["msg"]).removeprefix("Value error, ")
    return f"{name}: {reason}" if name else reason
