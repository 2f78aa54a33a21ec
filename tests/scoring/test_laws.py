"""The laws of docs/scoring.md, on random rubrics and answers."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring import Placement, Result, Rubric, list_gaps, result_to_dict, score_assessment, score_target

from . import slow
from .build import SCALES, make_answers, make_rubric, plain_result
from .strategies import assessments, rubrics

Case = tuple[dict[str, Any], dict[str, str]]


def score(rubric: Rubric | dict[str, Any], said: dict[str, str]) -> Result:
    return score_assessment(rubric if isinstance(rubric, Rubric) else make_rubric(rubric), make_answers(said))


def placement_of(result: Result) -> Placement:
    assert result.placement is not None
    return result.placement


def all_values(result: Result) -> list[Fraction | None]:
    groups = [result.overall, *result.dimensions.values(), *result.levels.values(), *result.cells.values()]
    return [group.value for group in groups]


@given(assessments())
def test_result_random_case_equals_slow_scorer(case: Case) -> None:
    rubric, said = case
    fast, expected = plain_result(score(rubric, said)), slow.result(rubric, said)
    assert fast["placement"]["level"] == expected["level"]
    assert fast["overall"] == expected["overall"]
    assert fast["dimensions"] == expected["dimensions"]
    assert fast["levels"] == expected["levels"]
    cells = {(cell.pop("dimension"), cell.pop("level")): cell for cell in fast["cells"]}
    assert cells == expected["cells"]


@given(assessments(most=3))
def test_rests_on_random_case_is_the_fewest_that_lose_the_level(case: Case) -> None:
    rubric, said = case
    placement = placement_of(score(rubric, said))
    found = placement.rests_on
    assert (None if found is None else len(found)) == slow.rests_on(rubric, said)
    for practice in found or ():
        slow.lower(rubric, said, practice)
    assert found is None or placement_of(score(rubric, said)).level < placement.level


@given(assessments(most=3))
def test_next_level_random_case_is_the_fewest_that_attain_it(case: Case) -> None:
    rubric, said = case
    result = score(rubric, said)
    possible = result.next_level is not None and result.next_level.possible
    assert (len(result.next_level.practices) if result.next_level and possible else None) == slow.next_level(
        rubric, said
    )
    if result.next_level:
        assert all(said[practice] != "not_applicable" for practice in result.next_level.practices)
        for practice in result.next_level.practices:
            slow.bring_in_place(rubric, said, practice)
        assert (placement_of(score(rubric, said)).level >= result.next_level.level) == possible


@given(assessments())
def test_scores_any_answers_stay_within_bounds(case: Case) -> None:
    rubric, said = case
    result = score(rubric, said)
    rows = {row["practice"]: row for row in rubric["criteria"]}
    rated = [value for row in rows.values() if (value := slow.criterion_value(rubric, row, said)) is not None]
    for value in all_values(result):
        assert value is None or min(rated) <= value <= max(rated)
    assert placement_of(result).level in rubric["levels"]


@given(assessments(), st.data())
def test_rated_answer_raised_never_lowers_a_score_or_the_placement(case: Case, data: st.DataObject) -> None:
    rubric, said = case
    before = score(rubric, said)
    practice = data.draw(st.sampled_from(sorted(said)))
    points = slow.scale_points(rubric, practice)
    if said[practice] in points:
        higher = data.draw(st.sampled_from(points[points.index(said[practice]) :]))
        after = score(rubric, said | {practice: higher})
        pairs = zip(all_values(before), all_values(after), strict=True)
        assert all(old == new or (old is not None and new is not None and old < new) for old, new in pairs)
        assert placement_of(after).level >= placement_of(before).level


@given(assessments(), st.sampled_from(["dont_know", "no_answer"]), st.data())
def test_rated_answer_withdrawn_never_raises_the_placement(case: Case, text: str, data: st.DataObject) -> None:
    rubric, said = case
    rated = sorted(key for key, answer in said.items() if answer in slow.scale_points(rubric, key))
    if rated:
        practice = data.draw(st.sampled_from(rated))
        after = placement_of(score(rubric, said | {practice: text})).level
        assert after <= placement_of(score(rubric, said)).level


@given(assessments(), st.randoms(use_true_random=False))
def test_order_of_criteria_and_answers_changes_nothing(case: Case, random: Any) -> None:
    rubric, said = case
    rows, keys = list(rubric["criteria"]), list(said)
    random.shuffle(rows)
    random.shuffle(keys)
    before, after = score(rubric, said), score({**rubric, "criteria": rows}, {key: said[key] for key in keys})
    assert placement_of(after).level == placement_of(before).level
    assert after.profile == before.profile
    assert after.dimensions == before.dimensions
    assert after.cells == before.cells
    assert (after.next_level and set(after.next_level.practices)) == (
        before.next_level and set(before.next_level.practices)
    )
    assert placement_of(after).rests_on == placement_of(before).rests_on


@given(rubrics())
def test_all_best_reaches_the_top_and_all_worst_the_floor(rubric: dict[str, Any]) -> None:
    points = {row["practice"]: list(SCALES[row["scale"]]["points"]) for row in rubric["criteria"]}
    best = score(rubric, {key: codes[-1] for key, codes in points.items()})
    worst = score(rubric, {key: codes[0] for key, codes in points.items()})
    nothing = score(rubric, dict.fromkeys(points, "not_applicable"))
    assert [placement_of(result).level for result in (best, worst, nothing)] == [
        rubric["levels"][at] for at in (-1, 0, 0)
    ]
    assert [result.overall.value for result in (best, worst, nothing)] == [1, 0, None]


@given(rubrics(), st.sampled_from(["dont_know", "no_answer", "not_applicable"]))
def test_nothing_rated_has_no_score_and_stays_on_the_floor(rubric: dict[str, Any], text: str) -> None:
    result = score(rubric, {row["practice"]: text for row in rubric["criteria"]})
    assert set(all_values(result)) == {None}
    assert placement_of(result).level == rubric["levels"][0]


@given(rubrics(), st.sampled_from(list(SCALES["practice"]["points"])))
def test_one_value_everywhere_gives_that_score(rubric: dict[str, Any], point: str) -> None:
    rows = [{**row, "scale": "practice"} for row in rubric["criteria"]]
    result = score({**rubric, "criteria": rows}, {row["practice"]: point for row in rows})
    assert set(all_values(result)) <= {Fraction(SCALES["practice"]["points"][point]), None}


@given(assessments())
def test_not_applicable_equals_removing_the_criterion_for_scores(case: Case) -> None:
    rubric, said = case
    kept = [row for row in rubric["criteria"] if said[row["practice"]] != "not_applicable"]
    with_all = score({**rubric, "quick": True}, said)
    without = score({**rubric, "quick": True, "criteria": kept}, said)
    values = {code: (group.value, group.coverage) for code, group in with_all.dimensions.items()}
    assert values == {code: (group.value, group.coverage) for code, group in without.dimensions.items()}
    assert with_all.overall.value == without.overall.value
    assert {level: group.value for level, group in with_all.levels.items()} == {
        level: group.value for level, group in without.levels.items()
    }


@given(assessments(), st.sampled_from([Fraction(2), Fraction(1, 3), Fraction(7, 5)]))
def test_all_weights_scaled_change_nothing(case: Case, factor: Fraction) -> None:
    rubric, said = case
    rows = [{**row, "weight": str(Fraction(row["weight"]) * factor)} for row in rubric["criteria"]]
    assert plain_result(score({**rubric, "criteria": rows}, said)) == plain_result(score(rubric, said))


@given(assessments())
def test_placement_below_the_top_has_a_reason(case: Case) -> None:
    rubric, said = case
    placement = placement_of(score(rubric, said))
    at_top = placement.level == rubric["levels"][-1]
    assert (not placement.reasons) == at_top == (placement.blocked_at is None)
    assert all(reason.level == placement.blocked_at for reason in placement.reasons)
    assert all(reason.practices for reason in placement.reasons)


@given(assessments())
def test_counts_of_every_group_add_up(case: Case) -> None:
    rubric, said = case
    result = score(rubric, said)
    maturity = [group for code, group in result.dimensions.items() if code != "ability"]
    assert sum(group.total for group in maturity) == result.overall.total
    assert sum(group.total for group in result.levels.values()) == result.overall.total
    for group in (*result.dimensions.values(), *result.levels.values(), *result.cells.values()):
        assert group.in_place <= group.rated <= group.applicable <= group.total


@given(assessments(), st.data())
def test_target_radius_is_never_below_the_score_now(case: Case, data: st.DataObject) -> None:
    rubric, said = case
    target = data.draw(st.sampled_from(rubric["levels"]))
    built, answers = make_rubric(rubric), make_answers(said)
    now = score(built, said)
    for code, radius in score_target(built, answers, target=target).items():
        value = now.dimensions[code].value
        assert (radius is None) == (value is None)
        assert radius is None or value is None or value <= radius <= 1


@given(assessments(), st.data())
def test_gaps_brought_in_place_attain_the_target_when_assessed(case: Case, data: st.DataObject) -> None:
    rubric, said = case
    target = data.draw(st.sampled_from(rubric["levels"]))
    for gap in list_gaps(make_rubric(rubric), make_answers(said), target=target):
        slow.bring_in_place(rubric, said, gap.practice)
    assessed = all(slow.level_is_assessed(rubric, level, said) for level in rubric["levels"][1:] if level <= target)
    assert list_gaps(make_rubric(rubric), make_answers(said), target=target) == ()
    assert (placement_of(score(rubric, said)).level >= target) == assessed


@given(assessments())
def test_ability_never_enters_placement_or_overall(case: Case) -> None:
    rubric, said = case
    other = said | {row["practice"]: "no_answer" for row in rubric["criteria"] if row["dimension"] == "ability"}
    before, after = score(rubric, said), score(rubric, other)
    assert (before.placement, before.overall, before.levels) == (after.placement, after.overall, after.levels)
    assert before.ability == before.dimensions["ability"]


@given(assessments(), st.data())
def test_ability_range_holds_whatever_the_open_ones_become(case: Case, data: st.DataObject) -> None:
    rubric, said = case
    bounds = score(rubric, said).ability_range
    rows = [row for row in rubric["criteria"] if row["dimension"] == "ability"]
    for row in rows:
        if said[row["practice"]] in ("dont_know", "no_answer"):
            said[row["practice"]] = data.draw(st.sampled_from(slow.scale_points(rubric, row["practice"])))
    ability = score(rubric, said).ability
    assert ability is not None
    if bounds is None:
        assert ability.value is None
    else:
        assert ability.value is not None
        assert bounds.low <= ability.value <= bounds.high


@given(assessments())
def test_quick_pass_scores_equal_full_scores_of_the_core(case: Case) -> None:
    rubric, said = case
    built = make_rubric(rubric)
    core = {item.practice for item in built.criteria if item.core}
    quick = score(built.core(), said)
    full = score(replace(built, criteria=built.core().criteria, quick=True), said)
    assert quick == full
    assert quick.placement is None
    assert sum(group.total for group in quick.dimensions.values()) == len(core)


@given(assessments())
def test_result_dict_is_json_and_the_same_every_time(case: Case) -> None:
    rubric, said = case
    first, again = (json.dumps(result_to_dict(score(rubric, said))) for _ in range(2))
    assert first == again
