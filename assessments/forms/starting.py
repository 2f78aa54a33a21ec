"""The form that starts an assessment."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.choices import ChoiceLabel
from assessments.forms.fields import DueDayField, RowsField
from assessments.models import Assessment, ModelVersion
from assessments.queries.combining import list_clashes
from assessments.queries.questionnaires import compute_minutes
from assessments.queries.versions import list_offered_versions, list_targets
from assessments.wording.people import say_how_shown
from assessments.wording.versions import say_clash
from roles.models import Role

if TYPE_CHECKING:
    from django.db.models import QuerySet

FIRST, NEXT = ("name", "starts_on", "versions"), ("scope", "cycle_name", "due_on", "roles")


class VersionsField(RowsField):
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


def list_confidentialities() -> list[tuple[str, ChoiceLabel]]:
    """How answers can be shown, each with who will see whose."""
    by_group = Assessment.Confidentiality.BY_GROUP
    return [
        (choice, ChoiceLabel.build(str(choice.label), say_how_shown(by_group=choice == by_group)))
        for choice in Assessment.Confidentiality
    ]


def name_target(version: int) -> str:
    """The field that says what a version aims at."""
    return f"target_{version}"


def build_target_fields(versions: Sequence[ModelVersion]) -> dict[str, forms.TypedChoiceField]:
    """One field for each version that has levels, by its name."""
    levels = list_targets([version.pk for version in versions])
    return {
        name_target(version.pk): forms.TypedChoiceField(
            label=format_lazy(_("Target for {model}"), model=str(version)),
            choices=[("", _("No target")), *_name_levels(version, levels[version.pk])],
            coerce=int,
            empty_value=None,
            required=False,
        )
        for version in versions
        if levels[version.pk]
    }


def _name_levels(version: ModelVersion, levels: Mapping[int, str]) -> list[tuple[int, str]]:
    return [(number, f"{version.level_word} {number}: {name}") for number, name in levels.items()]


class SetupForm(forms.Form):
    """What assessments measure, how deep, by when, and what they aim at. For one unit or for many."""

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
    due_on = DueDayField()
    confidentiality = forms.ChoiceField(
        choices=list_confidentialities,
        widget=forms.RadioSelect,
        label=_("How answers are shown"),
        initial=Assessment.Confidentiality.NAMED,
        error_messages={"required": _("Choose how answers are shown.")},
    )
    as_draft = forms.BooleanField(
        label=_("Prepare it now, open it later"),
        required=False,
        help_text=_("Nobody is asked to answer before you open it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = self.fields["versions"]
        versions.queryset = list_offered_versions()  # type: ignore[attr-defined]
        versions.initial = list(versions.queryset[:1])  # type: ignore[attr-defined]
        targets = build_target_fields(list(versions.queryset))  # type: ignore[attr-defined]
        self.fields.update(targets)
        self.order_fields([*FIRST, *targets, *NEXT])

    def clean_due_on(self) -> datetime.date | None:
        due: datetime.date | None = self.cleaned_data["due_on"]
        if due is not None and due < timezone.localdate():
            raise ValidationError(_("This day is over. Choose today or a later day."), code="past")
        return due

    def clean_versions(self) -> QuerySet[ModelVersion]:
        chosen: QuerySet[ModelVersion] = self.cleaned_data["versions"]
        clashes = list_clashes([version.pk for version in chosen])
        if clashes:
            raise ValidationError([say_clash(clash) for clash in clashes], code="not_combinable")
        return chosen

    @property
    def targets(self) -> dict[int, int]:
        """The chosen levels by version; of a model that is not measured nothing is aimed at. Only of a valid form."""
        names = {version.pk: name_target(version.pk) for version in self.cleaned_data["versions"]}
        found = {pk: self.cleaned_data.get(name) for pk, name in names.items()}
        return {pk: level for pk, level in found.items() if level is not None}


def describe_setup(last: Assessment | None) -> dict[str, object]:
    """What a form starts from that follows an earlier assessment."""
    if last is None:
        return {}
    pins = last.pins.all()
    is_ahead = last.due_on is not None and last.due_on >= timezone.localdate()
    return {
        "versions": [pin.version_id for pin in pins],
        "scope": last.scope,
        "confidentiality": last.confidentiality,
        "due_on": last.due_on if is_ahead else None,
        **{name_target(pin.version_id): pin.target for pin in pins},
    }


class StartForm(SetupForm):
    """What an assessment of one unit measures, in which round, and as whom the starter answers."""

    cycle_name = forms.CharField(
        label=_("Cycle"),
        max_length=60,
        help_text=_("The name of the round, such as 2026 H2."),
        error_messages={"required": _("Give the round a name, such as 2026 H2.")},
    )
    roles = RowsField(
        queryset=Role.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label=_("I answer as"),
        required=False,
        help_text=_("Choose every role that you hold. You can answer all practices. Choose none if you only lead."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].queryset = Role.answering()  # type: ignore[attr-defined]
