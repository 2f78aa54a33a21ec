"""The result of an assessment: from its rows to the engine's result, in a fixed number of queries.

What comes out is frozen; from here to the page, the PDF and the JSON nothing touches the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from accounts.models import name_person
from assessments.models import OPEN_STATES, AgreedAnswer, Answer, Assessment, EvidenceState, Participant
from assessments.queries.baselines import EarlierResult, load_baselines
from assessments.queries.inheriting import Settled, load_settled
from assessments.queries.questionnaires import Questionnaire
from assessments.queries.versions import VersionLabels, load_labels
from assessments.scoring import (
    CrossWalkReading,
    Gap,
    Result,
    Rubric,
    UnitAnswer,
    list_answers,
    list_gaps,
    list_unsettled,
    read_cross_walk,
    score_assessment,
    score_target,
)

if TYPE_CHECKING:
    import datetime

    from assessments.scoring import Answer as ScoringAnswer

KEPT = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an assessment is about, as its report prints it. `scope`, `state`, `confidentiality` are stored codes."""

    pk: int
    organisation: str
    unit: str
    cycle: str
    as_of: datetime.date
    scope: str
    state: str
    confidentiality: str

    @property
    def is_quick(self) -> bool:
        return self.scope == Assessment.Scope.CORE

    @property
    def is_final(self) -> bool:
        return self.state == Assessment.State.FINALISED

    @property
    def is_open(self) -> bool:
        """Whether answers can still come in."""
        return self.state in OPEN_STATES

    @property
    def names_people(self) -> bool:
        """Whether a name may stand beside what somebody said. By group, none may."""
        return self.confidentiality == Assessment.Confidentiality.NAMED


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A participant, with the roles that they answer in. `account` is the key of the user."""

    pk: int
    account: int
    name: str
    roles: tuple[str, ...]
    has_submitted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionResult:
    """One pinned version: its texts, the engine's result, and the gaps.

    With a target, the number of a level, the gaps at or below it; `aims` are then its radius per dimension
    (`scoring.score_target`). Else the gaps from the blocking level to the highest; where nothing blocks (at the top,
    in a quick pass) those of all levels; none without levels. `baseline` is an earlier result that was imported.
    """

    labels: VersionLabels
    result: Result
    gaps: tuple[Gap, ...]
    target: int | None = None
    aims: Mapping[str, Fraction | None] = field(default_factory=dict)
    baseline: EarlierResult | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class AssessmentResults:
    """Everything that a result shows, before it is put into words.

    As long as nothing changes it is the same object, and only then equal.
    `differing`: practices on which the unit agreed otherwise than the whole organisation, whose answer it inherits.
    """

    facts: Facts
    questionnaire: Questionnaire
    versions: tuple[VersionResult, ...]
    units: Mapping[str, UnitAnswer]
    people: tuple[Person, ...]
    cross_walks: tuple[CrossWalkReading, ...] = ()
    differing: frozenset[str] = frozenset()

    @property
    def is_single(self) -> bool:
        return len(self.people) == 1

    @property
    def submitted(self) -> int:
        return sum(person.has_submitted for person in self.people)

    @property
    def open_conversations(self) -> frozenset[str]:
        return list_unsettled(self.units)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What somebody wrote beside an answer, and whose account it was.

    `person` is the participant's key, None when it is the agreed answer.
    """

    practice: str
    person: int | None
    account: int
    kind: str
    point: str
    reason: str
    comment: str
    evidence: tuple[str, ...]
    state: str = ""


def load_results(assessment: Assessment) -> AssessmentResults:
    """Score every pinned version over the unit's answers. At most eight queries once the versions are known."""
    settled, earlier = load_settled([assessment])[assessment.pk], load_baselines(assessment)
    return _build_results(settled, _read_facts(assessment), _load_people(assessment), tuple(earlier.items()))


@lru_cache(maxsize=KEPT)
def _build_results(
    settled: Settled, facts: Facts, people: tuple[Person, ...], earlier: tuple[tuple[str, EarlierResult], ...]
) -> AssessmentResults:
    baselines = dict(earlier)
    scored = tuple(replace(part, baseline=baselines.get(part.labels.model)) for part in score_versions(settled))
    return AssessmentResults(
        facts=facts,
        questionnaire=settled.questionnaire,
        versions=scored,
        units=settled.units,
        people=people,
        cross_walks=read_cross_walks(scored, settled.units),
        differing=settled.differing,
    )


def load_remarks(assessment: Assessment, questionnaire: Questionnaire) -> tuple[Remark, ...]:
    """Comments, reasons and evidence of everybody, and the reasons of agreed answers. Two queries."""
    pinned = {question.key: question.revision_id for question in questionnaire.questions.values()}
    return (*_list_agreed_remarks(assessment, pinned), *_list_own_remarks(assessment, pinned))


