"""`manage.py render_report`: a file, or one clear line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from assessments.models import Assessment
from tests.assessments_factories import make_answer, make_assessment, make_model_version, make_participant
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment() -> Assessment:
    assessment = make_assessment(make_organisation().units.get(), [make_model_version()])
    make_answer(make_participant(assessment, make_user()), "todo-stages-licences-1-0", "standard")
    return assessment


def test_pdf_is_written(assessment: Assessment, tmp_path: Path) -> None:
    call_command("render_report", str(assessment.pk), "--out", str(tmp_path / "report.pdf"))
    assert (tmp_path / "report.pdf").read_bytes()[:5] == b"%PDF-"


def test_json_holds_exact_and_shown_numbers(assessment: Assessment, tmp_path: Path) -> None:
    call_command("render_report", str(assessment.pk), "--out", str(tmp_path / "a.json"), "--format", "json")
    report = json.loads((tmp_path / "a.json").read_text())
    part = report["models"][0]
    assert part["result"]["dimensions"]["licences"]["score"] == {"exact": "3/5", "percent": "60"}
    assert part["dimensions"][0]["score"] == "60%"
    assert len(report["hash"]) == 64


def test_existing_file_is_replaced_as_a_whole(assessment: Assessment, tmp_path: Path) -> None:
    out = tmp_path / "a.json"
    out.write_text("old " * 100000)
    call_command("render_report", str(assessment.pk), "--out", str(out), "--format", "json")
    assert out.read_text()[0] == "{"
    assert list(tmp_path.iterdir()) == [out]


def test_unknown_assessment_is_told_by_status_2(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="there is no assessment 4711") as refused:
        call_command("render_report", "4711", "--out", str(tmp_path / "a.pdf"))
    assert refused.value.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_not_there_is_told_by_status_2(assessment: Assessment, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot write") as refused:
        call_command("render_report", str(assessment.pk), "--out", str(tmp_path / "no" / "a.json"), "--format", "json")
    assert refused.value.returncode == 2


def test_pdf_over_the_time_limit_writes_nothing(assessment: Assessment, tmp_path: Path, settings: Settings) -> None:
    settings.PDF_SECONDS = 0.01
    with pytest.raises(CommandError, match="longer than OSPO_PDF_SECONDS"):
        call_command("render_report", str(assessment.pk), "--out", str(tmp_path / "a.pdf"))
    assert list(tmp_path.iterdir()) == []
