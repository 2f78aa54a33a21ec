"""What a person finds when they arrive: what is theirs to answer, what they lead, the latest results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, QuerySet

from accounts import access
from accounts.models import Organisation, Unit
from accounts.queries import walk_tree
from assessments.models import OPEN_STATES, Answer, Assessment, Participant
from assessments.queries.answers import COMPLETE, GivenAnswer, GivenAnswers, Progress
from assessments.queries.handovers import Handovers, load_handovers
from assessments.queries.inheriting import list_asked
from assessments.queries.own import find_own
from assessments.queries.placements import load_placements
from assessments.queries.questionnaires import Question, Questionnaire, Section, compute_minutes
from assessments.queries.scoped import list_readable

if TYPE_CHECKING:
    from accounts.models import User
    from assessments.queries.results import VersionResult

MOST_LED, MOST_RESULTS = 10, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class MyTask:
    """An assessment in which the person still has something to answer.

    `progress` is that of their own practices; `is_everything` says that these are all. `next` is None when only
    submitting is left.
    """

    assessment: Assessment
    progress: Progress
    is_everything: bool
    next: tuple[Section, Question] | None

    @property
    def minutes_left(self) -> int:
        return compute_minutes(self.progress.left)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedAssessment:
    """A running assessment of a unit that the person leads: how far its participants are, `asked` answers in all.

    By group `answered` is None: whoever watches it grow learns who answered how much.
    """

    assessment: Assessment
    people: int
    submitted: int
    answered: int | None
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestResult:
    """An assessment with the result of each of its versions."""

    assessment: Assessment
    versions: tuple[VersionResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitNode:
    """A unit in the tree of its organisation: `depth` 0 for the root."""

    unit: Unit
    depth: int
    may_lead: bool


def list_my_tasks(user: User) -> list[MyTask]:
    """What the person has not submitted yet, newest first. A fixed number of queries."""
    rows = (
        Participant.objects.filter(user=user, submitted_at=None, assessment__state=Assessment.State.COLLECTING)
        .filter(assessment__unit__in=access.list_units(user))
        .select_related("assessment__unit__organisation", "assessment__cycle")
        .prefetch_related("roles")
        .order_by("-assessment__pk")
    )
    sheets = list_asked([row.assessment for row in rows])
    asked = {row: sheets[row.assessment_id] for row in rows}
    given = _load_given({row.pk: questionnaire for row, questionnaire in asked.items()})
    handed = load_handovers([row.pk for row in asked])
    return [_build_task(row, questionnaire, given[row.pk], handed[row.pk]) for row, questionnaire in asked.items()]


def list_led(user: User) -> list[LedAssessment]:
    """The newest running assessments of the units that the person leads. A fixed number of queries."""
    people = Count("participants")
    submitted = Count("participants", filter=Q(participants__submitted_at__isnull=False))
    rows = (
        Assessment.objects.filter(unit__in=access.list_units(user, kinds=access.LEADING), state__in=OPEN_STATES)
        .select_related("unit__organisation", "cycle")
        .annotate(people=people, submitted=submitted)
        .order_by("-as_of", "-pk")[:MOST_LED]
    )
    sheets = list_asked(rows)
    answered = _count_answers({row.pk: sheets[row.pk] for row in rows})
    return [_build_led(row, row.people, row.submitted, answered[row.pk], sheets[row.pk]) for row in rows]


def list_latest(user: User) -> list[LatestResult]:
    """The newest results that the person may read now. A fixed number of queries."""
    rows = list_readable(user).select_related("unit__organisation", "cycle")
    newest = list(rows.order_by("-as_of", "-pk")[:MOST_RESULTS])
    placements = load_placements(newest)
    return [LatestResult(assessment=row, versions=placements[row.pk]) for row in newest]


def list_led_units(user: User) -> QuerySet[Unit]:
    """The units for which the person may start an assessment, whole organisations first."""
    return (
        access.list_units(user, kinds=access.LEADING)
        .select_related("organisation")
        .order_by(F("parent__name").asc(nulls_first=True), "name")
    )


def list_unit_tree(user: User, organisation: Organisation) -> list[UnitNode]:
    """The organisation's units that the person may see, each after its parent, with its depth. Two queries."""
    units = list(access.list_units(user).filter(organisation=organisation))
    led = set(
        access.list_units(user, kinds=access.LEADING).filter(organisation=organisation).values_list("pk", flat=True)
    )
    return [UnitNode(unit=row.unit, depth=row.depth, may_lead=row.unit.pk in led) for row in walk_tree(units)]


def _load_given(asked: Mapping[int, Questionnaire]) -> dict[int, GivenAnswers]:
    """What is answered, by participant: enough for counts and the next open question. One query."""
    rows = Answer.objects.filter(participant__in=asked)
    found: dict[int, dict[str, GivenAnswer]] = {participant: {} for participant in asked}
    columns = ("participant_id", "practice__key", "revision_id", "kind", "reason")
    for participant, practice, revision, kind, reason in rows.values_list(*columns):
        question = asked[participant].questions.get(practice)
        is_pinned = question is not None and question.revision_id == revision
        found[participant][practice] = GivenAnswer(kind=kind, reason=reason, is_pinned=is_pinned)
    return {participant: GivenAnswers(by_practice=answers) for participant, answers in found.items()}


def _build_task(row: Participant, questionnaire: Questionnaire, given: GivenAnswers, handed: Handovers) -> MyTask:
    own = find_own(questionnaire, {role.key for role in row.roles.all()}, handed)
    return MyTask(
        assessment=row.assessment,
        progress=given.progress(own.select(questionnaire.questions.values())),
        is_everything=len(own.keys) == len(questionnaire.questions),
        next=given.next_open(questionnaire, own.keys),
    )


def _build_led(
    row: Assessment, people: int, submitted: int, answered: int, questionnaire: Questionnaire
) -> LedAssessment:
    asked = people * len(questionnaire.questions)
    shown = None if row.is_by_group else answered
    return LedAssessment(assessment=row, people=people, submitted=submitted, answered=shown, asked=asked)


def _count_answers(sheets: Mapping[int, Questionnaire]) -> dict[int, int]:
    """How many complete answers to what is asked were given, by assessment. One query."""
    rows = Answer.objects.filter(COMPLETE, participant__assessment__in=list(sheets)).order_by()
    counted = rows.values_list("participant__assessment", "practice__key", "revision").annotate(Count("pk"))
    found = dict.fromkeys(sheets, 0)
    for assessment, practice, revision, count in counted:
        question = sheets[assessment].questions.get(practice)
        found[assessment] += count if question is not None and question.revision_id == revision else 0
    return found
