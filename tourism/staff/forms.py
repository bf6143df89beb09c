"""The form behind every page of the admin: it carries a reason, shows refusals at their fields, and loses no edit.

Two people may open the same row. The form remembers what each field held when it was opened. A field that only the
other one changed keeps his value; one that both changed is shown to the second, who decides.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import QuerySet

from tourism.staff.naming import constraint_words
from tourism.staff.words import both, said
from tourism.values.errors import DomainError

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
else:
    _ModelForm = forms.ModelForm

LONGEST_WHY = 200
# What no reader can show and one of the databases refuses; a line break and a tab are text.
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class DeskForm(_ModelForm):
    """A form of one row."""

    why = forms.CharField(
        max_length=LONGEST_WHY,
        label=both("为什么改", "Why"),
        help_text=both("写进变更记录，如：打电话问过。", "For the journal, such as: asked by phone."),
    )
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    # What a service said no to when this very form was stored a moment ago.
    refusal: ClassVar[DomainError | None] = None
    # The field that stands for what a refusal names, where the two are called differently.
    pointers: ClassVar[Mapping[str, str]] = {}
    own = frozenset({"why", "opened"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept: dict[str, str] = {}
        self.was = dict(self.state())
        self.initial["opened"] = json.dumps({name: _digest(text) for name, text in self.was.items()})

    def state(self) -> Iterator[tuple[str, str]]:
        """Yield what each field holds before anybody's edit, as text."""
        for name, field in self.fields.items():
            if name not in self.own:
                yield name, plain(field, self.get_initial_for_field(field, name))

    def differing(self) -> list[str]:
        """Return the fields that this form changes."""
        return [name for name in self.was if name in self.cleaned_data and self._mine(name) != self.was[name]]

    def clean(self) -> dict[str, Any]:
        """Write line breaks in one way, refuse what cannot be stored, and join what another has stored meanwhile."""
        super().clean()
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str):
                self.cleaned_data[name] = value.replace("\r\n", "\n")
            if UNSTORABLE.search(_searchable(value)):
                self.add_error(name, said("不能含控制字符", "must hold no control characters"))
        if not self.instance._state.adding:
            self._join()
        return self.cleaned_data

    def _update_errors(self, errors: Any) -> None:
        """Say in words, and at its field, which rule of the database is broken."""
        names = {str(one.get_violation_error_message()): one.name for one in self.instance._meta.constraints}
        told: list[tuple[str | None, Any]] = []
        for error in errors.error_dict.pop(NON_FIELD_ERRORS, []):
            field, *words = constraint_words(names.get(error.messages[0], "")) or (None,)
            told.append((field if field in self.fields else None, said(*words) if words else error))
        super()._update_errors(errors)  # type: ignore[misc]  # the framework's own step
        for where, what in told:
            self.add_error(where, what)

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # the framework's own step
        if self.refusal is not None:
            self._show(self.refusal)

    def _show(self, refusal: DomainError) -> None:
        if not refusal.errors:
            self.add_error(self._field_of(refusal.field or ""), said(refusal.text_zh, refusal.text_en))
        for error in refusal.errors:
            field = self._field_of(error.pointer)
            where = "" if field else f"{error.pointer} "
            self.add_error(field, where + said(error.text_zh, error.text_en))

    def _field_of(self, pointer: str) -> str | None:
        for part in reversed([part for part in pointer.split("/") if part]):
            name = self.pointers.get(part, part)
            if name in self.fields and name not in self.own:
                return name
        return None

    def _join(self) -> None:
        opened = _opened(self.cleaned_data.get("opened", ""))
        if set(opened) != set(self.was):
            self.add_error(None, said("这一页已经过时，请重新打开。", "This page is out of date; open it again."))
            return
        changed = [name for name in self.was if opened[name] != _digest(self.was[name])]
        for name in changed:
            self._join_field(name, opened[name])
        if changed and self.errors:
            self._show_joined()

    def _join_field(self, name: str, opened: str) -> None:
        if name not in self.fields:
            words = (
                "这一页打开后，别人改过{}。请重新打开再改。",
                "Somebody changed {} since you opened this page. Open it again.",
            )
            self.add_error(None, said(*words).format(name))
        elif name not in self.cleaned_data or self._mine(name) == self.was[name]:
            return
        elif _digest(self._mine(name)) == opened:
            self.cleaned_data[name] = self._stored(name)
            self.kept[name] = str(self.fields[name].label or name)
        else:
            words = (
                "这一页打开后，别人把它改成了“{}”。再按一次保存，就用您的。",
                "Somebody changed this to “{}” since you opened this page. Save once more to use yours.",
            )
            self.add_error(name, said(*words).format(self.was[name]))

    def _show_joined(self) -> None:
        # Shown again, the page rests on what is stored now: another's values stand in the fields that only he changed.
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # what a browser sent is a QueryDict
        for name, field in self.fields.items():
            if name in self.kept:
                value = field.prepare_value(self.get_initial_for_field(field, name))
                many = isinstance(value, list | tuple)
                data.setlist(self.add_prefix(name), [str(one) for one in (value if many else [_blank(value)])])
        names = {name: _digest(self.was[name]) for name in self.was if name in self.fields}
        data[self.add_prefix("opened")] = json.dumps({**_opened(self.cleaned_data.get("opened", "")), **names})
        self.data = data

    def _stored(self, name: str) -> Any:
        field = self.fields[name]
        value = field.prepare_value(self.get_initial_for_field(field, name))
        return field.clean(value)

    def _mine(self, name: str) -> str:
        return plain(self.fields[name], self.cleaned_data.get(name))


def plain(field: forms.Field, value: Any) -> str:
    """Return a field's value as text: the same for what is stored, what is shown and what was read."""
    prepared = field.prepare_value(value)
    if isinstance(prepared, list | tuple | set | QuerySet):
        return json.dumps(sorted(str(one) for one in prepared))
    return str(_blank(prepared))


def _blank(value: Any) -> Any:
    return "" if value is None else value


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def _opened(text: str) -> dict[str, str]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(name): str(digest) for name, digest in found.items()} if isinstance(found, dict) else {}


def _searchable(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "".join(_strings(value)) if isinstance(value, dict | list) else ""


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, member in value.items():
            yield str(name)
            yield from _strings(member)
    elif isinstance(value, list):
        for member in value:
            yield from _strings(member)
