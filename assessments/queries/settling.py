"""From everybody's answers to the unit's answers, of one assessment or several: three queries, however many.

Equal answers are read as one row that names who gave them, so that hundreds of participants cost little more than one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Aggregate, TextField

from assessments.models import AgreedAnswer, Answer, AnswerKind, Assessment, Participant
from assessments.queries.questionnaires import Question, Questionnaire
from assessments.scoring import (
    DONT_KNOW,
    NO_ANSWER,
    NOT_APPLICABLE,
    Practice,
    Reply,
    Rubric,
    UnitAnswer,
    rated,
    settle_all,
)
from assessments.scoring import Answer as ScoringAnswer

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

Said = tuple[str, int | None]
Asked = tuple[int, int]


class Speaker(NamedTuple):
    """What counts of a person: the group they are shown in ("" while there is none), the roles their word counts in."""

    group: str
    roles: frozenset[str]


class Listed(Aggregate):
    """The values of a group in one text, with commas between them: one row instead of hundreds."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Sequence[Any]]:
        template = "STRING_AGG(%(expressions)s::text, ',')"
        return self.as_sql(compiler, connection, template=template)


NOBODY: frozenset[int] = frozenset()
PLAIN = {
    AnswerKind.NONE: NO_ANSWER,
    AnswerKind.NOT_APPLICABLE: NOT_APPLICABLE,
    AnswerKind.DONT_KNOW: DONT_KNOW,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was said in one assessment. `people` are by participant.

    `replies` are by (practice, revision) and then by what was said, as (kind, scale point): the participants who did.
    `agreed` are by (practice, revision). All are primary keys.
    An agreed answer without a kind says that the lead recorded why the practice is left open.
    """

    people: Mapping[int, Speaker]
    replies: Mapping[Asked, Mapping[Said, frozenset[int]]]
    agreed: Mapping[Asked, Said]

    def heard(self, question: Question) -> Mapping[Said, frozenset[int]]:
        """Who said what of the pinned wording."""
        return self.replies.get((question.practice_id, question.revision_id), {})

    def list_holders(self) -> dict[str, frozenset[int]]:
        """Who holds each role."""
        roles = {role for speaker in self.people.values() for role in speaker.roles}
        return {role: frozenset(pk for pk, speaker in self.people.items() if role in speaker.roles) for role in roles}


def load_given(assessments: Collection[int]) -> dict[int, Given]:
    """What was said in each of the assessments, by primary key."""
    people = _load_people(assessments)
    replies, agreed = _load_replies(people), _load_agreed(assessments)
    return {pk: Given(people=people[pk], replies=replies[pk], agreed=agreed[pk]) for pk in assessments}


def settle_units(questionnaire: Questionnaire, rubrics: Sequence[Rubric], given: Given) -> dict[str, UnitAnswer]:
    """The unit's answer to every practice of the questionnaire; only answers to the pinned wording count."""
    questions, holders = questionnaire.questions.values(), given.list_holders()
    recorded = {question.key: given.agreed.get((question.practice_id, question.revision_id)) for question in questions}
    return settle_all(
        list_practices(questionnaire, rubrics),
        {question.key: _list_replies(question, given, holders) for question in questions},
        agreed={
            key: read_said(questionnaire.questions[key], *said) for key, said in recorded.items() if said and said[0]
        },
        left_open={key for key, said in recorded.items() if said and not said[0]},
        single=len(given.people) == 1,
    )


def list_practices(questionnaire: Questionnaire, rubrics: Sequence[Rubric]) -> list[Practice]:
    """The practices of a questionnaire as agreement needs them."""
    scales = {key: scale for rubric in rubrics for key, scale in rubric.scales.items()}
    return [
        Practice(
            key=question.key,
            scale=scales[question.scale.key],
            provider=question.provider.key,
            users=frozenset(role.key for role in question.users),
        )
        for question in questionnaire.questions.values()
    ]


def read_said(question: Question, kind: str, point: int | None) -> ScoringAnswer:
    """A stored kind and scale point as the engine takes them."""
    if point is None:
        return PLAIN[AnswerKind(kind)]
    return rated(next(choice.code for choice in question.scale.choices if choice.pk == point))


def _list_replies(question: Question, given: Given, holders: Mapping[str, frozenset[int]]) -> list[Reply]:
    """Who runs it, who lives with it and everybody else: more kinds of people make no difference to settling."""
    running = holders.get(question.provider.key, NOBODY)
    using = NOBODY.union(*(holders.get(role.key, NOBODY) for role in question.users)) - running
    provider, users = frozenset({question.provider.key}), frozenset(role.key for role in question.users)
    replies = []
    for said, people in given.heard(question).items():
        answer, runners, others = read_said(question, *said), len(people & running), len(people & using)
        counts = ((provider, runners), (users, others), (frozenset[str](), len(people) - runners - others))
        replies += [Reply(roles=roles, answer=answer, count=count) for roles, count in counts if count]
    return replies


def _load_people(assessments: Collection[int]) -> dict[int, dict[int, Speaker]]:
    """By group, the word of a person counts in the group they are shown in, and in no other role of theirs."""
    people: dict[int, dict[int, Speaker]] = {pk: {} for pk in assessments}
    rows = Participant.objects.filter(assessment__in=assessments).order_by("pk")
    columns = ("assessment_id", "assessment__confidentiality", "pk", "group", "roles__key")
    for assessment, confidentiality, person, group, role in rows.values_list(*columns):
        is_by_group = confidentiality == Assessment.Confidentiality.BY_GROUP and group
        held = people[assessment].get(person, Speaker(group, frozenset())).roles
        counting = {shown for shown in (group if is_by_group else role,) if shown}
        people[assessment][person] = Speaker(group, held | counting)
    return people


def _load_replies(people: Mapping[int, Mapping[int, Speaker]]) -> dict[int, dict[Asked, dict[Said, frozenset[int]]]]:
    """Equal answers come back as one row that lists who gave them, so that hundreds of people are few rows."""
    replies: dict[int, dict[Asked, dict[Said, frozenset[int]]]] = {pk: defaultdict(dict) for pk in people}
    rows = Answer.objects.filter(participant__in=[person for own in people.values() for person in own])
    columns = ("participant__assessment_id", "practice_id", "revision_id", "kind", "point_id")
    equal = rows.exclude(kind=AnswerKind.NONE).order_by().values_list(*columns).annotate(who=Listed("participant_id"))
    for assessment, practice, revision, kind, point, who in equal:
        replies[assessment][practice, revision][kind, point] = frozenset(map(int, who.split(",")))
    return replies


def _load_agreed(assessments: Iterable[int]) -> dict[int, dict[Asked, Said]]:
    agreed: dict[int, dict[Asked, Said]] = {pk: {} for pk in assessments}
    rows = AgreedAnswer.objects.filter(assessment__in=assessments)
    for assessment, practice, revision, kind, point in rows.values_list(
        "assessment_id", "practice_id", "revision_id", "kind", "point_id"
    ):
        agreed[assessment][practice, revision] = (kind, point)
    return agreed
