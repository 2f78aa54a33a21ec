"""A model without levels, as it ships, through the whole product: start, answer, submit, read, download."""

from __future__ import annotations

import json
import re
import uuid
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Organisation, User
from assessments.models import Assessment, Criterion, ModelVersion
from roles.models import Role
from tests.factories import make_membership, make_organisation, make_user

pytestmark = pytest.mark.django_db
MODELS = ("friction-pulse", "current-duties")


@pytest.fixture
def acme() -> Organisation:
    return make_organisation()


@pytest.fixture
def alice(acme: Organisation) -> User:
    call_command("load_content")
    alice = make_user("alice@example.org")
    make_membership(alice, acme, Membership.Kind.LEAD)
    return alice


@pytest.fixture
def client(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


def start(client: Client, acme: Organisation, *models: str, scope: str = "full") -> Assessment:
    versions = ModelVersion.objects.filter(maturity_model__key__in=models).values_list("pk", flat=True)
    roles = Role.objects.filter(key="developer").values_list("pk", flat=True)
    sent = {"versions": list(versions), "scope": scope, "cycle_name": "2026 H2", "roles": list(roles)}
    sent["confidentiality"] = "named"
    assert client.post(reverse("assessments:start", args=[acme.units.get().pk]), sent).status_code == 302
    return Assessment.objects.get()


def answer(client: Client, assessment: Assessment, model: str, dimension: str, *choices: str) -> None:
    """Answer the section on its own page, its practices in turn."""
    keys = list_keys(model, dimension)
    empty = {"version": "0", "reason": "", "comment": "", "evidence": ""}
    sent: dict[str, str] = {}
    for index, key in enumerate(keys):
        given = {**empty, "change": str(uuid.uuid4()), "choice": choices[index] if index < len(choices) else ""}
        sent |= {f"{key}-{name}": value for name, value in given.items()}
    link = reverse("assessments:section", args=[assessment.pk, model, dimension])
    assert all(key in client.get(link).content.decode() for key in keys)
    assert client.post(link, sent).status_code == 302


def list_keys(model: str, dimension: str) -> list[str]:
    rows = Criterion.objects.filter(version__maturity_model__key=model, dimension__key=dimension).order_by("position")
    return list(rows.values_list("revision__practice__key", flat=True))


def read(client: Client, name: str, *arguments: object) -> str:
    response = client.get(reverse(f"assessments:{name}", args=arguments))
    assert response.status_code == 200
    return response.content.decode()


def test_result_says_that_there_are_scores_only(client: Client, acme: Organisation) -> None:
    assessment = start(client, acme, "friction-pulse")
    answer(client, assessment, "friction-pulse", "culture", "all", "few", "none", "most")
    page = read(client, "results", assessment.pk)
    main = page.partition("<main")[2].partition("</main>")[0]
    assert "Scores only: 50% overall" in main
    assert "This model has scores and no levels." in main
    unwanted = ["Level profile", "Heat map", "What comes next", "Stage", "Higher is not always better", "No placement"]
    assert [word for word in unwanted if word in main] == []


def test_result_lists_what_lacks_most_first(client: Client, acme: Organisation) -> None:
    assessment = start(client, acme, "friction-pulse")
    answer(client, assessment, "friction-pulse", "culture", "all", "few", "none", "most")
    page = read(client, "results", assessment.pk).partition("Where to look first")[2]
    first, second, third, *_ = re.findall(r'sections/friction-pulse/[a-z]+/\?all=1#([a-z-]+)"', page)
    keys = list_keys("friction-pulse", "culture")
    assert (first, second, third) == (keys[2], keys[1], keys[4])


def test_radar_has_every_dimension(client: Client, acme: Organisation) -> None:
    assessment = start(client, acme, *MODELS)
    answer(client, assessment, "current-duties", "supplier-lists", "all", "standard", "checked")
    figure = json.loads(read(client, "radar-figure", assessment.pk, "current-duties"))
    now = figure["data"][-1]
    assert (now["r"], len(now["theta"])) == ([None, None, None, 80.0, None], 5)
    assert read(client, "results", assessment.pk).count("Scores only") >= 2


def test_quick_pass_gives_scores_too(client: Client, acme: Organisation) -> None:
    assessment = start(client, acme, "current-duties", scope="core")
    assert "In all: 0 of 8." in read(client, "assessment", assessment.pk)
    assert "This model has scores and no levels." in read(client, "results", assessment.pk)


def test_home_and_task_list_name_the_model(client: Client, acme: Organisation) -> None:
    assessment = start(client, acme, "friction-pulse")
    answer(client, assessment, "friction-pulse", "tools", "all", "all", "all", "all")
    assert "4 of 23 practices answered" in read(client, "assessment", assessment.pk)
    assert "Scores only: 100% overall" in read(client, "home")


def test_answers_are_checked_and_submitted(client: Client, acme: Organisation) -> None:
    assessment = start(client, acme, "current-duties")
    answer(client, assessment, "current-duties", "product-law", "improved", "standard", "yes", "all")
    assert "Law on products" in read(client, "check", assessment.pk)
    assert client.post(reverse("assessments:submit", args=[assessment.pk])).status_code == 302
    assert assessment.participants.get().submitted_at is not None


def test_files_hold_the_scores(client: Client, acme: Organisation, tmp_path: Path) -> None:
    assessment = start(client, acme, "friction-pulse", "todo-stages")
    answer(client, assessment, "friction-pulse", "education", "all", "half", "half", "none")
    assert client.get(reverse("assessments:report-pdf", args=[assessment.pk])).content[:5] == b"%PDF-"
    call_command("render_report", str(assessment.pk), "--out", str(tmp_path / "a.json"), "--format", "json")
    report = json.loads((tmp_path / "a.json").read_text())
    part = next(item for item in report["models"] if item["key"] == "friction-pulse")
    assert (part["headline"]["text"], part["levels"], part["heat_map"]["levels"]) == (
        "Scores only: 50% overall",
        [],
        [],
    )
    assert (part["result"]["placement"], part["result"]["dimensions"]["education"]["score"]["exact"]) == (None, "1/2")


@pytest.mark.parametrize("model", MODELS)
def test_model_page_says_what_kind_of_result_it_gives(client: Client, model: str) -> None:
    page = read(client, "model", model)
    assert "This model has no levels. Its result is a score for each dimension." in page
    assert "A key practice" not in page
