"""The form by which a participant hands practices over to a colleague."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.fields import PlainText
from assessments.models import Participant
from assessments.models.handovers import MAX_NOTE

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User


class HandoverForm(forms.Form):
    """To whom, or to which address, and a note. Of a valid form `receiver` or `address` is set."""

    receiver = forms.ModelChoiceField(
        queryset=Participant.objects.none(), required=False, label=_("Colleague"), empty_label=_("Choose a colleague")
    )
    address = forms.EmailField(
        required=False,
        label=_("Or somebody who does not take part yet, by e-mail address"),
        help_text=_("A lead is asked to add this person. Until then the practice stays with you."),
    )
    note = PlainText(
        required=False,
        max_length=MAX_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Note"),
        help_text=_("Your colleague reads it beside the practice. It is no answer, and not part of the result."),
    )

    def __init__(self, *args: Any, user: User, colleagues: QuerySet[Participant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["receiver"].queryset = colleagues  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        receiver, address = data.get("receiver"), str(data.get("address") or "").lower()
        if not self.errors and bool(receiver) == bool(address):
            self.add_error("receiver", _("Choose a colleague, or give the address of somebody else."))
        elif address == self.user.email.lower():
            self.add_error("address", _("This is your own address."))
        elif address:
            data["receiver"] = self._find_colleague(address)
        return data

    def _find_colleague(self, address: str) -> Participant | None:
        """Somebody who takes part already needs nobody to add them."""
        colleagues = self.fields["receiver"].queryset  # type: ignore[attr-defined]
        found: Participant | None = colleagues.filter(user__email__iexact=address).first()
        return found
