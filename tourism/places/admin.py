"""The desk's pages of the county's rows."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from tourism.places.desk import SourcedDesk, SourcedForm
from tourism.places.models import (
    Climate,
    Closure,
    Destination,
    Industry,
    KnownDistance,
    Organisation,
    Place,
    Source,
    SpecialDay,
    Theme,
)
from tourism.places.removal import remove_row, remove_source
from tourism.places.rows import save_row
from tourism.places.services import save_closure, save_industry, save_organisation, save_place, save_sourced
from tourism.staff.desk import Desk, Edit, edit
from tourism.staff.words import both


class LinesField(forms.CharField):
    """A list of short texts, one on each line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        """Show the list by lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """Read the lines that hold something."""
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class _PlainDesk(Desk):
    """Pages of a table that bears no facts of its own."""

    def store(self, request: HttpRequest, row: Any, form: Any) -> None:
        """Store a row."""
        save_row(row, type_=self.journal_type, **edit(request, form.cleaned_data["why"]))

    def remove(self, request: HttpRequest, row: Any, why: str) -> None:
        """Take a row away, unless others need it."""
        remove_row(row, type_=self.journal_type, **edit(request, why))


class CountyDesk(SourcedDesk):
    """Pages of a table of facts whose service asks for nothing else."""

    def store_row(self, request: HttpRequest, row: Any, form: Any) -> None:
        """Store a row."""
        save_sourced(row, type_=self.journal_type, **edit(request, form.cleaned_data["why"]))

    def remove(self, request: HttpRequest, row: Any, why: str) -> None:
        """Take a row away, unless others need it."""
        remove_row(row, type_=self.journal_type, **edit(request, why))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin a new row in the county that this installation shows."""
        county = Destination.objects.filter(slug=settings.DESTINATION).values_list("pk", flat=True).first()
        return {"destination": county, **super().get_changeform_initial_data(request)}


@admin.register(Destination)
class DestinationDesk(_PlainDesk):
    """Counties."""

    journal_type = "destination"
    called = ("县市", "county", "counties")
    fields = ("slug", "name_zh", "name_en", "adcode", "timezone", "centre", "why", "opened")
    list_display = ("slug", "name_zh", "name_en")


@admin.register(Source)
class SourceDesk(_PlainDesk):
    """Where facts come from."""

    journal_type = "source"
    called = ("来源", "source", "sources")
    named_by = ("code",)
    fields = ("code", "title", "url", "published", "grade", "demo", "why", "opened")
    readonly_fields = ("demo",)
    list_display = ("code", "title", "published", "grade", "demo")
    list_filter = ("grade", "demo")
    search_fields = ("code", "title")

    def remove(self, request: HttpRequest, row: Any, why: str) -> None:
        """Take a source away, unless a fact rests on it."""
        remove_source(row, **edit(request, why))


@admin.register(Theme)
class ThemeDesk(_PlainDesk):
    """What travellers like."""

    journal_type = "theme"
    called = ("主题", "theme", "themes")
    fields = ("slug", "name_zh", "name_en", "rank", "why", "opened")
    list_display = ("slug", "name_zh", "name_en", "rank")


@admin.register(Organisation)
class OrganisationDesk(CountyDesk):
    """Committees, associations, businesses, troupes."""

    journal_type = "organisation"
    called = ("单位", "organisation", "organisations")
    facts = ("name_zh", "kind", "town", "phone", "description_zh")
    list_display = ("name_zh", "kind", "town", "phone", "demo")
    list_filter = ("kind", "demo")
    list_select_related = ("town",)
    search_fields = ("slug", "name_zh", "name_en")

    def store_row(self, request: HttpRequest, row: Any, form: Any) -> None:
        """Store an organisation."""
        save_organisation(row, **edit(request, form.cleaned_data["why"]))


