"""Handing practices over: they leave one list and enter another, can be taken back, and nothing is lost or told."""

from __future__ import annotations

import datetime
import re

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Organisation, User
from assessments.actions.collecting import add_participant, remove_participant
from assessments.models import Assessment, Handover, Participant, Practice, TrailEntry, TrailText
from assessments.queries.own import load_own
from assessments.queries.questionnaires import load_questionnaire
from tests.assessments_factories import (
    make_answer,
    make_answering_role,
    make_assessment,
    make_model_version,
    make_participant,
)
from tests.factories import make_membership, make_organisation, make_user
from tests.pages import link

pytestmark = pytest.mark.django_db
KEYS = [f"todo-stages-licences-{level}-{n}" for level in (1, 2) for n in (0, 1)]
KEY, OTHER, *_ = KEYS
Action, Kind = TrailEntry.Action, Membership.Kind


@pytest.fixture
def acme() -> Organisation:
    return make_organisation()


@pytest.fixture
def assessment(acme: Organisation) -> Assessment:
    return make_assessment(acme.units.get(), [make_model_version()])


def join(assessment: Assessment, name: str, roles: tuple[str, ...] = ("developer",)) -> Participant:
    user = make_user(f"{name}@example.org")
    make_membership(user, assessment.unit.organisation, Kind.RESPONDENT)
    return make_participant(assessment, user, roles)


@pytest.fixture
def alice(assessment: Assessment) -> Participant:
    return join(assessment, "alice")


@pytest.fixture
def bob(assessment: Assessment) -> Participant:
    return join(assessment, "bob", ("lawyer", "software-architect"))


@pytest.fixture
def carol(assessment: Assessment) -> User:
    user = make_user("carol@example.org")
    make_membership(user, assessment.unit.organisation, Kind.LEAD)
    return user


def sign_in(participant: Participant) -> Client:
    client = Client()
    client.force_login(participant.user)
    return client


def give(giver: Participant, key: str = KEY, **sent: object) -> str:
    response = sign_in(giver).post(link("hand-over", giver, key), sent, follow=True)
    assert response.status_code == (200 if response.redirect_chain else 400)
    return " ".join(response.content.decode().split())


def end(participant: Participant) -> str:
    address = link("end-handover", participant, Handover.objects.get().pk)
    return sign_in(participant).post(address, follow=True).content.decode()


def read_section(participant: Participant) -> str:
    page = sign_in(participant).get(link("section", participant, "todo-stages", "licences"))
    return " ".join(page.content.decode().split())


def list_own(participant: Participant) -> set[str]:
    return set(load_own(participant, load_questionnaire(participant.assessment)).keys)


def close(participant: Participant) -> None:
    participant.submitted_at = timezone.now()
    participant.save()


# --- The mail ---
def test_colleague_is_mailed_once_a_day_without_names_or_titles(alice: Participant, bob: Participant) -> None:
    Assessment.objects.update(due_on=datetime.date(2126, 3, 31))
    give(alice, receiver=bob.pk, note="Bob runs it.")
    give(alice, OTHER, receiver=bob.pk)
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["bob@example.org"], "A practice was handed over to you: Acme, 2026 H2")
    assert f"http://testserver{link('assessment', bob)}" in message.body
    assert "Please submit by 31 March 2126." in message.body
    assert "List-Unsubscribe" in message.extra_headers
    assert [word for word in ("Alice", "Bob runs", "Todo stages") if word in message.subject + message.body] == []


def test_section_is_one_mail(alice: Participant, bob: Participant) -> None:
    sign_in(alice).post(link("hand-over-section", alice, "todo-stages", "licences"), {"receiver": bob.pk})
    assert [message.subject for message in mail.outbox] == ["4 practices were handed over to you: Acme, 2026 H2"]


def test_who_wants_no_mails_or_does_not_take_part_gets_none(alice: Participant, bob: Participant) -> None:
    User.objects.filter(pk=bob.user_id).update(wants_reminders=False)
    assert "1 practice is with Bob now." in give(alice, receiver=bob.pk)
    give(alice, OTHER, address="dora@example.org")
    assert mail.outbox == []


@override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=1)
def test_mail_that_cannot_be_sent_is_told_and_the_practice_is_handed_over(alice: Participant, bob: Participant) -> None:
    page = give(alice, receiver=bob.pk)
    assert "1 practice is with Bob now." in page
    assert "The mail to Bob could not be sent. Please tell them yourself." in page
    bob.user.refresh_from_db()
    assert bob.user.reminded_on is None


def count_asked(client: Client, assessment: Assessment) -> list[str]:
    page = client.get(reverse("assessments:people", args=[assessment.pk])).content.decode()
    return re.findall(r'data-label="For [^"]*">(\d+) practice', page)


