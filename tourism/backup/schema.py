"""Where a database's schema stands, and the tables it then has, as its migrations tell it.

A backup holds the tables of its own time. They are read and written through the models of that time, so that a backup
of an older version is restored as it was and then migrated, like any database.
"""

from collections.abc import Iterable, Mapping

from django.apps.registry import Apps
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from tourism.backup.manifest import Unusable

State = Mapping[str, tuple[str, ...]]
# A staff member logs in again after a restore: a backup that somebody reads opens no running session.
LEFT_OUT = frozenset({"sessions.Session"})


def applied_state() -> State:
    """Return the names of the migrations that the database has, by app."""
    return _by_app(MigrationLoader(connection).applied_migrations)


def tables_at(state: State) -> list[type[models.Model]]:
    """Return the tables that a database has at a state, links between rows included."""
    loader = MigrationLoader(connection)
    unknown = sorted(f"{app}.{name}" for app, name in _keys(state) if (app, name) not in loader.graph.nodes)
    if unknown:
        raise Unusable(f"its tables are those of a newer version: this one does not know migration {unknown[0]}")
    apps: Apps = loader.project_state(_leaves(loader, state)).apps
    found = apps.get_models(include_auto_created=True)
    return [
        model for model in found if model._meta.managed and not model._meta.proxy and name_of(model) not in LEFT_OUT
    ]


def migrate_to(state: State) -> None:
    """Bring an empty database to a state."""
    executor = MigrationExecutor(connection)
    executor.migrate(_leaves(executor.loader, state))


def name_of(model: type[models.Model]) -> str:
    """Return the name of a table's model, the same on every database."""
    return model._meta.label


def _by_app(keys: Iterable[tuple[str, str]]) -> State:
    state: dict[str, tuple[str, ...]] = {}
    for app, name in sorted(keys):
        state[app] = (*state.get(app, ()), name)
    return state


def _keys(state: State) -> list[tuple[str, str]]:
    return [(app, name) for app, names in state.items() for name in names]


def _leaves(loader: MigrationLoader, state: State) -> list[tuple[str, str]]:
    keys = set(_keys(state))
    followed = {
        parent.key
        for key in keys
        for parent in loader.graph.node_map[key].parents
        if parent.key[0] == key[0] and parent.key in keys
    }
    return sorted(keys - followed)
