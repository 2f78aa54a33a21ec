"""Asking people to answer: one or many, members and strangers, by mail and by link, and coming in at the other end."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sized
from contextlib import AbstractContextManager

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.actions import Invitee, create_invitations
from accounts.models import Invitation, Membership, User
from assessments.actions.collecting import close_collecting
from assessments.models import Assessment, Participant, PlannedParticipant
from tests.assessments_factories import make_answering_role, make_assessment, make_model_version, make_participant
from tests.factories import PASSWORD, make_organisation, make_unit
from tests.pages import join, link

Taking = Callable[[int], AbstractContextManager[Sized]]
pytestmark = pytest.mark.django_db
LINK = re.compile(r"http://testserver/invitation/#([\w-]+)")
CONSOLE = "django.core.mail.backends.console.EmailBackend"
TEXT = "Please help us."


@pytest.fixture
def assessment() -> Assessment:
    make_answering_role("developer", aliases="Programmer\nSoftware engineer")
    make_answering_role("legal-counsel")
    unit = make_unit(make_organisation().units.get())
    return make_assessment(unit, [make_model_version()], due_on=datetime.date(2026, 12, 5))


@pytest.fixture
def lead(client: Client, assessment: Assessment) -> User:
    user = join(assessment, "lead@example.org", Membership.Kind.LEAD, unit=assessment.unit)
    client.force_login(user)
    return user


def ask(client: Client, assessment: Assessment, lines: str, **fields: object) -> HttpResponse:
    """Sent at once, as after the preview."""
    return look(client, assessment, lines, send="1", **fields)


def look(client: Client, assessment: Assessment, lines: str, **fields: object) -> HttpResponse:
    """The preview."""
    return client.post(link("ask", assessment), {"lines": lines, "text": TEXT, "delivery": "email", **fields})


def read_roles(assessment: Assessment, email: str) -> list[str]:
    held = assessment.participants.get(user__email=email).roles
    return sorted(held.values_list("key", flat=True))


def read_code(email: str) -> str:
    """The code in the newest mail to the address."""
    found = [LINK.search(message.body) for message in mail.outbox if message.to == [email]]
    assert found[-1] is not None
    return found[-1][1]


def accept(code: str) -> Client:
    """Somebody new opens the link, makes an account, and is in."""
    client = Client()
    client.post("/invitation/", {"code": code})
    client.post("/invitation/join/", {"name": "New Person", "password": PASSWORD})
    return client


# --- Preview ---
def test_preview_shows_who_comes_how_and_does_nothing(client: Client, assessment: Assessment, lead: User) -> None:
    join(assessment, "bob@example.org")
    lines = "bob@example.org, Programmer; legal-counsel\nNew <new@example.org>, Developer"
    response = look(client, assessment, lines)
    for text in ("2 people", "Developer, Legal Counsel", "8 practices", "takes part at once", "is invited, and", TEXT):
        assertContains(response, text)
    assert (Participant.objects.count(), Invitation.objects.count(), len(mail.outbox)) == (0, 0, 0)


def test_change_something_keeps_what_was_entered(client: Client, assessment: Assessment, lead: User) -> None:
    response = look(client, assessment, "new@example.org, Developer", change="1")
    assertContains(response, "new@example.org, Developer</textarea>")


def test_all_problems_of_all_lines_are_told_at_once_and_nobody_is_asked(
    client: Client, assessment: Assessment, lead: User
) -> None:
    Membership.objects.filter(user=join(assessment, "paused@example.org")).update(is_active=False)
    User.objects.filter(pk=join(assessment, "off@example.org").pk).update(is_active=False)
    join(assessment, "beside@example.org", unit=make_unit(assessment.unit.parent, "Loans"))
    lines = (
        "no address, Developer\n\nbob@example.org, Wizard; developer\nbob@example.org\nann@example.org,developer,Mars\n"
        "paused@example.org, developer\noff@example.org, developer\nbeside@example.org, developer\n"
        "carl@example.org, developer, Payments, <b>more</b>\nfine@example.org, developer"
    )
    response = ask(client, assessment, lines)
    for problem in (
        "Line 1: “no address” is no e-mail address.",
        "Line 3: no role is called “Wizard”.",
        "Line 4: “bob@example.org” has no role.",
        "Line 4: bob@example.org stands in line 3 already.",
        "Line 5: you lead no unit called “Mars”",
        "Line 6: paused@example.org is a paused member.",
        "Line 7: the account of off@example.org is switched off.",
        "Line 8: beside@example.org is limited to another unit.",
        "Line 9: “&lt;b&gt;more&lt;/b&gt;” is too much.",
        "fine@example.org, developer",
    ):
        assertContains(response, problem, status_code=400)
    assert (Participant.objects.count(), PlannedParticipant.objects.count(), len(mail.outbox)) == (0, 0, 0)


def test_ten_thousand_lines_are_refused_in_one_sentence(client: Client, assessment: Assessment, lead: User) -> None:
    lines = "\n".join(f"person{number}@example.org, developer" for number in range(10_000))
    response = ask(client, assessment, lines)
    assertContains(response, "10000 lines are too many at once; add at most 500", status_code=400)
    assert not PlannedParticipant.objects.exists()


def test_more_roles_than_anybody_holds_are_refused_in_few_words(
    client: Client, assessment: Assessment, lead: User
) -> None:
    many = "; ".join(f"{number}{'x' * 200}" for number in range(9_000))
    response = ask(client, assessment, f"bob@example.org, {many}, {'y' * 500}")
    told = str(response.context["form"].errors["lines"].as_data())
    assertContains(response, "Line 1: 9000 roles are too many for one person.", status_code=400)
    assert len(told) < 10_000


def test_key_that_is_larger_than_any_is_no_role(client: Client, assessment: Assessment, lead: User) -> None:
    huge = {"roles": ["9" * 30]}
    assert client.post(link("people", assessment), {"user": lead.pk, **huge}).status_code == 400
    assert ask(client, assessment, "bob@example.org", **huge).status_code == 400


def test_many_practices_for_one_person_are_warned_of(client: Client, assessment: Assessment, lead: User) -> None:
    assessment.pins.update(version=make_model_version("large", per_cell=8))
    assertContains(look(client, assessment, "new@example.org, developer"), "1 person gets more than 30 practices")
    make_participant(assessment, join(assessment, "bob@example.org"))
    assertContains(client.get(link("people", assessment)), "1 person has more than 30 practices")


def test_preview_asks_the_database_no_more_for_more_lines(
    client: Client, assessment: Assessment, lead: User, django_assert_max_num_queries: Taking
) -> None:
    counts = []
    for number in (1, 2, 4):
        lines = [f"new{n}@example.org, developer" for n in range(number)]
        lines += [f"{join(assessment, f'm{number}-{n}@example.org').email}, developer" for n in range(number)]
        with django_assert_max_num_queries(40) as taken:
            assert look(client, assessment, "\n".join(lines)).status_code == 200
        counts.append(len(taken))
    assert counts[1] == counts[2]


# --- Members ---
def test_members_take_part_at_once_and_get_a_mail_with_what_is_asked(
    client: Client, assessment: Assessment, lead: User
) -> None:
    join(assessment, "bob@example.org")
    response = ask(client, assessment, "BOB@example.org\tprogrammer|legal-counsel")
    assertRedirects(response, link("people", assessment))
    assert read_roles(assessment, "bob@example.org") == ["developer", "legal-counsel"]
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["bob@example.org"], "Please answer for Payments: open source, 2026 H2")
    for text in (
        "Lead asks you to answer for Payments (2026 H2) as Developer, Legal Counsel.",
        TEXT,
        "8 practices concern your roles. That takes about 6 minutes. Please submit by 5 December 2026.",
        "Leads see every answer with its name.",
        f"http://testserver/assessments/{assessment.pk}/",
    ):
        assert text in message.body


def test_roles_ticked_below_are_for_lines_that_name_none(client: Client, assessment: Assessment, lead: User) -> None:
    for name in ("bob", "carl"):
        join(assessment, f"{name}@example.org")
    ticked = make_answering_role("legal-counsel").pk
    ask(client, assessment, "bob@example.org\ncarl@example.org, developer", roles=[ticked])
    assert read_roles(assessment, "bob@example.org") == ["legal-counsel"]
    assert read_roles(assessment, "carl@example.org") == ["developer"]


def test_somebody_who_takes_part_gains_roles_and_is_not_told_twice(
    client: Client, assessment: Assessment, lead: User
) -> None:
    join(assessment, "bob@example.org")
    ask(client, assessment, "bob@example.org, developer")
    assertContains(look(client, assessment, "bob@example.org, developer"), "nothing changes")
    assertContains(look(client, assessment, "bob@example.org, legal-counsel"), "gains roles")
    ask(client, assessment, "bob@example.org, legal-counsel")
    assert read_roles(assessment, "bob@example.org") == ["developer", "legal-counsel"]
    assert len(mail.outbox) == 1


def test_one_list_serves_all_units_of_the_cycle_that_one_leads(client: Client, assessment: Assessment) -> None:
    client.force_login(join(assessment, "head@example.org", Membership.Kind.LEAD))
    loans = make_assessment(make_unit(assessment.unit.parent, "Loans"), [make_model_version("osmm")])
    join(assessment, "bob@example.org")
    ask(client, assessment, "bob@example.org, developer\nbob@example.org, developer, loans")
    assert [row.assessment for row in Participant.objects.order_by("assessment_id")] == [assessment, loans]


def test_unit_of_somebody_else_cannot_be_named(client: Client, assessment: Assessment, lead: User) -> None:
    make_assessment(make_unit(assessment.unit.parent, "Loans"), [make_model_version("osmm")])
    response = ask(client, assessment, "bob@example.org, developer, Loans")
    assertContains(response, "you lead no unit called “Loans”", status_code=400)


def test_adding_one_member_on_the_page_tells_them(client: Client, assessment: Assessment, lead: User) -> None:
    bob, role = join(assessment, "bob@example.org"), make_answering_role()
    response = client.post(link("people", assessment), {"user": bob.pk, "roles": [role.pk]}, follow=True)
    assertContains(response, "Bob takes part.")
    assert [message.to for message in mail.outbox] == [["bob@example.org"]]
    assertNotContains(response, "not told")


@override_settings(EMAIL_BACKEND=CONSOLE)
def test_without_mail_the_page_says_who_is_not_told_and_shows_the_address(
    client: Client, assessment: Assessment, lead: User
) -> None:
    bob, role = join(assessment, "bob@example.org"), make_answering_role()
    response = client.post(link("people", assessment), {"user": bob.pk, "roles": [role.pk]}, follow=True)
    assertContains(response, "1 person takes part and was not told by this product.")
    response = client.post(link("tell", assessment), {"link": ""})
    assertContains(response, f'value="http://testserver/assessments/{assessment.pk}/"')
    assertNotContains(client.get(link("people", assessment)), "not told")


@override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=1)
def test_mail_that_is_not_taken_is_shown_as_links(client: Client, assessment: Assessment, lead: User) -> None:
    join(assessment, "bob@example.org")
    response = ask(client, assessment, "bob@example.org, developer\nnew@example.org, developer")
    assertContains(response, "The mail server did not take the e-mails to these people.")
    assert LINK.search(response.content.decode()) is not None
    assertContains(client.get(link("people", assessment)), "1 person takes part and was not told by this product.")


# --- Strangers ---
def test_stranger_is_invited_into_the_unit_and_comes_out_in_the_questionnaire(
    client: Client, assessment: Assessment, lead: User
) -> None:
    ask(client, assessment, "new@example.org, developer; legal-counsel")
    assert TEXT in mail.outbox[0].body
    assertContains(client.get(link("people", assessment)), "new@example.org")
    newcomer = accept(read_code("new@example.org"))
    assertContains(newcomer.get(link("assessment", assessment)), "Start answering")
    assert read_roles(assessment, "new@example.org") == ["developer", "legal-counsel"]
    membership = Membership.objects.get(user__email="new@example.org")
    assert (membership.kind, membership.unit, PlannedParticipant.objects.count()) == ("respondent", assessment.unit, 0)


def test_invitation_leads_straight_to_the_assessment(client: Client, assessment: Assessment, lead: User) -> None:
    ask(client, assessment, "new@example.org, developer")
    newcomer = Client()
    newcomer.post("/invitation/", {"code": read_code("new@example.org")})
    response = newcomer.post("/invitation/join/", {"name": "New", "password": PASSWORD})
    assert response.headers["Location"] == link("assessment", assessment)


def test_link_to_copy_is_shown_once(client: Client, assessment: Assessment, lead: User) -> None:
    response = ask(client, assessment, "new@example.org, developer", delivery="link")
    assert LINK.search(response.content.decode()) is not None
    assert mail.outbox == []
    assertNotContains(client.get(link("people", assessment)), "/invitation/#")


def test_new_link_ends_the_old_one(client: Client, assessment: Assessment, lead: User) -> None:
    ask(client, assessment, "new@example.org, developer")
    old, plan = read_code("new@example.org"), PlannedParticipant.objects.get()
    response = client.post(link("ask-again", assessment, plan.pk), {"link": ""})
    new = LINK.search(response.content.decode())
    assert new is not None
    assert Client().post("/invitation/", {"code": old}).status_code == 410
    accept(new[1])
    assert read_roles(assessment, "new@example.org") == ["developer"]


def test_expired_invitation_is_mailed_again(client: Client, assessment: Assessment, lead: User) -> None:
    ask(client, assessment, "new@example.org, developer")
    Invitation.objects.update(expires_at=timezone.now() - datetime.timedelta(seconds=1))
    assertContains(client.get(link("people", assessment)), "Expired")
    client.post(link("ask-again", assessment, PlannedParticipant.objects.get().pk))
    accept(read_code("new@example.org"))
    assert read_roles(assessment, "new@example.org") == ["developer"]


def test_ask_no_more_ends_the_link(client: Client, assessment: Assessment, lead: User) -> None:
    ask(client, assessment, "new@example.org, developer")
    client.post(link("ask-again", assessment, PlannedParticipant.objects.get().pk), {"drop": ""})
    assert not PlannedParticipant.objects.exists()
    assert Client().post("/invitation/", {"code": read_code("new@example.org")}).status_code == 410


@pytest.mark.parametrize("kind", [Membership.Kind.ADMIN, Membership.Kind.LEAD])
def test_lead_never_gets_a_link_that_gives_more_than_they_may(
    client: Client, assessment: Assessment, lead: User, kind: str
) -> None:
    """An administrator has invited somebody as more: the lead's asking waits for that, and makes no new link."""
    admin = join(assessment, "admin@example.org", Membership.Kind.ADMIN)
    unit = assessment.unit if kind == Membership.Kind.LEAD else None
    invitee = Invitee(email="boss@example.org", kind=kind, unit=unit)
    (sent,) = create_invitations(organisation=assessment.unit.organisation, invitees=[invitee], invited_by=admin)
    lines = "boss@example.org, developer"
    assertContains(look(client, assessment, lines), "is invited already by an administrator")
    assertRedirects(ask(client, assessment, lines, delivery="link"), link("people", assessment))
    plan = PlannedParticipant.objects.get()
    assertNotContains(client.post(link("ask-again", assessment, plan.pk), {"link": ""}, follow=True), "/invitation/#")
    boss = accept(sent.code)
    assertContains(boss.get(link("assessment", assessment)), "Start answering")


