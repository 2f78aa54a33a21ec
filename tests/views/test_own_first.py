"""Role first: people are put their own practices before the others, and may leave those."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client

from accounts.models import Membership, Organisation, User
from assessments.models import Participant, PracticeRevision
from assessments.queries.overview import list_my_tasks
from tests.assessments_factories import (
    make_answer,
    make_answering_role,
    make_assessment,
    make_model_version,
    make_participant,
    publish,
)
from tests.factories import make_membership, make_organisation
from tests.pages import link

pytestmark = pytest.mark.django_db
# Alice is a lawyer. The first section asks her for its last practice, the third for all of its own.
OWN = ("todo-stages-licences-2-1", *(f"todo-stages-people-{level}-{n}" for level in (1, 2) for n in (0, 1)))
FIRST, OTHER = OWN[0], "todo-stages-licences-1-0"


@pytest.fixture
def acme() -> Organisation:
    return make_organisation()


@pytest.fixture
def lawyer(alice: User, acme: Organisation) -> Participant:
    make_membership(alice, acme, Membership.Kind.RESPONDENT)
    version = make_model_version(dimensions=("licences", "inventory", "people"), published=False)
    PracticeRevision.objects.filter(practice__key__in=OWN).update(provider=make_answering_role("lawyer"))
    return make_participant(make_assessment(acme.units.get(), [publish(version)]), alice, ["lawyer"])


@pytest.fixture
def client(client: Client, alice: User, lawyer: Participant) -> Client:
    client.force_login(alice)
    return client


def section(participant: Participant, name: str = "licences") -> str:
    return link("section", participant, "todo-stages", name)


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def answer_own(participant: Participant) -> None:
    for key in OWN:
        make_answer(participant, key, "partial")


def list_practices(page: str) -> list[str]:
    return re.findall(r'data-practice="([\w-]+)"', page)


def test_task_list_begins_with_the_sections_that_ask_the_person(client: Client, lawyer: Participant) -> None:
    make_answer(lawyer, OTHER, "partial")
    page = read(client, link("assessment", lawyer))
    assert "0 of 5 practices for you answered. About 4 minutes left." in page
    assert "In all: 1 of 12." in page
    own, others = page.split("<details>", 1)
    assert "For you: 5 practices, about 4 min" in own
    assert re.findall(r'class="task-name"[^>]*>([^<]+)<', own) == ["Licences", "People"]
    assert "1 of 4 practices for you, 1 min" in own
    assert "1 other section, with nothing for your roles" in others
    assert re.findall(r'class="task-name"[^>]*>([^<]+)<', others) == ["Inventory"]


def test_section_shows_own_practices_first_and_folds_the_others(client: Client, lawyer: Participant) -> None:
    make_answer(lawyer, OTHER, "partial")
    page = read(client, section(lawyer))
    own, others = page.split("<details data-others>")
    assert list_practices(own) == [FIRST]
    assert len(list_practices(others)) == 3
    assert "For you: 1 practice, about 1 min" in own
    assert "<span data-answered>0</span> of 1 for you answered in this section." in own
    assert "3 other practices of this section, 1 answered" in others


def test_others_are_unfolded_when_asked_for_and_when_one_of_them_is_refused(
    client: Client, lawyer: Participant
) -> None:
    assert "<details data-others open>" in read(client, f"{section(lawyer)}?all=1")
    sent = {f"{OTHER}-version": "0", f"{OTHER}-change": str(uuid.uuid4()), f"{OTHER}-evidence": "no address"}
    response = client.post(section(lawyer), sent)
    assert (response.status_code, "<details data-others open>" in response.content.decode()) == (400, True)


def test_whole_section_is_saved_with_what_is_folded_away(client: Client, lawyer: Participant) -> None:
    sent: dict[str, str] = {}
    for key in (FIRST, OTHER):
        sent |= {f"{key}-version": "0", f"{key}-change": str(uuid.uuid4()), f"{key}-choice": "standard"}
    response = client.post(section(lawyer), sent)
    assert set(lawyer.answers.values_list("practice__key", flat=True)) == {FIRST, OTHER}
    assert response["Location"] == section(lawyer, "people")


def test_section_that_asks_nothing_of_the_person_is_shown_whole(client: Client, lawyer: Participant) -> None:
    page = read(client, section(lawyer, "inventory"))
    assert "None of them is for you." in page
    assert ("data-others" in page, len(list_practices(page))) == (False, 4)


def test_next_walks_own_practices_and_then_leads_to_the_check(client: Client, lawyer: Participant) -> None:
    where = link("next", lawyer)
    assert client.get(where)["Location"] == f"{section(lawyer)}#{FIRST}"
    make_answer(lawyer, FIRST, "partial")
    assert client.get(f"{where}?after={FIRST}")["Location"] == f"{section(lawyer, 'people')}#{OWN[1]}"
    for key in OWN[1:]:
        make_answer(lawyer, key, "partial")
    assert client.get(where)["Location"] == link("check", lawyer)


def test_next_goes_on_with_the_others_for_whoever_wants_to(client: Client, lawyer: Participant) -> None:
    where = f"{link('next', lawyer)}?all=1"
    assert client.get(where)["Location"] == f"{section(lawyer)}#{FIRST}"
    answer_own(lawyer)
    assert client.get(where)["Location"] == f"{section(lawyer)}?all=1#{OTHER}"
    unfolded = read(client, f"{section(lawyer)}?all=1")
    assert f'href="#{OTHER}" data-next-open data-elsewhere="{link("next", lawyer)}?after={FIRST}&amp;all=1"' in unfolded
    assert f'href="{link("next", lawyer)}?after={FIRST}" data-next-open' in read(client, section(lawyer))


def test_check_shows_own_practices_and_what_was_answered_besides(client: Client, lawyer: Participant) -> None:
    answer_own(lawyer)
    make_answer(lawyer, OTHER, "partial")
    page = read(client, link("check", lawyer))
    assert "5 of 5 practices for you are answered." in page
    assert "6 other practices are not answered. They are not for your roles, and may stay so." in page
    assert "Every practice for you is answered, so you can submit." in page
    assert page.count("<dt>We do what") == 6
    assert f'href="{section(lawyer)}?return=check&amp;all=1#{OTHER}"' in page
    assert f'href="{section(lawyer)}?return=check#{FIRST}"' in page


def test_submitting_says_what_is_not_answered_yet_and_takes_it(client: Client, lawyer: Participant) -> None:
    assert "5 practices for you are not answered yet. You may submit all the same" in read(
        client, link("check", lawyer)
    )
    assert client.post(link("submit", lawyer)).status_code == 302
    lawyer.refresh_from_db()
    assert lawyer.submitted_at is not None


def test_home_counts_and_continues_with_own_practices(client: Client, lawyer: Participant, alice: User) -> None:
    make_answer(lawyer, OTHER, "partial")
    page = read(client, "/")
    assert "0 of 5 practices for you answered, about 4 minutes left" in page
    assert f'href="{section(lawyer)}#{FIRST}"' in page
    answer_own(lawyer)
    (task,) = list_my_tasks(alice)
    assert task.next is None
