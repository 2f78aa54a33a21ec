"""The demo organisation: made once, with people in every membership, one assessment half answered."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from accounts.models import Membership, Organisation
from assessments.actions.content import load_content
from assessments.models import Answer, Assessment, TrailEntry
from assessments.queries.inheriting import load_settled
from assessments.queries.results import load_results
from assessments.scoring import Basis

pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).parents[2] / "fixtures"


def seed() -> str:
    out = StringIO()
    call_command("seed_demo", stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def printed(module_rows: DjangoDbBlocker) -> str:
    with module_rows.unblock():
        load_content(folder=FIXTURES)
        return seed()


def test_every_membership_gets_a_sign_in_that_works(printed: str) -> None:
    lines = [line.split() for line in printed.splitlines() if "@demo.example " in line]
    kinds = set()
    for email, password, *_ in lines:
        user = authenticate(email=email, password=password)
        assert user is not None
        kinds.add(Membership.objects.get(user=user).kind)
    assert kinds == set(Membership.Kind.values)


def test_second_seeding_says_nothing_and_changes_nothing(printed: str) -> None:
    before = (Answer.objects.count(), TrailEntry.objects.count(), Organisation.objects.count())
    assert seed() == ""
    assert (Answer.objects.count(), TrailEntry.objects.count(), Organisation.objects.count()) == before


def test_one_assessment_is_finished_and_one_half_answered(printed: str) -> None:
    running, finished = Assessment.objects.filter(cycle__name__startswith="2026 H")
    assert (finished.state, running.state) == ("reviewing", "collecting")
    assert load_results(finished).submitted == 1
    asked = [len(load_results(assessment).units) for assessment in (finished, running)]
    given = [assessment.participants.filter(answers__isnull=False).distinct().count() for assessment in (running,)]
    assert (asked, given) == ([48, 107], [4])


def test_cycle_hands_on_what_the_whole_agreed_on_and_one_part_differs(printed: str) -> None:
    cycle = Assessment.objects.filter(cycle__name="2026 duties").select_related("unit").order_by("pk")
    whole, first, second = cycle
    assert [row.state for row in cycle] == ["reviewing", "reviewing", "collecting"]
    settled = load_settled(cycle)
    agreed = [unit.basis for unit in settled[whole.pk].units.values()]
    assert agreed == [Basis.AGREED] * 14
    assert [len(settled[row.pk].inherited) for row in cycle] == [0, 4, 4]
    assert [len(settled[row.pk].differing) for row in (first, second)] == [1, 0]
    assert all(unit.settled for unit in settled[first.pk].units.values())


def test_demo_answers_are_the_same_every_time(printed: str) -> None:
    finished = Assessment.objects.earliest("pk")
    placement = load_results(finished).versions[0].result.placement
    assert placement is not None
    assert placement.level == 2