def test_whoever_became_a_member_otherwise_is_offered_to_take_part(
    client: Client, assessment: Assessment, lead: User
) -> None:
    ask(client, assessment, "new@example.org, developer")
    newcomer = Client()
    newcomer.force_login(join(assessment, "new@example.org"))
    assertContains(newcomer.get(link("assessment", assessment)), "You answer as Developer.")
    assert not assessment.participants.exists()
    newcomer.post(link("take-part", assessment))
    assert read_roles(assessment, "new@example.org") == ["developer"]


def test_whoever_comes_too_late_is_told_so(client: Client, assessment: Assessment, lead: User) -> None:
    ask(client, assessment, "new@example.org, developer")
    close_collecting(assessment=assessment, by=lead)
    newcomer = accept(read_code("new@example.org"))
    assertContains(newcomer.get(link("assessment", assessment)), "answers are not collected any more")
    newcomer.post(link("take-part", assessment))
    assert not assessment.participants.exists()


# --- Drafts and last time ---
def test_draft_tells_nobody_before_it_is_opened(client: Client, assessment: Assessment, lead: User) -> None:
    Assessment.objects.update(state=Assessment.State.DRAFT)
    join(assessment, "bob@example.org")
    assertContains(look(client, assessment, "bob@example.org, developer"), "They are told when collecting opens.")
    ask(client, assessment, "bob@example.org, developer\nnew@example.org, developer")
    client.post(link("tell", assessment))
    assert (mail.outbox, Invitation.objects.count()) == ([], 0)
    client.post(link("open", assessment))
    client.post(link("tell", assessment))
    assert sorted(message.to[0] for message in mail.outbox) == ["bob@example.org", "new@example.org"]


