"""The desk's form of a row of facts: whoever changes a fact says what it rests on, once for all that he changes."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from tourism.places.facts import Standing, fact
from tourism.places.models import Source, Sourced
from tourism.staff.desk import Desk, person
from tourism.staff.forms import DeskForm
from tourism.staff.naming import choice_words, field_words
from tourism.staff.words import both, said

# Facts that several columns hold together.
TOGETHER = {
    "position": ("lat", "lon", "precision_m", "basis"),
    "visit_minutes": ("visit_min", "visit_usual", "visit_max"),
    "fares": ("fare_adult_fen", "fare_senior_fen", "fare_child_fen"),
    "season_zh": ("season_zh", "season_en", "season_from", "season_until"),
}
TOGETHER_WORDS = {
    "position": ("坐标", "Position"),
    "visit_minutes": ("游览时长", "Length of a visit"),
    "fares": ("票价", "Fares"),
}
_HEADS = (
    ("内容", "Fact"),
    ("状态", "Status"),
    ("来源", "Sources"),
    ("核实日期", "Checked on"),
    ("核实人", "Checked by"),
    ("可信度", "Confidence"),
    ("说明", "Note"),
)
_LINE = "<tr><th scope=row>{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>"
EVIDENCE = ("standing_of", "sources_of", "checked_on", "confidence_of", "note_of", "checked_again")


if TYPE_CHECKING:
    _Choice = forms.ModelMultipleChoiceField[Source]
else:
    _Choice = forms.ModelMultipleChoiceField


class SourcesField(_Choice):
    """Chooses sources, shown by code and title."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the code and the title."""
        return f"{obj.code} {obj.title}"[:80]


