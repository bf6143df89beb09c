"""Takes rows of the county away, unless something still needs them."""

from datetime import datetime

from django.apps import apps
from django.db import transaction
from django.db.models import Model, ProtectedError

from tourism.places.models import Source, Sourced
from tourism.places.rows import delete_row
from tourism.values.errors import Refused

IN_USE = "in_use"


def remove_row(row: Model, *, type_: str, now: datetime, who: str = "", why: str = "") -> None:
    """Take a row away with its journal entry; one that others name stays, and the refusal says which others."""
    linked = _linked(row)
    if linked:
        raise _in_use(linked)
    try:
        with transaction.atomic():
            delete_row(row, type_=type_, now=now, who=who, why=why)
    except ProtectedError as error:
        raise _in_use([str(other) for other in error.protected_objects]) from error


def remove_source(source: Source, *, now: datetime, who: str = "", why: str = "") -> None:
    """Take a source away; one that a fact rests on stays."""
    resting = [str(row) for model in _tables_of_facts() for row in model._default_manager.all() if _rests(row, source)]
    if resting:
        shown = ", ".join(resting[:3])
        raise Refused(
            f"{len(resting)} rows rest on it: {shown}", f"有 {len(resting)} 条资料以它为据：{shown}", code=IN_USE
        )
    remove_row(source, type_="source", now=now, who=who, why=why)


def _in_use(names: list[str]) -> Refused:
    shown = ", ".join(sorted(names)[:3])
    return Refused(f"{len(names)} others need it: {shown}", f"还有 {len(names)} 处用到它：{shown}", code=IN_USE)


def _linked(row: Model) -> list[str]:
    # A link of many to many goes without a word, and the row at its other end would change without a journal entry.
    links = [link for link in row._meta.related_objects if link.many_to_many]
    return [str(other) for link in links for other in getattr(row, str(link.get_accessor_name())).all()]


def _tables_of_facts() -> list[type[Sourced]]:
    return [model for model in apps.get_models() if issubclass(model, Sourced)]


def _rests(row: Sourced, source: Source) -> bool:
    return any(source.code in entry.get("sources", []) for entry in row.facts.values())
