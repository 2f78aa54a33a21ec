"""The list of practices and the page of an activity: where roles, risks, levels and models meet practices."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains

from assessments.models import PracticeRevision
from assessments.views import library
from roles.models import Expectation
from tests.assessments_factories import make_answering_role, make_model_version, make_revision
from tests.factories import make_activity, make_risk, make_role, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared() -> PracticeRevision:
    """A practice of legal counsel that lowers the legal risk; both models count it, each at its own level."""
    activity = make_activity("licence-management")
    activity.risks.add(make_risk("legal"))
    counsel, buyer = make_answering_role("legal-counsel"), make_answering_role("procurement")
    shared = make_revision("shared", provider=counsel, users=[buyer], activity=activity)
    make_model_version("stages", dimensions=("use",), per_cell=1, shared=[shared], name="The stages")
    make_model_version(
        "rungs",
        dimensions=("use", "give"),
        levels=(1, 2),
        per_cell=1,
        shared=[shared],
        name="The rungs",
        level_word="Level",
    )
    make_model_version("draft", dimensions=("use",), published=False)
    make_model_version("pulse", levels=(), dimensions=("mood",), per_cell=1, name="The pulse")
    return shared


def list_keys(client: Client, query: str = "") -> list[str]:
    return [card.key for card in client.get(f"/practices/?{query}").context["cards"]]


@pytest.mark.usefixtures("shared")
def test_every_practice_on_offer_is_listed_once(client: Client) -> None:
    keys = list_keys(client)
    assert sorted(keys) == [
        "pulse-mood-0-0",
        "rungs-give-2-0",
        "rungs-use-2-0",
        "shared",
        "stages-use-1-0",
        "stages-use-2-0",
    ]
    assertContains(client.get("/practices/"), "6 practices")


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("role=legal-counsel", ["shared"]),
        ("role=procurement", ["shared"]),
        ("role=developer&level=stages:1", ["stages-use-1-0"]),
        ("risk=legal", ["shared"]),
        ("model=rungs", ["rungs-give-2-0", "rungs-use-2-0", "shared"]),
        ("level=stages:1", ["shared", "stages-use-1-0"]),
        ("level=rungs:2", ["rungs-give-2-0", "rungs-use-2-0", "shared"]),
        ("dimension=rungs:give", ["rungs-give-2-0"]),
        ("dimension=pulse:mood", ["pulse-mood-0-0"]),
        ("role=legal-counsel&risk=legal&model=rungs&level=rungs:2&dimension=rungs:use", ["shared"]),
        ("model=stages&level=rungs:2", []),
        ("role=&risk=&model=&level=&dimension=", None),
    ],
)
def test_filters_combine(client: Client, query: str, expected: list[str] | None) -> None:
    assert sorted(list_keys(client, query)) == (sorted(list_keys(client)) if expected is None else expected)


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(
    "query", ["level=2", "level=draft:1", "model=draft", "role=x", "dimension=rungs:x", "risk=%00"]
)
def test_unknown_choice_is_an_error_at_its_field(client: Client, query: str) -> None:
    response = client.get(f"/practices/?{query}")
    assertContains(response, 'class="field-error"', status_code=400)
    assert response.context["cards"] == []


@pytest.mark.usefixtures("shared")
def test_list_that_nothing_fits_says_so_and_can_be_reset(client: Client) -> None:
    response = client.get("/practices/?model=stages&level=rungs:2")
    assertContains(response, "No practice fits all of these.")
    assertContains(response, '<a class="button button-secondary" href="/practices/">Show all</a>')
    assertContains(response, '<option value="rungs:2" selected>Level 2: Rung 2</option>')


def test_page_of_a_practice_leads_to_what_stands_at_its_level(client: Client, shared: PracticeRevision) -> None:
    page = client.get("/practices/shared/")
    for level in ("stages:1", "rungs:2"):
        assertContains(page, f'href="/practices/?level={level}"')


def test_tags_of_a_practice_lead_to_the_lists_of_what_carries_them(client: Client, shared: PracticeRevision) -> None:
    response = client.get("/practices/")
    for link in ("?role=legal-counsel", "?level=stages:1", "?level=rungs:2"):
        assertContains(response, f'href="/practices/{link}"')
        assert "shared" in list_keys(client, link.removeprefix("?"))
    assertContains(response, 'href="/practices/?dimension=pulse:mood"')


@pytest.mark.parametrize(
    ("query", "links"),
    [
        ("risk=legal", ["risk=legal&role=legal-counsel", "risk=legal&level=stages:1", "risk=legal&level=rungs:2"]),
        ("role=legal-counsel&page=1", ["role=legal-counsel", "role=legal-counsel&level=rungs:2"]),
        ("model=rungs&dimension=rungs:use", ["model=rungs&dimension=rungs:use&level=rungs:2", "level=stages:1"]),
    ],
)
@pytest.mark.usefixtures("shared")
def test_tag_on_a_narrowed_list_narrows_it_further(client: Client, query: str, links: list[str]) -> None:
    page = client.get(f"/practices/?{query}").content.decode()
    for link in links:
        assert f'href="/practices/?{link.replace("&", "&amp;")}"' in page
        assert "shared" in list_keys(client, link)


@pytest.mark.usefixtures("shared")
def test_each_choice_in_force_can_be_taken_away_alone(client: Client) -> None:
    page = client.get("/practices/?role=legal-counsel&risk=legal&level=rungs:2")
    said = [(chosen.label, chosen.name, chosen.without) for chosen in page.context["form"].in_force]
    assert said == [
        ("Role", "Legal Counsel", "risk=legal&level=rungs:2"),
        ("Risk", "Legal", "role=legal-counsel&level=rungs:2"),
        ("Level", "Level 2: Rung 2", "role=legal-counsel&risk=legal"),
    ]
    assertContains(page, 'href="/practices/?role=legal-counsel&amp;risk=legal"')
    alone = client.get("/activities/?level=2&role=&risk=")
    assertContains(alone, '<a class="tag tag-accent" href="/activities/">')
    assertNotContains(client.get("/activities/"), "Take away")


@pytest.mark.usefixtures("shared")
def test_long_list_is_shown_in_parts_that_keep_the_filter(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "PER_PAGE", 2)
    first = client.get("/practices/?model=rungs")
    assertContains(first, "3 practices, 1 to 2 shown")
    assertContains(first, 'href="?model=rungs&amp;page=2"')
    second = client.get("/practices/?model=rungs&page=2")
    assert len(second.context["cards"]) == 1
    assertContains(second, 'href="?model=rungs&amp;page=1"')
    assert client.get("/practices/?page=nonsense").status_code == 200


def test_list_without_models_says_so(client: Client) -> None:
    assertContains(client.get("/practices/"), "No model is published yet.")


def test_activity_shows_its_practices_with_their_levels(client: Client, shared: PracticeRevision) -> None:
    response = client.get("/activities/licence-management/")
    assertContains(response, 'href="/practices/shared/"')
    assertContains(response, "The stages, Stage 1")
    assertContains(response, "The rungs, Level 2")
    assertContains(response, 'href="/activities/?level=2"')
    assertNotContains(response, "stages-use-1-0")


def test_activity_without_practices_says_why(client: Client) -> None:
    make_activity("overview", is_overview=True)
    make_activity("other")
    assertContains(client.get("/activities/overview/"), "It has no practices of its own")
    assertContains(client.get("/activities/other/"), "No model on offer asks about this activity.")
    assert client.get("/activities/unknown/").status_code == 404
    assert client.post("/activities/other/").status_code == 405


def test_tags_of_an_activity_lead_to_the_activities_that_carry_them(client: Client) -> None:
    activity = make_activity("inventory", level=2)
    activity.roles.add(make_role("regulator", kind="reading"))
    activity.risks.add(make_risk("legal"))
    response = client.get("/activities/")
    for link in ("?role=regulator", "?risk=legal"):
        assertContains(response, f'href="/activities/{link}"')
        assertContains(client.get(f"/activities/{link}"), "1 activity")
    narrowed = client.get("/activities/?risk=legal&level=2")
    for link in ("level=2&amp;risk=legal&amp;role=regulator", "risk=legal&amp;level=2"):
        assertContains(narrowed, f'href="/activities/?{link}"')


def test_role_and_risk_lead_to_their_lists(client: Client) -> None:
    make_role("developer")
    make_risk("legal")
    for link in ("/activities/?role=developer", "/practices/?role=developer"):
        assertContains(client.get("/roles/developer/"), f'href="{link}"')
    for link in ("/activities/?risk=legal", "/practices/?risk=legal"):
        assertContains(client.get("/risks/legal/"), f'href="{link}"')


@pytest.mark.parametrize("rows", [1, 4])
def test_pages_ask_at_most_eight_queries_whatever_they_show(
    client: Client, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """The bound holds for somebody who is signed in, which takes two of them."""
    activity, role = make_activity("licence-management"), make_role("legal-counsel")
    for n in range(rows):
        activity.risks.add(make_risk(f"risk-{n}"))
        activity.roles.add(make_role(f"role-{n}"))
        role.works_with.add(make_role(f"other-{n}"))
        role.activities.add(make_activity(f"activity-{n}"))
        Expectation.objects.create(role=role, level=n + 1, state="It is so.")
    shared = [make_revision(f"practice-{n}", activity=activity) for n in range(rows)]
    make_model_version("stages", per_cell=rows, shared=shared)
    client.force_login(make_user())
    for path in ("/activities/licence-management/", "/roles/legal-counsel/", "/risks/risk-0/"):
        with django_assert_max_num_queries(8):
            client.get(path)
    with django_assert_max_num_queries(10):
        client.get("/practices/")
