"""Forms: the shape of what people send. What may follow from it is decided in actions."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import F, TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.address_lists import MOST_ADDRESSES, count_entries, read_addresses
from accounts.choices import list_kinds
from accounts.models import Organisation, Unit, User
from accounts.queries import find_invited, find_members

ROOT_FIRST = (F("parent").asc(nulls_first=True), "name", "pk")


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


class ScopeFields(forms.Form):
    """What somebody may do in an organisation, and in which part of it."""

    kind = forms.ChoiceField(label=_("May act as"), choices=list_kinds, widget=forms.RadioSelect)
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Limited to a unit and what is below it"),
        required=False,
        empty_label=_("No: the whole organisation"),
    )
    is_reviewer = forms.BooleanField(label=_("May also check evidence"), required=False)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.fields["unit"].queryset = organisation.units.filter(parent__isnull=False)  # type: ignore[attr-defined]


class MemberForm(ScopeFields):
    is_active = forms.BooleanField(
        label=_("Active"),
        required=False,
        help_text=_("Untick it to pause somebody: they keep their account, and their answers stay."),
    )


class InviteForm(ScopeFields):
    """Whom to invite: many addresses at once, all their problems told at once."""

    class Delivery(TextChoices):
        EMAIL = "email", _("Send each an e-mail with their link")
        LINK = "link", _("Show me the links, I pass them on myself")

    addresses = forms.CharField(
        label=_("E-mail addresses"),
        help_text=_("One or many, up to 500. Paste them as they are: on lines of their own or with commas between."),
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off"}),
    )
    delivery = forms.ChoiceField(
        label=_("How do they get their link?"), choices=Delivery, initial=Delivery.EMAIL, widget=forms.RadioSelect
    )
    field_order = ("addresses", "kind", "unit", "is_reviewer", "delivery")

    def clean_addresses(self) -> tuple[str, ...]:
        text = self.cleaned_data["addresses"]
        count = count_entries(text)
        if count > MOST_ADDRESSES:
            raise ValidationError(
                _("%(count)d addresses are too many at once; invite at most %(most)d, then the next."),
                params={"count": count, "most": MOST_ADDRESSES},
            )
        read = read_addresses(text)
        problems = [_say(gettext("“%(address)s” is not an e-mail address."), entry) for entry in read.unreadable]
        problems += self._list_taken(read.addresses)
        if problems:
            raise ValidationError(problems)
        return read.addresses

    def _list_taken(self, addresses: tuple[str, ...]) -> list[ValidationError]:
        members = find_members(self.organisation, addresses)
        invited = find_invited(self.organisation, addresses)
        is_member, is_invited = gettext("%(address)s is a member already."), gettext("%(address)s is invited already.")
        return [
            *(_say(is_member, address) for address in addresses if address in members),
            *(_say(is_invited, address) for address in addresses if address in invited),
        ]


class OrganisationForm(forms.ModelForm):
    class Meta:
        model = Organisation
        fields: ClassVar = ["name", "requires_second_factor"]
        labels: ClassVar = {"requires_second_factor": _("Members need a second step to sign in")}
        help_texts: ClassVar = {
            "requires_second_factor": _(
                "A code from an app, or a security key. Whoever has none is asked to set one up before anything else."
            )
        }


class UnitPlaceForm(forms.Form):
    """The name of a unit and the one above it."""

    name = forms.CharField(label=_("Name"), max_length=120)
    parent = forms.ModelChoiceField(Unit.objects.none(), label=_("Stands under"), empty_label=None)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = organisation.units.order_by(*ROOT_FIRST)  # type: ignore[attr-defined]


class CodeForm(forms.Form):
    """The code of an invitation, which stands in its link behind the #."""

    code = forms.CharField(
        label=_("Code of the invitation"),
        max_length=500,
        help_text=_("It is in the e-mail, and at the end of the link."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "data-invitation-code": True}),
    )

    def clean_code(self) -> str:
        """People paste the whole link as well."""
        return str(self.cleaned_data["code"]).rpartition("#")[2]


class NewAccountForm(forms.Form):
    """How somebody new is called, and the password that they choose."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As your colleagues know you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        help_text=_("12 to 128 characters. Anything goes, spaces too; only well-known ones are refused."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> None:
        person = User(email=self.email, name=self.cleaned_data.get("name", ""))
        try:
            validate_password(self.cleaned_data.get("password", ""), person)
        except ValidationError as problem:
            if "password" in self.cleaned_data:
                self.add_error("password", problem)


def _say(text: str, address: str) -> ValidationError:
    return ValidationError(text, params={"address": address})
