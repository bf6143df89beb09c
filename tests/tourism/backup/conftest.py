"""A county that was upgraded and worked on, made once, and the places where its backup was restored."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.tourism.backup.installation import ON_POSTGRESQL, Found, Installation, Upgraded

NewDatabase = Callable[[], str]


@pytest.fixture(scope="session")
def new_database() -> Iterator[NewDatabase]:
    """Return what makes an empty database of this leg's kind."""
    made: list[str] = []
    server = os.environ.get("DATABASE_URL", "")

    def make() -> str:
        if not ON_POSTGRESQL:
            return ""
        name = f"installation_{len(made)}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        made.append(name)
        return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))

    yield make
    for name in made:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def upgraded(tmp_path_factory: pytest.TempPathFactory, new_database: NewDatabase) -> Upgraded:
    """Return the county after its upgrade."""
    installation = Installation(tmp_path_factory.mktemp("upgraded"), new_database())
    backup = installation.folder / "backups" / "county.zip"
    return Upgraded(installation, backup, installation.tell("upgrade", str(backup)))


@pytest.fixture(scope="session")
def elsewhere(upgraded: Upgraded, tmp_path_factory: pytest.TempPathFactory, new_database: NewDatabase) -> list[Found]:
    """Return what was seen where the backup was restored: from PostgreSQL by way of SQLite into PostgreSQL."""
    backup: Path = upgraded.backup
    trips = json.dumps(upgraded.found["trips"])
    seen: list[Found] = []
    for database in ["", new_database()] if ON_POSTGRESQL else [""]:
        again = backup.with_suffix(f".{len(seen)}.zip")
        installation = Installation(tmp_path_factory.mktemp("elsewhere"), database)
        seen.append(installation.tell("restore", str(backup), str(again), trips))
        backup = again
    return seen
