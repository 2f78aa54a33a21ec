"""Forms that narrow lists. They are sent by GET, so that a narrowed list has an address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roles.models import HIGHEST_LEVEL, LOWEST_LEVEL, Activity, Risk, Role

if TYPE_CHECKING:
    from django.db.models import QuerySet

LEVELS = [("", _("All levels")), *((number, str(number)) for number in range(LOWEST_LEVEL, HIGHEST_LEVEL + 1))]


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


class ActivityFilter(TagFilter):
    """Which activities to list."""

    level = forms.TypedChoiceField(label=_("Level"), choices=LEVELS, coerce=int, empty_value=None, required=False)

    field_order = ("level", "role", "risk")

    def narrow(self, activities: QuerySet[Activity]) -> QuerySet[Activity]:
        """The activities that fit every valid choice."""
        chosen = {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value is not None}
        names = {"level": "level", "role": "roles", "risk": "risks"}
        return activities.filter(**{names[name]: value for name, value in chosen.items()})
