"""What every page of the admin shares: each save and delete goes through a service, which writes the journal."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db import IntegrityError
from django.db.models import Field, Model, QuerySet, URLField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from tourism.clock import moment_of
from tourism.staff.forms import LONGEST_WHY, DeskForm
from tourism.staff.naming import choice_words, field_words, room_words
from tourism.staff.words import both, said
from tourism.users.models import User
from tourism.values.errors import Conflict, DomainError

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = admin.ModelAdmin

# The journal's column of names is shorter than a username may be.
LONGEST_WHO = 120
MOST_AT_ONCE = 50


class Edit(TypedDict):
    """When, by whom and why a row is changed, as services take it."""

    now: datetime
    who: str
    why: str


class WhyForm(ActionForm):
    """The form of an action on several rows: it carries a reason, like that of one."""

    why = forms.CharField(max_length=LONGEST_WHY, required=False, label=both("为什么", "Why"))


class ChoiceFilter(admin.ChoicesFieldListFilter):
    """A filter by a column's choices, in the reader's language."""

    def __init__(self, field: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(field, *args, **kwargs)
        self.words = {str(label): _choice(value, label) for value, label in field.flatchoices}

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Yield each choice, said."""
        for choice in super().choices(changelist):
            yield {**choice, "display": self.words.get(str(choice["display"]), choice["display"])}


def person(request: HttpRequest) -> User:
    """Return who is signed in; the admin lets nobody else come this far."""
    if not isinstance(request.user, User):
        raise PermissionError("nobody is signed in")
    return request.user


def edit(request: HttpRequest, why: str) -> Edit:
    """Return when, by whom and why a request changes something."""
    return Edit(now=moment_of(request), who=person(request).get_username()[:LONGEST_WHO], why=why)