@pytest.mark.parametrize(("confidentiality", "after"), [("named", ["6", "8"]), ("by_group", ["8", "8"])])
def test_lead_sees_who_has_how_many_now_but_not_by_group(
    alice: Participant, bob: Participant, carol: User, confidentiality: str, after: list[str]
) -> None:
    Assessment.objects.update(confidentiality=confidentiality)
    client = Client()
    client.force_login(carol)
    assert count_asked(client, alice.assessment) == ["8", "8"]
    for key in (KEY, OTHER):
        give(alice, key, receiver=bob.pk)
    assert count_asked(client, alice.assessment) == after


# --- One practice ---
def test_practice_moves_to_the_colleague_with_its_note(alice: Participant, bob: Participant) -> None:
    page = give(alice, receiver=bob.pk, note="You <run> it.")
    assert "1 practice is with Bob now." in page
    assert "Handed to Bob." in page.partition("data-others")[2]
    assert (KEY in list_own(alice), KEY in list_own(bob)) == (False, True)
    theirs = read_section(bob)
    assert "Alice handed this to you. “You &lt;run&gt; it.”" in theirs
    task_list = sign_in(bob).get(link("assessment", bob)).content.decode()
    assert "Handed to you: 1. Handed over by you: 0." in task_list


def test_trail_says_who_handed_what_to_whom(alice: Participant, bob: Participant) -> None:
    give(alice, receiver=bob.pk, note="Yours.")
    end(alice)
    entries = TrailEntry.objects.filter(practice__key=KEY)
    assert [(entry.action, entry.person) for entry in entries] == [
        (Action.HANDED, alice.user.person),
        (Action.TAKEN_BACK, alice.user.person),
    ]
    assert [entry.new and entry.new["person"] for entry in entries] == [str(bob.user.person)] * 2
    assert "Yours." in TrailText.objects.get().body


def test_practice_is_taken_back_as_long_as_it_is_not_answered(alice: Participant, bob: Participant) -> None:
    give(alice, receiver=bob.pk)
    make_answer(bob, KEY, "partial")
    assert "has answered it already" in end(alice)
    assert KEY not in list_own(alice)
    bob.answers.all().delete()
    assert "The practice is back." in end(alice)
    assert KEY in list_own(alice)


def test_by_group_nobody_learns_whether_the_colleague_has_answered(alice: Participant, bob: Participant) -> None:
    Assessment.objects.update(confidentiality=Assessment.Confidentiality.BY_GROUP)
    pages = []
    for answers in (False, True):
        give(alice, receiver=bob.pk)
        if answers:
            make_answer(bob, KEY, "partial")
        pages.append("The practice is back." in end(alice))
    assert pages == [True, True]
    assert bob.answers.count() == 1


def test_colleague_gives_it_back(alice: Participant, bob: Participant) -> None:
    give(alice, receiver=bob.pk)
    end(bob)
    assert (KEY in list_own(alice), Handover.objects.count()) == (True, 0)


def test_what_was_handed_over_goes_no_further(alice: Participant, bob: Participant, assessment: Assessment) -> None:
    """Nobody hands on what they were handed, so that no practice can go round in a circle."""
    dora = join(assessment, "dora")
    give(alice, receiver=bob.pk)
    assert "nothing here to hand over" in sign_in(bob).get(link("hand-over", bob, KEY)).content.decode()
    assert "Nothing was handed over" in give(dora, receiver=alice.pk)
    assert Handover.objects.count() == 1


def test_answered_practice_stays(alice: Participant, bob: Participant) -> None:
    make_answer(alice, KEY, "partial")
    assert f"hand-over/{KEY}/" not in read_section(alice)
    give(alice, receiver=bob.pk)
    assert Handover.objects.count() == 0


def test_whoever_leaves_gives_back(alice: Participant, bob: Participant, carol: User) -> None:
    give(alice, receiver=bob.pk)
    remove_participant(participant=bob, by=carol)
    assert KEY in list_own(alice)
    ended = TrailEntry.objects.get(action=Action.TAKEN_BACK)
    assert (ended.person, ended.practice.key, ended.new) == (carol.person, KEY, {"person": str(bob.user.person)})


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, "Choose a colleague, or give the address of somebody else."),
        ({"receiver": "0"}, "Select a valid choice."),
        ({"address": "no address"}, "Enter a valid email address."),
        ({"address": "Alice@example.org"}, "This is your own address."),
        ({"address": "dora@example.org", "note": "x" * 501}, "at most 500 characters"),
    ],
)
def test_bad_handover_is_refused_with_a_message(alice: Participant, sent: dict[str, str], message: str) -> None:
    assert message in give(alice, **sent)
    assert Handover.objects.count() == 0


