"""People who are asked to answer before they are members: planned by address, participants as soon as they join."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts import access
from accounts.actions import withdraw_invitation
from assessments.actions.collecting import add_participant
from assessments.actions.trail import record
from assessments.models import OPEN_STATES, Participant, PlannedParticipant, TrailEntry
from assessments.queries.inviting import list_renewable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from accounts.models import Organisation, User
    from assessments.models import Assessment
    from assessments.queries.inviting import Ask
    from roles.models import Role


def plan_participants(*, asks: Sequence[Ask], by: User) -> None:
    """Keep the addresses; those planned already gain the roles. Inside the caller's transaction."""
    rows = [PlannedParticipant(assessment=ask.assessment, email=ask.email, asked_by=by) for ask in asks]
    PlannedParticipant.objects.bulk_create(rows, ignore_conflicts=True)
    stored = PlannedParticipant.objects.filter(
        assessment__in={ask.assessment.pk for ask in asks}, email__in={ask.email for ask in asks}
    )
    kept = {(assessment, email): pk for pk, assessment, email in stored.values_list("pk", "assessment_id", "email")}
    through = PlannedParticipant.roles.through
    pairs = [(kept[ask.assessment.pk, ask.email], role.pk) for ask in asks for role in ask.roles]
    held = [through(plannedparticipant_id=plan, role_id=role) for plan, role in pairs]
    through.objects.bulk_create(held, ignore_conflicts=True)
    for assessment in {ask.assessment.pk: ask.assessment for ask in asks}.values():
        asked = [ask for ask in asks if ask.assessment.pk == assessment.pk]
        roles = [role for ask in asked for role in ask.roles]
        _record(TrailEntry.Action.ASKED, by, assessment, len(asked), roles)


@transaction.atomic
def take_up_plans(*, user: User, organisation: Organisation) -> None:
    """Make somebody who has joined a participant wherever they are planned, reach the unit, and can still answer."""
    plans = PlannedParticipant.objects.filter(assessment__unit__organisation=organisation, email=user.email.lower())
    for plan in plans.filter(assessment__state__in=OPEN_STATES).order_by("assessment_id"):
        if access.list_people(plan.assessment.unit).filter(pk=user.pk).exists():
            take_up(plan=plan, user=user)


@transaction.atomic
def take_up(*, plan: PlannedParticipant, user: User) -> Participant:
    """Turn one plan into a participant. Raises `NotCollectingError` when collecting is over."""
    by = plan.asked_by or user
    participant = add_participant(assessment=plan.assessment, user=user, roles=plan.roles.all(), by=by)
    # Their invitation told them.
    participant.told_at = participant.told_at or plan.created_at
    participant.save(update_fields=["told_at"])
    plan.delete()
    return participant


@transaction.atomic
def drop_plan(*, plan: PlannedParticipant, by: User) -> None:
    """Ask this address no more. Its invitation ends too, unless it was made for more or by an administrator."""
    renewable = list_renewable(plan.assessment.unit.organisation, by).filter(email=plan.email)
    for invitation in renewable.filter(target=plan.assessment.get_absolute_url()):
        withdraw_invitation(invitation=invitation)
    _record(TrailEntry.Action.NOT_ASKED, by, plan.assessment, 1, plan.roles.all())
    plan.delete()


def _record(action: TrailEntry.Action, by: User, assessment: Assessment, addresses: int, roles: Iterable[Role]) -> None:
    """How many and for what. The trail holds no address: whoever never comes has no account to be erased with it."""
    new = {"addresses": addresses, "roles": sorted({role.key for role in roles})}
    record(action=action, user=by, assessment=assessment, new=new)
