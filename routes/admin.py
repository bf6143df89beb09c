"""The desk's pages of themed routes, and of kept trips, of which it shows nothing that is a traveller's."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from routes.models import Itinerary, Route, RouteStop
from routes.themed import delete_route, save_route
from tourism.places.admin import CountyDesk
from tourism.places.desk import SourcedForm
from tourism.staff.desk import ReadOnlyDesk, edit
from tourism.staff.words import both

if TYPE_CHECKING:
    _Inline = admin.TabularInline[RouteStop, Route]
else:
    _Inline = admin.TabularInline


class RouteForm(SourcedForm):
    """The form of a route; it also knows the stops that it was opened with."""

    def state(self) -> Iterator[tuple[str, str]]:
        """Yield the stops as one."""
        yield from super().state()
        if not self.instance._state.adding:
            columns = ("rank", "place_id", "industry_id", "note_zh", "note_en")
            yield "stops", json.dumps(list(self.instance.stops.values_list(*columns)))


class StopInline(_Inline):
    """The stops of a route, in order."""

    model = RouteStop
    extra = 1
    fields = ("rank", "place", "industry", "note_zh", "note_en")
    verbose_name = both("站", "stop")
    verbose_name_plural = both("各站", "stops")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Name each stop without a query for it."""
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.select_related("place", "industry")


@admin.register(Route)
class RouteDesk(CountyDesk):
    """Themed routes."""

    form = RouteForm
    inlines = (StopInline,)
    journal_type = "route"
    called = ("线路", "route", "routes")
    facts = ("name_zh", "summary_zh")
    list_display = ("name_zh", "theme", "rank", "listed", "demo")
    list_filter = ("listed", "demo")
    list_select_related = ("theme",)
    search_fields = ("slug", "name_zh", "name_en")

    def store_row(self, request: HttpRequest, row: Any, form: Any) -> None:
        """Store a route with its stops in order."""
        given = [line for formset in form.inlines for line in formset.cleaned_data if line and not line.get("DELETE")]
        stops = [
            RouteStop(place=line["place"], industry=line["industry"], note_zh=line["note_zh"], note_en=line["note_en"])
            for line in sorted(given, key=lambda line: line["rank"])
        ]
        save_route(row, stops=stops, **edit(request, form.cleaned_data["why"]))

    def remove(self, request: HttpRequest, row: Any, why: str) -> None:
        """Take a route away with its stops."""
        delete_route(row, **edit(request, why))


@admin.register(Itinerary)
class ItineraryDesk(ReadOnlyDesk):
    """Kept trips: that they are there, when they are, and what changed under them."""

    journal_type = "itinerary"
    called = ("行程", "trip", "trips")
    list_display = ("id", "first_day", "last_day", "version", "deleted_at")
    fields = readonly_fields = (
        "id", "destination", "first_day", "last_day", "version", "sequence", "marks", "created_at", "modified_at",
        "deleted_at",
    )  # fmt: skip
    list_select_related = ("destination",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave what was asked and planned where it is."""
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.defer("request", "plan")
