"""Who changed which content: saved rows, rows written in bulk, and the links of both."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Practice, PracticeRevision
from roles.history import list_tracked, record_history, record_missing_history
from roles.models import Activity, Risk, Role
from tests.assessments_factories import make_revision
from tests.factories import make_activity, make_risk, make_role

pytestmark = pytest.mark.django_db


def test_all_content_has_a_history_and_nothing_else_has() -> None:
    tables = {kind._meta.label for kind in list_tracked()}
    assert {"roles.Role", "assessments.PracticeRevision", "assessments.Criterion"} <= tables
    assert not {table for table in tables if table.split(".")[1] in ("User", "Answer", "Participant", "TrailEntry")}


def test_saving_and_deleting_a_row_record_themselves() -> None:
    risk = make_risk()
    risk.summary = "Worse than that."
    risk.save()
    risk.delete()
    entries = Risk.history.order_by("history_id").values_list("history_type", "summary")
    assert list(entries) == [("+", "It can go wrong."), ("~", "Worse than that."), ("-", "Worse than that.")]


def test_rows_written_in_bulk_get_one_first_entry() -> None:
    Practice.objects.bulk_create([Practice(key="a"), Practice(key="b")])
    record_missing_history(reason="imported")
    record_missing_history(reason="again")
    entries = Practice.history.order_by("key").values_list("key", "history_type", "history_change_reason")
    assert list(entries) == [("a", "+", "imported"), ("b", "+", "imported")]


def test_links_are_recorded_with_their_row() -> None:
    activity, role = make_activity(), make_role()
    Activity.roles.through.objects.bulk_create([Activity.roles.through(activity=activity, role=role)])
    record_history([activity], reason="bulk")
    assert [link.role for link in Activity.history.latest().roles.all()] == [role]


def test_links_between_roles_keep_their_direction() -> None:
    legal, chief = make_role("legal-counsel"), make_role("cto-cio")
    Role.reports_to.through.objects.bulk_create([Role.reports_to.through(from_role=legal, to_role=chief)])
    record_history([legal, chief], reason="bulk")
    links = {entry.key: [link.to_role.key for link in entry.reports_to.all()] for entry in Role.history.all()[:2]}
    assert links == {"legal-counsel": ["cto-cio"], "cto-cio": []}


def test_reason_is_cut_to_its_column() -> None:
    record_history([make_risk()], reason="because " * 50)
    assert len(Risk.history.latest().history_change_reason) == 100


def test_statements_do_not_grow_with_the_rows() -> None:
    def count(rows: list[PracticeRevision]) -> int:
        with CaptureQueriesContext(connection) as queries:
            record_history(rows, reason="bulk")
        return len(queries)

    rows = [make_revision(key) for key in ("one", "two", "three")]
    assert count(rows[:1]) == count(rows)
