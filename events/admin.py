"""The desk's pages of the calendar."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from events.almanac import save_observance, save_season
from events.models import Event, Observance, Occurrence, Season
from events.rows import Cancellation
from events.series import rule_text
from events.services import (
    Override,
    cancel_occurrence,
    delete_event,
    override_occurrence,
    restore_occurrence,
    save_event,
)
from tourism.places.admin import CountyDesk
from tourism.places.desk import SourcedForm
from tourism.staff.desk import Desk, Edit, WhyForm, edit, refused_in_words
from tourism.staff.forms import DeskForm
from tourism.staff.naming import choice_words
from tourism.staff.words import both, said

REASONS = [
    (reason, both(*(choice_words(reason) or (reason, reason))[:2]))
    for reason in Occurrence.Reason
    if reason is not Occurrence.Reason.RULE_CHANGED
]


class EventForm(SourcedForm):
    """The form of an event; when it is cancelled, also the reason that the public is told."""

    cancel_reason = forms.ChoiceField(
        label=both("取消原因", "Reason of cancelling"),
        choices=[("", "—"), *REASONS],
        required=False,
        help_text=both("状态改为已取消时填。", "When the status becomes cancelled."),
    )
    cancel_zh = forms.CharField(label=both("取消说明（公开）", "Told to the public"), max_length=200, required=False)
    cancel_en = forms.CharField(label=both("英文取消说明", "Told in English"), max_length=200, required=False)


@admin.register(Event)
class EventDesk(CountyDesk):
    """Events."""

    form = EventForm
    journal_type = "event"
    called = ("活动", "event", "events")
    facts = (
        "title_zh", "description_zh", "rule", "venue", "town", "start_time", "organiser", "fares", "phone", "seats",
    )  # fmt: skip
    exclude = (*CountyDesk.exclude, "sequence", "materialised_until")
    readonly_fields = (*CountyDesk.readonly_fields, "dates")
    list_display = ("title_zh", "category", "status", "standing", "venue", "listed", "demo")
    list_filter = ("category", "status", "standing", "listed", "demo")
    list_select_related = ("venue",)
    search_fields = ("slug", "title_zh", "title_en")

    def public_id(self, row: Any) -> str:
        """Return the number that others know it by."""
        return str(row.pk)

    def store_row(self, request: HttpRequest, row: Any, form: Any) -> None:
        """Store an event with its dates."""
        given = form.cleaned_data
        reason = Occurrence.Reason(given["cancel_reason"] or Occurrence.Reason.OTHER)
        cancellation = Cancellation(reason, given["cancel_zh"], given["cancel_en"])
        save_event(row, themes=list(given["themes"]), cancellation=cancellation, **edit(request, given["why"]))

    def remove(self, request: HttpRequest, row: Any, why: str) -> None:
        """Take away an event that never had a date."""
        delete_event(row, **edit(request, why))

    @admin.display(description=both("日程的意思", "The rule in words"))
    def dates(self, row: Event) -> str:
        """Say the rule in words."""
        return rule_text(row, said("zh-Hans", "en"))


class OccurrenceForm(DeskForm):
    """The form of one date: it is changed, cancelled, or held after all."""

    CHANGE, CANCEL, RESTORE = "change", "cancel", "restore"

    act = forms.ChoiceField(
        label=both("做什么", "What to do"),
        choices=[
            (CHANGE, both("改时间、场地或文字", "Change the time, the place or the words")),
            (CANCEL, both("取消这一场", "Cancel this date")),
            (RESTORE, both("恢复这一场", "Hold it after all")),
        ],
    )
    cancel_reason = forms.ChoiceField(
        label=both("取消原因", "Reason of cancelling"),
        choices=REASONS,
        required=False,
        initial=Occurrence.Reason.OTHER,
    )
    own = frozenset({*DeskForm.own, "act", "cancel_reason"})

    def state(self) -> Iterator[tuple[str, str]]:
        """Yield also what the page shows and does not let anybody write."""
        yield from super().state()
        yield "status", self.instance.status


class OccurrenceWhyForm(WhyForm):
    """The form of an action on several dates."""

    cancel_reason = forms.ChoiceField(label=both("取消原因", "Reason"), choices=REASONS, required=False)


@admin.register(Occurrence)
class OccurrenceDesk(Desk):
    """Dates of events; each is made by its event's rule, and none is ever deleted."""

    form = OccurrenceForm
    action_form = OccurrenceWhyForm
    journal_type = "occurrence"
    called = ("场次", "date of an event", "dates of events")
    named_by = ("public_id",)
    fields = (
        "event", "original_start", "status", "act", "start", "end", "venue", "title_zh", "title_en", "description_zh",
        "description_en", "cancel_reason", "reason_zh", "reason_en", "why", "opened",
    )  # fmt: skip
    readonly_fields = ("event", "original_start", "status")
    list_display = ("event", "start", "status", "venue", "overridden")
    list_filter = ("status", "overridden")
    list_select_related = ("event", "venue")
    search_fields = ("event__title_zh", "event__slug", "original_start")
    date_hierarchy = "start"
    actions = ("cancel", "restore")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Let dates come from their event's rule only."""
        return False

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> Any:
        """Say what to do instead."""
        text = said("场次从不删除，请改为取消。", "A date is never deleted; cancel it.")
        return refused_in_words(request, text, self._address("change", object_id))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Offer it nowhere."""
        return False

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Ask for a moment by the phone's own means."""
        if db_field.name not in ("start", "end"):
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        return forms.DateTimeField(label=db_field.verbose_name, widget=widget)

    def store(self, request: HttpRequest, row: Any, form: Any) -> None:
        """Change, cancel or hold a date."""
        done = edit(request, form.cleaned_data["why"])
        match form.cleaned_data["act"]:
            case OccurrenceForm.CANCEL:
                _cancel(row, done, form.cleaned_data)
            case OccurrenceForm.RESTORE:
                restore_occurrence(row.event, row.original_start, **done)
            case _:
                override_occurrence(row.event, row.original_start, override=_override(form.cleaned_data), **done)

    @admin.action(description=both("取消所选场次", "Cancel the chosen dates"), permissions=["change"])
    def cancel(self, request: HttpRequest, rows: QuerySet[Occurrence]) -> None:
        """Cancel dates, each with the same reason."""
        given = {"cancel_reason": request.POST.get("cancel_reason", ""), "reason_zh": "", "reason_en": ""}
        self.row_by_row(request, rows.select_related("event"), lambda row, done: _cancel(row, done, given))

    @admin.action(description=both("恢复所选场次", "Hold the chosen dates after all"), permissions=["change"])
    def restore(self, request: HttpRequest, rows: QuerySet[Occurrence]) -> None:
        """Hold dates after all."""
        self.row_by_row(
            request,
            rows.select_related("event"),
            lambda row, done: restore_occurrence(row.event, row.original_start, **done),
        )


