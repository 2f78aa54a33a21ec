"""Taking an invitation up: as somebody new, as somebody known, too late, twice, and as somebody else."""

from __future__ import annotations

import logging
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from accounts.actions import Invitee, SentInvitation, accept_invitation, create_invitations, withdraw_invitation
from accounts.actions.invitations import InvitationClosedError
from accounts.models import Invitation, Membership, Organisation, User
from tests.factories import PASSWORD, make_membership, make_organisation, make_unit, make_user

pytestmark = pytest.mark.django_db
OPEN, JOIN = "/invitation/", "/invitation/join/"
NEW_ACCOUNT = {"name": "Bob Baker", "password": PASSWORD}


@pytest.fixture
def acme() -> Organisation:
    acme = make_organisation("Acme")
    make_membership(make_user("alice@example.org"), acme, Membership.Kind.ADMIN)
    return acme


@pytest.fixture
def sent(acme: Organisation) -> SentInvitation:
    return invite(acme)


def invite(acme: Organisation, **fields: object) -> SentInvitation:
    invitee = Invitee(**{"email": "bob@example.org", "kind": Membership.Kind.LEAD, **fields})
    return create_invitations(organisation=acme, invitees=[invitee], invited_by=User.objects.first())[0]


def enter(client: Client, sent: SentInvitation) -> None:
    assertRedirects(client.post(OPEN, {"code": sent.code}), JOIN, fetch_redirect_response=False)


def read_membership(email: str = "bob@example.org") -> tuple[str, str, object]:
    membership = Membership.objects.get(user__email=email)
    return membership.organisation.slug, membership.kind, membership.unit


def test_somebody_new_chooses_name_and_password_and_is_in(client: Client, sent: SentInvitation) -> None:
    enter(client, sent)
    assertContains(client.get(JOIN), "Alice invites you to Acme")
    response = client.post(JOIN, NEW_ACCOUNT, follow=True)
    assert response.redirect_chain == [("/organisations/acme/", 302)]
    assertContains(response, "Welcome to Acme.")
    bob = User.objects.get(email="bob@example.org")
    assert (bob.name, bob.check_password(PASSWORD), read_membership()) == ("Bob Baker", True, ("acme", "lead", None))


def test_somebody_known_signs_in_and_accepts(client: Client, sent: SentInvitation) -> None:
    make_user("bob@example.org")
    enter(client, sent)
    assertContains(client.get(JOIN), f'href="/accounts/login/?next={JOIN}"')
    client.post(f"/accounts/login/?next={JOIN}", {"login": "bob@example.org", "password": PASSWORD})
    assertContains(client.get(JOIN), "Accept the invitation")
    assertRedirects(client.post(JOIN), "/organisations/acme/")
    assert read_membership() == ("acme", "lead", None)


def test_somebody_known_in_another_organisation_gets_a_second(client: Client, sent: SentInvitation) -> None:
    bob = make_user("bob@example.org")
    make_membership(bob, make_organisation("Other"))
    client.force_login(bob)
    enter(client, sent)
    client.post(JOIN)
    assert set(bob.memberships.values_list("organisation__slug", flat=True)) == {"acme", "other"}
    assertContains(client.get("/organisations/acme/"), 'href="/organisations/other/"')


def test_invitation_to_a_unit_with_a_page_to_go_to(client: Client, acme: Organisation) -> None:
    unit = make_unit(acme.units.get())
    enter(client, invite(acme, unit=unit, is_reviewer=True, target=f"/units/{unit.pk}/"))
    assertRedirects(client.post(JOIN, NEW_ACCOUNT), f"/units/{unit.pk}/")
    assert read_membership() == ("acme", "lead", unit)
    assert Membership.objects.get(user__email="bob@example.org").is_reviewer


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_invitation_never_leads_to_another_site(client: Client, acme: Organisation, target: str) -> None:
    enter(client, invite(acme, target=target))
    assertRedirects(client.post(JOIN, NEW_ACCOUNT), "/organisations/acme/")


def test_reading_and_opening_use_nothing_up(client: Client, sent: SentInvitation) -> None:
    for _time in range(2):
        client.get(OPEN)
        enter(client, sent)
        client.get(JOIN)
    sent.invitation.refresh_from_db()
    assert (sent.invitation.state, User.objects.count()) == ("open", 1)


def test_whole_link_is_as_good_as_the_code(client: Client, sent: SentInvitation) -> None:
    assertRedirects(client.post(OPEN, {"code": f" https://ospo.example/invitation/#{sent.code} "}), JOIN)


def test_second_use_is_gone(client: Client, sent: SentInvitation) -> None:
    enter(client, sent)
    client.post(JOIN, NEW_ACCOUNT)
    for response in (client.get(JOIN), client.post(JOIN), Client().post(OPEN, {"code": sent.code})):
        assertContains(response, "It was accepted already", status_code=410)
    assert Membership.objects.count() == 2


