"""Reminders: whom, when, at most once a day, and no more for those who want none."""

from __future__ import annotations

import datetime
from io import StringIO
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, override_settings
from pytest_django.asserts import assertContains

from accounts.models import Membership, User
from accounts.reminders import build_stop_path
from assessments.actions.reminding import remind
from assessments.models import Assessment, Participant
from assessments.queries.reminding import is_reminder_day, list_remindable
from tests.assessments_factories import make_assessment, make_model_version, make_participant
from tests.factories import make_membership, make_organisation, make_user

pytestmark = pytest.mark.django_db
SITE = "https://ospo.example.org"
NO_SERVER = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": 1}


@pytest.fixture
def assessment() -> Assessment:
    return make_assessment(make_organisation().units.get(), [make_model_version()])


@pytest.fixture
def bob(assessment: Assessment) -> User:
    user = make_user("bob@example.org")
    make_membership(user, assessment.unit.organisation, Membership.Kind.RESPONDENT)
    make_participant(assessment, user)
    return user


def send(assessment: Assessment) -> int:
    return remind(people=list(list_remindable(assessment)), link=lambda path: f"{SITE}{path}").sent


def run(**options: object) -> str:
    out = StringIO()
    call_command("send_reminders", stdout=out, **{"site": SITE, **options})
    return out.getvalue()


def set_due(days: int) -> None:
    Assessment.objects.update(due_on=datetime.date.today() + datetime.timedelta(days=days))


def test_reminder_says_what_where_and_how_to_stop(assessment: Assessment, bob: User) -> None:
    Assessment.objects.update(due_on=datetime.date(2999, 12, 5))
    assert send(assessment) == 1
    (message,) = mail.outbox
    stop = f"{SITE}{build_stop_path(bob)}"
    for text in ("Acme (2026 H2)", "Please submit by 5 December 2999.", f"{SITE}/assessments/{assessment.pk}/", stop):
        assert text in message.body
    assert message.extra_headers["List-Unsubscribe"] == f"<{stop}>"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_nobody_is_reminded_twice_a_day_and_again_the_next(assessment: Assessment, bob: User) -> None:
    assert [send(assessment), send(assessment)] == [1, 0]
    User.objects.update(reminded_on=datetime.date.today() - datetime.timedelta(days=2))
    assert send(assessment) == 1


@pytest.mark.parametrize(
    "why", ["submitted", "paused", "switched off", "wants none", "removed", "draft", "reviewing", "finalised"]
)
def test_nobody_is_reminded_who_cannot_or_will_not(assessment: Assessment, bob: User, why: str) -> None:
    if why == "submitted":
        Participant.objects.update(submitted_at=datetime.datetime.now(datetime.UTC))
    elif why == "paused":
        Membership.objects.update(is_active=False)
    elif why == "switched off":
        User.objects.update(is_active=False)
    elif why == "wants none":
        User.objects.update(wants_reminders=False)
    elif why == "removed":
        Membership.objects.all().delete()
    else:
        Assessment.objects.update(state=why)
    assert send(assessment) == 0
    assert mail.outbox == []


@override_settings(**NO_SERVER)
def test_who_could_not_be_mailed_can_be_reminded_later_that_day(assessment: Assessment, bob: User) -> None:
    people = list(list_remindable(assessment))
    result = remind(people=people, link=str)
    assert (result.sent, result.refused) == (0, 1)
    bob.refresh_from_db()
    assert bob.reminded_on is None


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_one_mail(assessment: Assessment, bob: User) -> None:
    people, together, sent = list(list_remindable(assessment)), Barrier(2), []

    def press() -> None:
        together.wait()
        sent.append(remind(people=people, link=str).sent)
        connection.close()

    threads = [Thread(target=press) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(sent) == [0, 1]


@pytest.mark.parametrize(
    ("left", "is_one"), [(8, False), (7, True), (3, True), (2, False), (0, True), (-1, False), (-7, True), (-35, False)]
)
def test_days_of_reminding(left: int, is_one: bool) -> None:
    due = datetime.date(2026, 12, 5)
    assert is_reminder_day(due, due - datetime.timedelta(days=left)) is is_one


def test_timer_sends_one_mail_about_all_that_is_due(assessment: Assessment, bob: User) -> None:
    second = make_assessment(assessment.unit, [make_model_version("osmm")])
    make_participant(second, bob)
    set_due(3)
    assert run() == "1 reminders sent.\n"
    (message,) = mail.outbox
    assert message.subject == "Reminder: 2 assessments wait for you"
    assert all(f"{SITE}/assessments/{held.pk}/" in message.body for held in (assessment, second))
    assert run() == "0 reminders sent.\n"


def test_timer_is_quiet_on_other_days_and_without_a_due_day(assessment: Assessment, bob: User) -> None:
    assert run() == "0 reminders sent.\n"
    set_due(5)
    assert run() == "0 reminders sent.\n"


def test_timer_needs_to_know_the_address(assessment: Assessment, bob: User) -> None:
    with pytest.raises(CommandError, match="OSPO_SITE_URL"):
        run(site="")


# --- Stopping ---
def test_link_in_the_mail_asks_first_and_then_stops(client: Client, assessment: Assessment, bob: User) -> None:
    path = build_stop_path(bob)
    assertContains(client.get(path), "Stop reminders?")
    assert send(assessment) == 1
    User.objects.update(reminded_on=None)
    assertContains(client.post(path), "You get no more reminders")
    assert send(assessment) == 0


def test_mail_program_stops_them_with_one_click(bob: User) -> None:
    """It sends no cookie and no token of a form (RFC 8058)."""
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(build_stop_path(bob), {"List-Unsubscribe": "One-Click"}).status_code == 200
    bob.refresh_from_db()
    assert not bob.wants_reminders


def test_link_that_was_tampered_with_stops_nothing(client: Client, bob: User) -> None:
    stranger = make_user("carl@example.org")
    signature = build_stop_path(bob).rstrip("/").rpartition(".")[2]
    assert client.post(f"/reminders/stop/{stranger.person}.{signature}/").status_code == 404
    assert set(User.objects.values_list("wants_reminders", flat=True)) == {True}


def test_profile_turns_reminders_off_and_on(client: Client, bob: User) -> None:
    client.force_login(bob)
    for wanted, text in (("no", "You get no more reminders."), ("yes", "You get reminders again.")):
        assertContains(client.post("/profile/reminders/", {"wanted": wanted}, follow=True), text)
        bob.refresh_from_db()
        assert bob.wants_reminders is (wanted == "yes")
