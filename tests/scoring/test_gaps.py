"""Gap list, the target's radius, and one role against the rest."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from assessments.scoring import (
    AnswerError,
    Difference,
    Gap,
    Reply,
    RoleComparison,
    ScoringError,
    compare_role,
    gap_to_dict,
    list_gaps,
    score_target,
)

from .build import make_answers, make_reply, make_rubric


def make_row(practice: str, level: int | None, **rest: Any) -> dict[str, Any]:
    return {"practice": practice, "dimension": "axis", "level": level, "scale": "practice", **rest}


PLAIN: dict[str, Any] = {
    "levels": [1, 2, 3],
    "dimensions": {"axis": "maturity", "ability": "ability"},
    "criteria": [
        make_row("floor", 1),
        make_row("far", 2),
        make_row("heavy", 2, weight="3"),
        make_row("near", 2),
        make_row("near-too", 2),
        make_row("key", 2, key=True),
        make_row("unknown", 2),
        make_row("key-unknown", 2, key=True),
        make_row("done", 2),
        make_row("other", 2),
        make_row("high", 3),
        {"practice": "sponsor", "dimension": "ability", "level": None},
    ],
}
SAID = make_answers(
    {
        "floor": "partial",
        "far": "not-done",
        "heavy": "partial",
        "near": "partial",
        "near-too": "partial",
        "key": "partial",
        "unknown": "dont_know",
        "done": "standard",
        "other": "not_applicable",
        "high": "not-done",
        "sponsor": "no",
    }
)


def test_gaps_come_by_level_then_rated_then_key_then_benefit_then_practice() -> None:
    gaps = list_gaps(make_rubric(PLAIN), SAID, target=2)
    order = ["floor", "key", "far", "heavy", "near", "near-too", "key-unknown", "unknown"]
    assert [gap.practice for gap in gaps] == order
    benefits = ["1/5", "1/5", "3/5", "3/5", "1/5", "1/5"]
    assert [gap.benefit for gap in gaps] == [*(Fraction(benefit) for benefit in benefits), None, None]


def test_gap_carries_what_a_plan_shows() -> None:
    assert list_gaps(make_rubric(PLAIN), SAID, target=3)[-1] == Gap(
        practice="high",
        dimension="axis",
        level=3,
        key=False,
        value=Fraction(0),
        in_place_value=Fraction(3, 5),
        benefit=Fraction(3, 5),
    )


@pytest.mark.parametrize("target", [0, 4])
def test_target_that_is_no_level_is_refused(target: int) -> None:
    with pytest.raises(ScoringError, match=f"target {target} is not a level"):
        list_gaps(make_rubric(PLAIN), SAID, target=target)
    with pytest.raises(ScoringError, match=f"target {target} is not a level"):
        score_target(make_rubric(PLAIN), SAID, target=target)


def test_target_radius_raises_rated_criteria_up_to_the_target_only() -> None:
    rows = [make_row("one", 1), make_row("two", 2), make_row("three", 3), make_row("open", 2)]
    rubric = make_rubric({"levels": [1, 2, 3], "dimensions": {"axis": "maturity"}, "criteria": rows})
    answers = make_answers({"one": "improved", "two": "individual", "three": "not-done"})
    radii = [score_target(rubric, answers, target=target)["axis"] for target in (1, 2, 3)]
    assert radii == [Fraction(2, 5), Fraction(8, 15), Fraction(11, 15)]


def test_target_radius_leaves_ability_as_it_is() -> None:
    assert score_target(make_rubric(PLAIN), SAID, target=3)["ability"] == 0
    assert score_target(make_rubric(PLAIN), {}, target=3) == {"axis": None, "ability": None}


def test_gap_to_dict_prints_exact_and_rounded_numbers() -> None:
    gaps = list_gaps(make_rubric(PLAIN), SAID, target=2)
    assert gap_to_dict(gaps[0]) == {
        "practice": "floor",
        "dimension": "axis",
        "level": 1,
        "key": False,
        "value": {"exact": "2/5", "percent": "40"},
        "in_place_value": {"exact": "3/5", "percent": "60"},
        "benefit": "1/5",
    }
    assert (gap_to_dict(gaps[-1])["value"], gap_to_dict(gaps[-1])["benefit"]) == (None, None)


def make_replies(count: int) -> dict[str, list[Reply]]:
    """`count` practices rated by both sides: legal higher and higher, the rest always at Partial."""
    points = ["not-done", "individual", "partial", "standard", "checked", "improved"]
    return {
        f"p{n}": [make_reply("legal user", points[n]), make_reply("user", "partial"), make_reply("dev", "standard")]
        for n in range(count)
    }


def compare(replies: dict[str, list[Reply]], weights: tuple[str, ...] = ("1",) * 6) -> RoleComparison:
    rows = [make_row(f"p{n}", 2, weight=weight) for n, weight in enumerate(weights)]
    rubric = make_rubric({"levels": [1, 2], "dimensions": {"axis": "maturity"}, "criteria": rows})
    return compare_role(rubric, replies, role="legal")


def test_role_compared_over_five_practices_has_scores_and_largest_differences_first() -> None:
    found = compare(make_replies(5))
    assert (found.n, found.is_enough) == (5, True)
    assert (found.role_score, found.rest_score) == (Fraction(2, 5), Fraction(2, 5))
    assert [row.practice for row in found.differences] == ["p0", "p4", "p1", "p3", "p2"]
    assert found.differences[0] == Difference(practice="p0", role_value=Fraction(0), rest_value=Fraction(2, 5))
    assert [row.difference for row in found.differences[:2]] == [Fraction(-2, 5), Fraction(2, 5)]


def test_role_compared_over_four_practices_tells_only_their_number() -> None:
    expected = RoleComparison(role="legal", n=4, role_score=None, rest_score=None, differences=())
    assert compare(make_replies(4)) == expected
    assert not expected.is_enough


def test_role_comparison_leaves_out_practices_that_one_side_did_not_rate() -> None:
    replies = make_replies(6)
    replies["p0"] = [make_reply("legal", "improved"), make_reply("dev", "dont_know")]
    replies["p1"] = [make_reply("legal", "not_applicable"), make_reply("dev", "improved")]
    assert compare(replies).n == 4


def test_role_comparison_is_weighted_like_every_score() -> None:
    found = compare(make_replies(5), weights=("5", "1", "1", "1", "1", "1"))
    assert (found.role_score, found.rest_score) == (Fraction(2, 9), Fraction(2, 5))


def test_role_comparison_refuses_a_point_of_another_scale() -> None:
    with pytest.raises(AnswerError, match="no point 'yes'"):
        compare({"p0": [make_reply("legal", "yes")]})
