"""The part of a report that sets two models side by side."""

from __future__ import annotations

from assessments import wording
from assessments.queries.results import AssessmentResults
from assessments.report.models import build_practice_line
from assessments.report.shapes import CrossWalkCause, CrossWalkPair, CrossWalkReport
from assessments.scoring import CrossWalkReading
from assessments.wording.cross_walk import Labels


def build_cross_walks(results: AssessmentResults) -> tuple[CrossWalkReport, ...]:
    """One part per cross-walk between two models of the assessment; usually none or one."""
    labels = {part.labels.model: part.labels for part in results.versions}
    return tuple(_build_cross_walk(results, reading, labels) for reading in results.cross_walks)


def _build_cross_walk(results: AssessmentResults, reading: CrossWalkReading, labels: Labels) -> CrossWalkReport:
    return CrossWalkReport(
        key=f"{reading.own}-beside-{reading.other}",
        title=wording.say_cross_walk_title(reading, labels),
        verdict=wording.say_cross_walk(reading, labels),
        models=(labels[reading.own].name, labels[reading.other].name),
        pairs=_build_pairs(reading, labels),
        introduction=wording.say_cross_walk_causes(reading, labels),
        causes=_build_causes(results, reading, labels),
        obstacles=wording.list_cross_walk_obstacles(reading, labels),
        note=wording.say_cross_walk_note(reading, labels),
        reading=reading,
    )


def _build_pairs(reading: CrossWalkReading, labels: Labels) -> tuple[CrossWalkPair, ...]:
    return tuple(
        CrossWalkPair(
            own=wording.name_level(labels[reading.own], own),
            other=wording.name_level(labels[reading.other], other),
            standing=wording.say_standing(reading, labels, position),
        )
        for position, (own, other) in enumerate(reading.pairs)
    )


def _build_causes(results: AssessmentResults, reading: CrossWalkReading, labels: Labels) -> tuple[CrossWalkCause, ...]:
    lower = next((part.result for part in results.versions if part.labels.model == reading.lower), None)
    criteria = {item.practice: item for item in lower.rubric.criteria} if lower else {}
    return tuple(
        CrossWalkCause(
            line=build_practice_line(results, criteria[cause.practice]), why=wording.say_cause(cause, reading, labels)
        )
        for cause in reading.causes
    )
