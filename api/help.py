"""The page that the ``type`` of a problem leads to."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from api.problems import PROBLEMS, Code


@require_safe
def problem_page(request: HttpRequest, code: str) -> HttpResponse:
    """Explain one kind of problem in both languages."""
    del request
    if code not in set(Code):
        raise Http404
    kind = PROBLEMS[Code(code)]
    page = format_html(
        '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>{code}</title></head><body><main>'
        "<h1>{title_zh}</h1><p>{help_zh}</p>"
        '<div lang="en"><h2>{title_en}</h2><p>{help_en}</p></div>'
        "<p><code>{code}</code> · HTTP {status}</p></main></body></html>",
        code=code,
        status=kind.status,
        title_zh=kind.title_zh,
        title_en=kind.title_en,
        help_zh=kind.help_zh,
        help_en=kind.help_en,
    )
    return HttpResponse(page, headers={"Cache-Control": "public, max-age=86400"})
