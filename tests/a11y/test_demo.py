"""The pages as people first see them: with the shipped models, roles and activities, and the demo organisation."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import User
from assessments.actions.demo import DOMAIN, create_demo
from assessments.models import Assessment, Criterion, MaturityModel, ModelVersion
from assessments.queries.questionnaires import load_questionnaire
from roles.models import Activity, Risk, Role
from tests.a11y.inspection import IS_FULL, Inspection, check_html
from tests.a11y.stage import Stage

pytestmark = pytest.mark.browser


@pytest.fixture
def demo(stage: Stage) -> Stage:
    """The lead of the demo organisation has signed in."""
    call_command("load_content", verbosity=0)
    create_demo()
    stage.sign_in(User.objects.get(email=f"lead@{DOMAIN}"))
    return stage


def list_pages() -> list[str]:
    """The busiest page of each kind: the longest section, the practice with the most guidance, the longest lists."""
    finished, running = (Assessment.objects.get(cycle__name=name) for name in ("2026 H1", "2026 H2"))
    section = max(load_questionnaire(running), key=lambda section: len(section.questions))
    practice = max(Criterion.objects.select_related("revision__practice"), key=lambda row: len(row.revision.counts))
    return [
        reverse("assessments:home"),
        reverse("assessments:organisation", args=[running.unit.organisation.slug]),
        reverse("assessments:start", args=[running.unit_id]),
        *(reverse(f"assessments:{name}", args=[running.pk]) for name in ("assessment", "check", "results")),
        reverse("assessments:results", args=[finished.pk]),
        reverse("assessments:section", args=[running.pk, section.model, section.key]),
        reverse("assessments:glossary"),
        *(model.get_absolute_url() for model in MaturityModel.objects.all()),
        reverse("assessments:practice", args=[practice.revision.practice.key]),
        *(reverse(f"roles:{name}") for name in ("roles", "activities", "risks")),
        *(
            max(kind.objects.all(), key=lambda row: len(row.summary)).get_absolute_url()
            for kind in (Role, Activity, Risk)
        ),
    ]


def find_longest(kind: type[Role | Activity | Risk]) -> Role | Activity | Risk:
    return max(kind.objects.all(), key=lambda row: len(row.summary))


def test_shipped_content_has_no_barriers(demo: Stage) -> None:
    assert ModelVersion.objects.filter(status=ModelVersion.Status.PUBLISHED).exists()
    faults = [fault for path in list_pages() for fault in inspect(demo, path)]
    assert "\n".join(faults) == ""


def inspect(stage: Stage, path: str) -> list[str]:
    stage.go(path)
    inspection = Inspection.begin(stage.page)
    others = inspection.check_other_looks() if IS_FULL else inspection.check_room()
    faults = [*inspection.check_first_look(is_error=False), *others, *check_html(stage.source)]
    return [f"{path}: {fault}" for fault in faults]
