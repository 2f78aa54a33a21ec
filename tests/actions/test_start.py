"""Starting an assessment: what is pinned, what it aims at, and by when."""

from __future__ import annotations

import datetime

import pytest

from accounts.models import Unit, User
from assessments.actions.assessments import NotATargetError, start_assessment
from assessments.actions.moving import move_assessment
from assessments.models import Assessment
from tests.assessments_factories import make_model_version
from tests.factories import make_organisation, make_user
from tests.moving import make_old_and_new

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make_organisation().units.get()


@pytest.fixture
def lead(unit: Unit) -> User:
    return make_user("lead@example.org")


def test_start_keeps_the_due_day_and_the_target_of_each_version(unit: Unit, lead: User) -> None:
    stages, pulse = make_model_version(levels=(0, 1, 2)), make_model_version("pulse", levels=())
    started = start_assessment(
        unit=unit,
        user=lead,
        versions=[stages, pulse],
        scope="full",
        cycle_name="2026 H2",
        roles=[],
        due_on=datetime.date(2026, 12, 4),
        targets={stages.pk: 2},
    )
    assert started.due_on == datetime.date(2026, 12, 4)
    assert list(started.pins.order_by("position").values_list("target", flat=True)) == [2, None]


@pytest.mark.parametrize("target", [0, 3])
def test_target_is_a_level_above_the_floor(unit: Unit, lead: User, target: int) -> None:
    version = make_model_version(levels=(0, 1, 2))
    with pytest.raises(NotATargetError):
        start_assessment(
            unit=unit,
            user=lead,
            versions=[version],
            scope="full",
            cycle_name="2026 H2",
            roles=[],
            targets={version.pk: target},
        )
    assert not Assessment.objects.exists()


def test_target_of_a_version_that_is_not_pinned_is_refused(unit: Unit, lead: User) -> None:
    version, other = make_model_version(), make_model_version("other")
    with pytest.raises(NotATargetError):
        start_assessment(
            unit=unit,
            user=lead,
            versions=[version],
            scope="full",
            cycle_name="2026 H2",
            roles=[],
            targets={other.pk: 1},
        )


def test_target_is_kept_by_a_move_when_it_is_a_level_there_too(unit: Unit, lead: User) -> None:
    old, new = make_old_and_new()
    started = start_assessment(
        unit=unit, user=lead, versions=[old], scope="full", cycle_name="2026 H2", roles=[], targets={old.pk: 2}
    )
    move_assessment(assessment=started, versions=[new], seen=[old.pk], by=lead)
    assert started.pins.get().target == 2
