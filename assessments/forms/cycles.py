"""The forms of a cycle: what is assessed in which units, and who answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import ChoiceLabel
from assessments.forms.fields import DayField, PlainText
from assessments.forms.starting import SetupForm
from assessments.models.answers import MAX_REASON

if TYPE_CHECKING:
    from accounts.models import Unit
    from accounts.queries import TreeUnit


class CycleUnitsForm(SetupForm):
    """Units that are assessed alike, and who takes part in them. `places` are those that can be chosen."""

    NOBODY, LAST = "nobody", "last"
    units = forms.TypedMultipleChoiceField(
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        label=_("Units"),
        help_text=_(
            "Each gets an assessment of its own. Practices about the organisation as a whole are answered once, "
            "in the assessment of the unit at the top, when it takes part; the others take its answers over."
        ),
        error_messages={"required": _("Choose at least one unit.")},
    )
    people = forms.ChoiceField(
        widget=forms.RadioSelect,
        label=_("People"),
        initial=NOBODY,
        error_messages={"required": _("Choose who takes part.")},
    )

    def __init__(self, *args: Any, places: Sequence[TreeUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units = {place.unit.pk: place.unit for place in places}
        self.fields["units"].choices = [(place.unit.pk, _label(place)) for place in places]  # type: ignore[attr-defined]
        self.fields["people"].choices = self.list_people()  # type: ignore[attr-defined]

    def clean_units(self) -> list[Unit]:
        return [self._units[pk] for pk in self.cleaned_data["units"]]

    def list_people(self) -> list[tuple[str, ChoiceLabel]]:
        """Who may take part from the start, each with what it means."""
        nobody = str(_("You add people to each unit afterwards, or record answers together as a workshop."))
        last = str(_("Whoever took part in a unit’s last assessment and still reaches it, in the same roles."))
        return [
            (self.NOBODY, ChoiceLabel.build(str(_("Nobody yet")), nobody)),
            (self.LAST, ChoiceLabel.build(str(_("The people of the last time")), last)),
        ]


class CycleForm(CycleUnitsForm):
    """A new cycle: its name, when it starts, and its first units."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("The name of the round, such as 2026 H2."),
        error_messages={"required": _("Give the round a name, such as 2026 H2.")},
    )
    starts_on = DayField(
        label=_("Starts on"),
        error_messages={"required": _("Say on which day the round starts.")},
    )


class ReasonForm(forms.Form):
    """Why an inherited answer does not hold here, or why it does all the same."""

    reason = PlainText(
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Reason"),
        error_messages={"required": _("Give the reason, so that others can follow it.")},
    )


def _label(place: TreeUnit) -> ChoiceLabel:
    """The name of a unit, with the units above it."""
    return ChoiceLabel.build(place.unit.name, place.above)
