"""The interactive chart: nothing of it is loaded until it is asked for, it shows the same numbers, and it closes."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, Route, expect

from accounts.models import Unit, User
from tests.assessments_factories import make_answer, make_assessment, make_model_version, make_participant

pytestmark = pytest.mark.browser
DIMENSIONS = ("licences", "inventory", "people", "tools")
ANSWERS = {"licences-1-0": "not-done", "licences-2-0": "partial", "inventory-1-0": "checked", "people-1-0": "improved"}
OPEN, CLOSE = "Open the interactive chart", "Show the drawing"
READ_PLOT = "(plot) => plot.data.map((trace) => trace.r.slice(0, -1).map((score) => score && Math.round(score)))"


@pytest.fixture
def requested(page: Page) -> list[str]:
    """The addresses that the page has asked for."""
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    return addresses


@pytest.fixture
def result(page: Page, requested: list[str], signed_in: BrowserContext, alice: User, unit: Unit) -> Page:
    """The result of an assessment with four dimensions, of which the last has no answer yet."""
    version = make_model_version("radar", dimensions=DIMENSIONS, levels=(0, 1, 2), per_cell=1)
    participant = make_participant(make_assessment(unit, [version]), alice)
    for key, point in ANSWERS.items():
        make_answer(participant, f"radar-{key}", point)
    page.goto(reverse("assessments:results", args=[participant.assessment_id]))
    return page


def test_chart_opens_on_demand_with_the_numbers_of_the_table(result: Page, requested: list[str]) -> None:
    drawing, plot = result.locator("[data-chart-drawing]"), result.locator("[data-chart-plot]")
    expect(drawing).to_be_visible()
    expect(plot).to_be_hidden()
    assert [address for address in requested if "plotly.min" in address or "radar" in address] == []
    result.get_by_role("button", name=OPEN).click()
    expect(plot.locator(".polarlayer path.point").first).to_be_visible()
    expect(drawing).to_be_hidden()
    expect(result.locator("[data-chart-status]")).to_have_text("The interactive chart is open.")
    rows = result.get_by_role("table", name="the scores of the chart").locator("tbody tr")
    table = [row.locator("td").first.inner_text() for row in rows.all()]
    assert table == ["20%", "80%", "100%", "not rated yet"]
    assert plot.evaluate(READ_PLOT) == [[20, 80, 100, None]]


def test_chart_closes_again_and_is_loaded_once(result: Page, requested: list[str]) -> None:
    drawing, plot = result.locator("[data-chart-drawing]"), result.locator("[data-chart-plot]")
    for _ in range(2):
        result.get_by_role("button", name=OPEN).click()
        expect(plot).to_be_visible()
        result.get_by_role("button", name=CLOSE).click()
        expect(plot).to_be_hidden()
        expect(drawing).to_be_visible()
    assert len([address for address in requested if "plotly.min" in address]) == 1


def test_chart_that_cannot_be_loaded_leaves_the_drawing_and_says_so(result: Page) -> None:
    def fail(route: Route) -> None:
        route.abort()

    result.route("**/plotly.min*.js", fail)
    result.get_by_role("button", name=OPEN).click()
    expect(result.locator("[data-chart-status]")).to_contain_text("could not be loaded")
    expect(result.locator("[data-chart-drawing]")).to_be_visible()
    result.unroute("**/plotly.min*.js")
    result.get_by_role("button", name=OPEN).click()
    expect(result.locator("[data-chart-plot]")).to_be_visible()
