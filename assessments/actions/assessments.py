"""Starting an assessment: pins, the first participant, and the cycle it belongs to."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from assessments.actions.collecting import add_participant
from assessments.actions.trail import record
from assessments.models import Assessment, AssessmentVersion, Cycle, ModelVersion, Participant, TrailEntry
from assessments.queries.combining import Clash, list_clashes
from assessments.queries.versions import list_targets

if TYPE_CHECKING:
    from accounts.models import Unit, User
    from roles.models import Role


class NotPublishedError(ValueError):
    """Only published versions can be pinned: a draft still changes, and a retired one takes no new assessments."""


class NotCombinableError(ValueError):
    """Versions that count different revisions of a practice: one answer cannot count in both."""

    def __init__(self, clashes: tuple[Clash, ...]) -> None:
        super().__init__("; ".join(f"{clash.first}, {clash.second}" for clash in clashes))
        self.clashes = clashes


class NotATargetError(ValueError):
    """A target is a level of its version above the floor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What an assessment measures and how. `targets` are numbers of levels by the primary key of their version."""

    versions: Sequence[ModelVersion]
    scope: str
    confidentiality: str = Assessment.Confidentiality.NAMED
    due_on: datetime.date | None = None
    targets: Mapping[int, int] = field(default_factory=dict)


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
    due_on: datetime.date | None = None,
    targets: Mapping[int, int] | None = None,
    state: str = Assessment.State.COLLECTING,
) -> Assessment:
    """Start collecting for one unit. The starter answers in `roles`; without any they only lead it.

    As a draft nobody is asked before it is opened. Raises what `require_startable` raises.
    """
    setup = Setup(versions=versions, scope=scope, confidentiality=confidentiality, due_on=due_on, targets=targets or {})
    require_startable(setup)
    today = as_of or timezone.localdate()
    cycle, _ = Cycle.objects.get_or_create(
        organisation=unit.organisation, name=cycle_name, defaults={"starts_on": today}
    )
    assessment = create_assessment(unit=unit, cycle=cycle, setup=setup, user=user, as_of=today, state=state)
    if roles:
        add_participant(assessment=assessment, user=user, roles=roles)
    return assessment


def require_startable(setup: Setup) -> None:
    """Raises `NotPublishedError` when a version is not published or there is none, `NotCombinableError` when two of
    them clash, `NotATargetError` for a target that is no level above the floor of one of them.
    """
    versions = setup.versions
    if not versions or any(version.status != ModelVersion.Status.PUBLISHED for version in versions):
        raise NotPublishedError([str(version) for version in versions])
    require_combinable(versions)
    levels = list_targets([version.pk for version in versions])
    wrong = [(pk, level) for pk, level in setup.targets.items() if level not in levels.get(pk, ())]
    if wrong:
        raise NotATargetError(str(wrong))


def create_assessment(
    *, unit: Unit, cycle: Cycle, setup: Setup, user: User, as_of: datetime.date, state: str
) -> Assessment:
    """One assessment with its pins, inside the caller's transaction, of a setup that was checked."""
    assessment = Assessment.objects.create(
        unit=unit,
        cycle=cycle,
        scope=setup.scope,
        state=state,
        confidentiality=setup.confidentiality,
        as_of=as_of,
        due_on=setup.due_on,
    )
    pin_versions(assessment=assessment, versions=setup.versions, targets=setup.targets)
    record(action=TrailEntry.Action.STARTED, user=user, assessment=assessment, new=_trace(setup))
    return assessment


def set_suggestions(*, participant: Participant, wanted: bool) -> None:
    """Put the person's answers of last time to them as suggestions, or no longer. No answer changes: no trail entry."""
    Participant.objects.filter(pk=participant.pk).update(wants_suggestions=wanted)


def require_combinable(versions: Sequence[ModelVersion]) -> None:
    """Raises `NotCombinableError` when two of the versions cannot be asked together."""
    clashes = list_clashes([version.pk for version in versions])
    if clashes:
        raise NotCombinableError(clashes)


def pin_versions(
    *, assessment: Assessment, versions: Sequence[ModelVersion], targets: Mapping[int, int] | None = None
) -> None:
    wanted = targets or {}
    AssessmentVersion.objects.bulk_create(
        AssessmentVersion(assessment=assessment, version=version, position=position, target=wanted.get(version.pk))
        for position, version in enumerate(versions)
    )


def _trace(setup: Setup) -> dict[str, object]:
    """The targets stand beside the versions, in their order."""
    versions = [version.pk for version in setup.versions]
    return {
        "versions": versions,
        "levels": [setup.targets.get(pk) for pk in versions],
        "scope": setup.scope,
        "confidentiality": setup.confidentiality,
        "due_on": setup.due_on,
    }
