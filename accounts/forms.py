from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User


class ProfileForm(forms.ModelForm):
    """What a person may change about themselves: how they are called. The address is their sign-in."""

    class Meta:
        model = User
        fields: ClassVar = ["name"]
        labels: ClassVar = {"name": _("Your name")}
        help_texts: ClassVar = {"name": _("As your colleagues know you. Others in your organisation see it.")}
        widgets: ClassVar = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].error_messages["required"] = _("Enter your name.")


class LowerCaseEmail:
    """Addresses are compared without regard to case, and stored in lower case."""

    cleaned_data: dict[str, Any]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class PersonCreationForm(LowerCaseEmail, AdminUserCreationForm):
    class Meta:
        model = User
        fields: ClassVar = ["email", "name"]


class PersonChangeForm(LowerCaseEmail, UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"


class UnitForm(forms.ModelForm):
    """A unit stands under another one; only the root unit, made with its organisation, has none above it."""

    class Meta:
        model = Unit
        fields: ClassVar = ["organisation", "parent", "name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_root = self.instance.pk is not None and self.instance.parent_id is None
        self.fields["parent"].required = not is_root
