"""The forms of a lead: who answers, what the unit agreed on, and which evidence was checked."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import ChoiceLabel
from accounts.models import User
from assessments.forms.fields import SPECIAL, UNKNOWN_POINT, DayField, PlainText, RowsField
from assessments.models import AnswerKind
from assessments.models.answers import MAX_REASON
from roles.models import Role

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from assessments.queries.questionnaires import Question


class PeopleForm(forms.Form):
    """Somebody who is to answer, and the roles in which they do."""

    user = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label=_("Person"),
        help_text=_("People of the organisation who reach this unit."),
        error_messages={"required": _("Choose a person.")},
    )
    roles = RowsField(
        queryset=Role.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label=_("Answers as"),
        error_messages={"required": _("Choose at least one role.")},
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]
        self.fields["roles"].queryset = Role.answering()  # type: ignore[attr-defined]


class AgreementForm(forms.Form):
    """The unit's answer to one practice after the conversation. `needs_reason`: people had answered differently."""

    LEFT_OPEN = "left_open"
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    change = forms.UUIDField(widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        widget=forms.RadioSelect,
        label=_("The unit’s answer"),
        error_messages={"required": _("Choose the answer that the unit agreed on."), "invalid_choice": UNKNOWN_POINT},
    )
    reason = PlainText(
        required=False,
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Reason"),
        help_text=_("Needed where people had answered differently, where it does not apply, and where it stays open."),
    )
    is_linked = forms.BooleanField(required=False, label=_("Evidence for it is linked in the answers"))

    def __init__(self, *args: Any, question: Question, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question, self.needs_reason = question, needs_reason
        self.fields["choice"].choices = list_agreed_choices(question)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        choice = data.get("choice")
        is_needed = self.needs_reason or choice in (AnswerKind.NOT_APPLICABLE, self.LEFT_OPEN)
        if choice and is_needed and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Give the reason, so that it can be understood next time."))
        return data

    @property
    def kind(self) -> str:
        """The kind of answer that was chosen; only of a valid form."""
        choice = self.cleaned_data["choice"]
        return AnswerKind.NONE if choice == self.LEFT_OPEN else choice if choice in SPECIAL else AnswerKind.RATED

    @property
    def point_id(self) -> int | None:
        chosen = self.question.scale.choice(self.cleaned_data["choice"])
        return chosen.pk if chosen else None


class EvidenceForm(forms.Form):
    """That the evidence was looked at, and until when it holds. Its ids differ from those of the form beside it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["auto_id"] = "evidence_%s"
        super().__init__(*args, **kwargs)

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    change = forms.UUIDField(widget=forms.HiddenInput)
    holds_until = DayField(
        label=_("Holds until"),
        help_text=_("After this day the evidence should be looked at again."),
        error_messages={"required": _("Say until when the evidence holds.")},
    )

    def clean_holds_until(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["holds_until"]
        if day <= timezone.localdate():
            raise ValidationError(_("Choose a day after today."), code="past")
        return day


class ReopenForm(forms.Form):
    """Why a finalised assessment is taken up again."""

    reason = PlainText(
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Reason"),
        help_text=_("Kept in the trail."),
        error_messages={"required": _("Say why it is opened again.")},
    )


def list_agreed_choices(question: Question) -> list[tuple[str, ChoiceLabel]]:
    """The points of the scale, and what else a unit can agree on."""
    points = [(point.code, ChoiceLabel.build(point.name, point.description)) for point in question.scale.choices]
    open_text = str(_("The difference stays; say why. The answers count as they are."))
    return [
        *points,
        *((kind, ChoiceLabel.build(str(kind.label), "")) for kind in SPECIAL),
        (AgreementForm.LEFT_OPEN, ChoiceLabel.build(str(_("Leave it open")), open_text)),
    ]
