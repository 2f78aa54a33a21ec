"""The result's pages: the page itself, the interactive figure, the PDF; and who may not see them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import Membership, Organisation, User
from assessments.models import Assessment, Participant
from tests.assessments_factories import make_answer, make_assessment, make_model_version, make_participant
from tests.factories import make_membership, make_organisation, make_user

pytestmark = pytest.mark.django_db
KEY = "todo-stages-licences-1-0"
PAGES = ("results", "report-pdf", "radar-figure")


@pytest.fixture
def organisation() -> Organisation:
    return make_organisation()


@pytest.fixture
def alice(organisation: Organisation) -> User:
    alice = make_user("alice@example.org")
    make_membership(alice, organisation, Membership.Kind.LEAD)
    return alice


@pytest.fixture
def assessment(organisation: Organisation) -> Assessment:
    return make_assessment(organisation.units.get(), [make_model_version(), make_model_version("osmm")])


@pytest.fixture
def bob(organisation: Organisation, assessment: Assessment) -> Participant:
    """A respondent who has answered one practice and submitted nothing."""
    bob = make_user("bob@example.org")
    make_membership(bob, organisation, Membership.Kind.RESPONDENT)
    participant = make_participant(assessment, bob)
    make_answer(participant, KEY, "standard", comment="We do.")
    return participant


def link(name: str, assessment: Assessment) -> str:
    extra = ["todo-stages"] if name == "radar-figure" else []
    return reverse(f"assessments:{name}", args=[assessment.pk, *extra])


@pytest.fixture
def client(client: Client, alice: User, bob: Participant) -> Client:
    client.force_login(alice)
    return client


def test_page_shows_headline_charts_tables_and_caveats(client: Client, assessment: Assessment) -> None:
    page = client.get(link("results", assessment))
    text = page.content.decode()
    assert page.status_code == 200
    assert page["Cache-Control"] == "private, no-store"
    wanted = ["Stage 0", "Level profile", "<svg", "Heat map", "Higher is not always better", "no assurance or audit"]
    assert [word for word in wanted if word not in text] == []
    assert text.count("<h1") == 1


def test_page_before_any_answer_says_so(client: Client, assessment: Assessment, bob: Participant) -> None:
    bob.answers.all().delete()
    text = client.get(link("results", assessment)).content.decode()
    assert "Nothing is answered yet" in text
    assert "<svg" not in text.partition("<main")[2].partition("</main>")[0]


def test_page_awaits_answers_only_while_they_can_come(client: Client, assessment: Assessment) -> None:
    assert "The result changes as answers come in." in client.get(link("results", assessment)).content.decode()
    Assessment.objects.update(state=Assessment.State.REVIEWING)
    text = client.get(link("results", assessment)).content.decode()
    assert "practices answered. Collecting is over." in text
    assert "as answers come in" not in text


def test_quick_pass_has_no_placement(client: Client, organisation: Organisation, alice: User) -> None:
    quick = make_assessment(organisation.units.get(), [make_model_version("quick")], scope=Assessment.Scope.CORE)
    make_answer(make_participant(quick, alice), "quick-licences-1-0", "checked")
    assert "No placement from a quick pass" in client.get(link("results", quick)).content.decode()


def test_participant_who_may_answer_gets_links_to_questions(
    client: Client, assessment: Assessment, alice: User
) -> None:
    place = reverse("assessments:section", args=[assessment.pk, "todo-stages", "inventory"])
    asked = f'href="{place}?all=1#todo-stages-inventory-1-0"'
    assert asked not in client.get(link("results", assessment)).content.decode()
    make_participant(assessment, alice)
    assert asked in client.get(link("results", assessment)).content.decode()


def test_figure_has_the_scores_of_the_page(client: Client, assessment: Assessment) -> None:
    figure = client.get(link("radar-figure", assessment)).json()
    assert figure["data"][0]["r"][0] == 60
    assert figure["config"]["showSendToCloud"] is False


def test_figure_of_a_model_that_is_not_pinned_is_404(client: Client, assessment: Assessment) -> None:
    unknown = reverse("assessments:radar-figure", args=[assessment.pk, "unknown"])
    assert client.get(unknown).status_code == 404


def test_pdf_is_a_download_that_nobody_caches(client: Client, assessment: Assessment) -> None:
    page = client.get(link("report-pdf", assessment))
    assert (page.status_code, page["Content-Type"], page.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert page["Content-Disposition"] == 'attachment; filename="ospo-maturity-acme-2026-h2.pdf"'
    assert page["Cache-Control"] == "private, no-store"


def test_pdf_that_takes_too_long_is_a_page_that_says_what_to_do(
    client: Client, assessment: Assessment, settings: Settings
) -> None:
    settings.PDF_SECONDS = 0.01
    page = client.get(link("report-pdf", assessment))
    assert page.status_code == 503
    assert "OSPO_PDF_SECONDS" in page.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_outsider_gets_404(client: Client, assessment: Assessment, name: str) -> None:
    client.force_login(make_user("charlie@example.org"))
    assert client.get(link(name, assessment)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_respondent_sees_nothing_before_submitting(
    client: Client, assessment: Assessment, bob: Participant, name: str
) -> None:
    client.force_login(bob.user)
    assert client.get(link(name, assessment)).status_code == 403
    bob.submitted_at = timezone.now()
    bob.save()
    assert client.get(link(name, assessment)).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_visitor_is_asked_to_sign_in(client: Client, assessment: Assessment, name: str) -> None:
    client.logout()
    page = client.get(link(name, assessment))
    assert (page.status_code, page["Location"].partition("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("name", PAGES)
def test_only_reading_is_possible(client: Client, assessment: Assessment, name: str) -> None:
    assert client.post(link(name, assessment)).status_code == 405


def count_queries(client: Client, assessment: Assessment) -> int:
    client.get(link("results", assessment))
    with CaptureQueriesContext(connection) as captured:
        client.get(link("results", assessment))
    return len(captured)


@pytest.mark.parametrize(("people", "per_cell"), [(1, 1), (3, 1), (1, 6), (3, 6)])
def test_queries_do_not_grow(
    client: Client, organisation: Organisation, alice: User, people: int, per_cell: int
) -> None:
    versions = [make_model_version("a", per_cell=per_cell), make_model_version("b", per_cell=per_cell)]
    assessment = make_assessment(organisation.units.get(), versions)
    for number in range(people):
        participant = make_participant(assessment, make_user(f"user-{number}@example.org"))
        make_answer(participant, "a-licences-1-0", "standard")
    assert count_queries(client, assessment) == 14


def test_member_of_the_unit_who_does_not_take_part_may_not_read(client: Client, assessment: Assessment) -> None:
    """They know of their unit, so that they are refused rather than told that nothing is there."""
    eve = make_user("eve@example.org")
    make_membership(eve, assessment.unit.organisation, Membership.Kind.RESPONDENT)
    client.force_login(eve)
    assert [client.get(link(name, assessment)).status_code for name in (*PAGES, "assessment", "check")] == [403] * 5


def test_model_with_two_dimensions_offers_no_interactive_radar(client: Client, organisation: Organisation) -> None:
    offers = []
    for dimensions in (("a", "b"), ("a", "b", "c")):
        version = make_model_version("-".join(dimensions), dimensions=dimensions)
        held = make_assessment(organisation.units.get(), [version])
        key = f"{version.maturity_model.key}-a-1-0"
        make_answer(make_participant(held, make_user(f"{version.pk}@example.org")), key, "partial")
        offers.append(client.get(link("results", held)).content.decode().count("data-plotly-open"))
    assert offers == [0, 1]
