"""From everybody's answers to the unit's answers, of one assessment or several: three queries, however many.

Equal answers are read as one row that names who gave them, so that hundreds of participants cost little more than one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
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
    import datetime

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

Said = tuple[str, int | None]
Asked = tuple[int, int]
Replies = dict[Asked, dict[Said, frozenset[int]]]
KEPT = 8


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

    def count_speakers(self) -> int:
        """How many people said anything."""
        return len(NOBODY.union(*(people for said in self.replies.values() for people in said.values())))

    def list_holders(self) -> dict[str, frozenset[int]]:
        """Who holds each role."""
        roles = {role for speaker in self.people.values() for role in speaker.roles}
        return {role: frozenset(pk for pk, speaker in self.people.items() if role in speaker.roles) for role in roles}


def load_given(assessments: Collection[int]) -> dict[int, Given]:
    """What was said in each of the assessments, by primary key."""
    people, closed = _load_people(assessments)
    replies, agreed = _load_replies_once(people, closed), _load_agreed(assessments)
    return {pk: Given(people=people[pk], replies=replies[pk], agreed=agreed[pk]) for pk in assessments}


def settle_units(
    questionnaire: Questionnaire,
    rubrics: Sequence[Rubric],
    given: Given,
    *,
    inherited: Mapping[str, UnitAnswer] | None = None,
) -> dict[str, UnitAnswer]:
    """The unit's answer to every practice of the questionnaire; only answers to the pinned wording count.

    `inherited` answers, by practice, count where the unit has no agreed answer of its own (`queries.inheriting`).
    """
    questions, holders = questionnaire.questions.values(), given.list_holders()
    recorded = {question.key: given.agreed.get((question.practice_id, question.revision_id)) for question in questions}
    return settle_all(
        list_practices(questionnaire, rubrics),
        {question.key: _list_replies(question, given, holders) for question in questions},
        agreed={
            key: read_said(questionnaire.questions[key], *said) for key, said in recorded.items() if said and said[0]
        },
        left_open={key for key, said in recorded.items() if said and not said[0]},
        inherited=inherited,
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


def _load_people(assessments: Collection[int]) -> tuple[dict[int, dict[int, Speaker]], dict[int, datetime.datetime]]:
    """The people of each assessment, and since when each is closed that is.

    By group, the word of a person counts in the group they are shown in, and in no other role of theirs.
    """
    people: dict[int, dict[int, Speaker]] = {pk: {} for pk in assessments}
    closed: dict[int, datetime.datetime] = {}
    rows = Participant.objects.filter(assessment__in=assessments).order_by("pk")
    columns = ("assessment_id", "assessment__confidentiality", "assessment__closed_at", "pk", "group", "roles__key")
    for assessment, confidentiality, closed_at, person, group, role in rows.values_list(*columns):
        is_by_group = confidentiality == Assessment.Confidentiality.BY_GROUP and group
        held = people[assessment].get(person, Speaker(group, frozenset())).roles
        counting = {shown for shown in (group if is_by_group else role,) if shown}
        people[assessment][person] = Speaker(group, held | counting)
        if closed_at is not None:
            closed[assessment] = closed_at
    return people, closed


def _load_replies_once(
    people: Mapping[int, Mapping[int, Speaker]], closed: Mapping[int, datetime.datetime]
) -> dict[int, Replies]:
    """Once collecting is closed no answer changes, so what was said in one assessment is read once per process.

    It is known by the moment of closing, as a version is by that of its publication, and by who took part.
    """
    if len(people) == 1 and closed:
        return {pk: _load_closed(pk, closed_at, tuple(people[pk])) for pk, closed_at in closed.items()}
    return _load_replies({pk: tuple(own) for pk, own in people.items()})


@lru_cache(maxsize=KEPT)
def _load_closed(assessment: int, closed_at: datetime.datetime, people: tuple[int, ...]) -> Replies:
    return _load_replies({assessment: people})[assessment]


def _load_replies(people: Mapping[int, tuple[int, ...]]) -> dict[int, Replies]:
    """Equal answers come back as one row that lists who gave them, so that hundreds of people are few rows."""
    replies: dict[int, Replies] = {pk: defaultdict(dict) for pk in people}
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
