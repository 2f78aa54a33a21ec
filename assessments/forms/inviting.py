"""Asking many people at once: pasted lines, checked all together."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import MAX_NOTE
from assessments.forms.fields import DueDayField, PlainText, RowsField
from assessments.queries.inviting import Ask, resolve
from assessments.queries.pasted import MOST_LINES, count_lines, read_lines
from assessments.wording.inviting import say_problems
from roles.models import Role

if TYPE_CHECKING:
    from accounts.models import User
    from assessments.models import Assessment

LONGEST = datetime.timedelta(days=365)


class AskForm(forms.Form):
    """Who shall answer, in which roles, and what they are told. `asks` of a valid form says whom to ask."""

    class Delivery(TextChoices):
        EMAIL = "email", _("Send each an e-mail")
        LINK = "link", _("Show me the links, I pass them on myself")

    lines = PlainText(
        label=_("People"),
        help_text=_(
            "One on each line, up to 500: e-mail address, roles, unit. Between these stands a comma or a tab, between "
            "several roles a semicolon. Roles may be left out when you tick some below; the unit is this one unless "
            "you name another of this cycle that you lead. Example: ann@example.org, Developer; Legal counsel"
        ),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": _("Enter at least one address.")},
    )
    roles = RowsField(
        queryset=Role.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label=_("Roles of those whose line names none"),
    )
    text = PlainText(
        label=_("What the invitation says"),
        help_text=_("Who asks, how long it takes, until when, and the link are added. Plain text."),
        max_length=MAX_NOTE,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write a sentence or two, so that people know what they are asked for.")},
    )
    delivery = forms.ChoiceField(label=_("How are they told?"), choices=Delivery, widget=forms.RadioSelect)

    def __init__(self, *args: Any, assessment: Assessment, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assessment, self.by = assessment, by
        self.asks: tuple[Ask, ...] = ()
        self.fields["roles"].queryset = Role.answering()  # type: ignore[attr-defined]

    def clean_lines(self) -> str:
        text: str = self.cleaned_data["lines"]
        count = count_lines(text)
        if count > MOST_LINES:
            raise ValidationError(
                _("%(count)d lines are too many at once; add at most %(most)d, then the next."),
                params={"count": count, "most": MOST_LINES},
            )
        return text

    def clean(self) -> None:
        if "lines" not in self.cleaned_data or "roles" not in self.cleaned_data:
            return
        lines, ticked = read_lines(self.cleaned_data["lines"]), self.cleaned_data["roles"]
        found = resolve(lines, assessment=self.assessment, by=self.by, default_roles=ticked)
        if found.problems:
            self.add_error("lines", say_problems(found.problems))
        self.asks = found.asks


class LaunchForm(forms.Form):
    """The day by which people shall have submitted, and what they are told."""

    due_on = DueDayField()
    text = PlainText(
        label=_("What the invitation says"),
        help_text=_("Who asks, how long it takes, until when, and the link are added. Plain text."),
        max_length=MAX_NOTE,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write a sentence or two, so that people know what they are asked for.")},
    )

    def clean_due_on(self) -> datetime.date | None:
        day: datetime.date | None = self.cleaned_data["due_on"]
        today = timezone.localdate()
        if day is not None and day < today and "due_on" in self.changed_data:
            raise ValidationError(_("This day has passed. Choose today or a later one."))
        if day is not None and day > today + LONGEST:
            raise ValidationError(_("This is more than a year away. Choose an earlier day."))
        return day
