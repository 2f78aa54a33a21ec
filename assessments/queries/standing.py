"""How far the answering is: everybody, by role and by section. By group only counts, and none that could single out.

Not `queries.progress`, which is about the people one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Case, Count, IntegerField, Value, When

from assessments.models import Assessment
from assessments.queries.answers import COMPLETE, list_pinned_answers
from assessments.queries.progress import PersonProgress, list_progress

if TYPE_CHECKING:
    from assessments.queries.questionnaires import Questionnaire, Section


class Stage(StrEnum):
    NOT_STARTED = "not_started"
    STARTED = "started"
    SUBMITTED = "submitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """So many people at each stage; `late`: of those who have not submitted, when the due day has passed."""

    people: int
    not_started: int
    started: int
    submitted: int
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleStanding:
    """The people who hold a role; `counts` is None where only their number may be shown."""

    name: str
    people: int
    counts: Counts | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionStanding:
    """How many people have begun a section, and the answers given in it by everybody together."""

    name: str
    practices: int
    begun: int
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """By group `people` and `sections` are empty: watched while it grows, a count would tell who answered what."""

    whole: Counts
    people: tuple[PersonProgress, ...]
    roles: tuple[RoleStanding, ...]
    sections: tuple[SectionStanding, ...]
    is_late: bool


def load_standing(assessment: Assessment, questionnaire: Questionnaire) -> Standing:
    """Five queries, whatever the number of people."""
    people, is_late = list_progress(assessment, questionnaire), assessment.is_past_due
    by_group = assessment.is_by_group
    return Standing(
        whole=count_stages(people, is_late=is_late),
        people=() if by_group else people,
        roles=tuple(_describe_roles(people, is_late=is_late, by_group=by_group)),
        sections=() if by_group else _list_sections(assessment, questionnaire),
        is_late=is_late,
    )


def find_stage(person: PersonProgress) -> Stage:
    if person.submitted_at is not None:
        return Stage.SUBMITTED
    return Stage.STARTED if person.answered else Stage.NOT_STARTED


def count_stages(people: Iterable[PersonProgress], *, is_late: bool) -> Counts:
    stages = Counter(find_stage(person) for person in people)
    waiting = stages[Stage.NOT_STARTED] + stages[Stage.STARTED]
    return Counts(
        people=stages.total(),
        not_started=stages[Stage.NOT_STARTED],
        started=stages[Stage.STARTED],
        submitted=stages[Stage.SUBMITTED],
        late=waiting if is_late else 0,
    )


def _describe_roles(people: Iterable[PersonProgress], *, is_late: bool, by_group: bool) -> Iterable[RoleStanding]:
    """By group the stage of a role would be that of its only holder, or could be had by subtraction."""
    held: dict[str, list[PersonProgress]] = {}
    for person in people:
        for role in person.roles:
            held.setdefault(role, []).append(person)
    for name, holders in sorted(held.items()):
        counts = None if by_group else count_stages(holders, is_late=is_late)
        yield RoleStanding(name=name, people=len(holders), counts=counts)


def _list_sections(assessment: Assessment, questionnaire: Questionnaire) -> tuple[SectionStanding, ...]:
    """One query: the practices are numbered by their section, and counted there."""
    if not questionnaire.sections:
        return ()
    cases = [
        When(practice__in=[question.practice_id for question in section.questions], then=Value(number))
        for number, section in enumerate(questionnaire.sections)
    ]
    given = list_pinned_answers(assessment).filter(COMPLETE)
    rows = given.annotate(section=Case(*cases, output_field=IntegerField())).exclude(section=None)
    counted = rows.values_list("section").annotate(Count("participant", distinct=True), Count("pk"))
    found = {number: (begun, answers) for number, begun, answers in counted}
    return tuple(
        _describe_section(section, *found.get(number, (0, 0))) for number, section in enumerate(questionnaire.sections)
    )


def _describe_section(section: Section, begun: int, answers: int) -> SectionStanding:
    return SectionStanding(name=section.name, practices=len(section.questions), begun=begun, answers=answers)
