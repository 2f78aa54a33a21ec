"""The engine: answers and a rubric go in, exact scores, a placement and its reasons come out.

Pure: standard library only, no clock, no randomness, no sentences. Import from here, not from the modules inside.
"""

from __future__ import annotations

from assessments.scoring.agreement import inherit, list_answers, list_unsettled, settle, settle_all
from assessments.scoring.comparison import COMPARED_FROM, compare_role
from assessments.scoring.cross_walk import Because, Cause, CrossWalk, CrossWalkReading, read_cross_walk
from assessments.scoring.engine import score_assessment
from assessments.scoring.errors import AnswerError, RubricError, ScoringError
from assessments.scoring.gaps import list_gaps, score_target
from assessments.scoring.groups import OTHER_ROLES, SMALLEST_GROUP, partition_people
from assessments.scoring.reading import AnswerProblem, ProblemCode, read_answers
from assessments.scoring.results import (
    THIN_BELOW,
    Basis,
    Difference,
    Gap,
    LevelProfile,
    NextLevel,
    NoPlacement,
    Placement,
    Reason,
    ReasonCode,
    Result,
    RoleComparison,
    Score,
    ScoreRange,
    UnitAnswer,
)
from assessments.scoring.rounding import count_decimals, round_percent
from assessments.scoring.scores import score_group
from assessments.scoring.serialise import Json, cross_walk_to_dict, gap_to_dict, result_to_dict
from assessments.scoring.types import (
    DONT_KNOW,
    NO_ANSWER,
    NOT_APPLICABLE,
    Answer,
    Criterion,
    Dimension,
    Kind,
    Measures,
    Point,
    Practice,
    Reply,
    Rubric,
    Scale,
    rated,
)

__all__ = [
    "COMPARED_FROM",
    "DONT_KNOW",
    "NOT_APPLICABLE",
    "NO_ANSWER",
    "OTHER_ROLES",
    "SMALLEST_GROUP",
    "THIN_BELOW",
    "Answer",
    "AnswerError",
    "AnswerProblem",
    "Basis",
    "Because",
    "Cause",
    "Criterion",
    "CrossWalk",
    "CrossWalkReading",
    "Difference",
    "Dimension",
    "Gap",
    "Json",
    "Kind",
    "LevelProfile",
    "Measures",
    "NextLevel",
    "NoPlacement",
    "Placement",
    "Point",
    "Practice",
    "ProblemCode",
    "Reason",
    "ReasonCode",
    "Reply",
    "Result",
    "RoleComparison",
    "Rubric",
    "RubricError",
    "Scale",
    "Score",
    "ScoreRange",
    "ScoringError",
    "UnitAnswer",
    "compare_role",
    "count_decimals",
    "cross_walk_to_dict",
    "gap_to_dict",
    "inherit",
    "list_answers",
    "list_gaps",
    "list_unsettled",
    "partition_people",
    "rated",
    "read_answers",
    "read_cross_walk",
    "result_to_dict",
    "round_percent",
    "score_assessment",
    "score_group",
    "score_target",
    "settle",
    "settle_all",
]
