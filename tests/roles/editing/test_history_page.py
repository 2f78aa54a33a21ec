"""The history of content as editors read it: who, when, what from what to what, and why."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains

from roles.editing.history import Change, build_history
from roles.history import record_missing_history
from roles.models import Activity, Expectation, Role
from tests.factories import make_activity, make_risk, make_role, make_user

pytestmark = pytest.mark.django_db
PARTS = ((Expectation, "role_id", "level"),)


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(make_user(is_staff=True, is_superuser=True))
    return client


def save_role(client: Client, role: Role, **changes: Any) -> None:
    names = ("name", "kind", "summary", "engagement", "source", "position")
    counts = {"expectations-TOTAL_FORMS": "0", "expectations-INITIAL_FORMS": "0"}
    client.post(f"/admin/roles/role/{role.pk}/change/", {**{n: getattr(role, n) for n in names}, **counts, **changes})


def read_text(html: str) -> str:
    words: list[str] = []
    parser = HTMLParser()
    parser.handle_data = words.append  # type: ignore[method-assign]
    parser.feed(html)
    return " ".join(" ".join(words).split())


def test_change_says_who_what_and_why(admin: Client) -> None:
    role = make_role()
    save_role(admin, role, summary="Builds and repairs.", kind="reading", change_reason="asked by legal")
    text = read_text(admin.get(f"/admin/roles/role/{role.pk}/history/").content.decode())
    assert "Alice Changed Kind Answers Reads Summary Builds. Builds and repairs. asked by legal" in text


def test_form_that_changes_nothing_leaves_no_entry(admin: Client) -> None:
    role = make_role()
    save_role(admin, role, change_reason="only a reason")
    assert [entry.kind for entry in build_history(Role, role.pk)] == ["+"]


def test_line_ends_of_a_browser_are_no_change(admin: Client) -> None:
    role = make_role(aliases="Coder\nEngineer")
    save_role(admin, role, aliases="Coder\r\nEngineer")
    assert len(build_history(Role, role.pk)) == 1
    save_role(admin, role, aliases="Coder\r\nProgrammer")
    role.refresh_from_db()
    assert role.aliases == "Coder\nProgrammer"


def test_links_change_with_their_row_in_one_entry(admin: Client) -> None:
    activity, role, legal = make_activity(), make_role(), make_role("legal-counsel")
    activity.roles.add(role)
    sent = {"name": activity.name, "level": "3", "position": "0", "summary": "Know it.", "source": "ours"}
    admin.post(f"/admin/roles/activity/{activity.pk}/change/", {**sent, "roles": [legal.pk]})
    newest = build_history(Activity, activity.pk)[0]
    expected = (Change(field="Level", old="2", new="3"), Change(field="Roles", old="Developer", new="Legal Counsel"))
    assert newest.changes == expected


def test_parts_stand_in_the_history_of_the_whole(admin: Client) -> None:
    role = make_role()
    row = {"expectations-TOTAL_FORMS": "1", "expectations-0-level": "2", "expectations-0-state": "Lists."}
    save_role(admin, role, **row, change_reason="level 2 was missing")
    newest = build_history(Role, role.pk, parts=PARTS)[0]
    assert (newest.action, newest.part, newest.reason) == ("Added", "expectation 2", "level 2 was missing")
    Expectation.objects.all().delete()
    assert build_history(Role, role.pk, parts=PARTS)[0].action == "Deleted"


def test_parts_that_came_with_the_whole_are_not_listed() -> None:
    role = Role.objects.bulk_create([Role(key="a", name="A", kind="reading", source="ours")])[0]
    Expectation.objects.bulk_create([Expectation(role=role, level=level, state="S.") for level in (1, 2)])
    record_missing_history(reason="shipped content")
    entries = build_history(Role, role.pk, parts=PARTS)
    assert [(entry.action, entry.part, entry.person, entry.reason) for entry in entries] == [
        ("Added", "", "", "shipped content")
    ]


def test_row_that_is_gone_is_said_to_be_gone() -> None:
    activity, role = make_activity(), make_role()
    activity.roles.add(role)
    role.delete()
    activity.roles.add(make_role("tester"))
    assert build_history(Activity, activity.pk)[0].changes[0].old == "no longer there"


def test_queries_do_not_grow_with_the_changes() -> None:
    activity, role = make_activity(), make_role()

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            build_history(Activity, activity.pk)
        return len(queries)

    activity.roles.add(role)
    before = count()
    for number in range(5):
        activity.summary = f"Summary {number}"
        activity.save()
    assert count() == before


def test_what_was_written_is_escaped(admin: Client) -> None:
    risk = make_risk()
    risk.summary = "<script>alert(1)</script>"
    risk.save()
    page = admin.get(f"/admin/roles/risk/{risk.pk}/history/")
    assertContains(page, "&lt;script&gt;alert(1)")
    assertNotContains(page, "<script>alert")


def test_history_of_nothing_is_not_found(admin: Client) -> None:
    assert admin.get("/admin/roles/role/999/history/").status_code == 404


def test_history_is_for_those_who_may_see_the_content(client: Client) -> None:
    role = make_role()
    client.force_login(make_user("bob@example.org", is_staff=True))
    assert client.get(f"/admin/roles/role/{role.pk}/history/").status_code == 403
