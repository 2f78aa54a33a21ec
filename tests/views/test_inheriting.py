"""The pages of inherited practices: not asked, shown, said to differ, and settled by a lead."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership, User
from assessments.models import AnswerKind, Assessment, LocalDifference, TrailEntry
from assessments.queries.inheriting import load_settled
from assessments.report.files import describe_final, load_report
from assessments.scoring import Basis, rated
from tests.assessments_factories import get_point, make_participant
from tests.factories import make_membership, make_user
from tests.inheriting import OWN, WIDE, agree_on, answer_all, make_parts, make_wide_version, start
from tests.pages import link

pytestmark = pytest.mark.django_db
State = Assessment.State


@pytest.fixture
def pair() -> tuple[Assessment, Assessment]:
    """The assessment of the whole, and that of a part of it."""
    _, root, part = make_parts()
    version = make_wide_version()
    return start(root, version, state=State.REVIEWING), start(part, version)


@pytest.fixture
def own(pair: tuple[Assessment, Assessment]) -> Assessment:
    return pair[1]


@pytest.fixture
def within(client: Client, own: Assessment) -> User:
    """Leads the part, and only that."""
    user = make_user("within@example.org")
    make_membership(user, own.unit.organisation, Membership.Kind.LEAD, unit=own.unit)
    client.force_login(user)
    return user


@pytest.fixture
def bob(own: Assessment) -> User:
    user = make_user("bob@example.org")
    make_membership(user, own.unit.organisation, Membership.Kind.RESPONDENT, unit=own.unit)
    make_participant(own, user)
    return user


def see(client: Client, name: str, assessment: Assessment, *more: object) -> str:
    return client.get(link(name, assessment, *more)).content.decode()


def test_inherited_practice_is_not_asked_and_says_where_it_is_answered(
    client: Client, own: Assessment, bob: User
) -> None:
    client.force_login(bob)
    assert "1 practice is answered once for the whole organisation" in see(client, "assessment", own)
    page = see(client, "section", own, "todo-stages", "licences")
    assert (f'data-practice="{WIDE}"' in page, f'data-practice="{OWN}"' in page) == (False, True)
    assert f'{link("inherited", own)}#{WIDE}"' in page
    assert "0 of 8 practices answered." in see(client, "assessment", own)
    assert "0 of 8 practices answered" in client.get("/").content.decode()


def test_page_that_is_older_than_the_other_assessment_still_saves(client: Client, own: Assessment, bob: User) -> None:
    client.force_login(bob)
    sent = {f"{WIDE}-choice": "standard", f"{WIDE}-change": uuid.uuid4(), f"{WIDE}-version": 0, "person": bob.person}
    revision = own.versions.get().criteria.get(revision__practice__key=WIDE).revision_id
    response = client.post(link("answer", own, WIDE), {**sent, f"{WIDE}-revision": revision})
    assert response.status_code == 200


def test_settled_answer_of_the_whole_is_shown_and_nobody_who_gave_it(
    client: Client, pair: tuple[Assessment, Assessment], within: User
) -> None:
    whole, own = pair
    answer_all(whole, "standard", "standard", "partial")
    for page in (see(client, "inherited", own), see(client, "differs", own, WIDE), see(client, "results", own)):
        assert ("Told in confidence" in page, "licence-policy-" in page) == (False, False)
    assert "Standard" in see(client, "inherited", own)
    assert client.get(link("results", whole)).status_code == 404


def test_participant_says_that_it_differs_and_a_lead_refuses_with_a_reason(
    client: Client, pair: tuple[Assessment, Assessment], within: User, bob: User
) -> None:
    whole, own = pair
    agree_on(whole, "standard")
    client.force_login(bob)
    assert client.post(link("differs", own, WIDE), {"reason": " "}).status_code == 400
    client.post(link("differs", own, WIDE), {"reason": "We run another policy."})
    again = client.post(link("differs", own, WIDE), {"reason": "I say so too."})
    assert (again.status_code, "I say so too." in again.content.decode()) == (409, True)
    assert client.post(link("refuse-differs", own, WIDE), {"refuse-reason": "No."}).status_code == 403
    client.force_login(within)
    page = see(client, "differs", own, WIDE)
    assert ("We run another policy." in page, "Bob" in page) == (True, False)
    assert client.post(link("refuse-differs", own, WIDE), {"refuse-reason": ""}).status_code == 400
    client.post(link("refuse-differs", own, WIDE), {"refuse-reason": "It is the same one."})
    said = LocalDifference.objects.get()
    assert (said.said_by, said.refusal, said.refused_by) == (bob, "It is the same one.", within)
    assert "It is the same one." in see(client, "differs", own, WIDE)
    LocalDifference.objects.update(refusal="", reason="")
    assert "Looked at: it holds here" in see(client, "inherited", own)
    entries = TrailEntry.objects.filter(assessment=own).values_list("action", "person")
    assert list(entries) == [("differs", bob.person), ("refused", within.person)]


def test_lead_accepts_by_recording_the_units_own_answer_with_a_reason(
    client: Client, pair: tuple[Assessment, Assessment], within: User, bob: User
) -> None:
    whole, own = pair
    agree_on(whole, "standard")
    LocalDifference.objects.create(
        assessment=own, practice=whole.agreed_answers.get().practice, reason="Another policy.", said_by=bob
    )
    Assessment.objects.filter(pk=own.pk).update(state=State.REVIEWING)
    board = see(client, "board", own)
    assert ("Said to differ here" in board, "0 of 1 practice" in board) == (True, True)
    assert "Another policy." in see(client, "board-practice", own, WIDE)
    sent = {"version": 0, "change": uuid.uuid4(), "choice": "partial", "reason": ""}
    assert client.post(link("board-practice", own, WIDE), sent).status_code == 400
    client.post(link("board-practice", own, WIDE), {**sent, "reason": "They run another one."})
    assert load_settled([own])[own.pk].units[WIDE].answer == rated("partial")
    board = see(client, "board", own)
    assert ("Differs here" in board, "1 of 1 practice" in board) == (True, True)
    line = next(line for part in load_report(own).answers for line in part.answers if line.key == WIDE)
    assert line.basis == "agreed answer; it differs here from the whole organisation"
    late = client.post(link("differs", own, WIDE), {"reason": "Once more."})
    assert late.status_code == 409


def test_report_marks_what_is_inherited_and_keeps_it_when_final(pair: tuple[Assessment, Assessment]) -> None:
    whole, own = pair
    agreed = agree_on(whole, "standard")
    line = next(line for part in load_report(own).answers for line in part.answers if line.key == WIDE)
    assert (line.answer, line.basis, line.counts) == ("Standard", "answer of the whole organisation", "")
    frozen = describe_final(own)
    agreed.kind, agreed.point = AnswerKind.RATED, get_point("not-done")
    agreed.save()
    assert "answer of the whole organisation" in frozen
    assert load_settled([own])[own.pk].units[WIDE].basis is Basis.INHERITED


def test_finalising_warns_of_what_the_whole_has_not_settled(
    client: Client, pair: tuple[Assessment, Assessment], within: User
) -> None:
    whole, own = pair
    answer_all(whole, "not-done", "improved")
    Assessment.objects.filter(pk=own.pk).update(state=State.REVIEWING)
    assert "1 practice is not settled yet for the whole organisation" in see(client, "final", own)


def test_nobody_else_says_anything_and_other_practices_have_no_such_page(
    client: Client, own: Assessment, bob: User, within: User
) -> None:
    assert client.get(link("differs", own, OWN)).status_code == 404
    client.force_login(bob)
    Assessment.objects.filter(pk=own.pk).update(state=State.REVIEWING)
    assert client.get(link("differs", own, WIDE)).status_code == 200
    assert client.post(link("differs", own, WIDE), {"reason": "Too late."}).status_code == 403


def test_board_of_a_part_takes_no_more_than_twelve_queries(
    client: Client, pair: tuple[Assessment, Assessment], within: User
) -> None:
    whole, own = pair
    answer_all(whole, "standard", "partial")
    answer_all(own, "standard", "partial", practice=OWN)
    Assessment.objects.filter(pk=own.pk).update(state=State.REVIEWING)
    see(client, "board", own)
    with CaptureQueriesContext(connection) as seen:
        see(client, "board", own)
    assert len(seen) <= 12, [q["sql"][:150] for q in seen.captured_queries]