def test_people_of_last_time_are_filled_in_and_whoever_left_is_not(
    client: Client, assessment: Assessment, lead: User
) -> None:
    last = make_assessment(assessment.unit, [make_model_version("osmm")], as_of=datetime.date(2025, 11, 1))
    for name, roles in (("bob", ["developer", "legal-counsel"]), ("gone", ["developer"])):
        make_participant(last, join(assessment, f"{name}@example.org"), roles)
    Membership.objects.filter(user__email="gone@example.org").delete()
    assertContains(client.get(link("people", assessment)), "Copy the people from last time")
    page = client.get(f"{link('ask', assessment)}?from=last")
    assertContains(page, "bob@example.org, Developer; Legal Counsel</textarea>")
    assertNotContains(page, "gone@example.org")


def test_text_of_the_invitation_is_kept_for_the_next_ones(client: Client, assessment: Assessment, lead: User) -> None:
    assertContains(client.get(link("ask", assessment)), "how well Payments uses open source")
    ask(client, assessment, "new@example.org, developer", text="Come <b>now</b>.")
    assertContains(client.get(link("ask", assessment)), "Come &lt;b&gt;now&lt;/b&gt;.</textarea>")


def test_nobody_is_asked_after_closing(client: Client, assessment: Assessment, lead: User) -> None:
    close_collecting(assessment=assessment, by=lead)
    response = client.post(link("ask", assessment), {"lines": "new@example.org, developer"}, follow=True)
    assertContains(response, "Collecting is over; nobody can be added any more.")
    assert not PlannedParticipant.objects.exists()


def test_opening_a_whole_cycle_tells_everybody_once(client: Client, assessment: Assessment) -> None:
    client.force_login(join(assessment, "head@example.org", Membership.Kind.LEAD))
    Assessment.objects.update(state=Assessment.State.DRAFT)
    join(assessment, "bob@example.org")
    ask(client, assessment, "bob@example.org, developer\nnew@example.org, developer")
    for _time in range(2):
        client.post(reverse("assessments:open-cycle", args=[assessment.cycle_id]))
    assert sorted(message.to[0] for message in mail.outbox) == ["bob@example.org", "new@example.org"]
