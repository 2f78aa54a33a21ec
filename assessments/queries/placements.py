"""The results of several assessments at once, as a list shows them: three queries, whatever their number.

The whole result of one assessment, with its people and remarks, is in `queries.results`.
"""

from __future__ import annotations

from collections.abc import Sequence

from assessments.models import Assessment, AssessmentVersion, ModelVersion
from assessments.queries.questionnaires import Questionnaire, build_questionnaire
from assessments.queries.results import VersionResult, score_version
from assessments.queries.rubrics import load_rubrics
from assessments.queries.settling import Given, load_given, settle_units
from assessments.queries.versions import load_labels


def load_placements(assessments: Sequence[Assessment]) -> dict[int, tuple[VersionResult, ...]]:
    """The result of each pinned version, by assessment. `pins__version` of the assessments has to be prefetched."""
    given = load_given([assessment.pk for assessment in assessments])
    return {assessment.pk: _score(assessment, given[assessment.pk]) for assessment in assessments}


def list_versions(assessment: Assessment) -> list[ModelVersion]:
    """The pinned versions in their order, without a query when they are prefetched."""
    return [pin.version for pin in _list_pins(assessment)]


def load_pinned_questionnaire(assessment: Assessment) -> Questionnaire:
    """The questionnaire of an assessment whose pins are prefetched; no query once it is known."""
    pinned = tuple((version.pk, version.published_at) for version in list_versions(assessment))
    return build_questionnaire(pinned, assessment.scope == Assessment.Scope.CORE)


def _score(assessment: Assessment, given: Given) -> tuple[VersionResult, ...]:
    versions = list_versions(assessment)
    rubrics = load_rubrics(versions, core=assessment.scope == Assessment.Scope.CORE)
    units = settle_units(load_pinned_questionnaire(assessment), rubrics, given)
    pairs = zip(rubrics, _list_pins(assessment), strict=True)
    return tuple(score_version(rubric, load_labels(pin.version), units, target=pin.target) for rubric, pin in pairs)


def _list_pins(assessment: Assessment) -> list[AssessmentVersion]:
    return sorted(assessment.pins.all(), key=lambda pin: pin.position)
