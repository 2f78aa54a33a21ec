"""One role against the rest of the people who answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from assessments.scoring.agreement import find_lower_median
from assessments.scoring.results import Difference, RoleComparison
from assessments.scoring.types import Criterion, Reply, Rubric, Scale

COMPARED_FROM = 5


def compare_role(rubric: Rubric, replies: Mapping[str, Sequence[Reply]], *, role: str) -> RoleComparison:
    """How participants holding a role rate against those who do not, only over practices that both rated.

    Per practice each side has the lower median of its rated answers; each side's score is Σ w·v / Σ w over the n
    shared practices, so both are taken over the same ones. Below 5 shared practices there is no comparison, only n.
    Example: five practices of weight 1, the role at 1/5 on each, the rest at 3/5: scores 1/5 and 3/5, n = 5, each
    difference -2/5. Raises `AnswerError` for a point of another scale.
    """
    shared = [
        (criterion, difference)
        for criterion in rubric.criteria
        if (difference := _compare(rubric, criterion, replies.get(criterion.practice, ()), role))
    ]
    enough = len(shared) >= COMPARED_FROM
    return RoleComparison(
        role=role,
        n=len(shared),
        role_score=_mean((criterion.weight, row.role_value) for criterion, row in shared) if enough else None,
        rest_score=_mean((criterion.weight, row.rest_value) for criterion, row in shared) if enough else None,
        differences=tuple(sorted((row for _, row in shared), key=_rank)) if enough else (),
    )


def _compare(rubric: Rubric, criterion: Criterion, replies: Sequence[Reply], role: str) -> Difference | None:
    scale = rubric.scales[criterion.scale]
    role_value = _find_median(scale, (reply for reply in replies if role in reply.roles))
    rest_value = _find_median(scale, (reply for reply in replies if role not in reply.roles))
    if role_value is None or rest_value is None:
        return None
    return Difference(practice=criterion.practice, role_value=role_value, rest_value=rest_value)


def _find_median(scale: Scale, replies: Iterable[Reply]) -> Fraction | None:
    """Value of the lower median of the rated replies, None when there is none."""
    counts = [0] * len(scale.points)
    for reply in replies:
        if reply.answer.point is not None:
            counts[scale.rank(reply.answer.point)] += reply.count
    return scale.points[find_lower_median(counts)].value if any(counts) else None


def _mean(rows: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """Σ w·v / Σ w. Example: (1, 1/5) and (3, 3/5) give 1/2."""
    pairs = tuple(rows)
    return sum((weight * value for weight, value in pairs), Fraction(0)) / sum(weight for weight, _ in pairs)


def _rank(row: Difference) -> tuple[Fraction, str]:
    return -abs(row.difference), row.practice
