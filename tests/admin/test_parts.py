"""Levels and answers of a scale on the page of their version or scale: numbers change places in one go."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from assessments.models import Level, ModelVersion, ScalePoint
from tests.assessments_factories import make_model_version, make_scale
from tests.factories import make_user

pytestmark = pytest.mark.django_db
POINT = ("code", "name", "position", "value", "description")


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(make_user(is_staff=True, is_superuser=True))
    return client


def fill(prefix: str, rows: list[Any], names: tuple[str, ...]) -> dict[str, Any]:
    sent: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": len(rows)}
    for n, row in enumerate(rows):
        sent[f"{prefix}-{n}-id"] = row.pk
        sent |= {f"{prefix}-{n}-{name}": getattr(row, name) for name in names}
        if getattr(row, "is_in_place", False):
            sent[f"{prefix}-{n}-is_in_place"] = "on"
    return sent


def fill_version(version: ModelVersion) -> dict[str, Any]:
    names = ("maturity_model_id", "number", "name", "summary", "level_word", "min_in_place", "max_not_applicable")
    sent = {name.removesuffix("_id"): getattr(version, name) for name in (*names, "source", "cross_walk_offset")}
    axes = fill(
        "dimensions", list(version.dimensions.all()), ("position", "key", "name", "short_name", "measures", "summary")
    )
    return sent | axes | fill("levels", list(version.levels.all()), ("number", "name", "summary"))


def list_rows(kind: type[Model], *names: str) -> list[tuple[Any, ...]]:
    return list(kind._default_manager.order_by(names[0]).values_list(*names))


def test_two_levels_exchange_their_numbers(admin: Client) -> None:
    version = make_model_version(published=False)
    sent = fill_version(version) | {"levels-1-number": "2", "levels-2-number": "1", "change_reason": "swapped"}
    admin.post(f"/admin/assessments/modelversion/{version.pk}/change/", sent)
    assert list_rows(Level, "number", "name") == [(0, "Rung 0"), (1, "Rung 2"), (2, "Rung 1")]
    entries = Level.history.filter(history_change_reason="swapped").order_by("number")
    assert list(entries.values_list("number", "name")) == [(1, "Rung 2"), (2, "Rung 1")]


def test_two_levels_with_one_number_are_refused(admin: Client) -> None:
    version = make_model_version(published=False)
    page = admin.post(
        f"/admin/assessments/modelversion/{version.pk}/change/", fill_version(version) | {"levels-1-number": "2"}
    )
    assertContains(page, "Please correct the duplicate data for")
    assert list_rows(Level, "number", "name") == [(0, "Rung 0"), (1, "Rung 1"), (2, "Rung 2")]


def test_answers_of_a_scale_change_places_and_the_mark_moves(admin: Client) -> None:
    scale = make_scale()
    points = list(scale.points.order_by("position"))
    sent = {"key": scale.key, "name": scale.name} | fill("points", points, POINT)
    del sent["points-3-is_in_place"]
    changed = {"points-0-position": "1", "points-1-position": "0", "points-4-is_in_place": "on"}
    admin.post(f"/admin/assessments/scale/{scale.pk}/change/", sent | changed)
    found = list_rows(ScalePoint, "position", "code", "is_in_place")
    assert found == [
        (0, "individual", False),
        (1, "not-done", False),
        (2, "partial", False),
        (3, "standard", False),
        (4, "checked", True),
        (5, "improved", False),
    ]


def test_only_one_answer_is_in_place(admin: Client) -> None:
    scale = make_scale()
    sent = {"key": scale.key, "name": scale.name} | fill("points", list(scale.points.order_by("position")), POINT)
    page = admin.post(f"/admin/assessments/scale/{scale.pk}/change/", sent | {"points-0-is_in_place": "on"})
    assertContains(page, "Mark one row only.")
    assert scale.points.get(is_in_place=True).code == "standard"


def test_evidence_of_what_is_published_is_read_without_braces(admin: Client) -> None:
    version = make_model_version(published=False)
    revision = version.criteria.first().revision
    type(revision).objects.filter(pk=revision.pk).update(evidence={"standard": "A <b>rule</b>."})
    ModelVersion.objects.update(status="published", published_at="2026-01-01T00:00Z")
    page = admin.get(f"/admin/assessments/practicerevision/{revision.pk}/change/")
    assertContains(page, "<p>standard: A &lt;b&gt;rule&lt;/b&gt;.</p>")
    assertNotContains(page, "{&quot;standard&quot;")
