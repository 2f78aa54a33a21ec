"""Sessions: they change at sign-in, end by themselves, and can be ended by their owner or by an administrator."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from accounts.models import User
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
SESSIONS, PROFILE = "/profile/sessions/", "/profile/"


@pytest.fixture
def alice() -> User:
    return make_user()


def enter(**headers: str) -> Client:
    """A browser in which Alice has signed in by the page."""
    client = Client(headers=headers)
    client.post("/accounts/login/", {"login": "alice@example.org", "password": PASSWORD, "remember": "on"})
    return client


def is_in(client: Client) -> bool:
    return client.get(PROFILE).status_code == 200


def travel(monkeypatch: pytest.MonkeyPatch, **ahead: float) -> datetime:
    """From now on it is later, for everybody who asks Django for the time."""
    later = timezone.now() + timedelta(**ahead)
    monkeypatch.setattr(timezone, "now", lambda: later)
    return later


def read_key(client: Client) -> str:
    return str(client.session.session_key)


def test_signing_in_changes_the_session(client: Client, alice: User) -> None:
    client.post("/invitation/", {"code": "none"})
    session = client.session
    session["seen"] = True
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    before = read_key(client)
    client.post("/accounts/login/", {"login": "alice@example.org", "password": PASSWORD})
    assert (read_key(client) != before, Session.objects.filter(session_key=before).exists()) == (True, False)


def test_changing_the_password_changes_this_session_and_ends_the_others(alice: User) -> None:
    here, there, new = enter(), enter(), "a longer horse staple"
    before = read_key(here)
    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert (read_key(here) != before, is_in(here), is_in(there)) == (True, True, False)


def test_session_ends_some_time_after_the_last_visit(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = enter()
    travel(monkeypatch, seconds=settings.SESSION_COOKIE_AGE + 1)
    assert not is_in(client)


def test_session_lives_on_while_it_is_used(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = enter()
    for _visit in range(3):
        travel(monkeypatch, seconds=settings.SESSION_COOKIE_AGE - 60)
        assert is_in(client)


def test_session_ends_in_any_case_some_time_after_signing_in(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client, gone = enter(), 0
    while gone + settings.SESSION_COOKIE_AGE // 2 < settings.SESSION_LONGEST:
        gone += settings.SESSION_COOKIE_AGE // 2
        travel(monkeypatch, seconds=settings.SESSION_COOKIE_AGE // 2)
        assert is_in(client)
    travel(monkeypatch, seconds=settings.SESSION_COOKIE_AGE // 2 + 60)
    assert not is_in(client)


def test_visits_are_noted_every_few_minutes_only(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = enter()
    kept = Session.objects.get(session_key=read_key(client)).expire_date
    travel(monkeypatch, seconds=200)
    client.get(PROFILE)
    assert Session.objects.get(session_key=read_key(client)).expire_date == kept
    travel(monkeypatch, seconds=200)
    client.get(PROFILE)
    assert Session.objects.get(session_key=read_key(client)).expire_date > kept


def test_sessions_are_listed_with_where_they_come_from(alice: User) -> None:
    enter(user_agent="Old phone")
    here = enter(user_agent="New laptop")
    response = here.get(SESSIONS)
    for text in ("Old phone", "New laptop", "This one", "from 127.0.0.1"):
        assertContains(response, text)


def test_one_session_is_ended_from_another(alice: User) -> None:
    there, other, here = (enter(user_agent=name) for name in ("There", "Other", "Here"))
    (number,) = [session.pk for session in alice.usersession_set.filter(user_agent="There")]
    assertRedirects(here.post(SESSIONS, {"session": number}), SESSIONS)
    assert (is_in(there), is_in(other), is_in(here)) == (False, True, True)


def test_all_other_sessions_are_ended_at_once(alice: User) -> None:
    there, other, here = enter(), enter(), enter()
    here.post(SESSIONS, {"session": "others"})
    assert (is_in(there), is_in(other), is_in(here)) == (False, False, True)


def test_session_of_somebody_else_is_not_found(alice: User, client: Client) -> None:
    there = enter()
    client.force_login(make_user("bob@example.org"))
    assert client.post(SESSIONS, {"session": alice.usersession_set.get().pk}).status_code == 404
    assert is_in(there)


def test_switched_off_person_is_out_at_the_next_request(alice: User) -> None:
    client = enter()
    alice.is_active = False
    alice.save()
    assertRedirects(client.get(PROFILE), f"/accounts/login/?next={PROFILE}")
