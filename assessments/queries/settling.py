"""From everybody's answers to the unit's answers, of one assessment or several: three queries, however many.

People are counted, not listed: who holds the same roles and gave the same answer is one reply with a count, so that
hundreds of participants cost little more than one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Case, Count, IntegerField, Value, When

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

Said = tuple[str, int | None]
Asked = tuple[int, int]


class Speaker(NamedTuple):
    """What counts of a person: the group they are shown in ("" while there is none), the roles their word counts in."""

    group: str
    roles: frozenset[str]


PLAIN = {
    AnswerKind.NONE: NO_ANSWER,
    AnswerKind.NOT_APPLICABLE: NOT_APPLICABLE,
    AnswerKind.DONT_KNOW: DONT_KNOW,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was said in one assessment. `people` are by participant.

    `replies` and `agreed` are by (practice, revision); what was said is (kind, scale point). All are primary keys.
    An agreed answer without a kind says that the lead recorded why the practice is left open.
    """

    people: Mapping[int, Speaker]
    replies: Mapping[Asked, Mapping[tuple[Speaker, Said], int]]
    agreed: Mapping[Asked, Said]


def load_given(assessments: Collection[int]) -> dict[int, Given]:
    """What was said in each of the assessments, by primary key."""
    people = _load_people(assessments)
    replies, agreed = _count_replies(people), _load_agreed(assessments)
    return {pk: Given(people=people[pk], replies=replies[pk], agreed=agreed[pk]) for pk in assessments}


def settle_units(questionnaire: Questionnaire, rubrics: Sequence[Rubric], given: Given) -> dict[str, UnitAnswer]:
    """The unit's answer to every practice of the questionnaire; only answers to the pinned wording count."""
    questions = questionnaire.questions.values()
    recorded = {question.key: given.agreed.get((question.practice_id, question.revision_id)) for question in questions}
    return settle_all(
        list_practices(questionnaire, rubrics),
        {question.key: _list_replies(question, given) for question in questions},
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


def _list_replies(question: Question, given: Given) -> list[Reply]:
    counted = given.replies.get((question.practice_id, question.revision_id), {})
    return [
        Reply(roles=speaker.roles, answer=read_said(question, *said), count=count)
        for (speaker, said), count in counted.items()
    ]


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


def _count_replies(
    people: Mapping[int, Mapping[int, Speaker]],
) -> dict[int, dict[Asked, dict[tuple[Speaker, Said], int]]]:
    """Counted by the database, so that what comes back grows with the kinds of people and not with their number."""
    alike: defaultdict[tuple[int, Speaker], list[int]] = defaultdict(list)
    for pk, speakers in people.items():
        for person, speaker in speakers.items():
            alike[pk, speaker].append(person)
    replies: dict[int, dict[Asked, dict[tuple[Speaker, Said], int]]] = {pk: defaultdict(dict) for pk in people}
    kinds = list(alike)
    for number, practice, revision, kind, point, count in _query_counts(list(alike.values())):
        assessment, speaker = kinds[number]
        replies[assessment][practice, revision][speaker, (kind, point)] = count
    return replies


def _query_counts(alike: Sequence[Sequence[int]]) -> Iterable[tuple[int, int, int, str, int | None, int]]:
    """Rows of: number of the kind of people, practice, revision, kind of answer, scale point, how often."""
    if not alike:
        return ()
    cases = [When(participant__in=people, then=Value(number)) for number, people in enumerate(alike)]
    rows = Answer.objects.filter(participant__in=[person for people in alike for person in people])
    rated = rows.exclude(kind=AnswerKind.NONE).annotate(speaker=Case(*cases, output_field=IntegerField())).order_by()
    columns = ("speaker", "practice_id", "revision_id", "kind", "point_id")
    return rated.values_list(*columns).annotate(Count("pk"))


def _load_agreed(assessments: Iterable[int]) -> dict[int, dict[Asked, Said]]:
    agreed: dict[int, dict[Asked, Said]] = {pk: {} for pk in assessments}
    rows = AgreedAnswer.objects.filter(assessment__in=assessments)
    for assessment, practice, revision, kind, point in rows.values_list(
        "assessment_id", "practice_id", "revision_id", "kind", "point_id"
    ):
        agreed[assessment][practice, revision] = (kind, point)
    return agreed
