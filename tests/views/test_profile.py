"""The profile of an organisation: what members read, and what those who lead the whole of it can change."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import Membership, Organisation, User
from assessments.actions.profile import describe_organisation, fill_role
from assessments.models import OrganisationProfile, Staffing
from assessments.queries.profile import find_asked
from roles.models import Guide, Role
from tests.factories import make_guide, make_membership, make_organisation, make_role, make_unit, make_user

pytestmark = pytest.mark.django_db
LADDER = ("consumer", "participant", "contributor", "leader")


@pytest.fixture
def acme() -> Organisation:
    return make_organisation()


@pytest.fixture
def alice(client: Client, acme: Organisation) -> User:
    """Leads the whole organisation, and is signed in."""
    alice = make_user("alice@example.org")
    make_membership(alice, acme)
    client.force_login(alice)
    return alice


@pytest.fixture
def bob(acme: Organisation) -> User:
    bob = make_user("bob@example.org")
    make_membership(bob, acme, Membership.Kind.RESPONDENT)
    return bob


@pytest.fixture
def ladder() -> list[Guide]:
    return [
        make_guide(name, kind=Guide.Kind.STRATEGY, position=place, action_items=f"{name} first\n{name} second")
        for place, name in enumerate(LADDER)
    ]


def link(acme: Organisation, name: str = "profile", *more: object) -> str:
    return reverse(f"assessments:{name}", args=[acme.slug, *more])


def describe(acme: Organisation, user: User, **fields: Guide | None) -> OrganisationProfile:
    values = {"structure": None, "strategy_now": None, "strategy_wanted": None, **fields}
    return describe_organisation(organisation=acme, user=user, **values)


def test_profile_that_nobody_wrote_says_so_and_stores_nothing(client: Client, acme: Organisation, alice: User) -> None:
    response = client.get(link(acme))
    for text in ("Nobody has written it yet.", "The structure is not said yet.", "No strategy is set as wanted."):
        assertContains(response, text)
    assert OrganisationProfile.objects.count() == 0


def test_lead_chooses_structure_and_strategies(
    client: Client, acme: Organisation, alice: User, ladder: list[Guide]
) -> None:
    make_guide("structure-virtual", name="Virtual office")
    sent = {"structure": "structure-virtual", "strategy_now": "consumer", "strategy_wanted": "contributor"}
    assert client.post(link(acme, "edit-profile"), sent)["Location"] == link(acme)
    response = client.get(link(acme))
    for text in ("Virtual office", "What Participant asks", "participant second", "contributor first", "by Alice."):
        assertContains(response, text)
    for text in ("consumer first", "leader first"):
        assertNotContains(response, text)
    stored = client.get(link(acme, "edit-profile")).content.decode()
    assert stored.count("checked") == 3


def test_choices_can_be_taken_back(client: Client, acme: Organisation, alice: User, ladder: list[Guide]) -> None:
    describe(acme, alice, strategy_now=ladder[0])
    client.post(link(acme, "edit-profile"), {"structure": "", "strategy_now": "", "strategy_wanted": ""})
    assert OrganisationProfile.objects.get().strategy_now is None


@pytest.mark.parametrize(("field", "value"), [("structure", "consumer"), ("strategy_now", "none-such")])
def test_choice_of_another_kind_is_refused(
    client: Client, acme: Organisation, alice: User, ladder: list[Guide], field: str, value: str
) -> None:
    response = client.post(link(acme, "edit-profile"), {field: value})
    assertContains(response, "Choose one from the list.", status_code=400)
    assert OrganisationProfile.objects.count() == 0


def test_roles_are_listed_with_people_and_empty_posts_are_marked(
    client: Client, acme: Organisation, alice: User, bob: User
) -> None:
    head, counsel, _developer = make_role("head", position=3), make_role("counsel", position=2), make_role("developer")
    for role in (head, counsel):
        make_guide(f"staffing-{role.key}", kind=Guide.Kind.STAFFING).roles.add(role)
    for member in (alice, bob):
        fill_role(organisation=acme, user=alice, role=head, member=member)
    fill_role(organisation=acme, user=alice, role=head, name="Priya Raman")
    response = client.get(link(acme))
    posts = response.context["posts"]
    assert [(post.role.key, len(post.people), post.is_missed) for post in posts] == [
        ("counsel", 0, True),
        ("head", 3, False),
        ("developer", 0, False),
    ]
    assertContains(response, "Alice, Bob, Priya Raman")
    assertContains(response, '<span class="tag tag-warning">Nobody yet</span>', count=1)


def test_member_who_has_left_fills_no_role(client: Client, acme: Organisation, alice: User, bob: User) -> None:
    fill_role(organisation=acme, user=alice, role=make_role(), member=bob)
    bob.memberships.get().delete()
    assert [post.people for post in client.get(link(acme)).context["posts"]] == [()]


def test_reading_roles_are_not_to_be_filled(client: Client, acme: Organisation, alice: User) -> None:
    make_role("regulator", kind=Role.Kind.READING)
    assert client.get(link(acme)).context["posts"] == ()
    assert client.post(link(acme, "staffing"), {"role": "regulator", "name": "R"}).status_code == 400


def test_member_or_name_is_put_into_a_role_and_taken_out(
    client: Client, acme: Organisation, alice: User, bob: User
) -> None:
    make_role("developer")
    for sent in ({"member": bob.pk}, {"name": "Priya Raman"}, {"name": "Priya Raman"}):
        assert client.post(link(acme, "staffing"), {"role": "developer", **sent}).status_code == 302
    response = client.get(link(acme, "staffing"))
    assert [str(row.member or row.name) for row in Staffing.objects.order_by("pk")] == ["Bob", "Priya Raman"]
    assertContains(response, "<strong>Developer</strong>: Priya Raman")
    for row in Staffing.objects.all():
        assert client.post(link(acme, "remove-staffing", row.pk)).status_code == 302
    assert Staffing.objects.count() == 0
    assertContains(client.get(link(acme)), "Last changed on")


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ({}, "Choose a role."),
        ({"role": "developer"}, "Choose a member or write a name below."),
        ({"role": "developer", "name": "   "}, "Choose a member or write a name below."),
        ({"role": "developer", "name": "x" * 121}, "at most 120 characters"),
        ({"role": "nobody", "name": "P"}, "Choose one from the list."),
    ],
)
def test_staffing_that_makes_no_sense_is_refused(
    client: Client, acme: Organisation, alice: User, sent: dict[str, str], text: str
) -> None:
    make_role("developer")
    assertContains(client.post(link(acme, "staffing"), sent), text, status_code=400)
    assert Staffing.objects.count() == 0


def test_member_and_name_at_once_are_refused_and_kept_on_the_page(
    client: Client, acme: Organisation, alice: User
) -> None:
    make_role("developer")
    response = client.post(link(acme, "staffing"), {"role": "developer", "member": alice.pk, "name": "Priya"})
    assertContains(response, "Choose a member or write a name, not both.", status_code=400)
    assertContains(response, 'value="Priya"', status_code=400)


def test_people_of_other_organisations_are_not_offered(client: Client, acme: Organisation, alice: User) -> None:
    make_role("developer")
    charlie = make_user("charlie@example.org")
    make_membership(charlie, make_organisation("Other"))
    assertNotContains(client.get(link(acme, "staffing")), "Charlie")
    assert client.post(link(acme, "staffing"), {"role": "developer", "member": charlie.pk}).status_code == 400


def test_somebody_of_another_organisation_is_not_taken_out(client: Client, acme: Organisation, alice: User) -> None:
    other = fill_role(organisation=make_organisation("Other"), user=alice, role=make_role(), name="Priya")
    assert client.post(link(acme, "remove-staffing", other.pk)).status_code == 404
    assert Staffing.objects.count() == 1


def test_lead_of_a_part_reads_and_does_not_change(client: Client, acme: Organisation) -> None:
    dora = make_user("dora@example.org")
    make_membership(dora, acme, unit=make_unit(acme.units.get()))
    client.force_login(dora)
    assertNotContains(client.get(link(acme)), "Change structure and strategy")
    assert [client.get(link(acme, name)).status_code for name in ("edit-profile", "staffing")] == [403, 403]


def read_changes(client: Client, acme: Organisation, query: str = "") -> list[str]:
    return [sentence for _change, sentence in client.get(f"{link(acme)}{query}").context["changes"]]


def test_record_says_who_changed_what_and_when(
    client: Client, acme: Organisation, alice: User, bob: User, ladder: list[Guide]
) -> None:
    for sent in ("consumer", "leader", "leader"):
        client.post(link(acme, "edit-profile"), {"strategy_now": sent})
    make_role("developer")
    for person in ({"member": bob.pk}, {"member": bob.pk}, {"name": "Priya Raman"}):
        client.post(link(acme, "staffing"), {"role": "developer", **person})
    client.post(link(acme, "remove-staffing", Staffing.objects.get(member=bob).pk))
    assert read_changes(client, acme) == [
        "Developer: Bob taken out",
        "Developer: somebody without an account here put in",
        "Developer: Bob put in",
        "Strategy now: Leader (before: Consumer)",
        "Strategy now: Consumer (before: not said)",
    ]
    change = acme.profile.changes.first()
    assert (change.by, change.at) == (acme.profile.changed_by, acme.profile.changed_at) == (alice, change.at)
    client.force_login(bob)
    assertContains(client.get(link(acme)), ", Alice</span>", count=5)
    client.force_login(make_user("charlie@example.org"))
    assert client.get(link(acme)).status_code == 404


def test_saving_without_a_change_records_nothing(
    client: Client, acme: Organisation, alice: User, bob: User, ladder: list[Guide]
) -> None:
    describe(acme, alice, strategy_now=ladder[0])
    before = OrganisationProfile.objects.get().changed_at
    describe(acme, bob, strategy_now=ladder[0])
    after = OrganisationProfile.objects.get()
    assert (after.changed_at, after.changed_by, after.changes.count()) == (before, alice, 1)


def test_long_record_is_shown_in_parts(client: Client, acme: Organisation, alice: User) -> None:
    for n in range(21):
        fill_role(organisation=acme, user=alice, role=make_role(f"role-{n}"), member=alice)
    assert (len(read_changes(client, acme)), len(read_changes(client, acme, "?page=2"))) == (20, 1)
    assertContains(client.get(link(acme)), "Older changes")


def test_names_of_people_are_escaped(client: Client, acme: Organisation, alice: User) -> None:
    fill_role(organisation=acme, user=alice, role=make_role(), name="<script>alert(1)</script>")
    for name in ("profile", "staffing"):
        assertNotContains(client.get(link(acme, name)), "<script>alert")


@pytest.mark.parametrize("people", [1, 4])
def test_query_count_does_not_grow(
    client: Client, acme: Organisation, alice: User, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(people):
        role = make_role(f"role-{n}")
        make_guide(f"staffing-{n}", kind=Guide.Kind.STAFFING).roles.add(role)
        member = make_user(f"member-{n}@example.org")
        make_membership(member, acme)
        fill_role(organisation=acme, user=alice, role=role, member=member)
    with django_assert_num_queries(13):
        client.get(link(acme))


@pytest.mark.parametrize(
    ("now", "wanted", "asked"),
    [
        (None, None, []),
        (0, None, [1]),
        (1, 3, [2, 3]),
        (None, 1, [0, 1]),
        (2, 1, []),
        (2, 2, []),
        (3, None, []),
    ],
)
def test_next_strategies_are_those_above_up_to_the_wanted_one(
    ladder: list[Guide], now: int | None, wanted: int | None, asked: list[int]
) -> None:
    found = find_asked(ladder, None if now is None else ladder[now], None if wanted is None else ladder[wanted])
    assert [ladder.index(guide) for guide in found] == asked


def test_strategy_that_is_no_rung_any_more_asks_for_nothing(ladder: list[Guide]) -> None:
    assert find_asked(ladder, make_guide("elsewhere"), None) == ()


def test_highest_strategy_is_named_so(client: Client, acme: Organisation, alice: User, ladder: list[Guide]) -> None:
    describe(acme, alice, strategy_now=ladder[-1])
    assertContains(client.get(link(acme)), "This is the highest of the strategies.")
