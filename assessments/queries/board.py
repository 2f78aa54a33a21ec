"""The agreement board: per practice what was said, by shown group, and what the lead has recorded.

Tallies and not people: a fixed number of queries, whatever the number of participants.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessments.models import AgreedAnswer, Answer, AnswerKind, Assessment
from assessments.queries.differences import Difference, load_differences
from assessments.queries.inheriting import load_settled
from assessments.queries.questionnaires import Question, Questionnaire, Section
from assessments.queries.settling import Given, Said
from assessments.scoring import OTHER_ROLES, Basis, Kind, UnitAnswer
from roles.models import Role

if TYPE_CHECKING:
    import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People who are shown together: `key` is a role's, or `OTHER_ROLES`; `name` is empty for the latter."""

    key: str
    name: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What the lead recorded of one practice. Without a kind: why it is left open. Version 0: nothing yet."""

    kind: str = ""
    point: str = ""
    reason: str = ""
    evidence_state: str = ""
    holds_until: datetime.date | None = None
    recorded_by: str = ""
    checked_by: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One practice: the unit's answer, and what the lead recorded; `place` counts in the order of the questionnaire.

    An inherited one is answered for the whole organisation; `difference` is what somebody here says against that.
    `is_asked`: it wants a word of the unit, because people differ; in a workshop, in which nobody answers beforehand,
    everything that is not inherited does. `is_open`: the word is still to be said.
    """

    question: Question
    section: Section
    unit: UnitAnswer
    agreed: Agreed
    place: int
    is_workshop: bool = False
    is_inherited: bool = False
    difference: Difference | None = None

    @property
    def is_asked(self) -> bool:
        """What is inherited needs a conversation here only when somebody says that it differs."""
        if self.is_inherited:
            return self.difference is not None
        return self.is_workshop or self.unit.needs_conversation

    @property
    def is_open(self) -> bool:
        return not self.agreed.version if self.is_workshop and not self.is_inherited else self.is_disputed

    @property
    def is_disputed(self) -> bool:
        """People differ, and that is not settled."""
        return self.is_contested if self.is_inherited else not self.unit.settled

    @property
    def is_waiting(self) -> bool:
        """Inherited, and not settled yet for the whole organisation."""
        return self.unit.basis is Basis.INHERITED and self.unit.answer.kind is Kind.NO_ANSWER

    @property
    def is_contested(self) -> bool:
        """Somebody says that it differs here, and no lead has settled that yet."""
        return self.difference is not None and not self.difference.is_refused and not self.agreed.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one participant said and wrote. By group `name` is empty, and so is what they said."""

    name: str
    kind: str
    point: str
    reason: str
    comment: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All practices, those that need a conversation first, then in the order of the questionnaire."""

    rows: tuple[BoardRow, ...]
    given: Given

    @property
    def is_workshop(self) -> bool:
        """Whether nobody answers beforehand: the unit agrees on one practice after the other."""
        return not self.given.people

    @property
    def asked(self) -> int:
        """How many practices want a word of the unit, said or not."""
        return sum(row.is_asked for row in self.rows)

    @property
    def settled(self) -> int:
        return self.asked - sum(row.is_open for row in self.rows)

    @property
    def inherited(self) -> int:
        """How many practices are answered for the whole organisation."""
        return sum(row.is_inherited for row in self.rows)

    @property
    def waiting(self) -> int:
        """How many practices wait for the answer of the whole organisation."""
        return sum(row.is_waiting for row in self.rows)

    @property
    def open_rows(self) -> int:
        """How many practices still need a conversation because people differ."""
        return sum(row.is_disputed for row in self.rows)

    @property
    def first_open(self) -> BoardRow | None:
        return next((row for row in self.rows if row.is_open), None)

    def row(self, practice: str) -> BoardRow | None:
        return next((row for row in self.rows if row.question.key == practice), None)

    def next_open(self, after: BoardRow) -> BoardRow | None:
        """The open practice that follows in the questionnaire; behind the last one the first."""
        others = [row for row in self.rows if row.is_open and row.place != after.place]
        return min(others, key=lambda row: (row.place < after.place, row.place), default=None)

    def previous_open(self, before: BoardRow) -> BoardRow | None:
        """The open practice ahead in the questionnaire; ahead of the first one the last."""
        others = [row for row in self.rows if row.is_open and row.place != before.place]
        return max(others, key=lambda row: (row.place < before.place, row.place), default=None)


