"""Forms that narrow lists. They are sent by GET, so that a narrowed list has an address."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from roles.models import HIGHEST_LEVEL, LOWEST_LEVEL, Activity, Risk, Role

if TYPE_CHECKING:
    from django.db.models import QuerySet

LEVELS = [("", _("All levels")), *((number, str(number)) for number in range(LOWEST_LEVEL, HIGHEST_LEVEL + 1))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """One choice in force, and the query of the list without it."""

    label: str
    name: str
    without: str


class TagFilter(forms.Form):
    """Which entries of a list to show. What is chosen narrows together; a choice that is not known is an error."""

    role = forms.ModelChoiceField(
        Role.objects.all(), to_field_name="key", label=_("Role"), empty_label=_("All roles"), required=False
    )
    risk = forms.ModelChoiceField(
        Risk.objects.all(), to_field_name="key", label=_("Risk"), empty_label=_("All risks"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = _("Choose one from the list.")

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    @property
    def in_force(self) -> list[Chosen]:
        """The choices in force, in the order of the fields. Only of a valid form."""
        return [
            Chosen(label=str(self.fields[name].label), name=self._get_name(name), without=self.beside[name].rstrip("&"))
            for name in self._chosen
        ]

    @cached_property
    def beside(self) -> dict[str, str]:
        """For each field the beginning of a query: all that is chosen beside it, as in "role=developer&".

        A tag that adds itself to it narrows the list further.
        """
        return {name: self._write_query(set(self.fields) - {name}) for name in self.fields}

    @cached_property
    def _chosen(self) -> dict[str, str]:
        return {name: str(self.data[name]) for name in self.fields if self.cleaned_data.get(name) not in (None, "")}

    def _write_query(self, names: set[str]) -> str:
        pairs = [{name: value} for name, value in self._chosen.items() if name in names]
        return "".join(f"{urlencode(pair, safe=':')}&" for pair in pairs)

    def _get_name(self, name: str) -> str:
        field, value = self.fields[name], self.cleaned_data[name]
        if isinstance(field, forms.ModelChoiceField):
            return str(value)
        groups = [text if isinstance(text, (list, tuple)) else [(key, text)] for key, text in field.choices]  # type: ignore[attr-defined]
        return next(str(text) for group in groups for key, text in group if str(key) == str(value))


class ActivityFilter(TagFilter):
    """Which activities to list."""

    level = forms.TypedChoiceField(label=_("Level"), choices=LEVELS, coerce=int, empty_value=None, required=False)

    field_order = ("level", "role", "risk")

    def narrow(self, activities: QuerySet[Activity]) -> QuerySet[Activity]:
        """The activities that fit every valid choice."""
        chosen = {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value is not None}
        names = {"level": "level", "role": "roles", "risk": "risks"}
        return activities.filter(**{names[name]: value for name, value in chosen.items()})
