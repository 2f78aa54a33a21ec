"""What changed between two versions, in words; drafts only for those who work on the content."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from assessments.actions.clone import clone_version, revise_practice
from assessments.actions.publish import publish_versions
from assessments.models import Criterion, ModelVersion, PracticeRevision
from tests.assessments_factories import make_model_version, make_revision, make_scale, publish
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LINK = "/models/todo-stages/changes/"
FIRST, SECOND = "todo-stages-licences-1-0", "todo-stages-licences-1-1"


@pytest.fixture
def versions() -> tuple[ModelVersion, ModelVersion]:
    """A published version 1.0 and its clone, the draft 1.1."""
    old = make_model_version(number="1.0", name="TODO OSPO stages")
    return old, clone_version(version=old)


def get_row(version: ModelVersion, key: str) -> Criterion:
    return Criterion.objects.get(version=version, revision__practice__key=key)


def read(client: Client, query: str = "") -> list[str]:
    """The texts of the page, without markup and one line each."""
    response = client.get(LINK + query)
    assert response.status_code == 200
    main = response.content.decode().split("</header>", 2)[-1].split("</main>")[0]
    return [" ".join(html.unescape(text).split()) for text in re.split(r"<[^>]+>", main) if text.strip()]


def test_every_kind_of_change_is_said_in_words(client: Client, versions: tuple[ModelVersion, ModelVersion]) -> None:
    _, new = versions
    reworded = revise_practice(criterion=get_row(new, FIRST))
    reworded.statement, reworded.scale = "We say it otherwise.", make_scale("reach")
    reworded.save()
    moved = get_row(new, SECOND)
    moved.level, moved.dimension = new.levels.get(number=2), new.dimensions.get(key="inventory")
    moved.weight, moved.is_key, moved.is_core = "5/2", True, True
    moved.save()
    get_row(new, "todo-stages-inventory-2-1").delete()
    added = make_revision("quite-new")
    Criterion.objects.create(
        version=new, revision=added, dimension=new.dimensions.first(), level=new.levels.get(number=1), position=99
    )
    new.levels.filter(number=2).update(summary="Another rung.")
    new.dimensions.filter(key="inventory").update(name="Stock")
    ModelVersion.objects.filter(pk=new.pk).update(min_in_place="4/5")
    publish(ModelVersion.objects.get(pk=new.pk))
    page = read(client)
    said = (
        *("Practices added", "We do what quite-new asks for.", "Licences, Stage 1"),
        *("Practices removed", "We do what todo-stages-inventory-2-1 asks for."),
        *("Practices reworded", f"We do what {FIRST} asks for.", "We say it otherwise.", "Answered on", "Reach"),
        *("Practices moved", "It counts in Stock, Stage 2 instead of Licences, Stage 1."),
        *("Practices with another weight", "It counts with the weight 5/2 instead of 1."),
        *("Practices marked otherwise", "The quick pass asks it now."),
        "It is a key practice now: without it its level is not reached.",
        *("Stage 2: Rung 2", "A rung.", "Another rung.", "Inventory", "Stock"),
        *("Least share in place", "75%", "80%"),
        "Some practices are answered on a scale that is new here: Reach.",
    )
    assert [text for text in said if text not in page] == []


def test_same_content_says_so(client: Client, versions: tuple[ModelVersion, ModelVersion]) -> None:
    publish_versions(versions=[versions[1]])
    assert "The two versions ask and count exactly the same." in read(client)


def test_any_two_published_versions_can_be_chosen(client: Client, versions: tuple[ModelVersion, ModelVersion]) -> None:
    PracticeRevision.objects.filter(pk=revise_practice(criterion=get_row(versions[1], FIRST)).pk).update(title="New")
    publish_versions(versions=[versions[1]])
    third = clone_version(version=versions[1])
    publish_versions(versions=[third])
    assert "The two versions ask and count exactly the same." in read(client)
    assert "Practices reworded" in read(client, "?old=1.0&new=1.2")
    assert "There is only this version to look at." in " ".join(read(client, "?old=1.0&new=1.0"))
    assert client.get(f"{LINK}?old=0.9").status_code == 404


def test_single_version_has_nothing_to_compare(client: Client) -> None:
    make_model_version(number="1.0")
    assert "There is only this version to look at. Choose two versions to compare them." in read(client)
    assert LINK in client.get("/models/todo-stages/").content.decode()
    assert client.get("/models/unknown/changes/").status_code == 404


def test_drafts_are_compared_by_content_staff_only(client: Client, versions: tuple[ModelVersion, ModelVersion]) -> None:
    assert client.get(f"{LINK}?new=1.1").status_code == 404
    client.force_login(make_user("bob@example.org"))
    assert client.get(f"{LINK}?new=1.1").status_code == 404
    client.force_login(make_user("ada@example.org", is_staff=True, is_superuser=True))
    assert "1.1 (Draft)" in read(client, "?old=1.0&new=1.1")


def test_text_is_escaped(client: Client, versions: tuple[ModelVersion, ModelVersion]) -> None:
    revision = revise_practice(criterion=get_row(versions[1], FIRST))
    PracticeRevision.objects.filter(pk=revision.pk).update(counts="<script>alert(1)</script>")
    publish_versions(versions=[versions[1]])
    page = client.get(LINK).content.decode()
    assert ("&lt;script&gt;" in page, "<script>alert" in page) == (True, False)


@pytest.mark.parametrize("per_cell", [1, 4])
def test_query_count_does_not_grow(
    client: Client, django_assert_num_queries: pytest.FixtureRequest, per_cell: int
) -> None:
    old = make_model_version(number="1.0", per_cell=per_cell)
    publish_versions(versions=[clone_version(version=old)])
    with django_assert_num_queries(20):
        client.get(reverse("assessments:model-changes", args=["todo-stages"]))
