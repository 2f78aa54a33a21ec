"""From everybody's answers to the unit's answers, of one assessment or several: at most four queries, however many.

Equal answers are read as one row that names who gave them, so that hundreds of participants cost little more than one;
and answers that have not changed since this process last read them are not read again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Aggregate, Sum, TextField

from assessments.models import AgreedAnswer, Answer, AnswerKind, Assessment, Participant
from assessments.queries.keeping import Kept
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
People = Mapping[int, "Speaker"]
KEPT = 16


class Speaker(NamedTuple):
    """What counts of a person: the group they are shown in ("" while there is none), the roles their word counts in."""

    group: str
    roles: frozenset[str]


class Mark(NamedTuple):
    """Moments of an assessment: no two that ever had the same key share the first; the second is None while open."""

    created_at: datetime.datetime
    closed_at: datetime.datetime | None


class Listed(Aggregate):
    """The values of a group in one text, with commas between them: one row instead of hundreds."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Sequence[Any]]:
        template = "STRING_AGG(%(expressions)s::text, ',')"
        return self.as_sql(compiler, connection, template=template)


NOBODY: frozenset[int] = frozenset()
MOMENTS = tuple(f"assessment__{name}" for name in Mark._fields)
# While an assessment is open, answers only ever get new versions; once it is closed none changes before the next
# closing. So moments, people and the versions of their answers tell what was said from anything said before.
_replies: Kept[tuple[int, Mark | None, tuple[tuple[int, int], ...]], Replies] = Kept(KEPT)
PLAIN = {
    AnswerKind.NONE: NO_ANSWER,
    AnswerKind.NOT_APPLICABLE: NOT_APPLICABLE,
    AnswerKind.DONT_KNOW: DONT_KNOW,
}


@dataclass(frozen=True, slots=True, eq=False)
class Replies:
    """By (practice, revision) and then by what was said, as (kind, scale point): the participants who did.

    All are primary keys. Unchanged replies are the same object, and only then equal.
    """

    by_practice: Mapping[Asked, Mapping[Said, frozenset[int]]]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Given:
    """What was said in one assessment. `people` are by participant, `agreed` by (practice, revision): primary keys.

    An agreed answer without a kind says that the lead recorded why the practice is left open. As long as nothing
    changes it is the same object, and only then equal.
    """

    people: People
    replies: Replies
    agreed: Mapping[Asked, Said]

    def heard(self, question: Question) -> Mapping[Said, frozenset[int]]:
        """Who said what of the pinned wording."""
        return self.replies.by_practice.get((question.practice_id, question.revision_id), {})

    def count_speakers(self, questionnaire: Questionnaire) -> int:
        """How many people said anything of what is asked."""
        heard = [self.heard(question) for question in questionnaire.questions.values()]
        return len(NOBODY.union(*(people for said in heard for people in said.values())))

    def list_holders(self) -> dict[str, frozenset[int]]:
        """Who holds each role."""
        roles = {role for speaker in self.people.values() for role in speaker.roles}
        return {role: frozenset(pk for pk, speaker in self.people.items() if role in speaker.roles) for role in roles}


def load_given(assessments: Collection[int]) -> dict[int, Given]:
    """What was said in each of the assessments, by primary key."""
    people, marks = _load_people(assessments)
    replies, agreed = _load_replies(people, marks), _load_agreed(assessments)
    return {pk: _give(tuple(people[pk].items()), replies[pk], tuple(agreed[pk].items())) for pk in assessments}


@lru_cache(maxsize=KEPT)
def _give(people: tuple[tuple[int, Speaker], ...], replies: Replies, agreed: tuple[tuple[Asked, Said], ...]) -> Given:
    return Given(people=dict(people), replies=replies, agreed=dict(agreed))


def forget_replies() -> None:
    """As if nothing had been read yet. For tests in which the same moments and keys come again."""
    _replies.forget()


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


def _load_people(assessments: Collection[int]) -> tuple[dict[int, dict[int, Speaker]], dict[int, Mark]]:
    """The people of each assessment, and the mark of each that has any: when it began, and when collecting closed.

    By group, the word of a person counts in the group they are shown in, and in no other role of theirs.
    """
    people: dict[int, dict[int, Speaker]] = {pk: {} for pk in assessments}
    marks: dict[int, Mark] = {}
    rows = Participant.objects.filter(assessment__in=assessments).order_by("pk")
    held = ("assessment_id", "assessment__confidentiality", "pk", "group", "roles__key")
    for *moments, assessment, confidentiality, person, group, role in rows.values_list(*MOMENTS, *held):
        is_by_group = confidentiality == Assessment.Confidentiality.BY_GROUP and group
        known = people[assessment].get(person, Speaker(group, frozenset())).roles
        counting = {shown for shown in (group if is_by_group else role,) if shown}
        people[assessment][person] = Speaker(group, known | counting)
        marks[assessment] = Mark(*moments)
    return people, marks


def _load_replies(people: Mapping[int, People], marks: Mapping[int, Mark]) -> dict[int, Replies]:
    """What was said in each assessment, read anew only where it has changed since this process last did."""
    changing = {pk: own for pk, own in people.items() if pk in marks and marks[pk].closed_at is None}
    versions = _sum_versions([person for own in changing.values() for person in own])
    keys = {
        pk: (pk, marks.get(pk), tuple((person, versions.get(person, 0)) for person in own))
        for pk, own in people.items()
    }
    return _replies.fill(keys, lambda missing: _read_replies({pk: frozenset(people[pk]) for pk in missing}))


def _sum_versions(people: Collection[int]) -> dict[int, int]:
    """Per participant a number that grows with each answer they give or change, and never falls. One query."""
    if not people:
        return {}
    rows = Answer.objects.filter(participant__in=people).order_by().values_list("participant_id")
    return dict(rows.annotate(Sum("version")))


def _read_replies(people: Mapping[int, frozenset[int]]) -> dict[int, Replies]:
    """Equal answers come back as one row that lists who gave them, so that hundreds of people are few rows."""
    replies: dict[int, dict[Asked, dict[Said, frozenset[int]]]] = {pk: defaultdict(dict) for pk in people}
    rows = Answer.objects.filter(participant__in=frozenset[int]().union(*people.values()))
    equal = rows.exclude(kind=AnswerKind.NONE).order_by().values_list("practice_id", "revision_id", "kind", "point_id")
    for practice, revision, kind, point, who in equal.annotate(who=Listed("participant_id")):
        speakers = frozenset(map(int, who.split(",")))
        for pk, own in people.items():
            if heard := speakers & own:
                replies[pk][practice, revision][kind, point] = heard
    return {pk: Replies(said) for pk, said in replies.items()}


def _load_agreed(assessments: Iterable[int]) -> dict[int, dict[Asked, Said]]:
    agreed: dict[int, dict[Asked, Said]] = {pk: {} for pk in assessments}
    rows = AgreedAnswer.objects.filter(assessment__in=assessments)
    for assessment, practice, revision, kind, point in rows.values_list(
        "assessment_id", "practice_id", "revision_id", "kind", "point_id"
    ):
        agreed[assessment][practice, revision] = (kind, point)
    return agreed
