"""Role views: one role beside the others, over what both rated, and nobody who could be told apart."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership, Unit, User
from assessments.models import Assessment, Participant
from assessments.queries.questionnaires import load_questionnaire
from assessments.scoring import OTHER_ROLES
from tests.assessments_factories import make_answer, make_assessment, make_model_version, make_participant
from tests.factories import make_membership, make_organisation, make_unit, make_user

pytestmark = pytest.mark.django_db
BY_GROUP = Assessment.Confidentiality.BY_GROUP
NOBODY_APART = "No role can be compared"


@pytest.fixture
def unit() -> Unit:
    return make_unit(make_organisation().units.get())


@pytest.fixture
def lead(client: Client, unit: Unit) -> User:
    user = make_user("lead@example.org")
    make_membership(user, unit.organisation, Membership.Kind.LEAD)
    client.force_login(user)
    return user


@pytest.fixture
def assessment(unit: Unit, lead: User) -> Assessment:
    return make_closed(unit)


def make_closed(unit: Unit, **fields: object) -> Assessment:
    versions = [make_model_version(per_cell=3)] if not Assessment.objects.exists() else list_versions()
    return make_assessment(unit, versions, **{"state": Assessment.State.REVIEWING, **fields})


def list_versions() -> list:
    return list(Assessment.objects.earliest("pk").versions.all())


def answer(
    assessment: Assessment, role: str, point: str, *, people: int = 1, practices: int = 6, group: str | None = None
) -> list[Participant]:
    keys = list(load_questionnaire(assessment).questions)[:practices]
    joined = []
    for number in range(people):
        user = make_user(f"{role}-{point}-{number}-of-{assessment.pk}@example.org")
        person = make_participant(assessment, user, [role], group=role if group is None else group)
        for key in keys:
            make_answer(person, key, point)
        joined.append(person)
    return joined


def see(client: Client, assessment: Assessment) -> str:
    response = client.get(reverse("assessments:role-views", args=[assessment.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_role_stands_beside_the_others(client: Client, assessment: Assessment) -> None:
    answer(assessment, "developer", "partial", people=3)
    answer(assessment, "legal-counsel", "improved", people=4)
    page = see(client, assessment)
    assert "3 people beside 4 others" in page
    assert "6 practices rated by both" in page
    assert "60 points lower" in page
    assert "60 points higher" in page
    assert page.count("Partial, the others Improved") == 3


def test_who_rates_alike_has_no_differences(client: Client, assessment: Assessment) -> None:
    answer(assessment, "developer", "standard", people=3)
    answer(assessment, "legal-counsel", "standard", people=3)
    page = see(client, assessment)
    assert "alike" in page
    assert "the others Standard" not in page


def test_fewer_than_five_practices_are_not_compared(client: Client, assessment: Assessment) -> None:
    answer(assessment, "developer", "partial", people=3, practices=4)
    answer(assessment, "legal-counsel", "improved", people=3)
    page = see(client, assessment)
    assert "4 practices rated by both; compared from 5 on" in page
    assert "points" not in page
    assert "<svg" not in page.partition("<main")[2]


def test_nothing_is_compared_while_people_answer(client: Client, unit: Unit, lead: User) -> None:
    assessment = make_closed(unit, state=Assessment.State.COLLECTING)
    answer(assessment, "developer", "partial", people=3)
    answer(assessment, "legal-counsel", "improved", people=3)
    page = see(client, assessment)
    assert "Roles are compared when collecting closes" in page
    assert "legal" not in page.lower().partition("<main")[2]


def test_named_role_of_one_is_compared_where_nobody_else_holds_it(client: Client, assessment: Assessment) -> None:
    answer(assessment, "developer", "partial")
    answer(assessment, "legal-counsel", "improved")
    assert "1 person beside 1 other" in see(client, assessment)


def test_by_group_a_role_that_is_no_group_is_not_shown(client: Client, unit: Unit, lead: User) -> None:
    assessment = make_closed(unit, confidentiality=BY_GROUP)
    answer(assessment, "developer", "partial", people=3, group=OTHER_ROLES)
    answer(assessment, "legal-counsel", "improved", people=2, group=OTHER_ROLES)
    page = see(client, assessment)
    assert NOBODY_APART in page
    assert "legal" not in page.lower().partition("<main")[2]


def test_by_group_pooling_hears_whole_groups_only(client: Client, unit: Unit, lead: User) -> None:
    """The lone developer of this unit counts among the others: their word never shows as a developer's."""
    assessment = make_closed(unit, confidentiality=BY_GROUP)
    answer(assessment, "developer", "improved", group=OTHER_ROLES)
    answer(assessment, "legal-counsel", "improved", people=2, group=OTHER_ROLES)
    other = make_closed(make_unit(unit.parent, "Lending"), confidentiality=BY_GROUP)
    answer(other, "developer", "partial", people=3)
    page = see(client, assessment)
    assert "3 people beside 3 others, from 2 units of the cycle" in page
    assert page.count("Partial, the others Improved") == 3


def test_by_group_fewer_than_three_others_are_never_told_apart(client: Client, unit: Unit, lead: User) -> None:
    assessment = make_closed(unit, confidentiality=BY_GROUP)
    answer(assessment, "legal-counsel", "improved", group=OTHER_ROLES)
    other = make_closed(make_unit(unit.parent, "Lending"), confidentiality=BY_GROUP)
    answer(other, "developer", "partial", people=3)
    assert NOBODY_APART in see(client, assessment)


def test_pooling_hears_only_units_that_the_reader_reaches(client: Client, unit: Unit) -> None:
    user = make_user("limited@example.org")
    make_membership(user, unit.organisation, Membership.Kind.LEAD, unit=unit)
    client.force_login(user)
    assessment = make_closed(unit)
    answer(assessment, "developer", "partial")
    answer(assessment, "legal-counsel", "improved", people=2)
    answer(make_closed(make_unit(unit.parent, "Lending")), "developer", "partial", people=3)
    page = see(client, assessment)
    assert "1 person beside 2 others" in page
    assert "from 2 units" not in page


@pytest.mark.parametrize("units", [1, 3])
def test_queries_do_not_grow(client: Client, assessment: Assessment, units: int) -> None:
    answer(assessment, "developer", "partial")
    for number in range(units):
        other = make_closed(make_unit(assessment.unit.parent, f"Unit {number}"))
        answer(other, "legal-counsel", "partial", people=units)
    see(client, assessment)
    with CaptureQueriesContext(connection) as captured:
        see(client, assessment)
    assert len(captured) == 12
