"""What a lead does before the conversation: people in, people out, collecting closed and opened again."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains

from accounts.models import User
from assessments.models import Assessment, Participant
from tests.assessments_factories import (
    make_answer,
    make_answering_role,
    make_assessment,
    make_model_version,
    make_participant,
)
from tests.factories import make_organisation, make_unit, make_user
from tests.pages import join, link

pytestmark = pytest.mark.django_db
FIRST = "todo-stages-licences-1-0"


@pytest.fixture
def assessment() -> Assessment:
    return make_assessment(make_unit(make_organisation().units.get()), [make_model_version()])


def test_lead_adds_a_member_with_roles(client: Client, assessment: Assessment, lead: User) -> None:
    bob, role = join(assessment, "bob@example.org"), make_answering_role("legal")
    response = client.post(link("people", assessment), {"user": bob.pk, "roles": [role.pk]}, follow=True)
    assert list(assessment.participants.get(user=bob).roles.all()) == [role]
    assert "Bob takes part." in response.content.decode()


def test_only_those_who_reach_the_unit_can_be_added(client: Client, assessment: Assessment, lead: User) -> None:
    beside = make_unit(assessment.unit.parent, "Loans")
    limited, above = join(assessment, "limited@example.org", unit=beside), join(assessment, "above@example.org")
    stranger, gone = make_user("stranger@example.org"), join(assessment, "gone@example.org")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    role = make_answering_role()
    for user, status in ((limited, 400), (stranger, 400), (gone, 400), (above, 302)):
        sent = {"user": user.pk, "roles": [role.pk]}
        assert client.post(link("people", assessment), sent).status_code == status, user
    assert [row.user for row in assessment.participants.all()] == [above]


def test_missing_role_is_said_at_the_field_and_keeps_the_choice(
    client: Client, assessment: Assessment, lead: User
) -> None:
    bob = join(assessment, "bob@example.org")
    response = client.post(link("people", assessment), {"user": bob.pk})
    page = response.content.decode()
    assert response.status_code == 400
    assert "Choose at least one role." in page
    assert f'<option value="{bob.pk}" selected' in page


def test_page_tells_how_far_everybody_is(client: Client, assessment: Assessment, lead: User) -> None:
    person = make_participant(assessment, join(assessment, "bob@example.org"))
    make_answer(person, FIRST, "partial")
    page = client.get(link("people", assessment)).content.decode()
    assert "1 of 8" in page
    assert "Answering" in page
    assert "Remove" not in page


def test_queries_do_not_grow_with_people(
    client: Client, assessment: Assessment, lead: User, django_assert_max_num_queries: object
) -> None:
    counts = []
    for number in range(6):
        make_participant(assessment, join(assessment, f"person{number}@example.org"))
        with django_assert_max_num_queries(30) as taken:  # type: ignore[operator]
            client.get(link("people", assessment))
        counts.append(len(taken))
    assert counts[1] == counts[-1]


def test_somebody_who_has_not_answered_can_be_removed(client: Client, assessment: Assessment, lead: User) -> None:
    person = make_participant(assessment, join(assessment, "bob@example.org"))
    client.post(link("remove-participant", assessment, person.pk))
    assert not Participant.objects.exists()


def test_somebody_who_has_answered_stays(client: Client, assessment: Assessment, lead: User) -> None:
    person = make_participant(assessment, join(assessment, "bob@example.org"))
    make_answer(person, FIRST, "partial")
    page = client.post(link("remove-participant", assessment, person.pk), follow=True).content.decode()
    assert "Bob has answered already and stays." in page
    assert Participant.objects.exists()


def test_by_group_nobody_is_removed_whether_they_have_begun_or_not(
    client: Client, assessment: Assessment, lead: User
) -> None:
    begun, silent = (make_participant(assessment, join(assessment, f"{name}@example.org")) for name in ("bob", "eve"))
    make_answer(begun, FIRST, "partial")
    Assessment.objects.update(confidentiality=Assessment.Confidentiality.BY_GROUP)
    said = []
    for person, name in ((begun, "Bob"), (silent, "Eve")):
        page = client.post(link("remove-participant", assessment, person.pk), follow=True).content.decode()
        said.append(f"Taking {name} out could tell whether they have begun" in page)
        assert "button-link" not in page
    assert (said, Participant.objects.count()) == ([True, True], 2)


def test_by_group_anybody_can_be_removed_while_nobody_can_answer(
    client: Client, assessment: Assessment, lead: User
) -> None:
    person = make_participant(assessment, join(assessment, "bob@example.org"))
    Assessment.objects.update(confidentiality=Assessment.Confidentiality.BY_GROUP, state=Assessment.State.DRAFT)
    assert link("remove-participant", assessment, person.pk) in client.get(link("people", assessment)).content.decode()
    client.post(link("remove-participant", assessment, person.pk))
    assert not Participant.objects.exists()


@pytest.mark.parametrize("shown", [Assessment.Confidentiality.NAMED, Assessment.Confidentiality.BY_GROUP])
def test_whoever_is_not_told_and_submitted_is_left_out_only_where_answers_have_names(
    client: Client, assessment: Assessment, lead: User, shown: str
) -> None:
    """By group, a name that is missing would have submitted."""
    Assessment.objects.update(confidentiality=shown)
    bob, _eve = (make_participant(assessment, join(assessment, f"{name}@example.org")) for name in ("bob", "eve"))
    Participant.objects.filter(pk=bob.pk).update(submitted_at=timezone.now())
    number = 1 if shown == Assessment.Confidentiality.NAMED else 2
    assertContains(client.get(link("people", assessment)), "not told by this product.")
    assert f"<p>{number} p" in client.get(link("people", assessment)).content.decode()
    page = client.post(link("tell", assessment), {"link": ""}).content.decode()
    assert [name in page for name in ("Bob", "Eve")] == [number == 2, True]


def test_participant_of_another_assessment_is_not_found(client: Client, assessment: Assessment, lead: User) -> None:
    other = make_assessment(assessment.unit, [make_model_version("osmm")])
    person = make_participant(other, join(assessment, "bob@example.org"))
    assert client.post(link("remove-participant", assessment, person.pk)).status_code == 404


def test_closing_leads_to_the_board_and_ends_answering(client: Client, assessment: Assessment, lead: User) -> None:
    make_participant(assessment, lead)
    assert client.post(link("close", assessment)).headers["Location"] == link("board", assessment)
    page = client.get(link("assessment", assessment)).content.decode()
    assert "Collecting is over. What you saved counts." in page
    again = client.post(link("close", assessment), follow=True).content.decode()
    assert "Collecting was over already" in again


def test_opening_again_lets_people_answer_on(client: Client, assessment: Assessment, lead: User) -> None:
    make_participant(assessment, lead)
    client.post(link("close", assessment))
    client.post(link("reopen", assessment))
    assert "Start answering" in client.get(link("assessment", assessment)).content.decode()


def test_by_group_it_stays_closed_and_says_why(client: Client, assessment: Assessment, lead: User) -> None:
    Assessment.objects.update(confidentiality=Assessment.Confidentiality.BY_GROUP)
    make_participant(assessment, lead)
    client.post(link("close", assessment))
    page = client.post(link("reopen", assessment), follow=True).content.decode()
    assert "would let later answers be told apart" in page
    assert "Open collecting again" not in page


def test_sole_holder_of_a_role_is_told_before_answering(client: Client, assessment: Assessment, lead: User) -> None:
    Assessment.objects.update(confidentiality=Assessment.Confidentiality.BY_GROUP)
    make_participant(assessment, lead, ["legal"])
    make_participant(assessment, join(assessment, "bob@example.org"), ["developer"])
    few = "Fewer than three take part so far"
    for page in (link("assessment", assessment), link("section", assessment, "todo-stages", "licences")):
        assert few in client.get(page).content.decode()
    make_participant(assessment, join(assessment, "carl@example.org"), ["developer"])
    for page in (link("assessment", assessment), link("section", assessment, "todo-stages", "licences")):
        text = client.get(page).content.decode()
        assert ("Only groups of at least three people" in text, few in text) == (True, False)
        assert "You are the only one here in one of your roles" in text


def test_section_says_before_answering_that_answers_have_names(
    client: Client, assessment: Assessment, lead: User
) -> None:
    make_participant(assessment, lead)
    text = client.get(link("section", assessment, "todo-stages", "licences")).content.decode()
    assert "Leads see every answer with its name." in text
    assert "Fewer than three" not in text


def test_draft_is_opened_by_a_lead_and_says_until_then_that_it_waits(
    client: Client, assessment: Assessment, lead: User
) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(state=Assessment.State.DRAFT)
    make_participant(assessment, lead)
    assert "still being prepared" in client.get(link("assessment", assessment)).content.decode()
    assert "Open collecting now" in client.get(link("people", assessment)).content.decode()
    page = client.post(link("open", assessment), follow=True).content.decode()
    assert ("Collecting is open." in page, "Open collecting now" in page) == (True, False)
    assert "Start answering" in client.get(link("assessment", assessment)).content.decode()
    assert "was opened before" in client.post(link("open", assessment), follow=True).content.decode()
