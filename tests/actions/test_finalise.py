"""What is final stays: the database refuses to change it, and whoever opens the review again makes a new revision."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from assessments.actions.agree import Agreement, NotReviewing, agree
from assessments.actions.finalise import NotReviewedError, finalise, reopen
from assessments.models import AnswerKind, Assessment, Snapshot, TrailEntry, TrailText
from assessments.queries.questionnaires import load_questionnaire
from assessments.queries.snapshots import load_snapshot
from assessments.report.files import describe_final, load_report
from roles.models import Role
from tests.assessments_factories import make_answer, make_assessment, make_model_version, make_participant
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db
FIRST = "todo-stages-licences-1-0"
State = Assessment.State


@pytest.fixture
def assessment() -> Assessment:
    """Under review, with one answer."""
    made = make_assessment(make_organisation().units.get(), [make_model_version()], state=State.REVIEWING)
    make_answer(make_participant(made, make_user("bob@example.org", name="Bob")), FIRST, "standard")
    return made


@pytest.fixture
def lead() -> User:
    return make_user("lead@example.org")


def make_final(assessment: Assessment, lead: User) -> Assessment:
    finalise(assessment=assessment, by=lead, describe=describe_final)
    return Assessment.objects.select_related("unit__organisation", "cycle").get(pk=assessment.pk)


def test_final_report_says_so_and_no_longer_follows_its_labels(assessment: Assessment, lead: User) -> None:
    final = make_final(assessment, lead)
    before = load_report(final)
    User.objects.update(name="Renamed")
    Role.objects.update(name="Renamed")
    final.unit.name = "Renamed"
    final.unit.save()
    after = load_report(Assessment.objects.get(pk=final.pk))
    assert (before.head.is_final, after) == (True, before)
    assert "Renamed" not in str(after)


def test_finalising_is_recorded_with_the_digest(assessment: Assessment, lead: User) -> None:
    make_final(assessment, lead)
    entry = TrailEntry.objects.get(action=TrailEntry.Action.FINALISED)
    assert entry.new == {"revision": 1, "digest": Snapshot.objects.get().digest}


@pytest.mark.parametrize("state", [State.DRAFT, State.COLLECTING, State.FINALISED])
def test_only_what_was_reviewed_is_finalised(assessment: Assessment, lead: User, state: str) -> None:
    Assessment.objects.update(state=state)
    with pytest.raises(NotReviewedError):
        finalise(assessment=assessment, by=lead, describe=describe_final)
    assert not Snapshot.objects.exists()


def test_nothing_is_recorded_on_the_board_of_a_final_assessment(assessment: Assessment, lead: User) -> None:
    final = make_final(assessment, lead)
    question = load_questionnaire(final).questions[FIRST]
    wanted = Agreement(change_id=lead.person, seen_version=0, kind=AnswerKind.DONT_KNOW)
    assert agree(assessment=final, question=question, agreement=wanted, by=lead) == NotReviewing()


def test_opened_again_it_is_a_new_revision_and_the_old_report_is_kept(assessment: Assessment, lead: User) -> None:
    reopen(assessment=make_final(assessment, lead), by=lead, reason="A practice was forgotten.")
    again = Assessment.objects.get()
    assert (again.state, again.revision) == (State.REVIEWING, 2)
    make_final(again, lead)
    assert list(Snapshot.objects.order_by("revision").values_list("revision", flat=True)) == [1, 2]
    entry = TrailEntry.objects.get(action=TrailEntry.Action.REOPENED)
    assert "A practice was forgotten." in TrailText.objects.get(pk=entry.new["text"]).body


def test_only_a_final_one_is_opened_again(assessment: Assessment, lead: User) -> None:
    with pytest.raises(NotReviewedError):
        reopen(assessment=assessment, by=lead, reason="Why not")


@pytest.mark.parametrize("column", [field.column for field in Snapshot._meta.concrete_fields])
def test_database_refuses_to_change_a_snapshot(assessment: Assessment, lead: User, column: str) -> None:
    make_final(assessment, lead)
    sql = f"UPDATE assessments_snapshot SET {column} = {column}"  # noqa: S608 - the table's own columns
    with pytest.raises(IntegrityError, match="a snapshot cannot change"), transaction.atomic():
        connection.cursor().execute(sql)
    assert load_snapshot(Assessment.objects.get()).revision == 1
