"""The pages of a cycle: starting one, seeing how far its units are, adding units, opening and closing together."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Organisation, Unit, User
from assessments.models import Assessment, Cycle, ModelVersion
from assessments.queries.settling import forget_replies
from tests.assessments_factories import (
    make_answer,
    make_assessment,
    make_cycle,
    make_model_version,
    make_participant,
)
from tests.factories import make_membership, make_organisation, make_unit, make_user

pytestmark = pytest.mark.django_db
FIRST = "todo-stages-licences-1-0"


@pytest.fixture
def acme() -> Organisation:
    return make_organisation("Acme")


@pytest.fixture
def units(acme: Organisation) -> list[Unit]:
    root = acme.units.get()
    return [root, make_unit(root, "Payments"), make_unit(root, "Loans")]


@pytest.fixture
def version() -> ModelVersion:
    return make_model_version(name="TODO stages", levels=(0, 1, 2))


@pytest.fixture
def lead(client: Client, acme: Organisation) -> User:
    user = make_user("lead@example.org")
    make_membership(user, acme)
    client.force_login(user)
    return user


def link(name: str, *args: object) -> str:
    return reverse(f"assessments:{name}", args=args)


def see(client: Client, name: str, *args: object) -> str:
    return client.get(link(name, *args)).content.decode()


def fill(version: ModelVersion, *units: Unit, **fields: object) -> dict[str, object]:
    sent = {"name": "2027 H1", "starts_on": "2027-01-01", "versions": [version.pk], "scope": "full"}
    chosen = {"confidentiality": "named", "units": [unit.pk for unit in units], "people": "nobody"}
    return {**sent, **chosen, **fields}


def test_lead_starts_a_cycle_over_chosen_units(
    client: Client, acme: Organisation, units: list[Unit], version: ModelVersion, lead: User
) -> None:
    page = see(client, "new-cycle", "acme")
    assert f'type="date" name="starts_on" value="{timezone.localdate():%Y-%m-%d}"' in page
    assert all(f'value="{unit.pk}"' in page for unit in units)
    due = timezone.localdate() + datetime.timedelta(days=14)
    sent = fill(version, *units[:2], due_on=due, **{f"target_{version.pk}": 1})
    response = client.post(link("new-cycle", "acme"), sent, follow=True)
    cycle = Cycle.objects.get()
    assert response.redirect_chain[-1][0] == link("cycle", cycle.pk)
    assert [row.unit for row in cycle.assessments.order_by("pk")] == units[:2]
    assert {(row.due_on, row.pins.get().target) for row in cycle.assessments.all()} == {(due, 1)}
    assert "Nobody takes part yet." in response.content.decode()


def test_every_problem_of_the_form_is_said_at_once(
    client: Client, acme: Organisation, units: list[Unit], version: ModelVersion, lead: User
) -> None:
    response = client.post(link("new-cycle", "acme"), {"scope": "full", "confidentiality": "named"})
    page = response.content.decode()
    for text in (
        "at least one unit",
        "at least one maturity model",
        "Give the round a name",
        "on which day",
        "who takes",
    ):
        assert text in page
    assert (response.status_code, Assessment.objects.count()) == (400, 0)


def test_name_that_is_taken_keeps_what_was_chosen(
    client: Client, acme: Organisation, units: list[Unit], version: ModelVersion, lead: User
) -> None:
    make_cycle(acme, "2027 H1")
    response = client.post(link("new-cycle", "acme"), fill(version, units[2]))
    assert (response.status_code, Assessment.objects.count()) == (400, 0)
    assert "There is a cycle of this name already." in response.content.decode()


def test_foreign_unit_cannot_be_chosen(
    client: Client, acme: Organisation, units: list[Unit], version: ModelVersion, lead: User
) -> None:
    foreign = make_organisation("Other").units.get()
    assert client.post(link("new-cycle", "acme"), fill(version, foreign)).status_code == 400
    assert not Cycle.objects.exists()


def test_cycle_shows_how_far_each_unit_is_and_who_is_late(
    client: Client, units: list[Unit], version: ModelVersion, lead: User
) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    part = make_assessment(units[1], [version], due_on=yesterday)
    for number in range(3):
        person = make_participant(part, make_user(f"p{number}@example.org"))
        if number:
            make_answer(person, FIRST, "partial")
    part.participants.filter(user__email="p1@example.org").update(submitted_at=timezone.now())
    page = see(client, "cycle", part.cycle_id)
    for text in ("1 of 3 people submitted", "1 answering", "2 late", "Collecting answers"):
        assert text in page
    assert "Stage 0" in page


def test_cycle_shows_what_is_settled_once_collecting_is_over(
    client: Client, units: list[Unit], version: ModelVersion, lead: User
) -> None:
    part = make_assessment(units[1], [version], state=Assessment.State.REVIEWING)
    for number, point in enumerate(("not-done", "improved")):
        make_answer(make_participant(part, make_user(f"p{number}@example.org")), FIRST, point)
    assert "0 of 1 settled" in see(client, "cycle", part.cycle_id)


def test_nothing_of_a_group_is_shown_while_it_answers(
    client: Client, units: list[Unit], version: ModelVersion, lead: User
) -> None:
    part = make_assessment(units[1], [version], confidentiality=Assessment.Confidentiality.BY_GROUP)
    for number in range(2):
        make_answer(make_participant(part, make_user(f"p{number}@example.org")), FIRST, "improved")
    assert "Stage 0" not in see(client, "cycle", part.cycle_id)


def test_units_are_added_later_with_what_the_cycle_measures(
    client: Client, acme: Organisation, units: list[Unit], version: ModelVersion, lead: User
) -> None:
    part = make_assessment(units[1], [version])
    part.pins.update(target=2)
    page = see(client, "cycle-units", part.cycle_id)
    assert [f'value="{unit.pk}"' in page.split('id="div_id_units"')[1].split("</fieldset>")[0] for unit in units] == [
        True,
        False,
        True,
    ]
    assert '<option value="2" selected>' in page
    response = client.post(link("cycle-units", part.cycle_id), fill(version, units[0], units[2]), follow=True)
    assert "2 units are added." in response.content.decode()
    assert "Add units" not in see(client, "cycle", part.cycle_id)


def test_whole_cycle_is_opened_and_closed(
    client: Client, acme: Organisation, units: list[Unit], version: ModelVersion, lead: User
) -> None:
    client.post(link("new-cycle", "acme"), fill(version, *units, as_draft="on"))
    cycle = Cycle.objects.get()
    assert "3 units are being prepared." in see(client, "cycle", cycle.pk)
    assert "Collecting is open for 3 units." in client.post(link("open-cycle", cycle.pk), follow=True).content.decode()
    assert "is closed for 3 units." in client.post(link("close-cycle", cycle.pk), follow=True).content.decode()
    assert "over everywhere already" in client.post(link("close-cycle", cycle.pk), follow=True).content.decode()
    assert set(cycle.assessments.values_list("state", flat=True)) == {"reviewing"}


def test_only_leads_of_the_whole_organisation_find_cycles(
    client: Client, acme: Organisation, units: list[Unit], version: ModelVersion, lead: User
) -> None:
    part = make_assessment(units[1], [version])
    assert link("cycle", part.cycle_id) in see(client, "organisation", "acme")
    assert link("cycle", part.cycle_id) in see(client, "home")
    within = make_user("within@example.org")
    make_membership(within, acme, Membership.Kind.LEAD, unit=units[1])
    client.force_login(within)
    assert link("cycle", part.cycle_id) not in see(client, "organisation", "acme") + see(client, "home")
    assert client.get(link("cycle", part.cycle_id)).status_code == 403


def test_cycle_page_takes_as_many_queries_for_many_units_as_for_few(
    client: Client, units: list[Unit], version: ModelVersion, lead: User
) -> None:
    def count() -> int:
        forget_replies()
        with CaptureQueriesContext(connection) as seen:
            see(client, "cycle", Cycle.objects.get().pk)
        return len(seen)

    make_assessment(units[0], [version], state=Assessment.State.REVIEWING)
    make_answer(make_participant(make_assessment(units[1], [version]), lead), FIRST, "partial")
    count()
    few = count()
    for number in range(4):
        part = make_assessment(make_unit(units[1], f"Unit {number}"), [version])
        make_answer(make_participant(part, make_user(f"p{number}@example.org")), FIRST, "partial")
    count()  # what was said is read again once it has changed
    assert count() == few


def test_cycles_are_listed_newest_first_and_only_collecting_ones_run(
    client: Client, acme: Organisation, units: list[Unit], lead: User
) -> None:
    for name, year in (("middle", 2025), ("newest", 2026), ("oldest", 2024)):
        cycle = Cycle.objects.create(organisation=acme, name=name, starts_on=datetime.date(year, 1, 1))
        Assessment.objects.create(unit=units[0], cycle=cycle, state=Assessment.State.DRAFT)
    for page in (client.get(link("organisation", acme.slug)), client.get(link("home"))):
        assert [cycle.name for cycle in page.context["cycles"]] == ["newest", "middle", "oldest"]
        assert "Running" not in page.content.decode()
    Assessment.objects.filter(cycle__name="oldest").update(state=Assessment.State.COLLECTING)
    assert see(client, "organisation", acme.slug).count("Running") == 1
