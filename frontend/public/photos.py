"""Shows photos that the staff approved, as pictures and as nothing else."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from frontend.public.errors import not_found
from tourism.images.guard import WIDTHS
from tourism.tips.queries import is_shown_photo
from tourism.tips.store import read_picture

DAY = 24 * 3600
# Whatever a browser should ever make of the bytes, they run nothing and load nothing.
SANDBOX = "default-src 'none'; sandbox"


@require_safe
def shown(request: HttpRequest, name: str, width: int) -> HttpResponse:
    """Show an approved photo in one of its widths."""
    if not is_shown_photo(name):
        return not_found(request, LookupError(name))
    return picture(request, name, width, cache=f"public, max-age={DAY}")


def picture(request: HttpRequest, name: str, width: int, *, cache: str) -> HttpResponse:
    """Answer with the bytes of a photo; who may see it was asked before."""
    if width not in WIDTHS:
        return not_found(request, LookupError(name))
    try:
        data = read_picture(name, width)
    except FileNotFoundError:
        return not_found(request, LookupError(name))
    headers = {
        "Cache-Control": cache,
        "Content-Disposition": f'inline; filename="{name}-{width}.jpg"',
        "Content-Security-Policy": SANDBOX,
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(data, content_type="image/jpeg", headers=headers)
