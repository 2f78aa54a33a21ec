"""What a part of an organisation takes over from the whole, and what it never learns of it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Answer, Assessment, Cycle
from assessments.queries.board import load_board
from assessments.queries.inheriting import load_asked, load_settled
from assessments.queries.results import load_results
from assessments.scoring import NO_ANSWER, Basis, UnitAnswer, rated
from tests.assessments_factories import make_model_version, make_revision
from tests.inheriting import OWN, WIDE, agree_on, answer_all, make_parts, make_wide_version, start

pytestmark = pytest.mark.django_db
State = Assessment.State


def settle(assessment: Assessment, practice: str = WIDE) -> UnitAnswer:
    return load_settled([assessment])[assessment.pk].units[practice]


def test_part_takes_over_the_settled_answer_and_nothing_else_of_it() -> None:
    _, root, part = make_parts()
    version = make_wide_version()
    whole, own = start(root, version, state=State.REVIEWING), start(part, version)
    answer_all(whole, "partial", "standard", "standard")
    unit = settle(own)
    assert (unit.answer, unit.basis) == (rated("standard"), Basis.INHERITED)
    assert (unit.rated, unit.spread, unit.needs_conversation, unit.settled) == (0, None, False, True)


@pytest.mark.parametrize("state", [State.DRAFT, State.COLLECTING])
def test_nothing_is_told_while_the_whole_still_answers(state: str) -> None:
    _, root, part = make_parts()
    version = make_wide_version()
    whole, own = start(root, version, state=state), start(part, version)
    answer_all(whole, "improved")
    assert (settle(own).answer, settle(own).settled) == (NO_ANSWER, True)


def test_what_waits_for_a_conversation_above_counts_as_no_answer_and_keeps_the_placement_provisional() -> None:
    _, root, part = make_parts()
    version = make_wide_version()
    whole, own = start(root, version, state=State.REVIEWING), start(part, version)
    answer_all(whole, "not-done", "improved")
    assert (settle(own).answer, settle(own).settled) == (NO_ANSWER, False)
    agree_on(whole, "checked")
    assert (settle(own).answer, settle(own).settled) == (rated("checked"), True)


def start_by_group(*points: str) -> tuple[Assessment, Assessment]:
    _, root, part = make_parts()
    version = make_wide_version()
    whole = start(root, version, state=State.REVIEWING, confidentiality=Assessment.Confidentiality.BY_GROUP)
    answer_all(whole, *points)
    return whole, start(part, version)


@pytest.mark.parametrize("points", [["partial"], ["improved"], ["standard", "standard"], ["not-done", "improved"]])
def test_by_group_the_answers_of_one_or_two_go_nowhere_until_a_lead_records_one(points: list[str]) -> None:
    whole, own = start_by_group(*points)
    assert (settle(own).answer, settle(own).settled) == (NO_ANSWER, False)
    agree_on(whole, "checked")
    assert (settle(own).answer, settle(own).settled) == (rated("checked"), True)


def test_by_group_of_one_or_two_not_even_what_they_left_out_is_told() -> None:
    whole, own = start_by_group()
    answer_all(whole, "partial", practice=OWN)
    assert (settle(own).answer, settle(own).settled) == (NO_ANSWER, False)


def test_by_group_whoever_answered_only_what_is_no_longer_asked_makes_nobody_a_group() -> None:
    _whole, own = start_by_group("standard", "standard", "standard")
    Answer.objects.filter(pk=Answer.objects.latest("pk").pk).update(revision=make_revision("elsewhere"))
    assert (settle(own).answer, settle(own).settled) == (NO_ANSWER, False)


def test_by_group_three_who_answered_are_enough() -> None:
    _, own = start_by_group("standard", "standard", "standard")
    assert (settle(own).answer, settle(own).settled) == (rated("standard"), True)


def test_agreed_answer_of_the_unit_stands_against_the_whole() -> None:
    _, root, part = make_parts()
    version = make_wide_version()
    whole, own = start(root, version, state=State.REVIEWING), start(part, version, state=State.REVIEWING)
    agree_on(whole, "improved")
    agree_on(own, "partial")
    settled = load_settled([own])[own.pk]
    assert (settled.units[WIDE].answer, settled.differing) == (rated("partial"), {WIDE})
    assert settled.inherited[WIDE].answer == rated("improved")


def test_only_practices_about_the_whole_in_the_same_wording_and_cycle_are_inherited() -> None:
    _, root, part = make_parts()
    version = make_wide_version()
    reworded = make_model_version("osmm", shared=[make_revision(WIDE, number=2, scope="organisation")])
    own = start(part, version)
    start(root, reworded)
    assert WIDE in load_asked(own).questions
    other = Cycle.objects.create(organisation=root.organisation, name="Last year", starts_on="2025-01-01")
    elsewhere = start(root, version)
    Assessment.objects.filter(pk=elsewhere.pk).update(cycle=other)
    assert WIDE in load_asked(own).questions
    Assessment.objects.filter(pk=elsewhere.pk).update(cycle=own.cycle)
    asked = load_asked(own)
    assert (WIDE in asked.questions, OWN in asked.questions, asked.left_out) == (False, True, 1)


def test_root_unit_answers_for_itself() -> None:
    _, root, _part = make_parts()
    version = make_wide_version()
    first, second = start(root, version), start(root, version)
    assert [WIDE in load_asked(row).questions for row in (first, second)] == [True, True]


def test_quick_pass_of_the_whole_answers_only_what_it_asks() -> None:
    _, root, part = make_parts()
    version = make_wide_version()
    start(root, version, scope=Assessment.Scope.CORE)
    own = start(part, version)
    assert WIDE in load_asked(own).questions


def test_results_and_board_count_and_mark_what_is_inherited() -> None:
    _, root, part = make_parts()
    version = make_wide_version()
    whole, own = start(root, version, state=State.REVIEWING), start(part, version, state=State.REVIEWING)
    agree_on(whole, "standard")
    results = load_results(own)
    (scored,) = results.versions
    assert scored.result.overall.rated == 1
    row = load_board(own).row(WIDE)
    assert row is not None
    assert (row.is_inherited, row.is_open, row.is_waiting) == (True, False, False)


def test_several_assessments_cost_no_more_queries_than_two() -> None:
    _, root, part = make_parts()
    version = make_wide_version()
    whole = start(root, version, state=State.REVIEWING)
    answer_all(whole, "standard")
    parts = [start(part, version) for _ in range(4)]
    load_settled(parts)
    counts = []
    for chosen in (parts[:1], parts):
        with CaptureQueriesContext(connection) as seen:
            load_settled(chosen)
        counts.append(len(seen))
    assert counts == [4, 4]
