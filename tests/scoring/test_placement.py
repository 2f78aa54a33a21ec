"""The gate, case by case: thresholds met exactly, keys, what holds a level, what it rests on."""

from __future__ import annotations

from typing import Any

import pytest

from assessments.scoring import Placement, ReasonCode, Result, score_assessment

from .build import make_answers, make_rubric

IN_PLACE, NOT_YET, NO = "yes", "partly", "no"


def make_level(level: int, weights: list[str], key: int = 0, **rest: Any) -> list[dict[str, Any]]:
    """Criteria l-0, l-1, … of one level with these weights; the first `key` of them are key."""
    return [
        {"practice": f"{level}-{n}", "dimension": "axis", "level": level, "weight": weight, "key": n < key, **rest}
        for n, weight in enumerate(weights)
    ]


def score(rows: list[dict[str, Any]], answers: str, **rest: Any) -> Result:
    """Answers as one letter per criterion: y in place, p partly, n no, ? don't know, - not applicable."""
    words = {"y": IN_PLACE, "p": NOT_YET, "n": NO, "?": "dont_know", "-": "not_applicable"}
    levels = [0, *sorted({row["level"] for row in rows})]
    rubric = make_rubric({"levels": levels, "dimensions": {"axis": "maturity"}, "criteria": rows})
    said = {row["practice"]: words[letter] for row, letter in zip(rows, answers, strict=True)}
    return score_assessment(rubric, make_answers(said), **rest)


def place(rows: list[dict[str, Any]], answers: str, **rest: Any) -> Placement:
    placement = score(rows, answers, **rest).placement
    assert placement is not None
    return placement


@pytest.mark.parametrize(("answers", "level"), [("yyyn", 1), ("yynn", 0), ("yyy?", 1), ("yy?-", 0), ("yyy-", 1)])
def test_share_in_place_decides_at_exactly_three_quarters(answers: str, level: int) -> None:
    assert place(make_level(1, ["1"] * 4), answers).level == level


def test_share_is_by_weight_not_by_count() -> None:
    rows = make_level(1, ["6", "1", "1"])
    assert place(rows, "ynn").level == 1
    assert place(rows, "nyy").level == 0


def test_key_criterion_below_in_place_holds_a_level_that_has_the_share() -> None:
    placement = place(make_level(1, ["1"] * 8, key=1), "pyyyyyyy")
    assert placement.level == 0
    assert [(reason.code, reason.practices) for reason in placement.reasons] == [
        (ReasonCode.KEY_NOT_IN_PLACE, ("1-0",))
    ]


def test_key_criterion_not_applicable_leaves_the_level_not_assessed() -> None:
    placement = place(make_level(1, ["1"] * 8, key=1), "-yyyyyyy")
    assert (placement.level, placement.not_assessed) == (0, True)
    assert [reason.code for reason in placement.reasons] == [ReasonCode.KEY_NOT_APPLICABLE]


def test_key_criterion_that_may_not_apply_is_left_out() -> None:
    assert place(make_level(1, ["1"] * 8, key=1, may_not_apply=True), "-yyyyyyy").level == 1


def test_gate_is_cumulative() -> None:
    rows = [*make_level(1, ["1"]), *make_level(2, ["1"]), *make_level(3, ["1"])]
    assert place(rows, "yny").level == 1
    assert [row.attained for row in score(rows, "yny").profile] == [True, True, False, False]


def test_mean_is_never_the_verdict() -> None:
    rows = [*make_level(1, ["1"] * 4, key=1), *make_level(2, ["1"] * 4)]
    result = score(rows, "pyyyyyyy")
    assert result.overall.value is not None
    assert result.overall.value > 0.9
    assert result.placement is not None
    assert result.placement.level == 0


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("yyyy" + "yyyy", ("1-0", "1-1")),
        ("yyyn" + "yyyy", ("1-0",)),
        ("yyyy" + "yyyn", ("2-0",)),
        ("yyyn" + "yyyn", ("1-0",)),
        ("nyyn" + "yyyy", None),
    ],
)
def test_rests_on_the_weakest_attained_level(answers: str, expected: tuple[str, ...] | None) -> None:
    assert place([*make_level(1, ["1"] * 4), *make_level(2, ["1"] * 4)], answers).rests_on == expected


