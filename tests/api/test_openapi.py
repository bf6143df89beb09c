"""The description is whole: every operation is told, shown by an example that fits, and refuses in one format."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from api.openapi import examples
from api.v1.api import api
from tests.api.calling import caller

SCHEMA: dict[str, Any] = api.get_openapi_schema()


NAMED = {
    f"{method} {path}": operation for path, methods in SCHEMA["paths"].items() for method, operation in methods.items()
}
OPERATIONS = [pytest.param(operation, id=name) for name, operation in NAMED.items()]
BODIED = [pytest.param(operation, id=name) for name, operation in NAMED.items() if "requestBody" in operation]


def errors(value: object, schema: dict[str, Any]) -> list[str]:
    whole = {**schema, "components": SCHEMA["components"]}
    return [f"{list(error.path)}: {error.message}" for error in Draft202012Validator(whole).iter_errors(value)]


def answer_of(operation: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(body for status, body in operation["responses"].items() if status.startswith("2"))
    return found


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_is_told_in_words(operation: dict[str, Any]) -> None:
    assert operation["summary"]
    assert operation["description"]
    assert all(parameter.get("description") or parameter["in"] == "path" for parameter in operation["parameters"])


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_refuses_with_problem_documents_only(operation: dict[str, Any]) -> None:
    refusals = {status: body for status, body in operation["responses"].items() if status >= "400"}

    assert {"400", "500"} <= set(refusals)
    assert all(list(body["content"]) == ["application/problem+json"] for body in refusals.values())


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_shows_an_answer_that_fits_its_schema(operation: dict[str, Any]) -> None:
    contents: dict[str, Any] = answer_of(operation).get("content", {})

    assert len(contents) == (0 if operation["operationId"] == "remove_itinerary" else 1)
    for shown in contents.values():
        assert errors(shown["example"], shown["schema"]) == []


@pytest.mark.parametrize("operation", BODIED)
def test_an_operation_shows_a_body_that_fits_its_schema(operation: dict[str, Any]) -> None:
    content = operation["requestBody"]["content"]["application/json"]

    assert errors(content["example"], content["schema"]) == []


def test_every_example_belongs_to_an_operation() -> None:
    named = {operation["operationId"] for methods in SCHEMA["paths"].values() for operation in methods.values()}

    assert set(examples()) == named - {"remove_itinerary"}


def test_the_description_is_served_as_it_is() -> None:
    response = caller().get("/api/v1/openapi.json")

    assert response.json()["openapi"] == "3.1.0"
    assert set(response.json()["paths"]) == set(SCHEMA["paths"])


def test_the_page_of_documentation_asks_no_foreign_origin() -> None:
    page = caller().get("/api/v1/docs").content.decode()

    assert "/static/ninja/swagger-ui-bundle.js" in page
    assert "//" not in page.replace("<!doctype", "")
