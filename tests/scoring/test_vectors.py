"""Golden vectors: cases worked by hand, in tests/vectors."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from assessments.scoring import round_percent, score_assessment, settle

from .build import SCALES, VECTORS, load_vector, make_answer, make_answers, make_practice, make_reply, make_rubric
from .build import plain_result as plain

RESULTS = sorted(path.name for path in VECTORS.glob("result-*.json"))


@pytest.mark.parametrize("name", RESULTS)
def test_result_worked_by_hand(name: str) -> None:
    case = load_vector(name)
    rubric = make_rubric(case["rubric"])
    found = plain(score_assessment(rubric, make_answers(case["answers"]), unsettled=set(case.get("unsettled", ()))))
    assert {part: found[part] for part in case["expected"]} == case["expected"]


@pytest.mark.parametrize("case", load_vector("agreement.json"), ids=lambda case: case["about"])
def test_agreement_worked_by_hand(case: dict[str, Any]) -> None:
    unit = settle(
        make_practice(),
        [make_reply(roles, text) for roles, text in case["replies"]],
        agreed=make_answer(case["agreed"]) if "agreed" in case else None,
        left_open=case.get("left_open", False),
        single=case.get("single", False),
    )
    assert {
        "answer": unit.answer.point or unit.answer.kind,
        "basis": unit.basis,
        "needs_conversation": unit.needs_conversation,
        "settled": unit.settled,
        "spread": None if unit.spread is None else str(unit.spread),
    } == case["expected"]


@pytest.mark.parametrize("case", load_vector("agreement.json"), ids=lambda case: case["about"])
def test_agreement_counts_every_reply_once(case: dict[str, Any]) -> None:
    texts = [text for _roles, text in case["replies"]]
    unit = settle(make_practice(), [make_reply(roles, text) for roles, text in case["replies"]])
    assert dict(unit.points) == {point: texts.count(point) for point in SCALES["practice"]["points"]}
    assert unit.dont_know == texts.count("dont_know")
    assert unit.no_answer == texts.count("no_answer")
    assert unit.not_applicable == texts.count("not_applicable")
    assert unit.rated + unit.dont_know + unit.no_answer + unit.not_applicable == len(texts)


@pytest.mark.parametrize(("value", "apart_from", "printed"), load_vector("rounding.json"))
def test_percent_worked_by_hand(value: str, apart_from: list[str], printed: str) -> None:
    assert str(round_percent(Fraction(value), apart_from=[Fraction(other) for other in apart_from])) == printed
