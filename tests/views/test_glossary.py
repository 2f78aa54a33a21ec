"""The words: for everybody, each with its own address, the scales as they are stored."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from assessments.wording import THEMES
from tests.assessments_factories import make_scale
from tests.house.source import list_templates, read

pytestmark = pytest.mark.django_db
ANCHOR = re.compile(r'assessments:glossary" %}#([\w-]+)')


def test_glossary_explains_each_word_once(client: Client) -> None:
    page = client.get("/glossary/").content.decode()
    keys = [term.key for theme in THEMES for term in theme.terms]
    assert [page.count(f'id="{key}"') for key in keys] == [1] * len(keys)
    assert {"practice", "placement", "coverage", "provisional", "key", "quick-pass", "ispo"} <= set(keys)


def test_glossary_shows_the_scales_with_the_corresponding_steps(client: Client) -> None:
    make_scale("practice")
    page = client.get("/glossary/").content.decode()
    assert page.count("FINOS: ") == 6
    assert page.count("In place from here") == 1
    assert page.index("FINOS: unaware") < page.index("FINOS: optimised")


def test_glossary_without_scales_leaves_them_out(client: Client) -> None:
    assert 'id="scales"' not in client.get("/glossary/").content.decode()


def test_every_page_leads_to_the_glossary(client: Client) -> None:
    assert 'href="/glossary/"' in client.get("/roles/").content.decode()


def test_words_that_pages_point_to_are_there(client: Client) -> None:
    make_scale()
    page = client.get("/glossary/").content.decode()
    pointed = {word for path in list_templates() for word in ANCHOR.findall(read(path))}
    assert {"placement", "level-profile", "score", "coverage", "ability", "answering", "role"} <= pointed
    assert {word for word in pointed if f'id="{word}"' not in page} == set()


def test_glossary_takes_nothing(client: Client) -> None:
    assert client.post("/glossary/").status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(
    client: Client, django_assert_num_queries: pytest.FixtureRequest, count: int
) -> None:
    for number in range(count):
        make_scale(f"scale-{number}")
    with django_assert_num_queries(2):
        client.get("/glossary/")
