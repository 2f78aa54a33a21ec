"""Starting an assessment: pins, the first participant, and the cycle it belongs to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from assessments.actions.collecting import add_participant
from assessments.actions.trail import record
from assessments.models import Assessment, AssessmentVersion, Cycle, ModelVersion, TrailEntry
from assessments.queries.combining import Clash, list_clashes

if TYPE_CHECKING:
    import datetime

    from accounts.models import Unit, User
    from roles.models import Role


class NotPublishedError(ValueError):
    """Only published versions can be pinned: a draft still changes, and a retired one takes no new assessments."""


class NotCombinableError(ValueError):
    """Versions that count different revisions of a practice: one answer cannot count in both."""

    def __init__(self, clashes: tuple[Clash, ...]) -> None:
        super().__init__("; ".join(f"{clash.first}, {clash.second}" for clash in clashes))
        self.clashes = clashes


@transaction.atomic
def start_assessment(
    *,
    unit: Unit,
    user: User,
    versions: Sequence[ModelVersion],
    scope: str,
    cycle_name: str,
    roles: Collection[Role],
    confidentiality: str = Assessment.Confidentiality.NAMED,
    as_of: datetime.date | None = None,
) -> Assessment:
    """Start collecting for one unit. The starter answers in `roles`; without any they only lead it.

    Raises `NotPublishedError` when a version is not or there is none, `NotCombinableError` when two of them clash.
    """
    if not versions or any(version.status != ModelVersion.Status.PUBLISHED for version in versions):
        raise NotPublishedError([str(version) for version in versions])
    require_combinable(versions)
    today = as_of or timezone.localdate()
    cycle, _ = Cycle.objects.get_or_create(
        organisation=unit.organisation, name=cycle_name, defaults={"starts_on": today}
    )
    assessment = Assessment.objects.create(
        unit=unit,
        cycle=cycle,
        scope=scope,
        state=Assessment.State.COLLECTING,
        confidentiality=confidentiality,
        as_of=today,
    )
    pin_versions(assessment=assessment, versions=versions)
    if roles:
        add_participant(assessment=assessment, user=user, roles=roles)
    record(
        action=TrailEntry.Action.STARTED,
        user=user,
        assessment=assessment,
        new={"versions": [version.pk for version in versions], "scope": scope},
    )
    return assessment


def require_combinable(versions: Sequence[ModelVersion]) -> None:
    """Raises `NotCombinableError` when two of the versions cannot be asked together."""
    clashes = list_clashes([version.pk for version in versions])
    if clashes:
        raise NotCombinableError(clashes)


def pin_versions(*, assessment: Assessment, versions: Sequence[ModelVersion]) -> None:
    AssessmentVersion.objects.bulk_create(
        AssessmentVersion(assessment=assessment, version=version, position=position)
        for position, version in enumerate(versions)
    )
