"""The style guide: there for developers, absent for everybody else, and honest about its colours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from assessments.views.colours import compute_contrast, list_pairs, read_schemes
from tests.assessments_factories import make_model_version
from tests.factories import make_user
from tests.house.test_style_sheets import CLASS, COMMENT, list_screen_sheets

BASE = (Path(__file__).parents[2] / "static/css/base.css").read_text()
SHAPES_OF_PAGES = {
    "board",
    "chart-plot",
    "columns",
    "flow",
    "headline-note",
    "hero",
    "messages",
    "page-narrow",
    "result",
}
# The last is the bar of a level that is not reached; the example reaches every level of so small a model.
SHAPES_OF_PAGES |= {"result-models", "chart-open"}
CSS = ":root { --ink: #000; --canvas: #ffffff } @media dark { :root { --ink: #fff } }"


@pytest.fixture
def debug(settings: LazySettings) -> None:
    settings.DEBUG = True


@pytest.mark.django_db
@pytest.mark.usefixtures("debug")
def test_styleguide_shows_a_question_in_each_state(client: Client) -> None:
    make_model_version("todo-stages", per_cell=3)
    page = client.get("/styleguide/").content.decode()
    assert page.count("data-practice=") == 10
    assert page.count("data-conflict") == 1
    assert page.count("Your answer in 2026 H1") == 1
    assert page.count("Suggested from 2026 H1, not saved:") == 1
    assert page.count("<kbd>n</kbd>") == 1
    assert 'class="chart' in page


@pytest.mark.django_db
@pytest.mark.usefixtures("debug")
def test_styleguide_without_a_model_says_what_to_do(client: Client) -> None:
    page = client.get("/styleguide/").content.decode()
    assert page.count("Load the shipped content first.") == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("debug")
def test_styleguide_has_every_id_once(client: Client) -> None:
    make_model_version("todo-stages", per_cell=3)
    page = client.get("/styleguide/").content.decode()
    ids = [part.split('"', 1)[0] for part in page.split(' id="')[1:]]
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.django_db
@pytest.mark.usefixtures("debug")
def test_styleguide_shows_everything_that_has_a_style(client: Client) -> None:
    """All but the shapes of whole pages, which the guide, being one page, cannot wear."""
    client.force_login(make_user())
    make_model_version("todo-stages", levels=(0, 1, 2, 3, 4), per_cell=3)
    page = client.get("/styleguide/").content.decode()
    worn = {name for classes in re.findall(r'class="([^"]*)"', page) for name in classes.split()}
    styled = {name for path in list_screen_sheets() for name in CLASS.findall(COMMENT.sub("", path.read_text()))}
    assert sorted(styled - worn - SHAPES_OF_PAGES) == []


@pytest.mark.django_db
def test_styleguide_is_not_there_for_users(client: Client) -> None:
    assert client.get("/styleguide/").status_code == 404


@pytest.mark.usefixtures("debug")
def test_styleguide_takes_nothing(client: Client) -> None:
    assert client.post("/styleguide/").status_code == 405


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_of_colours_has_the_contrast_it_needs(scheme: str) -> None:
    measured = {(pair.ink, pair.ground): (getattr(pair, scheme).contrast, pair.least) for pair in list_pairs(BASE)}
    assert {pair for pair, (contrast, least) in measured.items() if contrast < least} == set()


def test_dark_scheme_keeps_what_it_does_not_change() -> None:
    assert read_schemes(CSS) == (
        {"ink": "#000", "canvas": "#ffffff"},
        {"ink": "#fff", "canvas": "#ffffff"},
    )


def test_contrast_is_the_same_both_ways() -> None:
    assert compute_contrast("#000", "#ffffff") == compute_contrast("#fff", "#000000") == pytest.approx(21)
