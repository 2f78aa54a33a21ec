"""Plain text to answers, for files: every problem of a file is found at once, none stops at the first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assessments.scoring.compiled import compile_rubric
from assessments.scoring.types import DONT_KNOW, NOT_APPLICABLE, Answer, Rubric, rated

_WORDS = {answer.kind.value: answer for answer in (NOT_APPLICABLE, DONT_KNOW)}


class ProblemCode(StrEnum):
    """What can be wrong with one entry."""

    UNKNOWN_PRACTICE = "unknown_practice"
    UNKNOWN_POINT = "unknown_point"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerProblem:
    """One entry that cannot be an answer; `allowed` are the codes that its practice takes, if the practice is known."""

    code: ProblemCode
    practice: str
    text: str
    allowed: tuple[str, ...] = ()


def read_answers(
    rubrics: Iterable[Rubric], texts: Mapping[str, str]
) -> tuple[dict[str, Answer], tuple[AnswerProblem, ...]]:
    """Answers by practice key, and every problem, from {practice key: point code, "not_applicable" or "dont_know"}.

    A practice may be counted by any of the rubrics. Example: {"inventory": "standard", "x": "y"} gives one answer and
    one UNKNOWN_PRACTICE problem, in the order of the input.
    """
    points = {item.practice: item.values for rubric in rubrics for item in compile_rubric(rubric).items}
    answers: dict[str, Answer] = {}
    problems: list[AnswerProblem] = []
    for practice, text in texts.items():
        known = points.get(practice)
        if known is None:
            problems.append(AnswerProblem(code=ProblemCode.UNKNOWN_PRACTICE, practice=practice, text=text))
        elif text in _WORDS or text in known:
            answers[practice] = _WORDS.get(text) or rated(text)
        else:
            allowed = (*known, *_WORDS)
            code = ProblemCode.UNKNOWN_POINT
            problems.append(AnswerProblem(code=code, practice=practice, text=text, allowed=allowed))
    return answers, tuple(problems)
