"""A result as plain data for JSON: exact numbers as strings ("7/12"), and the same rounded to per cent."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TypeAlias

from assessments.scoring.cross_walk import CrossWalkReading
from assessments.scoring.results import Gap, LevelProfile, NextLevel, Placement, Reason, Result, Score, ScoreRange
from assessments.scoring.rounding import round_percent

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"


def result_to_dict(result: Result) -> dict[str, Json]:
    """Every number of a result, ready for `json.dumps`; the same result always gives the same text.

    A share or score is {"exact": "7/12", "percent": "58"}, null where there is none. Per cents are strings, because a
    rounded share printed beside its threshold keeps the decimals that tell them apart.
    """
    rubric = result.rubric
    return {
        "model": rubric.model,
        "version": rubric.version,
        "quick": rubric.quick,
        "min_in_place": str(rubric.min_in_place),
        "max_not_applicable": str(rubric.max_not_applicable),
        "placement": _placement(result.placement),
        "no_placement": str(result.no_placement) if result.no_placement else None,
        "next_level": _next_level(result.next_level),
        "out_of_order": list(result.out_of_order),
        "profile": [_level(row, rubric.min_in_place, rubric.max_not_applicable) for row in result.profile],
        "overall": _score(result.overall),
        "dimensions": {code: _score(score) for code, score in result.dimensions.items()},
        "levels": {str(level): _score(score) for level, score in result.levels.items()},
        "cells": [
            {"dimension": dimension, "level": level, **_score(score)}
            for (dimension, level), score in result.cells.items()
        ],
        "ability": _score(result.ability) if result.ability else None,
        "ability_range": _range(result.ability_range),
    }


def gap_to_dict(gap: Gap) -> dict[str, Json]:
    """One gap as plain data; `benefit` is exact only, because a weight times a value is no per cent."""
    return {
        "practice": gap.practice,
        "dimension": gap.dimension,
        "level": gap.level,
        "key": gap.key,
        "value": _number(gap.value),
        "in_place_value": _number(gap.in_place_value),
        "benefit": None if gap.benefit is None else str(gap.benefit),
    }


def cross_walk_to_dict(reading: CrossWalkReading) -> dict[str, Json]:
    """Two placements side by side as plain data; "lower" is null where they agree."""
    return {
        "models": [reading.own, reading.other],
        "pairs": [list(pair) for pair in reading.pairs],
        "placed": list(reading.placed),
        "lower": reading.lower,
        "target": reading.target,
        "causes": [
            {"practice": item.practice, "level": item.level, "because": str(item.because), "there": item.there}
            for item in reading.causes
        ],
        "obstacles": _reasons(reading.obstacles),
    }


def _number(value: Fraction | None, *apart_from: Fraction) -> dict[str, Json] | None:
    if value is None:
        return None
    return {"exact": str(value), "percent": str(round_percent(value, apart_from=apart_from))}


def _score(score: Score) -> dict[str, Json]:
    return {
        "score": _number(score.value),
        "coverage": _number(score.coverage),
        "rated": score.rated,
        "in_place": score.in_place,
        "dont_know": score.dont_know,
        "no_answer": score.no_answer,
        "not_applicable": score.not_applicable,
        "applicable": score.applicable,
        "total": score.total,
    }


def _level(row: LevelProfile, min_in_place: Fraction, max_not_applicable: Fraction) -> dict[str, Json]:
    return {
        "level": row.level,
        "in_place": row.in_place,
        "applicable": row.applicable,
        "total": row.total,
        "share": _number(row.share, min_in_place),
        "not_applicable_share": _number(row.not_applicable_share, max_not_applicable),
        "attained": row.attained,
        "not_assessed": row.not_assessed,
    }


def _placement(placement: Placement | None) -> dict[str, Json] | None:
    if placement is None:
        return None
    return {
        "level": placement.level,
        "blocked_at": placement.blocked_at,
        "reasons": _reasons(placement.reasons),
        "not_assessed": placement.not_assessed,
        "provisional": placement.provisional,
        "open_conversations": list(placement.open_conversations),
        "rests_on": None if placement.rests_on is None else list(placement.rests_on),
    }


def _reasons(reasons: Iterable[Reason]) -> list[Json]:
    return [
        {
            "code": str(reason.code),
            "level": reason.level,
            "practices": list(reason.practices),
            "measured": _number(reason.measured, *([reason.threshold] if reason.threshold is not None else [])),
            "threshold": _number(reason.threshold),
        }
        for reason in reasons
    ]


def _next_level(next_level: NextLevel | None) -> dict[str, Json] | None:
    if next_level is None:
        return None
    return {
        "level": next_level.level,
        "practices": list(next_level.practices),
        "possible": next_level.possible,
        "obstacles": _reasons(next_level.obstacles),
    }


def _range(bounds: ScoreRange | None) -> dict[str, Json] | None:
    return None if bounds is None else {"low": _number(bounds.low), "high": _number(bounds.high)}