@admin.register(Industry)
class IndustryDesk(CountyDesk):
    """Industries, and who makes them up."""

    journal_type = "industry"
    called = ("产业", "industry", "industries")
    facts = (
        "name_zh", "product_zh", "metrics_zh", "visit_hook_zh", "committee", "association", "businesses", "towns",
        "villages",
    )  # fmt: skip
    list_display = ("name_zh", "theme", "committee", "association", "rank")
    list_select_related = ("theme", "committee", "association")
    search_fields = ("slug", "name_zh", "name_en")

    def store_row(self, request: HttpRequest, row: Any, form: Any) -> None:
        """Store an industry with its businesses, towns and villages."""
        links = {name: list(form.cleaned_data[name]) for name in ("businesses", "towns", "villages")}
        save_industry(row, links=links, **edit(request, form.cleaned_data["why"]))


class PlaceForm(SourcedForm):
    """The form of a place."""

    aliases = LinesField(label=both("别名", "Other names"), required=False, max_length=2000)


@admin.register(Place)
class PlaceDesk(CountyDesk):
    """Places."""

    form = PlaceForm
    journal_type = "place"
    called = ("地点", "place", "places")
    facts = (
        "name_zh", "description_zh", "hours", "season_zh", "phone", "steps", "step_free", "toilets", "indoor", "diet",
        "town", "operator", "position", "visit_minutes", "fares",
    )  # fmt: skip
    list_display = ("name_zh", "role", "town", "phone", "hours", "listed", "demo")
    list_filter = ("role", "listed", "demo", "themes")
    list_select_related = ("town",)
    search_fields = ("slug", "name_zh", "name_en", "pinyin")
    actions = ("show", "hide")

    def store_row(self, request: HttpRequest, row: Any, form: Any) -> None:
        """Store a place with its themes."""
        save_place(row, themes=list(form.cleaned_data["themes"]), **edit(request, form.cleaned_data["why"]))

    @admin.action(description=both("公开显示所选地点", "List the chosen places"), permissions=["change"])
    def show(self, request: HttpRequest, rows: QuerySet[Place]) -> None:
        """Let the public see places."""
        self.row_by_row(request, rows, lambda row, done: _list(row, done, listed=True))

    @admin.action(description=both("不再公开所选地点", "Unlist the chosen places"), permissions=["change"])
    def hide(self, request: HttpRequest, rows: QuerySet[Place]) -> None:
        """Let the public see places no longer."""
        self.row_by_row(request, rows, lambda row, done: _list(row, done, listed=False))


def _list(place: Place, done: Edit, *, listed: bool) -> None:
    place.listed = listed
    save_place(place, **done)


@admin.register(SpecialDay)
class SpecialDayDesk(CountyDesk):
    """Public holidays and make-up workdays."""

    journal_type = "special_day"
    called = ("节假日", "special day", "special days")
    facts = ("date", "kind", "name_zh")
    list_display = ("date", "kind", "name_zh", "name_en")
    list_filter = ("kind",)
    search_fields = ("name_zh", "slug")


@admin.register(Closure)
class ClosureDesk(CountyDesk):
    """When places are shut, whatever their hours say."""

    journal_type = "closure"
    called = ("关闭", "closure", "closures")
    facts = ("first", "until", "reason_zh")
    list_display = ("place", "first", "until", "reason_zh")
    list_select_related = ("place",)
    search_fields = ("slug", "place__name_zh")

    def store_row(self, request: HttpRequest, row: Any, form: Any) -> None:
        """Store a closure."""
        save_closure(row, **edit(request, form.cleaned_data["why"]))


@admin.register(KnownDistance)
class KnownDistanceDesk(CountyDesk):
    """Stated distances, and lines between places."""

    journal_type = "distance"
    called = ("距离和班车", "distance or line", "distances and lines")
    facts = ("name_zh", "metres", "minutes", "departures", "fare_fen", "valid_zh")
    list_display = ("name_zh", "mode", "metres", "minutes", "departures")
    list_filter = ("mode",)
    search_fields = ("slug", "name_zh")


@admin.register(Climate)
class ClimateDesk(CountyDesk):
    """Means of the weather."""

    journal_type = "climate"
    called = ("气候", "climate", "climate")
    facts = (
        "mean_max_c", "mean_c", "mean_min_c", "precip_mm", "precip_days", "humidity_pct", "sunshine_h", "notes_zh",
    )  # fmt: skip
    list_display = ("station", "period_of_year", "mean_max_c", "mean_c", "mean_min_c", "precip_mm")
    search_fields = ("slug", "station")