def test_expired_is_gone(client: Client, sent: SentInvitation) -> None:
    enter(client, sent)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    for response in (client.post(OPEN, {"code": sent.code}), client.get(JOIN), client.post(JOIN, NEW_ACCOUNT)):
        assertContains(response, "It is older than 14 days.", status_code=410)
    assert User.objects.count() == 1


def test_withdrawn_is_gone(client: Client, sent: SentInvitation) -> None:
    enter(client, sent)
    withdraw_invitation(invitation=sent.invitation)
    for response in (client.post(OPEN, {"code": sent.code}), client.post(JOIN, NEW_ACCOUNT)):
        assertContains(response, "It was withdrawn", status_code=410)
    assert User.objects.count() == 1


def test_tampered_code_is_not_found(client: Client, sent: SentInvitation) -> None:
    changed = sent.code[:-1] + ("A" if sent.code[-1] != "A" else "B")
    for code in (changed, "x", "\0", sent.invitation.code_hash):
        response = client.post(OPEN, {"code": code})
        assert response.status_code in (400, 404)
    assertContains(client.post(OPEN, {"code": changed}), "No invitation has this code.", status_code=404)


def test_without_a_code_there_is_nothing_to_accept(client: Client, sent: SentInvitation) -> None:
    assertRedirects(client.get(JOIN), OPEN)
    assertRedirects(client.post(JOIN, NEW_ACCOUNT), OPEN)


def test_invitation_of_another_address_is_refused_in_words(client: Client, sent: SentInvitation) -> None:
    client.force_login(make_user("charlie@example.org"))
    enter(client, sent)
    for response in (client.get(JOIN), client.post(JOIN)):
        assertContains(response, "It was made for bob@example.org, and you are signed in as", status_code=403)
    assert not Membership.objects.filter(user__email="charlie@example.org").exists()


@pytest.mark.parametrize("password", ["short", "bob@example.org", "password1234", "x" * 129, ""])
def test_bad_password_is_refused_and_uses_nothing_up(client: Client, sent: SentInvitation, password: str) -> None:
    enter(client, sent)
    response = client.post(JOIN, {**NEW_ACCOUNT, "password": password})
    assertContains(response, 'href="#id_password"', status_code=400)
    assertContains(response, 'value="Bob Baker"', status_code=400)
    sent.invitation.refresh_from_db()
    assert (sent.invitation.state, User.objects.count()) == ("open", 1)


def test_password_of_128_characters_is_taken(client: Client, sent: SentInvitation) -> None:
    enter(client, sent)
    client.post(JOIN, {**NEW_ACCOUNT, "password": "long and longer " * 8})
    assert User.objects.get(email="bob@example.org").check_password("long and longer " * 8)


def test_somebody_who_is_a_member_stays_what_they_are(client: Client, acme: Organisation, sent: SentInvitation) -> None:
    bob = make_user("bob@example.org")
    make_membership(bob, acme, Membership.Kind.ADMIN)
    client.force_login(bob)
    enter(client, sent)
    assertRedirects(client.post(JOIN), "/organisations/acme/")
    assert read_membership() == ("acme", "admin", None)


def test_code_stands_in_no_log_no_address_and_no_page(
    client: Client, sent: SentInvitation, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    responses = [client.post(OPEN, {"code": sent.code}), client.get(JOIN), client.post(JOIN, NEW_ACCOUNT)]
    responses.append(Client().post(OPEN, {"code": sent.code}))
    seen = [response.headers.get("Location", "") + response.content.decode() for response in responses]
    assert not [text for text in [*seen, caplog.text] if sent.code in text]
    assert responses[-1].headers["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_at_once_one_comes_first(acme: Organisation, sent: SentInvitation) -> None:
    bob, closed, start = make_user("bob@example.org"), [], Barrier(2)

    def accept() -> None:
        start.wait()
        try:
            accept_invitation(invitation=sent.invitation, user=bob)
        except InvitationClosedError as problem:
            closed.append(problem.invitation.state)
        finally:
            connection.close()

    threads = [Thread(target=accept) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (closed, bob.memberships.count()) == (["accepted"], 1)


def test_invitation_does_not_lift_a_pause_and_works_afterwards(client: Client, acme: Organisation) -> None:
    bob = make_user("bob@example.org")
    paused = make_membership(bob, acme, Membership.Kind.RESPONDENT)
    Membership.objects.filter(pk=paused.pk).update(is_active=False)
    client.force_login(bob)
    enter(client, invite(acme))
    assertContains(client.post(JOIN), "Your membership is paused", status_code=403)
    assert not Membership.objects.get(pk=paused.pk).is_active
    Membership.objects.filter(pk=paused.pk).update(is_active=True)
    assertRedirects(client.post(JOIN), "/organisations/acme/")
