"""The shape of a refusal (RFC 9457), for the documentation."""

from ninja import Schema
from pydantic import Field


class FieldErrorOut(Schema):
    """What is wrong with one field or parameter."""

    pointer: str | None = Field(None, description="JSON pointer into the body")
    parameter: str | None = Field(None, description="name of a parameter of the address")
    code: str
    detail: str


class ProblemOut(Schema):
    """What was wrong, and what would be right."""

    type: str = Field(description="stable address of the kind of problem; it leads to help")
    title: str
    status: int
    detail: str
    code: str = Field(description="stable name of the rule or fault")
    instance: str
    trace_id: str = Field(description="number for the operator's log")
    errors: list[FieldErrorOut] | None = None
    params: dict[str, str | int | float | bool | None] | None = None
