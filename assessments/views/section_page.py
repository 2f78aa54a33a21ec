"""What the page of one section shows around its fields: whose they are, counts, what comes next, last time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import reverse

from assessments.actions.answers import is_open
from assessments.models import PracticeRevision
from assessments.queries.earlier import EarlierAnswer, load_earlier_answers
from assessments.queries.questionnaires import SECONDS_PER_PRACTICE, compute_minutes

if TYPE_CHECKING:
    from assessments.models import Participant
    from assessments.queries.answers import GivenAnswers
    from assessments.queries.handovers import Handed
    from assessments.queries.own import OwnPart
    from assessments.queries.questionnaires import Questionnaire, Section
    from assessments.views.practice_fields import PracticeField


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRow:
    """One practice of the page.

    `is_mine`: it concerns a role that the participant holds. `is_wide`: it is answered for more than the unit.
    `received`, `given`: it was handed to them, or by them to somebody else.
    """

    field: PracticeField
    is_mine: bool
    is_wide: bool
    earlier: EarlierAnswer | None
    received: Handed | None = None
    given: Handed | None = None
    may_hand_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Remaining:
    """How far the practices are that are put first, and how many of the person's own are left in other sections."""

    answered: int
    total: int
    left_elsewhere: int
    seconds_each: int = SECONDS_PER_PRACTICE

    @property
    def left(self) -> int:
        return self.total - self.answered

    @property
    def minutes(self) -> int:
        return compute_minutes(self.left)

    @property
    def minutes_in_all(self) -> int:
        return compute_minutes(self.left + self.left_elsewhere)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPage:
    """The practices of the section: the person's own, and the `others`, which are folded away unless `is_unfolded`.

    Where none is their own (`is_optional`), all are in `rows`. `elsewhere` leads to the next open practice behind this
    section, `next_open` to the first one here, or else there.
    """

    rows: Sequence[PracticeRow]
    others: Sequence[PracticeRow]
    is_optional: bool
    is_unfolded: bool
    remaining: Remaining
    elsewhere: str

    @property
    def next_open(self) -> str:
        walked = [*self.rows, *(self.others if self.is_unfolded else ())]
        return next((f"#{row.field.key}" for row in walked if not row.field.is_complete), self.elsewhere)

    @property
    def minutes(self) -> int:
        """For somebody who answers all of `rows`."""
        return compute_minutes(len(self.rows))

    @property
    def suggested(self) -> int:
        """How many of `rows` show a suggestion that waits to be confirmed."""
        return sum(row.field.suggestion is not None for row in self.rows)

    @property
    def others_answered(self) -> int:
        return sum(row.field.is_complete for row in self.others)


def build_page(
    participant: Participant,
    questionnaire: Questionnaire,
    shown: Section,
    own: OwnPart,
    fields: Sequence[PracticeField],
    given: GivenAnswers,
    *,
    is_unfolded: bool,
) -> SectionPage:
    """The fields with what belongs to their practices, after what was just saved. One query."""
    mine, others = _split(_build_rows(participant, own, fields), own)
    elsewhere = own.select(question for section in questionnaire if section != shown for question in section.questions)
    return SectionPage(
        rows=mine or others,
        others=others if mine else [],
        is_optional=not mine,
        is_unfolded=is_unfolded or any(row.field.needs_attention for row in others),
        remaining=_count(mine or others, given.progress(elsewhere).left),
        elsewhere=_link_elsewhere(participant, shown, is_unfolded=is_unfolded),
    )


def _build_rows(participant: Participant, own: OwnPart, fields: Sequence[PracticeField]) -> list[PracticeRow]:
    earlier = load_earlier_answers(participant, [field.question for field in fields])
    is_part, is_waited_for = participant.assessment.unit.parent_id is not None, is_open(participant)
    return [
        PracticeRow(
            field=_suggest(participant, field, earlier.get(field.key)) if is_waited_for else field,
            is_mine=field.key in own.of_roles,
            is_wide=is_part and field.question.scope == PracticeRevision.Scope.ORGANISATION,
            earlier=earlier.get(field.key),
            received=own.handovers.received.get(field.key),
            given=own.handovers.given.get(field.key),
            may_hand_over=is_waited_for and not field.version and own.may_hand_over(field.key),
        )
        for field in fields
    ]


def _suggest(participant: Participant, field: PracticeField, earlier: EarlierAnswer | None) -> PracticeField:
    """The field with last time's answer as a suggestion, where nothing was chosen and the wording is the same."""
    is_offered = participant.wants_suggestions and earlier is not None and not earlier.is_reworded
    return replace(field, suggestion=earlier) if is_offered and not field.choice and not field.is_refused else field


def _split(rows: Sequence[PracticeRow], own: OwnPart) -> tuple[list[PracticeRow], list[PracticeRow]]:
    mine = [row for row in rows if row.field.key in own.keys]
    return mine, [row for row in rows if row.field.key not in own.keys]


def _count(rows: Sequence[PracticeRow], left_elsewhere: int) -> Remaining:
    answered = sum(row.field.is_complete for row in rows)
    return Remaining(answered=answered, total=len(rows), left_elsewhere=left_elsewhere)


def _link_elsewhere(participant: Participant, shown: Section, *, is_unfolded: bool) -> str:
    address = f"{reverse('assessments:next', args=[participant.assessment_id])}?after={shown.questions[-1].key}"
    return f"{address}&all=1" if is_unfolded else address
