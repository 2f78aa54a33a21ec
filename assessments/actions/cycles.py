"""Cycles: the assessments of several units, created, opened and closed together; each act for all or for none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.actions.assessments import Setup, create_assessment, require_startable
from assessments.actions.collecting import add_participant, close_collecting, open_collecting
from assessments.models import Assessment, Cycle
from assessments.queries.inviting import list_last_people

if TYPE_CHECKING:
    import datetime

    from accounts.models import Organisation, Unit, User

State = Assessment.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which units a cycle assesses and how. `copies_people`: who took part in a unit's last time does again."""

    units: Collection[Unit]
    setup: Setup
    is_draft: bool = False
    copies_people: bool = False


class NameTakenError(ValueError):
    """The organisation has a cycle of this name already."""


class UnitsTakenError(ValueError):
    """Units that cannot be added: they have an assessment in the cycle already, or belong to another organisation."""

    def __init__(self, units: Sequence[Unit]) -> None:
        super().__init__(", ".join(str(unit) for unit in units))
        self.units = tuple(units)


@transaction.atomic
def create_cycle(*, organisation: Organisation, name: str, starts_on: datetime.date, plan: Plan, user: User) -> Cycle:
    """A cycle with the assessments of its first units. Raises `NameTakenError`, and what `add_units` raises."""
    try:
        with transaction.atomic():
            cycle = Cycle.objects.create(organisation=organisation, name=name, starts_on=starts_on)
    except IntegrityError as problem:
        raise NameTakenError(name) from problem
    add_units(cycle=cycle, plan=plan, user=user)
    return cycle


@transaction.atomic
def add_units(*, cycle: Cycle, plan: Plan, user: User) -> list[Assessment]:
    """Assessments of units that have none in the cycle yet. The cycle is locked, so that two leads add no unit twice.

    Raises `UnitsTakenError` with every unit that cannot be added, and what `require_startable` raises.
    """
    locked = Cycle.objects.select_for_update().get(pk=cycle.pk)
    require_startable(plan.setup)
    taken = set(Assessment.objects.filter(cycle=locked, unit__in=plan.units).values_list("unit", flat=True))
    refused = [unit for unit in plan.units if unit.pk in taken or unit.organisation_id != locked.organisation_id]
    if refused:
        raise UnitsTakenError(refused)
    return [_add_unit(locked, unit, plan, user) for unit in plan.units]


@transaction.atomic
def open_cycle(*, cycle: Cycle, by: User) -> int:
    """Open whatever is still a draft. Returns how many that were."""
    drafts = _list_in(cycle, State.DRAFT)
    for assessment in drafts:
        open_collecting(assessment=assessment, by=by)
    return len(drafts)


@transaction.atomic
def close_cycle(*, cycle: Cycle, by: User) -> int:
    """Close collecting wherever it is open. Returns how many that were."""
    running = _list_in(cycle, State.COLLECTING)
    for assessment in running:
        close_collecting(assessment=assessment, by=by)
    return len(running)


def _list_in(cycle: Cycle, state: str) -> list[Assessment]:
    """The cycle is locked, so that of two leads at once the second finds nothing left to do."""
    Cycle.objects.select_for_update().get(pk=cycle.pk)
    return list(Assessment.objects.filter(cycle=cycle, state=state).order_by("pk"))


def _add_unit(cycle: Cycle, unit: Unit, plan: Plan, user: User) -> Assessment:
    assessment = create_assessment(
        unit=unit,
        cycle=cycle,
        setup=plan.setup,
        user=user,
        as_of=timezone.localdate(),
        state=State.DRAFT if plan.is_draft else State.COLLECTING,
    )
    for person in list_last_people(assessment) if plan.copies_people else ():
        add_participant(assessment=assessment, user=person.user, roles=list(person.roles.all()), by=user)
    return assessment
