"""Asking people to answer: members take part at once, everybody else is planned and gets an invitation.

While an assessment is a draft nobody is told; opening it tells them all. Nobody is told twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import access
from accounts.actions import Invitee, SentInvitation, create_invitations, renew_invitation
from accounts.actions.organisations import lock_organisation
from accounts.models import Invitation, Membership
from accounts.queries import list_open_invitations
from assessments.actions.collecting import add_participant
from assessments.actions.locking import lock_assessment
from assessments.actions.plans import plan_participants, take_up
from assessments.actions.trail import FreeText, record
from assessments.models import Assessment, Participant, PlannedParticipant, TrailEntry
from assessments.queries.inviting import Ask, Way, list_renewable
from assessments.wording.inviting import say_default_text

if TYPE_CHECKING:
    import datetime

    from accounts.models import Organisation, User

Action = TrailEntry.Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Participants whom nobody has told yet, and invitations with their codes, which cannot be had a second time."""

    untold: tuple[Participant, ...] = ()
    sent: tuple[SentInvitation, ...] = ()


@transaction.atomic
def ask_people(*, asks: Sequence[Ask], organisation: Organisation, by: User) -> Asked:
    """Let all of them take part, or nobody. Returns whom to tell; of drafts nobody.

    Raises `NotCollectingError` when collecting is over, ValidationError when somebody else invited one meanwhile.
    The organisation is locked before its assessments, as accepting an invitation does.
    """
    lock_organisation(organisation.pk)
    plan_participants(asks=[ask for ask in asks if ask.user is None], by=by)
    for ask in sorted(asks, key=lambda item: item.assessment.pk):
        if ask.user is not None and ask.way != Way.STAYS:
            add_participant(assessment=ask.assessment, user=ask.user, roles=ask.roles, by=by)
    return _gather(_list_opened(asks), by, {ask.email for ask in asks})


@transaction.atomic
def gather_untold(*, assessment: Assessment, by: User) -> Asked:
    """Everybody whom nobody has told yet that they are asked: those added to a draft, or without a mail."""
    lock_organisation(assessment.unit.organisation_id)
    return _gather([assessment], by)


@transaction.atomic
def ask_again(*, plan: PlannedParticipant, by: User) -> Asked:
    """A new link for an address that has not come yet; the earlier one ends. Who is a member by now takes part."""
    lock_organisation(plan.assessment.unit.organisation_id)
    user = access.list_people(plan.assessment.unit).filter(email=plan.email).first()
    if user is None:
        return Asked(sent=tuple(_invite([plan], by, again=True)))
    return Asked(untold=(take_up(plan=plan, user=user),))


def note_told(participants: Iterable[Participant]) -> None:
    """They know now."""
    chosen = [participant.pk for participant in participants]
    Participant.objects.filter(pk__in=chosen, told_at=None).update(told_at=timezone.now())


@transaction.atomic
def keep_text(*, assessment: Assessment, text: str, by: User) -> None:
    """What the lead writes into the invitation; what stands there anyway is not kept."""
    _keep_text(assessment, lock_assessment(assessment.pk).invitation_text, text, by)


@transaction.atomic
def prepare_launch(*, assessment: Assessment, due_on: datetime.date | None, text: str, by: User) -> None:
    """By when people shall have submitted, and what they are told."""
    locked = lock_assessment(assessment.pk)
    _keep_text(assessment, locked.invitation_text, text, by)
    assessment.due_on = due_on
    if due_on == locked.due_on:
        return
    assessment.save(update_fields=["due_on"])
    old, new = {"due_on": locked.due_on}, {"due_on": due_on}
    record(action=Action.DUE, user=by, assessment=assessment, old=old, new=new)


def get_text(assessment: Assessment) -> str:
    """What the lead wrote into the invitation, or what stands there unless they do."""
    return assessment.invitation_text or say_default_text(str(assessment.unit))


def _keep_text(assessment: Assessment, before: str, text: str, by: User) -> None:
    assessment.invitation_text = "" if text == say_default_text(str(assessment.unit)) else text
    if assessment.invitation_text == before:
        return
    assessment.save(update_fields=["invitation_text"])
    old, new = _describe_text(assessment, before), {"usual": not assessment.invitation_text}
    written = FreeText(comment=assessment.invitation_text)
    record(action=Action.TEXT, user=by, assessment=assessment, old=old, new=new, text=written)


def _describe_text(assessment: Assessment, text: str) -> dict[str, object]:
    """The text that another one replaces: the trail has it once, where it was written."""
    written = assessment.trail.filter(action=Action.TEXT).order_by("-pk").first() if text else None
    reference = (written.new or {}).get("text") if written else None
    return {"usual": not text, "replaced": reference}


def _list_opened(asks: Iterable[Ask]) -> list[Assessment]:
    found = {ask.assessment.pk: ask.assessment for ask in asks}
    return [found[pk] for pk in sorted(found) if found[pk].state == Assessment.State.COLLECTING]


def _gather(assessments: Sequence[Assessment], by: User, addresses: Collection[str] | None = None) -> Asked:
    """Who of these addresses is to be told, or of all whom nobody has told. Leads who added themselves know.

    By group also who has submitted: whoever is missing among them would be known to have.
    """
    waiting = Q(submitted_at=None) | Q(assessment__confidentiality=Assessment.Confidentiality.BY_GROUP)
    people = Participant.objects.filter(waiting, assessment__in=assessments, told_at=None)
    rows = people.exclude(user=by).select_related("user", "assessment__unit__organisation", "assessment__cycle")
    planned = PlannedParticipant.objects.filter(assessment__in=assessments)
    plans = planned.select_related("assessment__unit__organisation").order_by("assessment_id", "email")
    if addresses is not None:
        rows, plans = rows.filter(user__email__in=addresses), plans.filter(email__in=addresses)
    untold = tuple(rows.filter(user__is_active=True).prefetch_related("roles").order_by("assessment_id", "pk"))
    return Asked(untold=untold, sent=tuple(_invite(list(plans), by, again=addresses is not None)))


def _invite(plans: Sequence[PlannedParticipant], by: User, *, again: bool) -> list[SentInvitation]:
    """Invitations for those who have none; `again`: new links for the others, where a lead may replace the old one."""
    if not plans:
        return []
    organisation, wanted = plans[0].assessment.unit.organisation, {plan.email: plan for plan in plans}
    waiting = {row.email: row for row in list_open_invitations(organisation).filter(email__in=wanted)}
    fresh = [_build_invitee(plan) for email, plan in wanted.items() if email not in waiting]
    sent = create_invitations(organisation=organisation, invitees=fresh, invited_by=by)
    renewable = set(list_renewable(organisation, by).filter(email__in=waiting).values_list("pk", flat=True))
    for email, found in waiting.items() if again else ():
        leading = {"target": wanted[email].assessment.get_absolute_url(), "note": get_text(wanted[email].assessment)}
        Invitation.objects.filter(pk=found.pk).update(**leading)
        sent += [renew_invitation(invitation=found, invited_by=by)] if found.pk in renewable else []
    return sent


def _build_invitee(plan: PlannedParticipant) -> Invitee:
    """A respondent of the unit and what is below it; the root unit is the whole organisation."""
    unit = plan.assessment.unit
    return Invitee(
        email=plan.email,
        kind=Membership.Kind.RESPONDENT,
        unit=unit if unit.parent_id else None,
        target=plan.assessment.get_absolute_url(),
        note=get_text(plan.assessment),
    )
