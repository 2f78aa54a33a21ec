"""Plain data to rubrics and answers, and results back to plain data, for every test of the engine.

The plain form is the one of the files in tests/vectors: numbers are strings ("3/4"), an answer is the code of a scale
point, "not_applicable", "dont_know" or "no_answer". The slow scorer knows only this form.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from assessments.scoring import (
    DONT_KNOW,
    NO_ANSWER,
    NOT_APPLICABLE,
    Answer,
    Criterion,
    Dimension,
    Measures,
    Point,
    Practice,
    Reply,
    Result,
    Rubric,
    Scale,
    rated,
    result_to_dict,
)

VECTORS = Path(__file__).parents[1] / "vectors"
PRACTICE_POINTS = {"not-done": "0", "individual": "1/5", "partial": "2/5", "standard": "3/5", "checked": "4/5"}
SCALES: dict[str, Any] = {
    "practice": {"points": {**PRACTICE_POINTS, "improved": "1"}, "in_place": "standard"},
    "reach": {"points": {"none": "0", "few": "1/4", "half": "1/2", "most": "3/4", "all": "1"}, "in_place": "most"},
    "fact": {"points": {"no": "0", "partly": "1/2", "yes": "1"}, "in_place": "yes"},
}
WORDS = {"not_applicable": NOT_APPLICABLE, "dont_know": DONT_KNOW, "no_answer": NO_ANSWER}


def make_scale(code: str, plain: Mapping[str, Any] | None = None) -> Scale:
    plain = plain or SCALES[code]
    points = tuple(Point(code=point, value=Fraction(value)) for point, value in plain["points"].items())
    return Scale(code=code, points=points, in_place=plain["in_place"])


def make_rubric(plain: Mapping[str, Any]) -> Rubric:
    """A rubric of its plain form; dimensions are {code: measures}, scales default to the shipped three."""
    return Rubric(
        model=plain.get("model", "model"),
        version=plain.get("version", "1.0"),
        levels=tuple(plain["levels"]),
        dimensions=tuple(Dimension(code=code, measures=Measures(what)) for code, what in plain["dimensions"].items()),
        scales={code: make_scale(code, scale) for code, scale in plain.get("scales", SCALES).items()},
        criteria=tuple(make_criterion(**row) for row in plain["criteria"]),
        min_in_place=Fraction(plain.get("min_in_place", "3/4")),
        max_not_applicable=Fraction(plain.get("max_not_applicable", "1/4")),
        quick=plain.get("quick", False),
    )


def make_criterion(practice: str, dimension: str, level: int | None, **rest: Any) -> Criterion:
    weight = Fraction(rest.pop("weight", "1"))
    return Criterion(
        practice=practice, dimension=dimension, level=level, scale=rest.pop("scale", "fact"), weight=weight, **rest
    )


def make_answer(text: str) -> Answer:
    return WORDS[text] if text in WORDS else rated(text)


def make_answers(plain: Mapping[str, str]) -> dict[str, Answer]:
    return {practice: make_answer(text) for practice, text in plain.items()}


def make_practice(key: str = "inventory", scale: str = "practice") -> Practice:
    return Practice(key=key, scale=make_scale(scale), provider="provider", users=frozenset({"user", "other-user"}))


def make_reply(roles: str, text: str) -> Reply:
    """A reply of somebody holding the roles named in one string, divided by spaces."""
    return Reply(roles=frozenset(roles.split()), answer=make_answer(text))


def load_vector(name: str) -> Any:
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))


def plain_result(result: Result) -> dict[str, Any]:
    """The result as plain data, exact numbers only: {"exact": "7/12", "percent": "58"} becomes "7/12"."""
    plain: dict[str, Any] = _exact(result_to_dict(result))
    return plain


def _exact(value: Any) -> Any:
    if isinstance(value, dict):
        return (
            value["exact"] if set(value) == {"exact", "percent"} else {key: _exact(part) for key, part in value.items()}
        )
    return [_exact(part) for part in value] if isinstance(value, list) else value
