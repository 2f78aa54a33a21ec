"""Recording the unit's answer, and checking its evidence: nobody's record is overwritten unseen."""

from __future__ import annotations

import datetime
import uuid

import pytest

from accounts.models import Membership, User
from assessments.actions.agree import (
    Agreement,
    EvidenceCheck,
    NotReviewing,
    Outcome,
    Overtaken,
    OwnEvidenceError,
    Recorded,
    agree,
    check_evidence,
)
from assessments.models import AgreedAnswer, AnswerKind, Assessment, EvidenceState, TrailEntry, TrailText
from assessments.queries.questionnaires import Question, load_questionnaire
from tests.assessments_factories import get_point, make_answer, make_assessment, make_model_version, make_participant
from tests.factories import make_membership, make_organisation, make_user

pytestmark = pytest.mark.django_db
FIRST = "todo-stages-licences-1-0"
NEXT_YEAR = datetime.date(2100, 1, 1)


@pytest.fixture
def assessment() -> Assessment:
    """Under review, with one participant."""
    unit = make_organisation().units.get()
    made = make_assessment(unit, [make_model_version()], state=Assessment.State.REVIEWING)
    make_participant(made, make_user("bob@example.org"), group="developer")
    return made


@pytest.fixture
def lead(assessment: Assessment) -> User:
    user = make_user("lead@example.org")
    make_membership(user, assessment.unit.organisation, Membership.Kind.LEAD)
    return user


def ask(assessment: Assessment) -> Question:
    return load_questionnaire(assessment).questions[FIRST]


def make_agreement(seen: int = 0, point: str = "standard", **fields: object) -> Agreement:
    values = {"kind": AnswerKind.RATED, "point_id": get_point(point).pk, "reason": "We looked.", **fields}
    return Agreement(**{"change_id": uuid.uuid4(), "seen_version": seen, **values})  # type: ignore[arg-type]


def record(assessment: Assessment, by: User, agreement: Agreement | None = None) -> Outcome:
    return agree(assessment=assessment, question=ask(assessment), agreement=agreement or make_agreement(), by=by)


def check(assessment: Assessment, by: User, seen: int = 1) -> Outcome:
    wanted = EvidenceCheck(change_id=uuid.uuid4(), seen_version=seen, holds_until=NEXT_YEAR)
    return check_evidence(assessment=assessment, question=ask(assessment), check=wanted, by=by)


def test_first_record_is_stored_with_its_reason_apart(assessment: Assessment, lead: User) -> None:
    assert record(assessment, lead) == Recorded(1)
    row, entry = AgreedAnswer.objects.get(), TrailEntry.objects.get(action=TrailEntry.Action.AGREED)
    assert (row.point, row.reason, row.recorded_by, row.version) == (get_point("standard"), "We looked.", lead, 1)
    assert (entry.old, entry.new["version"]) == (None, 1)
    assert "We looked." in TrailText.objects.get(pk=entry.new["text"]).body
    assert "We looked." not in str(entry.new)


def test_second_lead_who_saw_an_older_version_gets_what_is_stored(assessment: Assessment, lead: User) -> None:
    other = make_user("other@example.org")
    record(assessment, lead)
    outcome = record(assessment, other, make_agreement(0, "partial"))
    assert isinstance(outcome, Overtaken)
    assert outcome.current == AgreedAnswer.objects.get(point=get_point("standard"))
    assert record(assessment, other, make_agreement(1, "partial")) == Recorded(2)


def test_repeated_change_is_stored_once(assessment: Assessment, lead: User) -> None:
    wanted = make_agreement()
    assert [record(assessment, lead, wanted) for _ in range(2)] == [Recorded(1)] * 2
    assert AgreedAnswer.objects.get().version == 1


@pytest.mark.parametrize("state", [Assessment.State.COLLECTING, Assessment.State.FINALISED])
def test_nothing_is_recorded_while_people_answer_or_afterwards(assessment: Assessment, lead: User, state: str) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(state=state)
    assert record(assessment, lead) == NotReviewing()
    assert not AgreedAnswer.objects.exists()


def test_workshop_without_participants_records_at_once(assessment: Assessment, lead: User) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(state=Assessment.State.COLLECTING)
    assessment.participants.all().delete()
    assert record(assessment, lead) == Recorded(1)


def test_evidence_is_checked_by_somebody_else(assessment: Assessment, lead: User) -> None:
    reviewer = make_user("reviewer@example.org")
    record(assessment, lead, make_agreement(is_linked=True))
    assert check(assessment, reviewer) == Recorded(2)
    row = AgreedAnswer.objects.get()
    assert (row.evidence_state, row.checked_by, row.holds_until) == (EvidenceState.CHECKED, reviewer, NEXT_YEAR)
    assert row.recorded_by == lead


def test_nobody_checks_what_they_recorded(assessment: Assessment, lead: User) -> None:
    record(assessment, lead)
    with pytest.raises(OwnEvidenceError):
        check(assessment, lead)


def test_nobody_checks_what_they_answered(assessment: Assessment, lead: User) -> None:
    participant = assessment.participants.get()
    make_answer(participant, FIRST, "standard")
    record(assessment, lead)
    with pytest.raises(OwnEvidenceError):
        check(assessment, participant.user)
    assert AgreedAnswer.objects.get().evidence_state == EvidenceState.ASSERTED


@pytest.mark.parametrize(("point", "kept"), [("standard", EvidenceState.CHECKED), ("partial", EvidenceState.ASSERTED)])
def test_check_holds_as_long_as_the_answer_stays(
    assessment: Assessment, lead: User, point: str, kept: EvidenceState
) -> None:
    record(assessment, lead)
    check(assessment, make_user("reviewer@example.org"))
    record(assessment, lead, make_agreement(2, point, reason="Another look."))
    row = AgreedAnswer.objects.get()
    assert (row.evidence_state, row.checked_by is None) == (kept, kept != EvidenceState.CHECKED)


def test_nothing_is_there_to_check_before_something_is_agreed(assessment: Assessment, lead: User) -> None:
    assert check(assessment, lead, seen=0) == Overtaken(None)
    record(assessment, lead, make_agreement(kind=AnswerKind.NONE, point_id=None))
    outcome = check(assessment, make_user("reviewer@example.org"))
    assert isinstance(outcome, Overtaken)
