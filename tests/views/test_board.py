"""The agreement board: what is shown to whom, and what a lead records on it."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, User
from assessments.models import AgreedAnswer, Answer, AnswerKind, Assessment, EvidenceState
from tests.assessments_factories import get_point, make_answer, make_assessment, make_model_version, make_participant
from tests.factories import make_membership, make_organisation, make_unit, make_user

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = (f"todo-stages-licences-{name}" for name in ("1-0", "1-1", "2-0"))
BY_GROUP = Assessment.Confidentiality.BY_GROUP


@pytest.fixture
def assessment() -> Assessment:
    unit = make_unit(make_organisation().units.get())
    return make_assessment(unit, [make_model_version()], state=Assessment.State.REVIEWING)


def answer(assessment: Assessment, *points: str, group: str = "developer", practice: str = FIRST) -> list[Answer]:
    people = [
        make_participant(assessment, make_user(f"{group}{number}-{practice}@example.org"), group=group)
        for number in range(len(points))
    ]
    return [
        make_answer(person, practice, point, comment=f"{person.user.email} wrote")
        for person, point in zip(people, points, strict=True)
    ]


def link(assessment: Assessment, practice: str = "", name: str = "board") -> str:
    return reverse(f"assessments:{name}", args=[assessment.pk, practice] if practice else [assessment.pk])


def see(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def practice_link(assessment: Assessment, practice: str = FIRST) -> str:
    return link(assessment, practice, "board-practice")


def send(client: Client, assessment: Assessment, **fields: object) -> object:
    sent = {"version": 0, "change": uuid.uuid4(), "choice": "standard", "reason": "We looked.", **fields}
    return client.post(practice_link(assessment), sent)


def test_what_needs_a_conversation_comes_first(client: Client, assessment: Assessment, lead: User) -> None:
    answer(assessment, "partial", "standard", practice=FIRST)
    answer(assessment, "not-done", "improved", practice=THIRD)
    page = see(client, link(assessment))
    assert "0 of 1 practice that needs a conversation is settled." in page
    assert page.index(practice_link(assessment, THIRD)) < page.index(practice_link(assessment, FIRST))
    assert "Not done 1, Improved 1" in page


def test_board_waits_while_people_answer(client: Client, assessment: Assessment, lead: User) -> None:
    Assessment.objects.update(state=Assessment.State.COLLECTING)
    answer(assessment, "partial")
    page = see(client, link(assessment))
    assert "The board opens when collecting closes" in page
    assert "Partial" not in page
    assert client.get(practice_link(assessment)).status_code == 404


@pytest.mark.parametrize(("narrowed", "shown"), [("", 8), ("state=open", 1), ("section=inventory", 4), ("role=x", 0)])
def test_filter_narrows_the_board(
    client: Client, assessment: Assessment, lead: User, narrowed: str, shown: int
) -> None:
    answer(assessment, "not-done", "improved")
    assert f"{shown} practice{'' if shown == 1 else 's'} shown." in see(client, f"{link(assessment)}?{narrowed}")


def test_named_answers_are_shown_with_names(client: Client, assessment: Assessment, lead: User) -> None:
    answer(assessment, "not-done", "improved")
    page = see(client, practice_link(assessment))
    assert "Developer0-" in page
    assert "developer0-" in page


def test_by_group_no_name_no_role_and_no_single_answer_is_shown(
    client: Client, assessment: Assessment, lead: User
) -> None:
    Assessment.objects.update(confidentiality=BY_GROUP)
    answers = answer(assessment, "not-done", "improved", "partial", group="*")
    page = see(client, practice_link(assessment))
    assert "Other roles, 3 people" in page
    for given in answers:
        assert given.participant.user.get_full_name() not in page
        assert given.comment in page
    assert page.count("<strong>1</strong>") == 3


def test_who_runs_a_practice_stands_beside_who_lives_with_it(
    client: Client, assessment: Assessment, lead: User
) -> None:
    answer(assessment, "not-done", "improved", group="*")
    answer(assessment, "partial", group="software-architect")
    answer(assessment, "standard", group="developer")
    page = see(client, practice_link(assessment))
    rows = [page.index(text) for text in ("Developer, 1 person", "runs it", "Software Architect, 1", "lives with it")]
    assert rows == sorted(rows)
    assert page.index("lives with it") < page.index("Other roles, 2 people")
    assert (page.count("runs it<"), page.count("lives with it<")) == (1, 1)


def test_state_of_the_evidence_is_shown_before_anybody_checked_it(
    client: Client, assessment: Assessment, lead: User
) -> None:
    answer(assessment, "not-done", "improved")
    send(client, assessment, is_linked="on")
    assert "evidence linked" in see(client, practice_link(assessment))


def test_recording_settles_the_practice_and_goes_to_the_next(
    client: Client, assessment: Assessment, lead: User
) -> None:
    answer(assessment, "not-done", "improved")
    answer(assessment, "not-done", "improved", practice=THIRD)
    response = send(client, assessment)
    assert response.headers["Location"] == practice_link(assessment, THIRD)  # type: ignore[attr-defined]
    assert AgreedAnswer.objects.get().point == get_point("standard")
    assert "1 of 2 practices that need a conversation are settled." in see(client, link(assessment))
    assert "agreed answer" in see(client, link(assessment))


def test_result_takes_the_agreed_answer(client: Client, assessment: Assessment, lead: User) -> None:
    answer(assessment, "not-done", "improved")
    send(client, assessment, choice="improved")
    page = see(client, reverse("assessments:results", args=[assessment.pk]))
    assert "1 of 4" in page


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"choice": ""}, "Choose the answer that the unit agreed on."),
        ({"choice": "perfect"}, "Choose one of the answers that are listed."),
        ({"reason": ""}, "Give the reason"),
        ({"choice": "left_open", "reason": ""}, "Give the reason"),
        ({"reason": "x" * 501}, "at most 500 characters"),
    ],
)
def test_bad_agreement_stores_nothing_and_keeps_what_was_typed(
    client: Client, assessment: Assessment, lead: User, fields: dict[str, str], message: str
) -> None:
    answer(assessment, "not-done", "improved")
    response = send(client, assessment, **{"reason": "Typed text", **fields})
    page = response.content.decode()  # type: ignore[attr-defined]
    assert response.status_code == 400  # type: ignore[attr-defined]
    assert message in page
    assert fields.get("reason", "Typed text") in page
    assert not AgreedAnswer.objects.exists()


def test_practice_can_be_left_open_with_a_reason(client: Client, assessment: Assessment, lead: User) -> None:
    answer(assessment, "not-done", "improved")
    send(client, assessment, choice="left_open", reason="The teams differ on purpose.")
    assert AgreedAnswer.objects.get().kind == AnswerKind.NONE
    page = see(client, link(assessment))
    assert "Left open" in page
    assert "1 of 1 practice that needs a conversation is settled." in page


def test_second_lead_keeps_their_text_and_sees_what_was_recorded(
    client: Client, assessment: Assessment, lead: User
) -> None:
    answer(assessment, "not-done", "improved")
    send(client, assessment, reason="First reason")
    response = send(client, assessment, choice="partial", reason="Second reason")
    page = response.content.decode()  # type: ignore[attr-defined]
    assert response.status_code == 409  # type: ignore[attr-defined]
    assert "First reason" in page
    assert "Second reason" in page
    assert 'name="version" value="1"' in page


def test_reviewer_checks_evidence_but_records_nothing(client: Client, assessment: Assessment, lead: User) -> None:
    answer(assessment, "standard")
    send(client, assessment)
    reviewer = make_user("reviewer@example.org")
    make_membership(reviewer, assessment.unit.organisation, Membership.Kind.VIEWER, is_reviewer=True)
    client.force_login(reviewer)
    assert send(client, assessment, version=1).status_code == 403  # type: ignore[attr-defined]
    day = datetime.date(2100, 1, 1)
    sent = {"version": 1, "change": uuid.uuid4(), "holds_until": day}
    client.post(link(assessment, FIRST, "board-evidence"), sent)
    row = AgreedAnswer.objects.get()
    assert (row.evidence_state, row.checked_by, row.holds_until) == (EvidenceState.CHECKED, reviewer, day)
    assert "holds until 1 Jan 2100" in see(client, practice_link(assessment))


def test_own_record_and_past_days_cannot_be_checked(client: Client, assessment: Assessment, lead: User) -> None:
    send(client, assessment)
    url, sent = link(assessment, FIRST, "board-evidence"), {"version": 1, "change": uuid.uuid4()}
    own = client.post(url, {**sent, "holds_until": "2100-01-01"})
    past = client.post(url, {**sent, "holds_until": "2000-01-01"})
    assert (own.status_code, past.status_code) == (409, 400)
    assert "Somebody else has to check its evidence." in own.content.decode()
    assert "Choose a day after today." in past.content.decode()
    assert AgreedAnswer.objects.get().evidence_state == EvidenceState.ASSERTED


def test_unknown_practice_is_not_found(client: Client, assessment: Assessment, lead: User) -> None:
    assert client.get(practice_link(assessment, "unknown")).status_code == 404


def test_workshop_records_without_participants(client: Client, assessment: Assessment, lead: User) -> None:
    Assessment.objects.update(state=Assessment.State.COLLECTING)
    send(client, assessment, reason="")
    assert AgreedAnswer.objects.get().point == get_point("standard")


def test_queries_do_not_grow_with_people(
    client: Client, assessment: Assessment, lead: User, django_assert_max_num_queries: object
) -> None:
    client.get(link(assessment))
    counts = []
    for number in range(3):
        answer(assessment, "partial", "standard", group=f"group-{number}")
        with django_assert_max_num_queries(12) as taken:  # type: ignore[operator]
            client.get(link(assessment))
        counts.append(len(taken))
    assert counts[1] == counts[-1]