def test_nothing_is_handed_over_by_or_to_somebody_who_has_submitted(alice: Participant, bob: Participant) -> None:
    give(alice, OTHER, receiver=bob.pk)
    close(bob)
    assert "Select a valid choice." in give(alice, receiver=bob.pk)
    close(alice)
    assert "nothing can be handed over any more" in end(alice)
    assert "nothing can be handed over any more" in sign_in(alice).get(link("hand-over", alice, KEY)).content.decode()
    assert Handover.objects.get().practice.key == OTHER


def test_nobody_is_offered_who_has_left_the_organisation(alice: Participant, bob: Participant) -> None:
    address = link("hand-over", alice, KEY)
    assert "Bob</option>" in sign_in(alice).get(address).content.decode()
    bob.user.memberships.update(is_active=False)
    assert "Bob</option>" not in sign_in(alice).get(address).content.decode()
    assert "Select a valid choice." in give(alice, receiver=bob.pk)


def test_handover_of_others_is_not_found(alice: Participant, bob: Participant, assessment: Assessment) -> None:
    give(alice, receiver=bob.pk)
    dora = join(assessment, "dora")
    assert sign_in(dora).post(link("end-handover", dora, Handover.objects.get().pk)).status_code == 404
    assert "Alice" not in sign_in(dora).get(link("handovers", dora)).content.decode()
    assert sign_in(alice).get(link("hand-over", alice, "unknown")).status_code == 404
    assert sign_in(alice).get(link("hand-over-section", alice, "todo-stages", "unknown")).status_code == 404


def test_one_practice_has_one_handover_of_a_person(alice: Participant, bob: Participant) -> None:
    give(alice, receiver=bob.pk)
    again = Handover(giver=alice, receiver=bob, practice=Practice.objects.get(key=KEY))
    to_self = Handover(giver=alice, receiver=alice, practice=Practice.objects.get(key=OTHER))
    to_nobody = Handover(giver=alice, practice=Practice.objects.get(key=OTHER))
    for row in (again, to_self, to_nobody):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


# --- A section ---
def test_section_is_handed_over_but_for_what_is_answered(alice: Participant, bob: Participant) -> None:
    make_answer(alice, KEY, "partial")
    address = link("hand-over-section", alice, "todo-stages", "licences")
    assert "Hand over 3 practices" in sign_in(alice).get(address).content.decode()
    page = sign_in(alice).post(address, {"receiver": bob.pk}, follow=True).content.decode()
    assert "3 practices are with Bob now." in page
    assert list_own(alice) & set(KEYS) == {KEY}
    assert list_own(bob) >= set(KEYS[1:])


# --- Somebody who does not take part yet ---
def test_proposal_waits_for_a_lead_and_stays_with_its_giver(alice: Participant, carol: User) -> None:
    assert "You proposed to hand this over to dora@example.org." in give(alice, address="Dora@Example.org")
    assert KEY in list_own(alice)
    dora = make_user("dora@example.org")
    client = Client()
    client.force_login(carol)
    people = " ".join(client.get(link("people", alice)).content.decode().split())
    assert 'dora@example.org<br><span class="meta">Alice would hand 1 practice over to them.' in people
    Assessment.objects.update(confidentiality=Assessment.Confidentiality.BY_GROUP)
    assert "Alice would hand practices over to them." in client.get(link("people", alice)).content.decode()
    participant = add_participant(
        assessment=alice.assessment, user=dora, roles=[make_answering_role("lawyer")], by=carol
    )
    assert (KEY in list_own(alice), KEY in list_own(participant)) == (False, True)
    entries = TrailEntry.objects.filter(action=Action.HANDED).order_by("pk").values_list("person", "new__person")
    assert list(entries) == [(alice.user.person, None), (carol.person, str(dora.person))]
    assert "Proposed by participants" not in client.get(link("people", alice)).content.decode()


def test_lead_dismisses_a_proposal(alice: Participant, carol: User) -> None:
    for key in (KEY, OTHER):
        give(alice, key, address="dora@example.org")
    client = Client()
    client.force_login(carol)
    address = link("dismiss-proposal", alice, Handover.objects.earliest("pk").pk)
    assert "The proposal is dismissed." in client.post(address, follow=True).content.decode()
    assert Handover.objects.count() == 0


def test_address_of_a_colleague_who_takes_part_is_enough(alice: Participant, bob: Participant) -> None:
    give(alice, address="BOB@example.org")
    assert KEY in list_own(bob)


@pytest.mark.parametrize("count", [1, 3])
def test_query_counts_do_not_grow(
    alice: Participant, bob: Participant, django_assert_num_queries: pytest.FixtureRequest, count: int
) -> None:
    for key in KEYS[:count]:
        give(alice, key, receiver=bob.pk)
    client = sign_in(bob)
    path = link("handovers", bob)
    client.get(path)
    with django_assert_num_queries(6):
        client.get(path)
