"""The API's own description: the framework's, mended where it is wrong, with an example everywhere."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from api.files import MEDIA as FILES

JSON = "application/json"
PROBLEM = "application/problem+json"
EXAMPLES = Path(__file__).with_name("examples.json")
# What an operation sends that does not send JSON.
MEDIA = {
    "get_itinerary_calendar": "text/calendar",
    **{f"get_{what}_{form}": media for form, media in FILES.items() for what in ("route", "itinerary")},
}


class Api(NinjaAPI):
    """An API whose description says how refusals look, and shows an example of each answer."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Name an operation after its function; clients turn it into a method."""
        return operation.view_func.__name__

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Return the description."""
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        for path in schema["paths"].values():
            for operation in path.values():
                _mend(operation)
        return schema


@cache
def examples() -> dict[str, dict[str, Any]]:
    """Return a request and an answer of each operation, by its id."""
    found: dict[str, dict[str, Any]] = json.loads(EXAMPLES.read_text("utf-8"))
    return found


def _mend(operation: dict[str, Any]) -> None:
    shown = examples().get(operation["operationId"], {})
    operation["responses"] = {
        str(status): _response(int(status), response, shown, MEDIA.get(operation["operationId"], JSON))
        for status, response in operation["responses"].items()
    }
    if "requestBody" in operation and "request" in shown:
        operation["requestBody"]["content"][JSON]["example"] = shown["request"]
    if operation["operationId"] == "remove_itinerary":
        operation["parameters"].append(_IF_MATCH)


def _response(status: int, response: dict[str, Any], shown: dict[str, Any], media: str) -> dict[str, Any]:
    content = response.get("content", {}).get(JSON)
    if content is None:
        return response
    if status >= 400:
        return {**response, "content": {PROBLEM: content}}
    example = shown.get("response")
    return {**response, "content": {media: content if example is None else {**content, "example": example}}}


_IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "schema": {"type": "string"},
    "description": "ETag that reading the trip gave, or `*`.",
    "example": '"1-0123456789abcdef01234567"',
}
