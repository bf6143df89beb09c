"""The first version of the API: its resources under one description."""

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.html import format_html, json_script
from django.views.decorators.http import require_safe
from ninja.openapi.docs import DocsBase

from api.errors import install
from api.openapi import Api
from api.parser import StrictParser, strict_body
from api.v1 import events, exports, industries, itineraries, occurrences, organisations, places, plans, routes, themes
from api.v1.parameters import known_parameters_only

SETTINGS = {"url": "/api/v1/openapi.json", "layout": "BaseLayout", "deepLinking": True}


class Docs(DocsBase):
    """A page of documentation from files of our own: a foreign origin would see who reads it."""

    def render_page(self, request: HttpRequest, api: object, **path_params: object) -> HttpResponse:
        """Return the page; the description itself is one click away for readers without script."""
        del request, api, path_params
        return HttpResponse(
            format_html(
                '<!doctype html><html lang="en"><head><meta charset="utf-8">'
                '<meta name="viewport" content="width=device-width"><title>Shennong Trails API</title>'
                '<link rel="stylesheet" href="{css}"></head><body data-csrf-token="" data-api-csrf="">'
                '<p><a href="/api/v1/openapi.json">openapi.json</a></p><div id="swagger-ui"></div>'
                '{settings}<script src="{bundle}"></script><script src="{start}"></script></body></html>',
                css=static("ninja/swagger-ui.css"),
                bundle=static("ninja/swagger-ui-bundle.js"),
                start=static("ninja/swagger-ui-init.js"),
                settings=json_script(SETTINGS, "swagger-settings"),
            )
        )


api = Api(
    title="Shennong Trails",
    version="1.0.0",
    description=(
        "Places, industries and the cultural calendar of a county, and dated trips through them. "
        "What is unknown is null and says so; invented rows carry `demo`. Every refusal is a problem document."
    ),
    docs=Docs(),
    # The framework itself shows its description to any method.
    docs_decorator=require_safe,
    parser=StrictParser(),
    urls_namespace="api-v1",
)
api.add_decorator(strict_body, mode="view")
api.add_decorator(known_parameters_only, mode="view")
install(api)
api.add_router("/industries", industries.router)
api.add_router("/themes", themes.router)
api.add_router("/organisations", organisations.router)
api.add_router("/places", places.router)
# The suffixes stand before the slugs and tokens, which would swallow them.
api.add_router("/routes", exports.routes)
api.add_router("/routes", routes.router)
api.add_router("/events", events.router)
api.add_router("/occurrences", occurrences.router)
api.add_router("/plans", plans.router)
api.add_router("/itineraries", exports.trips)
api.add_router("/itineraries", itineraries.router)
