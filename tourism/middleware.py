"""What every request must be, and the headers that every answer carries."""

from collections.abc import Callable
from urllib.parse import unquote

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]

FIRST_PRINTABLE = " "

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def security_headers(get_response: Answer) -> Answer:
    """Allow nothing but our own files, and no frame around our pages."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("X-Frame-Options", "DENY")
        # Other sites may link to what is here, but not draw it into their pages; the API is read by its CORS headers.
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


def refuse_control_characters(get_response: Answer) -> Answer:
    """Refuse an address that holds a control character: PostgreSQL takes no NUL, and no address needs another."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if min(request.path_info + unquote(request.META.get("QUERY_STRING", "")), default=" ") < FIRST_PRINTABLE:
            raise BadRequest("the address holds a control character; leave it out")
        return get_response(request)

    return middleware
