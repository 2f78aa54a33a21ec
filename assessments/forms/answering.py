"""The form of one answer on the questionnaire page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.forms.fields import SPECIAL, UNKNOWN_POINT, ChangeIds, LinkLines, PlainText
from assessments.models import AnswerKind
from assessments.models.answers import MAX_COMMENT, MAX_REASON

if TYPE_CHECKING:
    from assessments.queries.questionnaires import Question

REWORDED = _(
    "The wording of this practice changed after you opened the page. What you entered is still in the fields. Load the "
    "page again, read the new wording, and answer it."
)
MAX_FOLLOWED, UUID_LENGTH = 20, 36


class AnswerForm(forms.Form):
    """One answer to one question. The prefix is the key of its practice."""

    version = forms.IntegerField(min_value=0)
    change = forms.UUIDField()
    follows = ChangeIds(required=False, max_length=MAX_FOLLOWED * (UUID_LENGTH + 1))
    revision = forms.IntegerField(required=False)
    confirm = forms.BooleanField(required=False)
    choice = forms.CharField(required=False)
    reason = PlainText(required=False, max_length=MAX_REASON, label=_("Why does it not apply?"))
    comment = PlainText(required=False, max_length=MAX_COMMENT, label=_("Comment"))
    evidence = LinkLines(required=False, label=_("Links to evidence"))

    def __init__(self, data: Any, *, question: Question) -> None:
        super().__init__(data, prefix=question.key)
        self.question = question

    def clean_revision(self) -> int | None:
        """The wording that was on the page; another one must not get its answer."""
        seen: int | None = self.cleaned_data["revision"]
        if seen is not None and seen != self.question.revision_id:
            raise ValidationError(REWORDED, code="reworded")
        return seen

    def clean_choice(self) -> str:
        choice: str = self.cleaned_data["choice"]
        if choice and choice not in SPECIAL and self.question.scale.choice(choice) is None:
            raise ValidationError(UNKNOWN_POINT, code="unknown_point")
        return choice

    @property
    def kind(self) -> str:
        """The kind of answer that was chosen; only of a valid form."""
        choice = self.cleaned_data["choice"]
        return choice if choice in SPECIAL else AnswerKind.RATED if choice else AnswerKind.NONE

    @property
    def point_id(self) -> int | None:
        chosen = self.question.scale.choice(self.cleaned_data["choice"])
        return chosen.pk if chosen else None

    def typed(self, name: str) -> str:
        """What was sent for a field, as it was typed, whether it is valid or not."""
        return str(self.data.get(self.add_prefix(name), ""))

    def is_sent(self) -> bool:
        """Whether the question was part of what was sent at all."""
        return self.add_prefix("version") in self.data
