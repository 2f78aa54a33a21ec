"""The way in: landing page, home, organisation, unit, starting an assessment."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Organisation, User
from assessments.actions.assessments import NotCombinableError, start_assessment
from assessments.models import Assessment, ModelVersion, Participant
from assessments.wording.cycles import name_cycle
from tests.assessments_factories import (
    make_answer,
    make_answering_role,
    make_assessment,
    make_model_version,
    make_participant,
    make_revision,
)
from tests.factories import make_membership, make_organisation, make_unit, make_user

pytestmark = pytest.mark.django_db
Kind = Membership.Kind


@pytest.fixture
def acme() -> Organisation:
    return make_organisation("Acme")


@pytest.fixture
def alice(acme: Organisation) -> User:
    alice = make_user("alice@example.org")
    make_membership(alice, acme, Kind.LEAD)
    return alice


@pytest.fixture
def bob(acme: Organisation) -> User:
    bob = make_user("bob@example.org")
    make_membership(bob, acme, Kind.RESPONDENT)
    return bob


@pytest.fixture
def charlie() -> User:
    charlie = make_user("charlie@example.org")
    make_membership(charlie, make_organisation("Other"), Kind.ADMIN)
    return charlie


def get(client: Client, user: User, name: str, *arguments: object) -> tuple[int, str]:
    client.force_login(user)
    response = client.get(reverse(f"assessments:{name}", args=arguments))
    return response.status_code, response.content.decode()


def start_link(acme: Organisation) -> str:
    return reverse("assessments:start", args=[acme.units.get(parent=None).pk])


def test_landing_page_tells_visitors_what_it_is_by_an_example(client: Client) -> None:
    make_model_version("todo-stages", levels=(0, 1, 2, 3), summary="First sentence. Second one.")
    page = client.get("/").content.decode()
    assert [text in page for text in ("First sentence.", "Second one.")] == [True, False]
    assert ('class="chart' in page, "Stage 3 asks for" in page) == (True, True)
    assert [reverse(name) in page for name in ("account_login", "assessments:glossary")] == [True, True]


def test_landing_page_without_a_model_has_no_example(client: Client) -> None:
    page = client.get("/").content.decode()
    assert ("Know how mature" in page, 'class="chart' in page, "What is measured" in page) == (True, False, False)


def test_landing_page_needs_one_query_once_its_example_is_known(
    client: Client, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    make_model_version("todo-stages")
    client.get("/")
    with django_assert_num_queries(1):
        client.get("/")


def test_home_continues_at_the_next_open_question(client: Client, alice: User, acme: Organisation) -> None:
    part = make_participant(make_assessment(acme.units.get(), [make_model_version()]), alice)
    make_answer(part, "todo-stages-licences-1-0", "partial")
    make_answer(part, "todo-stages-licences-1-1", kind="not_applicable")
    _, page = get(client, alice, "home")
    assert "1 of 8 practices answered" in page
    assert "about 5 minutes left" in page
    section = reverse("assessments:section", args=[part.assessment_id, "todo-stages", "licences"])
    assert f'href="{section}#todo-stages-licences-1-1"' in page


def test_home_leads_to_the_check_when_all_is_answered(client: Client, alice: User, acme: Organisation) -> None:
    version = make_model_version(dimensions=("licences",), levels=(0, 1), per_cell=1)
    part = make_participant(make_assessment(acme.units.get(), [version]), alice)
    make_answer(part, "todo-stages-licences-1-0", "partial")
    _, page = get(client, alice, "home")
    assert f'href="{reverse("assessments:check", args=[part.assessment_id])}"' in page


def test_home_of_a_lead_shows_how_far_people_are(client: Client, alice: User, bob: User, acme: Organisation) -> None:
    assessment = make_assessment(acme.units.get(), [make_model_version()])
    make_answer(make_participant(assessment, bob), "todo-stages-licences-1-0", "partial")
    _, page = get(client, alice, "home")
    assert "0 of 1 person submitted" in page
    assert "1 of 8 answers given" in page
    _, page = get(client, bob, "home")
    assert "You lead" not in page


def test_home_of_a_lead_does_not_count_nobody(client: Client, alice: User, acme: Organisation) -> None:
    make_assessment(acme.units.get(), [make_model_version()])
    _, page = get(client, alice, "home")
    assert "Nobody takes part yet." in page
    assert "0 of 0" not in page


def test_home_shows_results_in_words_to_those_who_may_read_them(
    client: Client, alice: User, bob: User, acme: Organisation
) -> None:
    assessment = make_assessment(acme.units.get(), [make_model_version(name="TODO OSPO stages")])
    part = make_participant(assessment, bob)
    assert "Stage 0: Rung 0" in get(client, alice, "home")[1]
    assert "Stage 0: Rung 0" not in get(client, bob, "home")[1]
    Participant.objects.filter(pk=part.pk).update(submitted_at=timezone.now())
    assert "Stage 0: Rung 0" in get(client, bob, "home")[1]


def test_home_of_a_person_without_anything_says_what_to_do(client: Client) -> None:
    _, page = get(client, make_user("dora@example.org"), "home")
    assert "Nothing waits for your answer." in page
    assert "No results to read yet." in page
    assert "You belong to no organisation yet. Ask the administrator" in page


def test_organisation_shows_its_tree_to_members_only(
    client: Client, alice: User, charlie: User, acme: Organisation
) -> None:
    payments = make_unit(acme.units.get(), "Payments")
    make_unit(payments, "Cards")
    status, page = get(client, alice, "organisation", "acme")
    assert (status, page.index("Payments") < page.index("Cards")) == (200, True)
    assert get(client, charlie, "organisation", "acme")[0] == 404


def test_member_of_one_unit_sees_that_unit_and_what_is_below(client: Client, acme: Organisation) -> None:
    payments = make_unit(acme.units.get(), "Payments")
    cards, apps = make_unit(payments, "Cards"), make_unit(acme.units.get(parent=None), "Apps")
    dora = make_user("dora@example.org")
    make_membership(dora, acme, Kind.LEAD, unit=payments)
    statuses = [get(client, dora, "unit", unit.pk)[0] for unit in (payments, cards, apps)]
    assert statuses == [200, 200, 404]
    assert "Apps" not in get(client, dora, "organisation", "acme")[1]


def test_unit_lists_only_assessments_that_a_respondent_takes_part_in(
    client: Client, bob: User, acme: Organisation
) -> None:
    version, unit = make_model_version(), acme.units.get()
    other, own = make_assessment(unit, [version]), make_assessment(unit, [version])
    make_participant(own, bob)
    _, page = get(client, bob, "unit", unit.pk)
    assert [assessment.get_absolute_url() in page for assessment in (own, other)] == [True, False]
    assert "Start an assessment" not in page


@pytest.mark.parametrize(("who", "status"), [("alice", 200), ("bob", 403), ("charlie", 404)])
def test_start_is_for_leads(
    client: Client, request: pytest.FixtureRequest, acme: Organisation, who: str, status: int
) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get(start_link(acme)).status_code == status
    assert client.post(start_link(acme)).status_code == (400 if status == 200 else status)
    assert Assessment.objects.count() == 0


def test_start_pins_the_chosen_models_in_their_order(client: Client, alice: User, acme: Organisation) -> None:
    second, first = make_model_version("b-model"), make_model_version("a-model")
    role = make_answering_role("cto-cio")
    client.force_login(alice)
    sent = {
        "versions": [second.pk, first.pk],
        "scope": "core",
        "cycle_name": "2026 H2",
        "roles": [role.pk],
        "confidentiality": "named",
    }
    response = client.post(start_link(acme), sent)
    assessment = Assessment.objects.get()
    assert response["Location"] == assessment.get_absolute_url()
    assert [pin.version for pin in assessment.pins.all()] == [first, second]
    assert (assessment.state, assessment.scope, assessment.cycle.name) == ("collecting", "core", "2026 H2")
    assert list(assessment.participants.get().roles.all()) == [role]


def test_start_keeps_what_was_typed_and_names_each_error(client: Client, alice: User, acme: Organisation) -> None:
    draft = make_model_version("draft", published=False)
    client.force_login(alice)
    sent = {"versions": [draft.pk], "scope": "deep", "cycle_name": "x" * 61}
    response = client.post(start_link(acme), sent)
    page = response.content.decode()
    assert response.status_code == 400
    assert "x" * 61 in page
    assert [
        f'href="#{link}' in page for link in ("id_versions", "id_scope", "id_cycle_name", "id_confidentiality")
    ] == [True] * 4
    assert page.count("<title>Error: ") == 1


def test_start_says_what_is_missing_in_its_own_words(client: Client, alice: User, acme: Organisation) -> None:
    make_model_version()
    client.force_login(alice)
    page = client.post(start_link(acme), {"cycle_name": " "}).content.decode()
    wanted = (
        "at least one maturity model",
        "how deep the assessment goes",
        "Give the round a name",
        "how answers are shown",
    )
    assert [text in page for text in wanted] == [True] * 4
    assert "This field is required" not in page


def test_start_says_what_each_model_and_depth_asks(client: Client, alice: User, acme: Organisation) -> None:
    make_model_version(name="TODO OSPO stages", number="1.0")
    _, page = get(client, alice, "start", acme.units.get().pk)
    assert "TODO OSPO stages 1.0" in page
    assert "Full: 8 practices, about 6 minutes. Quick pass: 4 practices, about 3 minutes." in page
    assert page.index("Every practice.") < page.index("The core practices only.")


def test_retired_and_draft_versions_are_not_offered(client: Client, alice: User, acme: Organisation) -> None:
    make_model_version("draft", name="Draft model", published=False)
    retired = make_model_version("retired", name="Retired model")
    ModelVersion.objects.filter(pk=retired.pk).update(status=ModelVersion.Status.RETIRED)
    make_model_version("current", name="Current model")
    _, page = get(client, alice, "start", acme.units.get().pk)
    assert [name in page for name in ("Draft model", "Retired model", "Current model")] == [False, False, True]


@pytest.mark.parametrize(
    ("day", "name"), [(datetime.date(2026, 6, 30), "2026 H1"), (datetime.date(2026, 7, 1), "2026 H2")]
)
def test_cycle_is_named_after_the_half_year(day: datetime.date, name: str) -> None:
    assert name_cycle(day) == name


@pytest.mark.parametrize("count", [1, 3])
def test_query_counts_do_not_grow(
    client: Client, alice: User, acme: Organisation, django_assert_num_queries: pytest.FixtureRequest, count: int
) -> None:
    version, unit = make_model_version(), acme.units.get()
    for number in range(count):
        make_unit(unit, f"Unit {number}")
        make_participant(make_assessment(unit, [version]), alice)
    client.force_login(alice)
    client.get("/")
    for path, queries in (("/", 19), ("/organisations/acme/", 9), (f"/units/{unit.pk}/", 6)):
        with django_assert_num_queries(queries):
            client.get(path)


def test_writing_methods_are_refused_where_there_is_nothing_to_write(client: Client, alice: User) -> None:
    client.force_login(alice)
    assert [client.post(path).status_code for path in ("/", "/organisations/acme/", "/models/")] == [405] * 3


def test_root_unit_is_named_once_in_the_breadcrumbs(client: Client, alice: User, acme: Organisation) -> None:
    root = acme.units.get()
    payments = make_unit(root, "Payments")
    pages = [get(client, alice, "start", unit.pk)[1] for unit in (root, payments)]
    trails = [page.split('class="breadcrumbs"')[1].split("</nav>")[0] for page in pages]
    assert [trail.count("<li") for trail in trails] == [2, 3]


def test_organisation_offers_leads_to_start(client: Client, alice: User, bob: User, acme: Organisation) -> None:
    pages = [get(client, user, "organisation", "acme")[1] for user in (alice, bob)]
    assert [start_link(acme) in page for page in pages] == [True, False]


def test_head_answers_like_get(client: Client, alice: User, acme: Organisation) -> None:
    client.force_login(alice)
    for path in ("/", "/organisations/acme/", start_link(acme), "/models/"):
        assert client.head(path).status_code == 200


def test_versions_that_word_a_practice_differently_are_not_started_together(
    client: Client, alice: User, acme: Organisation
) -> None:
    old = make_model_version("old", name="Old", number="1.0", shared=[make_revision("shared", number=1)])
    new = make_model_version("new", name="New", number="2.0", shared=[make_revision("shared", number=2)])
    sent = {"versions": [old.pk, new.pk], "scope": "full", "cycle_name": "2026 H2", "confidentiality": "named"}
    client.force_login(alice)
    response = client.post(start_link(acme), {**sent, "roles": [make_answering_role().pk]})
    assert (response.status_code, Assessment.objects.count()) == (400, 0)
    assert "wait until Old 1.0 is released again" in response.content.decode()
    with pytest.raises(NotCombinableError):
        start_assessment(
            unit=acme.units.get(), user=alice, versions=[old, new], scope="full", cycle_name="2026 H2", roles=[]
        )


def test_start_form_takes_a_due_day_and_a_target(client: Client, alice: User, acme: Organisation) -> None:
    version, pulse = make_model_version(levels=(0, 1, 2)), make_model_version("pulse", levels=())
    _, page = get(client, alice, "start", acme.units.get().pk)
    assert (f'name="target_{version.pk}"' in page, f'name="target_{pulse.pk}"' in page) == (True, False)
    sent = {"versions": [version.pk], "scope": "full", "cycle_name": "2026 H2", "confidentiality": "named"}
    due = timezone.localdate() + datetime.timedelta(days=14)
    client.post(start_link(acme), {**sent, "due_on": due, f"target_{version.pk}": 2, "as_draft": "on"})
    started = Assessment.objects.get()
    assert (started.due_on, started.pins.get().target, started.state) == (due, 2, "draft")


def test_start_form_refuses_a_day_that_is_over_and_a_level_that_is_none(
    client: Client, alice: User, acme: Organisation
) -> None:
    version = make_model_version(levels=(0, 1, 2))
    sent = {"versions": [version.pk], "scope": "full", "cycle_name": "2026 H2", "confidentiality": "named"}
    client.force_login(alice)
    past = client.post(start_link(acme), {**sent, "due_on": timezone.localdate() - datetime.timedelta(days=1)})
    floor = client.post(start_link(acme), {**sent, f"target_{version.pk}": 0})
    assert (past.status_code, floor.status_code, Assessment.objects.count()) == (400, 400, 0)
    assert "This day is over." in past.content.decode()
