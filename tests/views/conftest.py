"""Alice, who answers in an assessment of Acme with two models of two sections each, and whoever leads another."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import Membership, User
from assessments.models import Assessment, Participant
from tests.assessments_factories import make_assessment, make_model_version, make_participant
from tests.factories import make_membership, make_organisation, make_user
from tests.pages import join


@pytest.fixture
def alice() -> User:
    return make_user("alice@example.org")


@pytest.fixture
def participant(alice: User) -> Participant:
    organisation = make_organisation()
    make_membership(alice, organisation, Membership.Kind.RESPONDENT)
    assessment = make_assessment(organisation.units.get(), [make_model_version(), make_model_version("osmm")])
    return make_participant(assessment, alice)


@pytest.fixture
def alices_client(client: Client, alice: User, participant: Participant) -> Client:
    client.force_login(alice)
    return client


@pytest.fixture
def lead(client: Client, assessment: Assessment) -> User:
    """Leads the organisation of the `assessment` that the test's own module makes, and is signed in."""
    user = join(assessment, "lead@example.org", Membership.Kind.LEAD)
    client.force_login(user)
    return user
