"""Cycles: assessments of several units are created, opened and closed together, or not at all."""

from __future__ import annotations

import datetime

import pytest

from accounts.models import Membership, Organisation, Unit, User
from assessments.actions.assessments import NotPublishedError, Setup
from assessments.actions.cycles import (
    NameTakenError,
    Plan,
    UnitsTakenError,
    add_units,
    close_cycle,
    create_cycle,
    open_cycle,
)
from assessments.models import Assessment, Cycle, ModelVersion, Participant, TrailEntry
from tests.assessments_factories import make_assessment, make_cycle, make_model_version, make_participant
from tests.factories import make_membership, make_organisation, make_unit, make_user

pytestmark = pytest.mark.django_db
START, DUE = datetime.date(2026, 7, 1), datetime.date(2027, 1, 1)


@pytest.fixture
def acme() -> Organisation:
    return make_organisation()


@pytest.fixture
def units(acme: Organisation) -> list[Unit]:
    root = acme.units.get()
    return [root, make_unit(root, "Payments"), make_unit(root, "Loans")]


@pytest.fixture
def version() -> ModelVersion:
    return make_model_version(levels=(0, 1, 2))


@pytest.fixture
def lead(acme: Organisation) -> User:
    user = make_user("lead@example.org")
    make_membership(user, acme)
    return user


def make_plan(units: list[Unit], version: ModelVersion, **fields: bool) -> Plan:
    setup = Setup(versions=[version], scope="full", due_on=DUE, targets={version.pk: 2})
    return Plan(units=units, setup=setup, **fields)


def start(acme: Organisation, plan: Plan, user: User, name: str = "2027 H1") -> Cycle:
    return create_cycle(organisation=acme, name=name, starts_on=START, plan=plan, user=user)


def test_cycle_makes_an_assessment_alike_for_each_unit(
    acme: Organisation, units: list[Unit], version: ModelVersion, lead: User
) -> None:
    cycle = start(acme, make_plan(units, version), lead)
    made = cycle.assessments.order_by("pk")
    assert [row.unit for row in made] == units
    assert {(row.state, row.due_on, row.pins.get().target) for row in made} == {("collecting", DUE, 2)}
    assert TrailEntry.objects.filter(action=TrailEntry.Action.STARTED, person=lead.person).count() == 3


def test_people_of_the_last_time_take_part_again_in_their_roles(
    acme: Organisation, units: list[Unit], version: ModelVersion, lead: User
) -> None:
    before = make_assessment(units[1], [version])
    stayed, left = make_user("stayed@example.org"), make_user("left@example.org")
    make_membership(stayed, acme, Membership.Kind.RESPONDENT, unit=units[1])
    for user in (stayed, left):
        make_participant(before, user, ["developer", "legal"])
    make_assessment(units[1], [version])  # a workshop since then, with nobody in it
    cycle = start(acme, make_plan(units, version, copies_people=True), lead)
    found = Participant.objects.filter(assessment__cycle=cycle)
    assert [(row.assessment.unit, row.user) for row in found] == [(units[1], stayed)]
    assert sorted(found.get().roles.values_list("key", flat=True)) == ["developer", "legal"]


def test_units_that_have_an_assessment_are_all_named_and_nothing_is_made(
    acme: Organisation, units: list[Unit], version: ModelVersion, lead: User
) -> None:
    cycle = start(acme, make_plan(units[:2], version), lead)
    with pytest.raises(UnitsTakenError) as caught:
        add_units(cycle=cycle, plan=make_plan(units, version), user=lead)
    assert caught.value.units == tuple(units[:2])
    assert cycle.assessments.count() == 2


def test_foreign_unit_is_refused(acme: Organisation, units: list[Unit], version: ModelVersion, lead: User) -> None:
    foreign = make_organisation("Other").units.get()
    with pytest.raises(UnitsTakenError):
        start(acme, make_plan([*units, foreign], version), lead)
    assert not Cycle.objects.exists()


def test_name_is_taken_once(acme: Organisation, units: list[Unit], version: ModelVersion, lead: User) -> None:
    make_cycle(acme, "2027 H1")
    with pytest.raises(NameTakenError):
        start(acme, make_plan(units, version), lead)
    assert not Assessment.objects.exists()


def test_refused_setup_leaves_no_cycle_behind(acme: Organisation, units: list[Unit], lead: User) -> None:
    with pytest.raises(NotPublishedError):
        start(acme, make_plan(units, make_model_version(published=False)), lead)
    assert not Cycle.objects.exists()


def test_drafts_open_together_and_what_collects_closes_together(
    acme: Organisation, units: list[Unit], version: ModelVersion, lead: User
) -> None:
    cycle = start(acme, make_plan(units, version, is_draft=True), lead)
    assert close_cycle(cycle=cycle, by=lead) == 0
    assert [open_cycle(cycle=cycle, by=lead), open_cycle(cycle=cycle, by=lead)] == [3, 0]
    assert close_cycle(cycle=cycle, by=lead) == 3
    assert set(cycle.assessments.values_list("state", flat=True)) == {"reviewing"}
    actions = TrailEntry.objects.values_list("action", flat=True)
    assert [list(actions).count(action) for action in ("opened", "closed")] == [3, 3]
