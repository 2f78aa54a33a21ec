"""Models and practices can be read by everybody before anybody is asked."""

from __future__ import annotations

import pytest
from django.test import Client

from assessments.models import ModelVersion
from assessments.templatetags.page_text import first_sentences, further_sentences
from tests.assessments_factories import make_model_version

pytestmark = pytest.mark.django_db


def test_models_lists_published_models_only(client: Client) -> None:
    make_model_version("todo-stages", name="TODO OSPO stages")
    make_model_version("draft", name="Draft model", published=False)
    page = client.get("/models/").content.decode()
    assert ("TODO OSPO stages" in page, "Draft model" in page) == (True, False)
    assert client.get("/models/draft/").status_code == 404


def test_model_shows_levels_and_practices_by_dimension(client: Client) -> None:
    make_model_version("todo-stages", name="TODO OSPO stages", rules_note="These rules are ours.")
    page = client.get("/models/todo-stages/").content.decode()
    assert page.count('href="/practices/todo-stages-') == 8
    assert "Stage 2: Rung 2" in page
    assert "These rules are ours." in page


def test_model_shows_its_newest_published_version(client: Client) -> None:
    make_model_version("todo-stages", summary="Old summary.", dimensions=("old",))
    make_model_version("todo-stages", summary="New summary.", dimensions=("new",))
    page = client.get("/models/todo-stages/").content.decode()
    assert ("Old summary." in page, "New summary." in page) == (False, True)


def test_model_whose_versions_are_all_retired_can_still_be_read(client: Client) -> None:
    make_model_version("todo-stages", summary="What it was.")
    ModelVersion.objects.update(status=ModelVersion.Status.RETIRED)
    page = client.get("/models/todo-stages/").content.decode()
    assert ("What it was." in page, "This version is retired" in page) == (True, True)
    assert "What it was." not in client.get("/models/").content.decode()


def test_practice_says_who_answers_and_what_counts_it(client: Client) -> None:
    first = make_model_version("first", name="First model", dimensions=("d",), levels=(0, 1), per_cell=1)
    make_model_version("second", name="Second model", shared=[first.criteria.get().revision])
    page = client.get("/practices/first-d-1-0/").content.decode()
    assert [name in page for name in ("First model", "Second model", "Developer", "Software Architect")] == [True] * 4
    assert client.get("/practices/unknown/").status_code == 404


def test_practice_of_a_draft_is_not_shown(client: Client) -> None:
    make_model_version("draft", dimensions=("d",), published=False)
    assert client.get("/practices/draft-d-1-0/").status_code == 404


@pytest.mark.parametrize("per_cell", [1, 4])
def test_query_counts_do_not_grow(
    client: Client, django_assert_num_queries: pytest.FixtureRequest, per_cell: int
) -> None:
    make_model_version("todo-stages", per_cell=per_cell)
    for path, queries in (("/models/", 1), ("/models/todo-stages/", 3), ("/practices/todo-stages-licences-1-0/", 4)):
        with django_assert_num_queries(queries):
            client.get(path)


@pytest.mark.parametrize(
    ("count", "first", "further"),
    [
        (1, "Five stages, 0 to 4.", "It starts. “Office” ends."),
        (2, "Five stages, 0 to 4. It starts.", "“Office” ends."),
    ],
)
def test_sentences_are_parted_at_their_ends(count: int, first: str, further: str) -> None:
    text = "Five stages, 0 to 4. It\nstarts. “Office” ends."
    assert (first_sentences(text, count), further_sentences(text, count)) == (first, further)


def test_text_with_fewer_sentences_is_whole() -> None:
    assert (first_sentences("One, v1.0 of it.", 2), further_sentences("One, v1.0 of it.", 2)) == (
        "One, v1.0 of it.",
        "",
    )
