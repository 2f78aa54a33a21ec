"""What is sent signed out, for somebody else or with an old token comes back in a form, and is not stored."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects, assertTemplateUsed

from accounts.models import Membership, User
from assessments.models import Answer, Participant
from tests.assessments_factories import make_participant
from tests.factories import PASSWORD, make_membership, make_user

pytestmark = pytest.mark.django_db
KEY = "todo-stages-licences-1-0"
OWN = "http://testserver"


@pytest.fixture
def address(participant: Participant) -> str:
    return reverse("assessments:section", args=[participant.assessment_id, "todo-stages", "licences"])


@pytest.fixture
def bob(participant: Participant) -> User:
    """He takes part in the same assessment."""
    user = make_user("bob@example.org")
    make_membership(user, participant.assessment.unit.organisation, Membership.Kind.RESPONDENT)
    make_participant(participant.assessment, user)
    return user


def fill(sender: User, **values: str) -> dict[str, str]:
    sent = {"version": "0", "change": str(uuid.uuid4()), "choice": "partial", "comment": "Since <May>.", **values}
    return {"person": str(sender.person)} | {f"{KEY}-{name}": value for name, value in sent.items()}


def read_form(html: str) -> dict[str, str]:
    """The names and values that the form of the page would send, without its token."""
    inputs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html)
    texts = re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', html)
    unescaped = {name: value.replace("&lt;", "<").replace("&gt;", ">") for name, value in texts}
    return {name: value for name, value in inputs if name != "csrfmiddlewaretoken"} | unescaped


def test_section_sent_after_the_session_was_lost_comes_back_whole(client: Client, alice: User, address: str) -> None:
    sent = fill(alice)
    response = client.post(address, sent)
    assertContains(response, "You are no longer signed in", status_code=401)
    assert read_form(response.content.decode()) == sent
    assert Answer.objects.count() == 0


def test_section_sent_again_after_signing_in_is_stored(client: Client, alice: User, address: str) -> None:
    page = client.post(address, fill(alice)).content.decode()
    client.force_login(alice)
    client.post(address, read_form(page))
    assert Answer.objects.get().comment == "Since <May>."


def test_section_of_somebody_else_is_not_stored_and_comes_back_whole(
    client: Client, alice: User, bob: User, address: str
) -> None:
    client.force_login(bob)
    sent = fill(alice)
    response = client.post(address, sent)
    assertContains(response, "Bob is signed in here now", status_code=401)
    assert read_form(response.content.decode()) == sent
    assert Answer.objects.count() == 0


def test_answer_saved_by_script_for_somebody_else_is_told_so_and_not_stored(
    client: Client, alice: User, bob: User, participant: Participant
) -> None:
    client.force_login(bob)
    address = reverse("assessments:answer", args=[participant.assessment_id, KEY])
    response = client.post(address, fill(alice), headers={"X-Requested-With": "fetch"})
    assert (response.status_code, response.content) == (401, b"someone-else")
    client.post(address, fill(bob), headers={"X-Requested-With": "fetch"})
    assert Answer.objects.get().participant.user == bob


def test_outsider_in_the_second_tab_is_told_the_same(client: Client, alice: User, address: str) -> None:
    client.force_login(make_user("eve@example.org"))
    assertContains(client.post(address, fill(alice)), "Eve is signed in here now", status_code=401)


def test_page_carries_the_person_it_was_made_for(alices_client: Client, alice: User, address: str) -> None:
    assertContains(alices_client.get(address), f'name="person" value="{alice.person}"', count=1)


def test_old_token_of_an_own_page_costs_nothing(alice: User, address: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    sent = fill(alice)
    response = strict.post(address, sent, headers={"Origin": OWN})
    assertContains(response, "You have signed in again since that page was made", status_code=403)
    html = response.content.decode()
    assert read_form(html) == sent
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)[-1]
    assert strict.post(address, read_form(html) | {"csrfmiddlewaretoken": token}).status_code == 302
    assert Answer.objects.count() == 1


def test_old_token_after_signing_out_says_so(alice: User, address: str) -> None:
    response = Client(enforce_csrf_checks=True).post(address, fill(alice), headers={"Origin": OWN})
    assertContains(response, "You are no longer signed in", status_code=401)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_form_of_another_site_is_never_shown_again(alice: User, address: str, origin: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    response = strict.post(address, fill(alice), headers={"Origin": origin} if origin else {})
    assertTemplateUsed(response, "403_csrf.html")
    assertNotContains(response, "Since", status_code=403)


def test_password_is_never_shown_again() -> None:
    sent = {"login": "alice@example.org", "password": PASSWORD}
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", sent, headers={"Origin": OWN})
    assertNotContains(response, PASSWORD, status_code=403)


def test_link_followed_without_a_session_leads_to_the_sign_in_page(client: Client, address: str) -> None:
    assertRedirects(client.get(address), f"{reverse('account_login')}?next={address}")
