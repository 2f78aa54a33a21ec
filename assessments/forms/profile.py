"""The forms of an organisation's profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import ChoiceLabel
from accounts.models import User
from roles.models import Guide, Role
from roles.rich_text import render_plain_text

if TYPE_CHECKING:
    from django.db.models import QuerySet


class GuideField(forms.ModelChoiceField):
    """One guide of a kind, or none, each with its summary."""

    def __init__(self, kind: str, **kwargs: Any) -> None:
        super().__init__(
            queryset=Guide.objects.filter(kind=kind),
            to_field_name="key",
            widget=forms.RadioSelect,
            empty_label=_("Not said"),
            blank=True,
            required=False,
            error_messages={"invalid_choice": _("Choose one from the list.")},
            **kwargs,
        )

    def label_from_instance(self, guide: Guide) -> str:
        return ChoiceLabel.build(guide.name, render_plain_text(guide.summary))


class ProfileForm(forms.Form):
    """The structure of an organisation and its strategies, each one of the guides."""

    structure = GuideField(
        Guide.Kind.STRUCTURE,
        label=_("Structure"),
        help_text=_("Where the people who look after open source stand in the organisation."),
    )
    strategy_now = GuideField(
        Guide.Kind.STRATEGY, label=_("Strategy now"), help_text=_("The highest one that describes you today.")
    )
    strategy_wanted = GuideField(
        Guide.Kind.STRATEGY, label=_("Strategy wanted"), help_text=_("What you are working towards.")
    )


class StaffingForm(forms.Form):
    """Who fills a role: a member of the organisation, or the name of somebody else."""

    role = forms.ModelChoiceField(
        queryset=Role.objects.none(),
        to_field_name="key",
        label=_("Role"),
        empty_label=_("Choose a role"),
        error_messages={"required": _("Choose a role."), "invalid_choice": _("Choose one from the list.")},
    )
    member = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label=_("Member"),
        empty_label=_("Nobody from the list"),
        required=False,
        error_messages={"invalid_choice": _("Choose one from the list.")},
    )
    name = forms.CharField(
        label=_("Or a name"),
        max_length=120,
        required=False,
        help_text=_("For somebody who does not sign in here. Everybody in the organisation can read it."),
    )

    def __init__(self, *args: Any, members: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = Role.answering()  # type: ignore[attr-defined]
        self.fields["member"].queryset = members  # type: ignore[attr-defined]

    def clean(self) -> None:
        member, name = self.cleaned_data.get("member"), self.cleaned_data.get("name")
        if member and name:
            self.add_error("name", _("Choose a member or write a name, not both."))
        elif not member and not name and not self.errors:
            self.add_error("member", _("Choose a member or write a name below."))