def load_board(assessment: Assessment) -> Board:
    """The whole board. Seven queries once the versions are known."""
    settled = load_settled([assessment])[assessment.pk]
    questionnaire, given = settled.questionnaire, settled.given
    agreed, differences = _load_agreed(assessment, questionnaire), load_differences(assessment)
    asked = [(section, question) for section in questionnaire for question in section.questions]
    rows = [
        BoardRow(
            question=question,
            section=section,
            unit=settled.units[question.key],
            agreed=agreed.get(question.key, Agreed()),
            place=place,
            is_workshop=not given.people,
            is_inherited=question.key in settled.inherited,
            difference=differences.get(question.practice_id),
        )
        for place, (section, question) in enumerate(asked)
    ]
    return Board(given=given, rows=tuple(sorted(rows, key=lambda row: not row.is_open)))


def load_voices(assessment: Assessment, question: Question) -> tuple[Voice, ...]:
    """Everybody's answer to one practice; by group only what was written, in an order that tells nothing. One query."""
    rows = Answer.objects.filter(participant__assessment=assessment, revision=question.revision_id)
    said = rows.exclude(kind=AnswerKind.NONE, comment="").select_related("participant__user", "point")
    if not assessment.is_by_group:
        voices = [_read_voice(row, name=row.participant.user.get_full_name()) for row in said]
        return tuple(sorted(voices, key=lambda voice: voice.name))
    written = [_read_voice(row, name="") for row in said if row.reason or row.comment or row.evidence]
    return tuple(sorted(written, key=lambda voice: (voice.comment, voice.reason, voice.evidence)))


def _read_voice(row: Answer, *, name: str) -> Voice:
    return Voice(
        name=name,
        kind=row.kind if name else "",
        point=row.point.code if row.point and name else "",
        reason=row.reason,
        comment=row.comment,
        evidence=tuple(row.evidence),
    )


def list_groups(given: Given) -> tuple[Group, ...]:
    """Roles by name, then the others. One query."""
    counts = Counter(speaker.group for speaker in given.people.values())
    names = dict(Role.objects.filter(key__in=counts).values_list("key", "name"))
    named = [Group(key=key, name=names[key], people=counts[key]) for key in sorted(names, key=lambda key: names[key])]
    rest = [Group(key=key, name="", people=counts[key]) for key in (OTHER_ROLES,) if key in counts]
    return (*named, *rest)


def count_by_group(given: Given, question: Question) -> Mapping[str, Mapping[Said, int]]:
    """How often each (kind, scale point) was said, by group key."""
    tallies: defaultdict[str, Counter[Said]] = defaultdict(Counter)
    for said, people in given.heard(question).items():
        for person in people:
            tallies[given.people[person].group][said] += 1
    return tallies


def _load_agreed(assessment: Assessment, questionnaire: Questionnaire) -> dict[str, Agreed]:
    """Only what was recorded of the pinned wording."""
    pinned = {question.practice_id: question for question in questionnaire.questions.values()}
    rows = AgreedAnswer.objects.filter(assessment=assessment).select_related("point", "recorded_by", "checked_by")
    return {
        pinned[row.practice_id].key: read_agreed(row)
        for row in rows
        if row.practice_id in pinned and pinned[row.practice_id].revision_id == row.revision_id
    }


def read_agreed(row: AgreedAnswer) -> Agreed:
    return Agreed(
        kind=row.kind,
        point=row.point.code if row.point else "",
        reason=row.reason,
        evidence_state=row.evidence_state,
        holds_until=row.holds_until,
        recorded_by=row.recorded_by.get_full_name(),
        checked_by=row.checked_by.get_full_name() if row.checked_by else "",
        version=row.version,
    )