class SourcedForm(DeskForm):
    """A form of facts, and what those that are changed or checked again rest on."""

    standing_of = forms.ChoiceField(
        label=both("改动的内容有多确定", "How sure are your changes"),
        required=False,
        help_text=both("有来源的是已知；估计的选暂定。", "Known with a source; assumed when it is an estimate."),
    )
    sources_of = SourcesField(
        Source.objects.all(),
        label=both("来源", "Sources"),
        required=False,
        help_text=both(
            "改了事实就选一个以上；没有的先到“来源”里加。", "One or more for a fact; add a new one under Sources."
        ),
    )
    checked_on = forms.DateField(
        label=both("哪天核实的", "Checked on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    confidence_of = forms.ChoiceField(label=both("可信度", "Confidence"), required=False)
    note_of = forms.CharField(label=both("核实说明", "Note"), max_length=300, required=False)
    checked_again = forms.MultipleChoiceField(
        label=both("没改但核实过的", "Checked again, unchanged"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    own = frozenset({*DeskForm.own, *EVIDENCE})
    pointers: ClassVar[Mapping[str, str]] = {
        **{name: columns[0] for name, columns in TOGETHER.items()},
        "sources": "sources_of",
        "status": "standing_of",
        "confidence": "confidence_of",
    }
    # Set by the page: what of this table are facts, and when the form is filled.
    facts: ClassVar[Sequence[str]] = ()
    moment: ClassVar[datetime | None] = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A reader who may only look is shown none of them.
        if "standing_of" not in self.fields:
            return
        self._choices("standing_of", [("", "—"), *((one, _choice(one)) for one in Standing)])
        self._choices("confidence_of", [("", "—"), *((one, _choice(one)) for one in ("high", "medium", "low"))])
        self._choices("checked_again", [(name, fact_words(name)) for name in self.facts])
        self.initial["checked_on"] = localdate(self.moment)

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Ask what a changed fact rests on."""
        cleaned = super().clean()
        if not self.instance.demo and self._stated() and not self._standing():
            self.add_error(
                "sources_of",
                said(
                    "改了 {}：请选来源，或把它标为暂定、不知道。",
                    "You changed {}: name a source, or mark it assumed or unknown.",
                ).format("、".join(fact_words(name) for name in self._stated())),
            )
        if self._standing() == Standing.KNOWN and not cleaned.get("sources_of") and not self.instance.demo:
            self.add_error("sources_of", said("已知的事实至少要有一个来源", "a known fact names at least one source"))
        return cleaned

    def evidenced(self, who: str) -> dict[str, Any]:
        """Return the map of facts with an entry for each that was changed, emptied or checked again."""
        fresh = {name: self._entry(Standing(self._standing() or Standing.KNOWN), who) for name in self._stated()}
        emptied = {name: self._entry(Standing.UNKNOWN, who) for name in self._emptied()}
        return {**self.instance.facts, **fresh, **emptied}

    def _entry(self, standing: Standing, who: str) -> dict[str, Any]:
        sources = [] if standing == Standing.UNKNOWN else [row.code for row in self.cleaned_data["sources_of"]]
        return fact(
            standing,
            sources=sources,
            checked_on=self.cleaned_data.get("checked_on") or localdate(self.moment),
            checked_by=who,
            confidence=self.cleaned_data.get("confidence_of", ""),
            note=self.cleaned_data.get("note_of", ""),
        )

    def _standing(self) -> str:
        chosen: str = self.cleaned_data.get("standing_of", "")
        return chosen or (Standing.KNOWN if self.cleaned_data.get("sources_of") else "")

    def _stated(self) -> list[str]:
        emptied = self._emptied()
        return [name for name in self._touched() if name not in emptied]

    def _emptied(self) -> list[str]:
        again = self.cleaned_data.get("checked_again", [])
        return [name for name in self._touched() if name not in again and self._is_empty(name)]

    def _touched(self) -> list[str]:
        changed = set(self.differing()) if not self.instance._state.adding else self._given()
        again = self.cleaned_data.get("checked_again", [])
        return [name for name in self.facts if name in again or changed & set(TOGETHER.get(name, (name,)))]

    def _given(self) -> set[str]:
        return {name for name in self.was if not self._holds_nothing(name)}

    def _is_empty(self, name: str) -> bool:
        return all(self._holds_nothing(column) for column in TOGETHER.get(name, (name,)))

    def _holds_nothing(self, column: str) -> bool:
        return column not in self.cleaned_data or self._mine(column) in (
            "",
            "[]",
            "{}",
            "none",
            "none_known",
            "unknown",
        )


class SourcedDesk(Desk):
    """The pages of a table of facts."""

    form = SourcedForm
    # The facts of this table: what somebody states must rest on something.
    facts: Sequence[str] = ()
    exclude: ClassVar[tuple[str, ...]] = ("facts", "search", "modified_at")
    readonly_fields: ClassVar[tuple[str, ...]] = ("demo", "known")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form, told what the facts of this table are."""
        form = super().get_form(request, obj, change=change, **kwargs)
        form.facts = self.facts
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Put the row first, then what the changes rest on, then what is known so far."""
        names = [str(name) for name in self.get_fields(request, obj)]
        last = {"why", "opened", "known", *EVIDENCE}
        rows: list[tuple[str | None, dict[str, list[str]]]] = [
            (None, {"fields": [name for name in names if name not in last]})
        ]
        if "why" in names:
            rows.append((said("这次改动的依据", "What your changes rest on"), {"fields": [*EVIDENCE, "why", "opened"]}))
        return [*rows, (said("目前的依据", "What is known so far"), {"fields": ["known"]})]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Ask whoever may only look for no reason."""
        names: Sequence[Any] = super().get_fields(request, obj)
        may = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return names if may else [name for name in names if name not in {"why", "opened", *EVIDENCE}]

    def store(self, request: HttpRequest, row: Any, form: Any) -> None:
        """Note what the changes rest on, and store the row."""
        row.facts = form.evidenced(person(request).get_username())
        self.store_row(request, row, form)

    def store_row(self, request: HttpRequest, row: Any, form: Any) -> None:
        """Hand the row to its service."""
        raise NotImplementedError

    @admin.display(description=both("依据", "What each fact rests on"))
    def known(self, row: Sourced) -> SafeString:
        """Show of each fact how sure we are, and why."""
        heads = format_html_join("", "<th>{}</th>", ((said(*words),) for words in _HEADS))
        lines = format_html_join("", _LINE, _lines(row))
        return format_html("<table><thead><tr>{}</tr></thead>{}</table>", heads, lines)


def fact_words(name: str) -> str:
    """Return what a fact is called."""
    words = TOGETHER_WORDS.get(name) or field_words(name)
    return said(*words[:2]) if words else name


def _choice(value: str) -> str:
    words = choice_words(value)
    return said(*words[:2]) if words else value


def _lines(row: Sourced) -> Iterator[tuple[str, ...]]:
    for name, entry in row.facts.items():
        yield (
            fact_words(name),
            _choice(str(entry.get("status", ""))),
            ", ".join(str(code) for code in entry.get("sources", [])),
            str(entry.get("checked_on") or ""),
            str(entry.get("checked_by", "")),
            _choice(str(entry.get("confidence", ""))),
            str(entry.get("note", "")),
        )
