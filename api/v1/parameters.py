"""The parameters that every address takes, and the refusal of those that it does not."""

import re
from datetime import date
from functools import wraps
from typing import Annotated, Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Schema
from ninja.operation import Operation
from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from api.language import Lang
from api.parser import Run, operation_of
from api.problems import Code
from tourism.values.errors import DomainError, Invalid
from tourism.values.geo import Coordinate, Crs

SLUG = r"^[a-z0-9-]{1,64}$"
FARTHEST_M = 200_000


def _only_text_of_a_date(value: object) -> object:
    # The framework's own reader takes "0" as the first second of 1970.
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticCustomError("date_parsing", "is a date such as 2026-12-05")
    return value


Day = Annotated[date, BeforeValidator(_only_text_of_a_date)]


class Shown(Schema):
    """How an answer is shown."""

    lang: Lang = Field(Lang.ZH, description="Language of names and texts; what is not translated stays Chinese.")
    crs: Crs = Field(Crs.WGS84, description="Datum of every position in the answer, and of `near`.")


class Listed(Shown):
    """Which page of a list."""

    limit: int = Field(50, ge=1, le=200, description="Most items on a page.", examples=[50])
    cursor: str | None = Field(
        None, max_length=1000, description="`next` of the page before, with the same filters; opaque."
    )


class Near(Schema):
    """Around a spot."""

    near: str | None = Field(
        None,
        pattern=r"^-?\d{1,3}(\.\d{1,15})?,-?\d{1,2}(\.\d{1,15})?$",
        description="Longitude and latitude in the datum of `crs`.",
        examples=["112.9281,35.0906"],
    )
    radius: int | None = Field(
        None, ge=1, le=FARTHEST_M, description="Metres around `near`; 5000 when not given.", examples=[5000]
    )


def spot(near: str | None, radius: int | None, crs: Crs) -> dict[str, Any]:
    """Return the two arguments that queries take for what lies around a spot."""
    if near is None:
        if radius is not None:
            raise Invalid("radius goes with near=lon,lat", "radius 须与 near=经度,纬度 一起使用", field="radius")
        return {}
    lon, lat = (float(part) for part in near.split(","))
    try:
        around: dict[str, Any] = {"near": Coordinate(lat=lat, lon=lon, crs=crs)}
    except ValueError as error:
        raise Invalid(f"near is lon,lat: {error}", "near 应为 经度,纬度，单位为度", field="near") from None
    return around if radius is None else {**around, "radius": radius}


def known_parameters_only(run: Run) -> Run:
    """Refuse a parameter that an operation does not read: a misspelt filter would show everything."""
    known = sorted(_parameters(operation_of(run)))

    @wraps(run)
    def checked(request: HttpRequest, **values: Any) -> HttpResponseBase:
        unknown = [name for name in request.GET if name not in known]
        if unknown:
            raise _unknown(unknown, known)
        return run(request, **values)

    return checked


def _parameters(operation: Operation) -> set[str]:
    models = [model for model in operation.models if model.__ninja_param_source__ == "query"]
    return {name for model in models for name in getattr(model, "__ninja_flatten_map__", {})}


def _unknown(unknown: list[str], known: list[str]) -> DomainError:
    shown = ", ".join(name[:64] for name in unknown[:10])
    return DomainError(
        f"unknown parameters: {shown}. This address takes: {', '.join(known) or 'none'}",
        f"未知参数：{shown}。此网址可用的参数：{', '.join(known) or '无'}",
        code=str(Code.UNKNOWN_PARAMETER),
        field=unknown[0][:64],
    )
