"""Forms: the shape of what people send. What may follow from it is decided in actions."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.choices import ChoiceLabel
from accounts.models import User
from assessments.models import AnswerKind, Assessment, ModelVersion
from assessments.models.answers import MAX_COMMENT, MAX_LINK, MAX_LINKS, MAX_REASON
from assessments.queries.combining import list_clashes
from assessments.queries.questionnaires import compute_minutes
from assessments.queries.versions import list_offered_versions
from assessments.wording.versions import say_clash
from roles.models import Guide, Role
from roles.rich_text import render_plain_text

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from assessments.queries.questionnaires import Question

SPECIAL = (AnswerKind.NOT_APPLICABLE, AnswerKind.DONT_KNOW)
WEB = ("http", "https")
REWORDED = _(
    "The wording of this practice changed after you opened the page. What you entered is still in the fields. Load the "
    "page again, read the new wording, and answer it."
)
MAX_FOLLOWED, UUID_LENGTH = 20, 36


class PlainText(forms.CharField):
    """Text whose line ends count as one character, as they do in the browser."""

    def to_python(self, value: object) -> str:
        text = super().to_python(value)
        return str(text).replace("\r\n", "\n").replace("\r", "\n")


class LinkLines(PlainText):
    """Web addresses, one per line; cleans to a tuple of strings."""

    def clean(self, value: object) -> tuple[str, ...]:
        lines = tuple(line.strip() for line in self.to_python(value).split("\n") if line.strip())
        problems = [*_check_count(lines), *(problem for line in lines for problem in _check_link(line))]
        if problems:
            raise ValidationError(problems)
        return lines


class ChangeIds(forms.CharField):
    """Ids of changes, with spaces between them; cleans to a tuple of UUIDs."""

    def clean(self, value: object) -> tuple[uuid.UUID, ...]:
        try:
            return tuple(uuid.UUID(word) for word in str(super().clean(value)).split())
        except ValueError as problem:
            raise ValidationError(_("This page sent something unreadable. Load it again."), code="no_id") from problem


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
            raise ValidationError(_("Choose one of the answers that are listed."), code="unknown_point")
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


class VersionsField(forms.ModelMultipleChoiceField):
    """Offered versions, each with what it asks of people's time."""

    def label_from_instance(self, version: ModelVersion) -> str:
        counts = {
            "full": version.practices,  # type: ignore[attr-defined]
            "minutes": compute_minutes(version.practices),  # type: ignore[attr-defined]
            "core": version.core_practices,  # type: ignore[attr-defined]
            "core_minutes": compute_minutes(version.core_practices),  # type: ignore[attr-defined]
        }
        asks = _(
            "Full: %(full)s practices, about %(minutes)s minutes. "
            "Quick pass: %(core)s practices, about %(core_minutes)s minutes."
        )
        return ChoiceLabel.build(str(version), asks % counts)


def list_scopes() -> list[tuple[str, ChoiceLabel]]:
    """How deep an assessment may go, with what it gives."""
    full = str(_("Every practice. Gives scores, and the level that is reached where the model has levels."))
    quick = str(_("The core practices only. Gives scores, and no level."))
    return [
        (Assessment.Scope.FULL, ChoiceLabel.build(str(Assessment.Scope.FULL.label), full)),
        (Assessment.Scope.CORE, ChoiceLabel.build(str(Assessment.Scope.CORE.label), quick)),
    ]


class StartForm(forms.Form):
    """What an assessment measures, how deep, in which round, and as whom the starter answers."""

    versions = VersionsField(
        queryset=ModelVersion.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label=_("Maturity models"),
        help_text=_("A practice that several models ask is asked once, and counts in each."),
        error_messages={"required": _("Choose at least one maturity model.")},
    )
    scope = forms.ChoiceField(
        choices=list_scopes,
        widget=forms.RadioSelect,
        label=_("How deep"),
        initial=Assessment.Scope.FULL,
        error_messages={"required": _("Choose how deep the assessment goes.")},
    )
    cycle_name = forms.CharField(
        label=_("Cycle"),
        max_length=60,
        help_text=_("The name of the round, such as 2026 H2."),
        error_messages={"required": _("Give the round a name, such as 2026 H2.")},
    )
    roles = forms.ModelMultipleChoiceField(
        queryset=Role.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label=_("I answer as"),
        help_text=_("Choose every role that you hold. You can answer all practices."),
        error_messages={"required": _("Choose at least one role.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = self.fields["versions"]
        versions.queryset = list_offered_versions()  # type: ignore[attr-defined]
        versions.initial = list(versions.queryset[:1])  # type: ignore[attr-defined]
        self.fields["roles"].queryset = Role.answering()  # type: ignore[attr-defined]

    def clean_versions(self) -> QuerySet[ModelVersion]:
        chosen: QuerySet[ModelVersion] = self.cleaned_data["versions"]
        clashes = list_clashes([version.pk for version in chosen])
        if clashes:
            raise ValidationError([say_clash(clash) for clash in clashes], code="not_combinable")
        return chosen


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


def _check_count(lines: tuple[str, ...]) -> list[ValidationError]:
    if len(lines) <= MAX_LINKS:
        return []
    return [ValidationError(_("Give at most %(limit)s links."), params={"limit": MAX_LINKS}, code="too_many")]


def _check_link(line: str) -> list[ValidationError]:
    if len(line) > MAX_LINK:
        message = _("A link can have at most %(limit)s characters.")
        return [ValidationError(message, params={"limit": MAX_LINK}, code="too_long")]
    if not is_web_address(line):
        message = _("“%(link)s” is not a web address. Start it with https:// or http://.")
        return [ValidationError(message, params={"link": line[:80]}, code="not_web")]
    return []


def is_web_address(text: str) -> bool:
    """Whether the text is an http or https address with a host, and holds no white space or control character."""
    if any(character.isspace() or not character.isprintable() for character in text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in WEB and bool(parts.hostname)
    except ValueError:
        return False