class Desk(_ModelAdmin):
    """The pages of one table."""

    form = DeskForm
    action_form = WhyForm
    list_per_page = MOST_AT_ONCE
    list_max_show_all = MOST_AT_ONCE
    show_full_result_count = False
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    # What it is called in the journal, and to people: in Chinese, in English, and in English of many.
    journal_type: str
    called: tuple[str, str, str]
    # Set once, and never changed: the name that others know a row by.
    named_by: Sequence[str] = ("slug",)

    def __init__(self, model: type[Model], admin_site: admin.AdminSite) -> None:
        super().__init__(model, admin_site)
        zh, en, plural = self.called
        model._meta.verbose_name = both(zh, en)
        model._meta.verbose_name_plural = both(zh, plural)
        room = room_words(model._meta.app_label)
        if room:
            model._meta.app_config.verbose_name = both(*room)
        for field in model._meta.get_fields():
            words = field_words(field.name)
            if isinstance(field, Field) and words:
                field.verbose_name = both(*words[:2])

    def store(self, request: HttpRequest, row: Any, form: Any) -> None:
        """Hand a checked row to its service."""
        raise NotImplementedError

    def remove(self, request: HttpRequest, row: Any, why: str) -> None:
        """Hand a row that is to go to its service."""
        raise NotImplementedError

    def public_id(self, row: Any) -> str:
        """Return what the journal calls a row."""
        return str(getattr(row, self.named_by[0]))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Keep the name that others know a row by."""
        fixed = tuple(self.named_by) if obj is not None else ()
        return tuple(str(name) for name in (*super().get_readonly_fields(request, obj), *fixed))

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Say choices in the reader's language."""
        return [_column(str(name)) if self._has_choices(name) else name for name in super().get_list_display(request)]

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        """Say choices in the reader's language."""
        return [(name, ChoiceFilter) if self._has_choices(name) else name for name in super().get_list_filter(request)]

    def _has_choices(self, name: Any) -> bool:
        return any(field.name == name and getattr(field, "choices", None) for field in self.opts.get_fields())

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form, with what a service just refused."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        form.moment = moment_of(request)
        return form

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Say choices in the reader's language."""
        field: Any = super().formfield_for_choice_field(db_field, request, **kwargs)
        field.choices = [(value, _choice(value, label)) for value, label in field.choices]
        return field

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Leave no hint in one language only."""
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        words = field_words(db_field.name)
        if field is not None and field.help_text and words:
            field.help_text = "" if len(words) < 3 else both(words[2], str(db_field.help_text))
        return field

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return a row; one that is about to change is held, so that two edits come one after the other."""
        row: Any = super().get_object(request, object_id, from_field)
        if row is None or request.method != "POST":
            return row
        return self.get_queryset(request).select_for_update(of=("self",)).filter(pk=row.pk).first()

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Show a row, or store it; what its service refuses is shown at the fields, and nothing is stored."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (DomainError, IntegrityError) as error:
            request.refusal = _refusal(error)  # type: ignore[attr-defined]  # ours, read in get_form
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Leave it to the service, which needs the row and what it is linked to at once."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Store the row and what it is linked to."""
        form.inlines = list(formsets)
        self.store(request, form.instance, form)
        if form.kept:
            names = "、".join(form.kept.values())
            messages.info(
                request, said(f"别人刚改过：{names}。都保留了。", f"Kept what somebody else just changed: {names}.")
            )

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> Any:
        """Ask, and take a row away; a refusal is said on its page."""
        if request.method == "POST" and not request.POST.get("why", "").strip():
            messages.error(request, said("请写明为什么删除。", "Say why it is deleted."))
            return HttpResponseRedirect(request.get_full_path())
        try:
            return super().delete_view(
                request, object_id, {"why_label": said("为什么删除", "Why"), **(extra_context or {})}
            )
        except DomainError as refusal:
            messages.error(request, said(refusal.text_zh, refusal.text_en))
            return HttpResponseRedirect(self._address("change", object_id))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Take a row away through its service."""
        self.remove(request, obj, request.POST["why"].strip()[:LONGEST_WHY])

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> Any:
        """Show what the journal says of a row."""
        row = self.get_object(request, object_id)
        if row is None:
            return HttpResponseRedirect(self._address("changelist"))
        asked = urlencode({"type__exact": self.journal_type, "public_id__exact": self.public_id(row)})
        return HttpResponseRedirect(f"{reverse('admin:journal_change_changelist')}?{asked}")

    # The framework's own log would say again, and less, what the journal says.
    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Write nothing beside the journal."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Write nothing beside the journal."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Write nothing beside the journal."""

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """Leave it to the journal to say what changed."""
        return []

    def row_by_row(self, request: HttpRequest, rows: QuerySet[Any], act: Any) -> None:
        """Do something to each chosen row through its service, and tell of each that is refused."""
        why = request.POST.get("why", "").strip()[:LONGEST_WHY]
        if not why:
            messages.error(request, said("请先写明为什么。", "Say why first."))
            return
        done = 0
        for row in rows:
            try:
                act(row, edit(request, why))
                done += 1
            except DomainError as refusal:
                messages.error(request, f"{row}: {said(refusal.text_zh, refusal.text_en)}")
        messages.success(request, said(f"办好 {done} 行。", f"Done for {done}."))

    def _address(self, page: str, *arguments: str) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=arguments)


class ReadOnlyDesk(Desk):
    """Pages of a table that only programs write."""

    actions = None
    named_by = ("pk",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let nobody make one by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let nobody change one by hand."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let nobody take one away."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Show what the page names, and nothing else."""
        return tuple(str(name) for name in self.readonly_fields)


def refused_in_words(request: HttpRequest, text: str, address: str) -> HttpResponse:
    """Go back, and say why not."""
    messages.error(request, text)
    return HttpResponseRedirect(address)


def _column(name: str) -> Callable[[Any], Any]:
    @admin.display(description=both(*(field_words(name) or (name, name))[:2]), ordering=name)
    def chosen(row: Any) -> Any:
        return _choice(getattr(row, name), getattr(row, f"get_{name}_display")())

    return chosen


def _choice(value: Any, label: Any) -> Any:
    words = choice_words(str(value))
    return both(*words[:2]) if words else label


def _refusal(error: Exception) -> DomainError:
    if isinstance(error, DomainError):
        return error
    return Conflict(
        "another row has just taken this name, or what it rests on is gone; look again",
        "刚有另一行用了这个名字，或所依据的内容已不在，请再看一遍",
    )