def _read_facts(assessment: Assessment) -> Facts:
    return Facts(
        pk=assessment.pk,
        organisation=assessment.unit.organisation.name,
        unit=assessment.unit.name,
        cycle=assessment.cycle.name,
        as_of=assessment.as_of,
        scope=assessment.scope,
        state=assessment.state,
        confidentiality=assessment.confidentiality,
    )


def _load_people(assessment: Assessment) -> tuple[Person, ...]:
    """Columns and not rows of models, because there may be hundreds. One query."""
    rows = Participant.objects.filter(assessment=assessment).order_by("pk", "roles__position", "roles__key")
    columns = ("pk", "user_id", "user__name", "user__email", "submitted_at", "roles__name")
    people: dict[int, tuple[int, str, bool, list[str]]] = {}
    for pk, account, name, email, submitted_at, role in rows.values_list(*columns):
        found = (account, name_person(name, email), submitted_at is not None, list[str]())
        *_others, roles = people.setdefault(pk, found)
        roles += [role] if role else []
    return tuple(
        Person(pk=pk, account=account, name=name, roles=tuple(roles), has_submitted=has_submitted)
        for pk, (account, name, has_submitted, roles) in people.items()
    )


@lru_cache(maxsize=KEPT)
def score_versions(settled: Settled) -> tuple[VersionResult, ...]:
    """Every pinned version, in the order of the pins."""
    return tuple(
        score_version(rubric, load_labels(pin.version), settled.units, target=pin.target)
        for rubric, pin in zip(settled.rubrics, settled.pins, strict=True)
    )


def score_version(
    rubric: Rubric, labels: VersionLabels, units: Mapping[str, UnitAnswer], *, target: int | None = None
) -> VersionResult:
    """One version over the unit's answers, with what its target asks when there is one."""
    answers = list_answers(units)
    result = score_assessment(rubric, answers, unsettled=list_unsettled(units))
    if target is None:
        return VersionResult(labels=labels, result=result, gaps=_list_gaps(result, answers))
    return VersionResult(
        labels=labels,
        result=result,
        gaps=list_gaps(rubric, answers, target=target),
        target=target,
        aims=score_target(rubric, answers, target=target),
    )


def read_cross_walks(
    versions: Sequence[VersionResult], units: Mapping[str, UnitAnswer]
) -> tuple[CrossWalkReading, ...]:
    """How the placements of models agree that a published cross-walk sets side by side, where both are among them."""
    by_model, answers = {part.labels.model: part.result for part in versions}, list_answers(units)
    walks = [(part.labels.cross_walk, part.result) for part in versions if part.labels.cross_walk]
    readings = (
        read_cross_walk(walk, own, by_model[walk.model], answers) for walk, own in walks if walk.model in by_model
    )
    return tuple(reading for reading in readings if reading)


def _list_gaps(result: Result, answers: Mapping[str, ScoringAnswer]) -> tuple[Gap, ...]:
    if not result.rubric.levels:
        return ()
    blocked = result.placement.blocked_at if result.placement else None
    gaps = list_gaps(result.rubric, answers, target=result.rubric.levels[-1])
    return tuple(gap for gap in gaps if blocked is None or gap.level >= blocked)


def _list_own_remarks(assessment: Assessment, pinned: Mapping[str, int]) -> Iterable[Remark]:
    rows = Answer.objects.filter(participant__assessment=assessment).order_by("participant_id", "pk")
    whose = ("practice__key", "revision_id", "participant_id", "participant__user_id")
    said = ("kind", "point__code", "reason", "comment", "evidence")
    for practice, revision, person, account, kind, point, reason, comment, evidence in rows.values_list(*whose, *said):
        if pinned.get(practice) == revision and (reason or comment or evidence):
            yield Remark(
                practice=practice,
                person=person,
                account=account,
                kind=kind,
                point=point or "",
                reason=reason,
                comment=comment,
                evidence=tuple(evidence),
            )


def _list_agreed_remarks(assessment: Assessment, pinned: Mapping[str, int]) -> Iterable[Remark]:
    rows = AgreedAnswer.objects.filter(assessment=assessment).order_by("pk").select_related("practice", "point")
    for row in rows:
        if pinned.get(row.practice.key) == row.revision_id:
            yield Remark(
                practice=row.practice.key,
                person=None,
                account=row.recorded_by_id,
                kind=row.kind,
                point=row.point.code if row.point else "",
                reason=row.reason,
                comment="",
                evidence=(),
                state=EvidenceState(row.evidence_state),
            )
