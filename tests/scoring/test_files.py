"""Text in, text out: reading answers with every problem at once, rounding, results as JSON."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring import (
    DONT_KNOW,
    NOT_APPLICABLE,
    AnswerProblem,
    ProblemCode,
    count_decimals,
    rated,
    read_answers,
    result_to_dict,
    round_percent,
    score_assessment,
)

from .build import load_vector, make_answers, make_rubric

FRACTIONS = st.fractions(min_value=0, max_value=1, max_denominator=10_000)


def make_model(name: str, practice: str, scale: str) -> Any:
    row = {"practice": practice, "dimension": "axis", "level": None, "scale": scale}
    return make_rubric({"model": name, "levels": [], "dimensions": {"axis": "maturity"}, "criteria": [row]})


MODELS = (make_model("one", "inventory", "fact"), make_model("two", "policy", "reach"))


def test_read_answers_of_two_models() -> None:
    answers, problems = read_answers(MODELS, {"inventory": "yes", "policy": "dont_know"})
    assert answers == {"inventory": rated("yes"), "policy": DONT_KNOW}
    assert problems == ()


def test_read_answers_reports_every_problem_in_order_and_keeps_the_rest() -> None:
    texts = {"other": "yes", "policy": "yes", "inventory": "not_applicable", "": "no_answer"}
    answers, problems = read_answers(MODELS, texts)
    allowed = ("none", "few", "half", "most", "all", "not_applicable", "dont_know")
    assert answers == {"inventory": NOT_APPLICABLE}
    assert problems == (
        AnswerProblem(code=ProblemCode.UNKNOWN_PRACTICE, practice="other", text="yes"),
        AnswerProblem(code=ProblemCode.UNKNOWN_POINT, practice="policy", text="yes", allowed=allowed),
        AnswerProblem(code=ProblemCode.UNKNOWN_PRACTICE, practice="", text="no_answer"),
    )


def test_read_answers_takes_no_answer_as_no_point() -> None:
    _answers, problems = read_answers(MODELS, {"inventory": "no_answer"})
    assert [problem.code for problem in problems] == [ProblemCode.UNKNOWN_POINT]


@given(FRACTIONS, FRACTIONS)
def test_percent_prints_like_a_threshold_only_when_equal(value: Fraction, threshold: Fraction) -> None:
    decimals = count_decimals(value, [threshold])
    shown = round_percent(value, apart_from=[threshold])
    assert (shown == round_percent(threshold, decimals=decimals)) == (value == threshold)
    assert abs(Fraction(shown) - 100 * value) <= Fraction(1, 2 * 10**decimals)


def test_percent_keeps_the_decimals_asked_for() -> None:
    assert str(round_percent(Fraction(3, 4), decimals=2)) == "75.00"
    assert round_percent(Fraction(1, 3), decimals=1) == Decimal("33.3")


def test_result_dict_tells_a_share_apart_from_its_threshold() -> None:
    rows = [
        {"practice": "big", "dimension": "axis", "level": 1, "weight": "299"},
        {"practice": "small", "dimension": "axis", "level": 1, "weight": "101"},
    ]
    rubric = make_rubric({"levels": [0, 1], "dimensions": {"axis": "maturity"}, "criteria": rows})
    plain: Any = result_to_dict(score_assessment(rubric, make_answers({"big": "yes", "small": "no"})))
    (reason,) = plain["placement"]["reasons"]
    assert reason["measured"] == {"exact": "299/400", "percent": "74.8"}
    assert reason["threshold"] == {"exact": "3/4", "percent": "75"}
    assert plain["profile"][1]["share"] == {"exact": "299/400", "percent": "74.8"}


def test_result_dict_survives_json_and_names_its_rules() -> None:
    case = load_vector("result-ability.json")
    plain = result_to_dict(score_assessment(make_rubric(case["rubric"]), make_answers(case["answers"])))
    assert json.loads(json.dumps(plain)) == plain
    assert (plain["model"], plain["version"], plain["quick"]) == ("model", "1.0", False)
    assert (plain["min_in_place"], plain["max_not_applicable"]) == ("3/4", "1/4")
