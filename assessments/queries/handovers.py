"""What people have handed over to colleagues, and what was handed to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from accounts import access
from assessments.models import Handover, Participant

if TYPE_CHECKING:
    from datetime import datetime

    from assessments.models import Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """One practice on its way: `person` is who has it now, or who gave it; of a proposal the address."""

    pk: int
    practice: str
    person: str
    note: str
    at: datetime
    is_proposal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Handovers:
    """Of one participant, by practice key."""

    given: Mapping[str, Handed] = field(default_factory=dict)
    received: Mapping[str, Handed] = field(default_factory=dict)

    @property
    def away(self) -> frozenset[str]:
        """What somebody else has now. What is only proposed is still here."""
        return frozenset(key for key, handed in self.given.items() if not handed.is_proposal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Somebody whom a participant wants to be added; `pk` is that of one of the handovers that wait for them."""

    pk: int
    address: str
    giver: str
    practices: int


NO_HANDOVERS = Handovers()


def load_handovers(participants: Collection[int]) -> dict[int, Handovers]:
    """Those of each participant, by primary key. One query."""
    given: dict[int, dict[str, Handed]] = {pk: {} for pk in participants}
    received: dict[int, dict[str, Handed]] = {pk: {} for pk in participants}
    rows = Handover.objects.filter(Q(giver__in=given) | Q(receiver__in=given))
    for row in rows.select_related("practice", "giver__user", "receiver__user").order_by("pk"):
        if row.giver_id in given:
            given[row.giver_id][row.practice.key] = _describe(row, str(row.receiver or row.address))
        if row.receiver_id is not None and row.receiver_id in received:
            received[row.receiver_id][row.practice.key] = _describe(row, str(row.giver))
    return {pk: Handovers(given=given[pk], received=received[pk]) for pk in given}


def list_colleagues(participant: Participant) -> QuerySet[Participant]:
    """Those who can still answer in the same assessment and reach its unit, besides the participant."""
    people = access.list_people(participant.assessment.unit)
    rows = Participant.objects.filter(assessment=participant.assessment_id, submitted_at=None, user__in=people)
    return rows.exclude(pk=participant.pk).select_related("user").order_by("user__name", "user__email")


def list_proposals(assessment: Assessment) -> list[Proposal]:
    """Whom participants want to be added, for a lead: by address and who proposes it. One query."""
    found: dict[tuple[str, str], list[int]] = {}
    rows = Handover.objects.filter(giver__assessment=assessment, receiver=None).select_related("giver__user")
    for row in rows.order_by("pk"):
        found.setdefault((row.address, str(row.giver)), []).append(row.pk)
    return [
        Proposal(pk=pks[0], address=address, giver=giver, practices=len(pks)) for (address, giver), pks in found.items()
    ]


def _describe(row: Handover, person: str) -> Handed:
    return Handed(
        pk=row.pk,
        practice=row.practice.key,
        person=person,
        note=row.note,
        at=row.at,
        is_proposal=row.receiver_id is None,
    )
