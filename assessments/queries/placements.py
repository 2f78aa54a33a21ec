"""The results of several assessments at once, as a list shows them: three queries, whatever their number.

The whole result of one assessment, with its people and remarks, is in `queries.results`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assessments.models import AgreedAnswer, Answer, AnswerKind, Assessment, ModelVersion, Participant
from assessments.queries.answers import to_scoring
from assessments.queries.questionnaires import Questionnaire, build_questionnaire
from assessments.queries.results import VersionResult, list_practices, score_version
from assessments.queries.rubrics import load_rubrics
from assessments.queries.versions import load_labels
from assessments.scoring import Answer as ScoringAnswer
from assessments.scoring import Reply, settle_all

Key = tuple[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was said in several assessments: roles by participant; replies and agreed answers by assessment, practice.

    `replies` holds (participant, revision, answer); `agreed` holds (revision, answer). Revisions are primary keys.
    """

    roles: Mapping[int, Mapping[int, frozenset[str]]]
    replies: Mapping[Key, Sequence[tuple[int, int, ScoringAnswer]]]
    agreed: Mapping[Key, tuple[int, ScoringAnswer]]


def load_placements(assessments: Sequence[Assessment]) -> dict[int, tuple[VersionResult, ...]]:
    """The result of each pinned version, by assessment. `pins__version` of the assessments has to be prefetched."""
    keys = [assessment.pk for assessment in assessments]
    given = Given(roles=_load_roles(keys), replies=_load_replies(keys), agreed=_load_agreed(keys))
    return {assessment.pk: _score(assessment, given) for assessment in assessments}


def list_versions(assessment: Assessment) -> list[ModelVersion]:
    """The pinned versions in their order, without a query when they are prefetched."""
    return [pin.version for pin in sorted(assessment.pins.all(), key=lambda pin: pin.position)]


def load_pinned_questionnaire(assessment: Assessment) -> Questionnaire:
    """The questionnaire of an assessment whose pins are prefetched; no query once it is known."""
    pinned = tuple((version.pk, version.published_at) for version in list_versions(assessment))
    return build_questionnaire(pinned, assessment.scope == Assessment.Scope.CORE)


def _score(assessment: Assessment, given: Given) -> tuple[VersionResult, ...]:
    versions, questionnaire = list_versions(assessment), load_pinned_questionnaire(assessment)
    rubrics = load_rubrics(versions, core=assessment.scope == Assessment.Scope.CORE)
    units = settle_all(
        list_practices(questionnaire, rubrics),
        _pick_replies(assessment.pk, questionnaire, given),
        agreed=_pick_agreed(assessment.pk, questionnaire, given),
        single=len(given.roles.get(assessment.pk, ())) == 1,
    )
    pairs = zip(rubrics, versions, strict=True)
    return tuple(score_version(rubric, load_labels(version), units) for rubric, version in pairs)


def _pick_replies(assessment: int, questionnaire: Questionnaire, given: Given) -> dict[str, list[Reply]]:
    """The replies to the revisions that are pinned."""
    roles = given.roles.get(assessment, {})
    return {
        key: [
            Reply(roles=roles[participant], answer=answer)
            for participant, revision, answer in given.replies.get((assessment, key), ())
            if revision == question.revision_id
        ]
        for key, question in questionnaire.questions.items()
    }


def _pick_agreed(assessment: int, questionnaire: Questionnaire, given: Given) -> dict[str, ScoringAnswer]:
    found = {key: given.agreed.get((assessment, key)) for key in questionnaire.questions}
    pinned = {key: question.revision_id for key, question in questionnaire.questions.items()}
    return {key: agreed[1] for key, agreed in found.items() if agreed is not None and agreed[0] == pinned[key]}


def _load_roles(keys: Iterable[int]) -> dict[int, dict[int, frozenset[str]]]:
    roles: defaultdict[int, dict[int, frozenset[str]]] = defaultdict(dict)
    rows = Participant.objects.filter(assessment__in=keys).values_list("assessment_id", "pk", "roles__key")
    for assessment, participant, role in rows:
        held = roles[assessment].get(participant, frozenset())
        roles[assessment][participant] = held | ({role} if role else set())
    return roles


def _load_replies(keys: Iterable[int]) -> dict[Key, list[tuple[int, int, ScoringAnswer]]]:
    replies: defaultdict[Key, list[tuple[int, int, ScoringAnswer]]] = defaultdict(list)
    rows = Answer.objects.filter(participant__assessment__in=keys).exclude(kind=AnswerKind.NONE)
    columns = ("participant__assessment_id", "practice__key", "participant_id", "revision_id", "kind", "point__code")
    for assessment, practice, participant, revision, kind, point in rows.values_list(*columns):
        replies[assessment, practice].append((participant, revision, to_scoring(kind, point)))
    return replies


def _load_agreed(keys: Iterable[int]) -> dict[Key, tuple[int, ScoringAnswer]]:
    rows = AgreedAnswer.objects.filter(assessment__in=keys)
    columns = ("assessment_id", "practice__key", "revision_id", "kind", "point__code")
    return {
        (assessment, practice): (revision, to_scoring(kind, point))
        for assessment, practice, revision, kind, point in rows.values_list(*columns)
    }
