"""What tests of pages share: the addresses of an assessment, and people who may ask for them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from accounts.models import Membership, User
from assessments.models import Assessment, Participant
from tests.assessments_factories import make_participant
from tests.factories import make_membership, make_user


def link(name: str, of: Assessment | Participant, *more: object) -> str:
    """The address of a page of an assessment, or of the one in which somebody takes part."""
    pk = of.assessment_id if isinstance(of, Participant) else of.pk
    return reverse(f"assessments:{name}", args=[pk, *more])


def join(assessment: Assessment, email: str, kind: str = Membership.Kind.RESPONDENT, **fields: Any) -> User:
    """A new member of the organisation that is assessed."""
    user = make_user(email)
    make_membership(user, assessment.unit.organisation, kind, **fields)
    return user


def take_part(assessment: Assessment, email: str, *roles: str) -> Participant:
    """A new member who answers, as a developer unless roles are named."""
    return make_participant(assessment, join(assessment, email), roles or ("developer",))