@admin.register(Season)
class SeasonDesk(CountyDesk):
    """Runs of events."""

    journal_type = "season"
    called = ("季", "season", "seasons")
    facts = ("name_zh",)
    list_display = ("slug", "name_zh", "name_en", "demo")
    search_fields = ("slug", "name_zh")

    def store_row(self, request: HttpRequest, row: Any, form: Any) -> None:
        """Store a season."""
        save_season(row, **edit(request, form.cleaned_data["why"]))


@admin.register(Observance)
class ObservanceDesk(CountyDesk):
    """Days that the calendar shows by name."""

    journal_type = "observance"
    called = ("节令", "observance", "observances")
    facts = ("name_zh", "rule")
    list_display = ("slug", "name_zh", "name_en")
    search_fields = ("slug", "name_zh")

    def store_row(self, request: HttpRequest, row: Any, form: Any) -> None:
        """Store an observance."""
        save_observance(row, **edit(request, form.cleaned_data["why"]))


def _cancel(row: Occurrence, done: Edit, given: dict[str, Any]) -> None:
    cancel_occurrence(
        row.event,
        row.original_start,
        reason=Occurrence.Reason(given["cancel_reason"] or Occurrence.Reason.OTHER),
        text_zh=given["reason_zh"],
        text_en=given["reason_en"],
        why=done["why"],
        who=done["who"],
        now=done["now"],
    )


def _override(given: dict[str, Any]) -> Override:
    words = {name: given[name] for name in ("title_zh", "title_en", "description_zh", "description_en")}
    return Override(start=given["start"], end=given["end"], venue=given["venue"], at_own_venue=True, **words)