def test_rests_on_one_key_answer_at_its_in_place_point() -> None:
    assert place(make_level(1, ["1", "1", "9", "9"], key=2), "yyyy").rests_on == ("1-0",)


def test_rests_on_nothing_when_every_answer_is_above_its_in_place_point() -> None:
    rows = make_level(1, ["1"] * 4, scale="practice")
    rubric = make_rubric({"levels": [0, 1], "dimensions": {"axis": "maturity"}, "criteria": rows})
    placement = score_assessment(rubric, make_answers({row["practice"]: "checked" for row in rows})).placement
    assert placement is not None
    assert (placement.level, placement.rests_on) == (1, None)


def test_rests_on_nothing_when_the_answers_at_the_edge_cannot_lose_the_level() -> None:
    rows = make_level(1, ["1"] * 8, scale="practice")
    rubric = make_rubric({"levels": [0, 1], "dimensions": {"axis": "maturity"}, "criteria": rows})
    said = {row["practice"]: "improved" for row in rows} | {"1-0": "standard", "1-1": "standard"}
    placement = score_assessment(rubric, make_answers(said)).placement
    assert placement is not None
    assert placement.rests_on is None


def test_next_level_takes_keys_first_then_the_heaviest_then_by_practice_key() -> None:
    result = score(make_level(1, ["1", "1", "1", "2", "3"], key=1), "nnnnn")
    assert result.next_level is not None
    assert result.next_level.practices == ("1-0", "1-4", "1-3")


def test_next_level_never_proposes_what_does_not_apply() -> None:
    result = score(make_level(1, ["9", "1", "1", "1"]), "-nnn")
    assert result.next_level is not None
    assert result.next_level.practices == ("1-1", "1-2", "1-3")


def test_next_level_not_assessed_says_why_and_what_else_is_asked() -> None:
    result = score(make_level(1, ["1"] * 4), "--ny")
    assert result.next_level is not None
    assert (result.next_level.possible, result.next_level.practices) == (False, ("1-2",))
    assert [reason.code for reason in result.next_level.obstacles] == [ReasonCode.TOO_MANY_NOT_APPLICABLE]


def test_top_has_no_next_level_and_no_reason() -> None:
    result = score(make_level(1, ["1"]), "y")
    assert result.placement is not None
    assert (result.placement.blocked_at, result.placement.reasons, result.next_level) == (None, (), None)


@pytest.mark.parametrize(
    ("unsettled", "expected"),
    [({"1-0"}, ("1-0",)), ({"2-0"}, ("2-0",)), ({"3-0"}, ()), ({"elsewhere"}, ()), ({"2-0", "1-0"}, ("1-0", "2-0"))],
)
def test_provisional_while_a_conversation_up_to_the_next_level_is_open(
    unsettled: set[str], expected: tuple[str, ...]
) -> None:
    rows = [*make_level(1, ["1"]), *make_level(2, ["1"]), *make_level(3, ["1"])]
    placement = place(rows, "ynn", unsettled=unsettled)
    assert placement.open_conversations == expected
    assert placement.provisional == bool(expected)


def test_provisional_at_the_top_counts_every_level() -> None:
    assert place([*make_level(1, ["1"]), *make_level(2, ["1"])], "yy", unsettled={"2-0"}).provisional


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("nnnn" + "ynnn", (2,)),
        ("nnnn" + "nnnn", ()),
        ("ynnn" + "ynnn", ()),
        ("----" + "yyyy", ()),
        ("nnnn" + "----", ()),
    ],
)
def test_out_of_order_from_25_points_above_the_blocking_level(answers: str, expected: tuple[int, ...]) -> None:
    assert score([*make_level(1, ["1"] * 4), *make_level(2, ["1"] * 4)], answers).out_of_order == expected


def test_out_of_order_looks_above_the_blocking_level_only() -> None:
    rows = [*make_level(1, ["1"]), *make_level(2, ["1"]), *make_level(3, ["1"])]
    assert score(rows, "yny").out_of_order == (3,)
    assert score(rows, "yyy").out_of_order == ()
