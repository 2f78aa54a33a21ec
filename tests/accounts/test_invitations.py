"""Inviting: one or many, by mail or by link, again, and no more."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.actions import Invitee, SentInvitation, create_invitations
from accounts.models import Invitation, Membership, Organisation
from tests.factories import make_membership, make_organisation, make_unit, make_user

pytestmark = pytest.mark.django_db
LIST = "/organisations/acme/invitations/"
NEW = f"{LIST}new/"
LINK = re.compile(r"http://testserver/invitation/#([\w-]+)")
ROLE = {"kind": "respondent", "delivery": "email"}


@pytest.fixture
def acme(client: Client) -> Organisation:
    acme = make_organisation("Acme")
    user = make_user("alice@example.org", name="Alice")
    make_membership(user, acme, Membership.Kind.ADMIN)
    client.force_login(user)
    return acme


def make_invitation(acme: Organisation, email: str = "bob@example.org") -> SentInvitation:
    invitee = Invitee(email=email, kind=Membership.Kind.VIEWER)
    return create_invitations(organisation=acme, invitees=[invitee], invited_by=acme.memberships.get().user)[0]


def test_invite_shows_first_whom_it_goes_to(client: Client, acme: Organisation) -> None:
    response = client.post(NEW, {**ROLE, "addresses": "bob@example.org, Carl <carl@example.org>"})
    for text in ("2 people will be invited", "bob@example.org", "carl@example.org", "Whole organisation"):
        assertContains(response, text)
    assert (Invitation.objects.count(), len(mail.outbox)) == (0, 0)


def test_invite_change_something_keeps_what_was_entered(client: Client, acme: Organisation) -> None:
    response = client.post(NEW, {**ROLE, "kind": "lead", "addresses": "bob@example.org", "change": "1"})
    assertContains(response, "bob@example.org</textarea>")
    assertContains(response, 'value="lead" id="id_kind_1" required checked')


def test_invite_mails_each_their_own_link(client: Client, acme: Organisation) -> None:
    unit = make_unit(acme.units.get())
    data = {**ROLE, "addresses": "bob@example.org\ncarl@example.org", "unit": unit.pk, "is_reviewer": "on"}
    response = client.post(NEW, {**data, "send": "1"}, follow=True)
    assertContains(response, "2 invitations are sent.")
    codes = [LINK.search(message.body)[1] for message in mail.outbox]
    assert [message.to for message in mail.outbox] == [["bob@example.org"], ["carl@example.org"]]
    assert len(set(codes)) == 2
    bob = Invitation.objects.get(email="bob@example.org")
    assert (bob.kind, bob.unit, bob.is_reviewer, bob.state) == ("respondent", unit, True, "open")
    assert timedelta(days=13, hours=23) < bob.expires_at - timezone.now() <= timedelta(days=14)


def test_invite_code_is_long_and_only_its_hash_is_kept(client: Client, acme: Organisation) -> None:
    client.post(NEW, {**ROLE, "addresses": "bob@example.org", "send": "1"})
    code = LINK.search(mail.outbox[0].body)[1]
    kept = Invitation.objects.values().get()
    assert len(code) >= 43  # 256 bits at 6 bits each
    assert kept["code_hash"] == hashlib.sha256(code.encode()).hexdigest()
    assert code not in str(kept)


def test_invite_shows_links_to_pass_on(client: Client, acme: Organisation) -> None:
    data = {**ROLE, "delivery": "link", "addresses": "bob@example.org", "send": "1"}
    response = client.post(NEW, data)
    assert LINK.search(response.content.decode()) is not None
    assert mail.outbox == []
    assertNotContains(client.get(LIST), "/invitation/#")


def test_invite_tells_all_problems_at_once_and_invites_nobody(client: Client, acme: Organisation) -> None:
    make_invitation(acme, "carl@example.org")
    text = "bob@example.org\nno address\ncarl@example.org\nALICE@example.org\n<b>"
    response = client.post(NEW, {**ROLE, "addresses": text, "send": "1"})
    for problem in (
        "“no address” is not an e-mail address.",
        "“&lt;b&gt;” is not an e-mail address.",
        "carl@example.org is invited already.",
        "alice@example.org is a member already.",
    ):
        assertContains(response, problem, status_code=400)
    assert (Invitation.objects.count(), len(mail.outbox)) == (1, 0)


def test_invite_refuses_ten_thousand_addresses_in_one_sentence(client: Client, acme: Organisation) -> None:
    text = "\n".join(f"person{number}@example.org" for number in range(10_000))
    response = client.post(NEW, {**ROLE, "addresses": text, "send": "1"})
    assertContains(response, "10000 addresses are too many at once; invite at most 500", status_code=400)
    assert Invitation.objects.count() == 0


def test_invite_takes_500_addresses(client: Client, acme: Organisation) -> None:
    text = "\n".join(f"person{number}@example.org" for number in range(500))
    client.post(NEW, {**ROLE, "addresses": text, "send": "1"})
    assert (Invitation.objects.count(), len(mail.outbox)) == (500, 500)


@override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=1)
def test_invite_shows_the_links_when_no_mail_can_be_sent(client: Client, acme: Organisation) -> None:
    response = client.post(NEW, {**ROLE, "addresses": "bob@example.org", "send": "1"})
    assertContains(response, "The mail server did not take the e-mails to these people.")
    assert LINK.search(response.content.decode()) is not None


def test_invite_again_after_the_first_has_expired(client: Client, acme: Organisation) -> None:
    old = make_invitation(acme).invitation
    Invitation.objects.filter(pk=old.pk).update(expires_at=timezone.now())
    client.post(NEW, {**ROLE, "addresses": "bob@example.org", "send": "1"})
    old.refresh_from_db()
    assert (old.state, Invitation.objects.latest("pk").state) == ("withdrawn", "open")


def test_renew_mails_a_new_link_and_ends_the_old(client: Client, acme: Organisation) -> None:
    old = make_invitation(acme)
    assertRedirects(client.post(f"{LIST}{old.invitation.pk}/renew/"), LIST)
    assert LINK.search(mail.outbox[0].body)[1] != old.code
    old.invitation.refresh_from_db()
    assert old.invitation.state == "withdrawn"


def test_renew_for_a_link_to_pass_on(client: Client, acme: Organisation) -> None:
    old = make_invitation(acme)
    response = client.post(f"{LIST}{old.invitation.pk}/renew/", {"link": ""})
    assert LINK.search(response.content.decode()) is not None
    assert mail.outbox == []


def test_renew_after_accepting_says_so(client: Client, acme: Organisation) -> None:
    accepted = make_invitation(acme).invitation
    Invitation.objects.filter(pk=accepted.pk).update(accepted_at=timezone.now())
    response = client.post(f"{LIST}{accepted.pk}/renew/", follow=True)
    assertContains(response, "bob@example.org has accepted meanwhile.")
    assert Invitation.objects.count() == 1


def test_withdraw_takes_it_off_the_list(client: Client, acme: Organisation) -> None:
    invitation = make_invitation(acme).invitation
    response = client.post(f"{LIST}{invitation.pk}/withdraw/", follow=True)
    assertContains(response, "The link for bob@example.org no longer works.")
    assertContains(response, "Nobody is invited at the moment.")


def test_invitations_of_others_are_not_found(client: Client, acme: Organisation) -> None:
    other = make_organisation("Other")
    make_membership(make_user("charlie@example.org"), other, Membership.Kind.ADMIN)
    foreign = make_invitation(other).invitation
    for action in ("renew", "withdraw"):
        assert client.post(f"{LIST}{foreign.pk}/{action}/").status_code == 404
    foreign.refresh_from_db()
    assert foreign.state == "open"
