"""The body of knowledge, open to visitors."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains

from roles.guide_words import WORDS
from roles.models import Expectation, Guide, Role
from tests.factories import make_activity, make_guide, make_risk, make_role, make_user

pytestmark = pytest.mark.django_db
LISTS = ["/roles/", "/activities/", "/risks/", "/guides/"]
PAGES = [*LISTS, "/roles/developer/", "/activities/software-inventory/", "/risks/legal/", "/guides/structure-virtual/"]


def make_body(rows: int = 1) -> None:
    """`rows` roles, activities, risks and expectations, each joined with all the others."""
    keys = range(rows)
    roles = [make_role(f"developer-{n}" if n else "developer") for n in keys]
    risks = [make_risk(f"legal-{n}" if n else "legal") for n in keys]
    for n in keys:
        activity = make_activity(f"software-inventory-{n}" if n else "software-inventory")
        activity.roles.set(roles)
        activity.risks.set(risks)
        Expectation.objects.create(role=roles[0], level=n + 1, state="Builds.", responsibilities="Look\nAsk")
        guide = make_guide(f"structure-virtual-{n}" if n else "structure-virtual")
        guide.roles.set(roles)
        guide.activities.add(activity)
    roles[0].works_with.set(roles)
    roles[0].reports_to.set(roles)


@pytest.mark.parametrize("path", PAGES)
def test_page_works_for_visitors_and_people(client: Client, path: str) -> None:
    make_body()
    assert client.get(path).status_code == 200
    client.force_login(make_user())
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", LISTS)
def test_list_without_rows_says_so(client: Client, path: str) -> None:
    assertContains(client.get(path), 'class="empty"')


@pytest.mark.parametrize("path", ["/roles/x/", "/activities/x/", "/risks/x/", "/guides/x/"])
def test_unknown_key_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_wrong_method_is_refused(client: Client, path: str, method: str) -> None:
    make_body()
    assert getattr(client, method)(path).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/roles/", 1),
        ("/roles/developer/", 5),
        ("/activities/", 5),
        ("/activities/?level=2&role=developer&risk=legal", 7),
        ("/activities/software-inventory/", 4),
        ("/risks/", 1),
        ("/risks/legal/", 2),
        ("/guides/", 1),
        ("/guides/structure-virtual/", 4),
    ],
)
def test_query_count_does_not_grow(
    client: Client, path: str, queries: int, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_body(rows)
    with django_assert_num_queries(queries):
        client.get(path)


def test_roles_are_grouped_and_in_their_order(client: Client) -> None:
    make_role("zebra-keeper", position=1)
    make_role("ant-keeper", position=2)
    make_role("regulator", kind=Role.Kind.READING)
    page = client.get("/roles/").content.decode()
    places = [page.index(text) for text in ("Roles that answer", "Zebra", "Ant", "Roles that read", "Regulator")]
    assert places == sorted(places)


def test_role_shows_everything_about_it(client: Client) -> None:
    lists = {"objectives": "Ship\nSleep", "challenges": "Old code", "calls_to_action": "Name an owner"}
    role = make_role(aliases="Coder\nEngineer", licence="Apache-2.0", attribution="Thanks to all.", **lists)
    Expectation.objects.create(role=role, level=3, structure="OSPO", state="Gives back.", encouraged="Speak")
    response = client.get(role.get_absolute_url())
    for text in ("Coder, Engineer", "<li>Sleep</li>", "Old code", "Name an owner", "Apache-2.0", "Thanks to all."):
        assertContains(response, text)
    assertContains(response, '<td role="cell" class="prose" data-label="State">Gives back.</td>')
    assertContains(response, 'href="/activities/?level=3">Level 3</a>')


def test_role_without_expectations_and_activities_has_no_table(client: Client) -> None:
    assertNotContains(client.get(make_role().get_absolute_url()), "<table")


def test_role_lists_its_activities_by_level(client: Client) -> None:
    role = make_role()
    for key, level in (("late", 4), ("early", 1)):
        make_activity(key, level=level).roles.add(role)
    page = client.get(role.get_absolute_url()).content.decode()
    places = [page.index(text) for text in ("Level 1", "Early", "Level 4", "Late")]
    assert places == sorted(places)


def test_role_joins_expectation_and_activities_of_a_level(client: Client) -> None:
    role = make_role()
    make_activity("inventory", level=2).roles.add(role)
    for level in (2, 3):
        Expectation.objects.create(role=role, level=level, state=f"State {level}.", source=f"Origin {level}")
    levels = client.get(role.get_absolute_url()).context["levels"]
    joined = [(level, expectation.state, [row.key for row in duties]) for level, expectation, duties in levels]
    assert joined == [(2, "State 2.", ["inventory"]), (3, "State 3.", [])]


def test_role_names_the_source_of_each_expectation(client: Client) -> None:
    role = make_role()
    Expectation.objects.create(role=role, level=3, state="Gives back.", source="The table of 2023")
    assertContains(client.get(role.get_absolute_url()), "<dt>Level 3</dt><dd>The table of 2023</dd>")


def list_activities(client: Client, query: str) -> list[str]:
    response = client.get(f"/activities/?{query}")
    return [activity.key for _level, group in response.context["by_level"] for activity in group]


@pytest.fixture
def three_activities() -> None:
    developer, counsel, legal = make_role("developer"), make_role("legal-counsel"), make_risk("legal")
    first, second, third = make_activity("a", level=1), make_activity("b", level=2), make_activity("c", level=2)
    first.roles.add(developer)
    second.roles.add(developer, counsel)
    second.risks.add(legal)
    third.risks.add(legal)


@pytest.mark.usefixtures("three_activities")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["a", "b", "c"]),
        ("level=&role=&risk=", ["a", "b", "c"]),
        ("level=2", ["b", "c"]),
        ("role=developer", ["a", "b"]),
        ("risk=legal", ["b", "c"]),
        ("level=2&role=developer", ["b"]),
        ("level=2&role=developer&risk=legal", ["b"]),
        ("level=1&risk=legal", []),
    ],
)
def test_activities_filters_combine(client: Client, query: str, expected: list[str]) -> None:
    assert list_activities(client, query) == expected


@pytest.mark.usefixtures("three_activities")
@pytest.mark.parametrize("query", ["level=6", "level=x", "role=nobody", "risk=%00", "level=1' OR '1'='1"])
def test_activities_unknown_choice_is_an_error_at_its_field(client: Client, query: str) -> None:
    response = client.get(f"/activities/?{query}")
    assertContains(response, 'class="field-error"', status_code=400)
    assertContains(response, "<title>Error: Activities", status_code=400)


@pytest.mark.usefixtures("three_activities")
def test_activities_filter_keeps_what_was_chosen(client: Client) -> None:
    response = client.get("/activities/?level=2&role=developer")
    assertContains(response, '<option value="2" selected>2</option>')
    assertContains(response, '<option value="developer" selected>')
    assertContains(response, "Show all")


def test_activity_links_its_roles_and_risks(client: Client) -> None:
    make_body()
    response = client.get("/activities/software-inventory/")
    assertContains(response, '<a href="/roles/developer/">Developer</a>')
    assertContains(response, '<a href="/risks/legal/">Legal</a>')


def test_risk_lists_what_lowers_it(client: Client) -> None:
    risk = make_risk(raised_by="Copying\nForgetting", lowered_by="Reviews")
    make_activity("inventory").risks.add(risk)
    response = client.get(risk.get_absolute_url())
    for text in ("<li>Forgetting</li>", "<li>Reviews</li>", 'href="/activities/inventory/"'):
        assertContains(response, text)


def test_guides_are_grouped_by_kind_in_their_order(client: Client) -> None:
    make_guide("strategy-leader", kind=Guide.Kind.STRATEGY, position=2)
    make_guide("strategy-consumer", kind=Guide.Kind.STRATEGY, position=1)
    make_guide("structure-virtual", position=3)
    page = client.get("/guides/").content.decode()
    texts = ("Structures</h2>", "Structure virtual", "Four strategies</h2>", "Strategy consumer", "Strategy leader")
    places = [page.index(text) for text in texts]
    assert places == sorted(places)
    assert '<a class="tag" href="#strategy">Four strategies</a>' in page
    assert "Four hats" not in page


def test_guide_shows_everything_about_it(client: Client) -> None:
    lists = {"points": "Few people\nMuch goodwill", "action_items": "Agree on time", "cautions": "Busy weeks"}
    guide = make_guide(aliases="Committee", body="They stay.\n\nThey meet.", attribution="Thanks to all.", **lists)
    guide.roles.add(make_role())
    guide.activities.add(make_activity("inventory"))
    sibling = make_guide("structure-none")
    response = client.get(guide.get_absolute_url())
    for text in ("Committee", "<p>They meet.</p>", "It suits you when", "<li>Much goodwill</li>", "How to set it up"):
        assertContains(response, text)
    for text in ("<li>Agree on time</li>", "What to watch for", "<li>Busy weeks</li>", "Thanks to all."):
        assertContains(response, text)
    for link in ("/roles/developer/", "/activities/inventory/", sibling.get_absolute_url()):
        assertContains(response, f'href="{link}"')


def test_guide_of_another_kind_is_not_beside_it(client: Client) -> None:
    other = make_guide("hat-enabler", kind=Guide.Kind.HAT)
    assertNotContains(client.get(make_guide().get_absolute_url()), other.get_absolute_url())


def test_every_kind_of_guide_has_its_words(client: Client) -> None:
    for kind in Guide.Kind:
        guide = make_guide(kind.value, kind=kind, points="One")
        assertContains(client.get(guide.get_absolute_url()), f">{WORDS[kind].points}</h2>")


def test_role_without_activities_has_no_column_for_them(client: Client) -> None:
    role = make_role()
    Expectation.objects.create(role=role, level=3, state="Gives back.")
    assertNotContains(client.get(role.get_absolute_url()), 'data-label="Activities"')


def test_level_of_a_role_leads_to_its_activities_there_or_else_to_all(client: Client) -> None:
    role = make_role()
    make_activity("inventory", level=2).roles.add(role)
    Expectation.objects.create(role=role, level=3, state="Gives back.")
    response = client.get(role.get_absolute_url())
    assertContains(response, 'href="/activities/?level=2&amp;role=developer">Level 2</a>')
    assertContains(response, 'href="/activities/?level=3">Level 3</a>')
