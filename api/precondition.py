"""The condition that a change carries: which version its author has read."""

import re

from django.http import HttpRequest

from api.problems import Code
from tourism.values.errors import DomainError

_TAG = re.compile(r'"([0-9]{1,18})-[0-9a-f]{24}"')


def require_match(request: HttpRequest, version: str) -> None:
    """Refuse a change without ``If-Match``, or one made on another version; ``*`` is any."""
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise DomainError(
            "send the ETag of what you read as If-Match",
            "请把读取时得到的 ETag 作为 If-Match 发送",
            code=str(Code.PRECONDITION_REQUIRED),
        )
    # A weak tag never matches: only the exact bytes are the version that was read.
    tags = [tag.strip() for tag in given.split(",")]
    versions = [found[1] for tag in tags if (found := _TAG.fullmatch(tag))]
    if given != "*" and version not in versions:
        raise DomainError(
            "it has changed since, or If-Match is not an ETag of it; read it again",
            "内容已变化，或 If-Match 不是它的 ETag；请重新读取",
            code=str(Code.PRECONDITION_FAILED),
        )
