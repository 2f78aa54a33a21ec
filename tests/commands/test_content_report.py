"""What `manage.py content_report` prints, of the database and of files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from assessments.models import ModelVersion, PracticeRevision
from tests.assessments_factories import make_model_version, publish
from tests.exchange.samples import make_files, write_files

pytestmark = pytest.mark.django_db
Output = pytest.CaptureFixture[str]
GRID = """\
Practices by dimension and level
  dimension   0   1   2   all
  licences    –   2   2     4
  inventory   –   2   2     4
  all         0   4   4     8
"""


def report(capsys: Output, *arguments: str) -> str:
    call_command("content_report", *arguments)
    return capsys.readouterr().out


def test_table_has_a_row_for_each_dimension_and_a_dash_for_an_empty_cell(capsys: Output) -> None:
    make_model_version("stages", name="The stages", number="3.0")
    text = report(capsys)
    assert text.startswith("The stages 3.0 (stages)\n=======================\n8 practices; ")
    assert GRID in text


def test_lists_have_a_heading_with_their_number(capsys: Output) -> None:
    version = make_model_version("stages", published=False)
    PracticeRevision.objects.filter(practice__key__endswith="0").update(paraphrase_tried=True)
    publish(version)
    text = report(capsys, "stages")
    assert "Key practices: 2\n  stages-licences-1-0\n  stages-licences-2-0\n" in text
    assert "Exceptions to the cross-walk: 0\n\n" in text
    assert "Practices without a paraphrase trial: 4\n  stages-licences-1-1\n" in text


def test_untried_practices_of_a_whole_model_are_one_line(capsys: Output) -> None:
    make_model_version("stages")
    assert "Practices without a paraphrase trial: 8\n  all of them\n" in report(capsys)


def test_shared_practice_is_told_with_both_levels(capsys: Output) -> None:
    first = make_model_version("stages")
    shared = PracticeRevision.objects.get(practice__key="stages-licences-2-0")
    make_model_version("ladder", shared=[shared])
    text = report(capsys, first.maturity_model.key)
    assert "Shared with another model: 1\n  stages-licences-2-0: level 2 here, level 1 in ladder\n" in text
    assert "ladder-licences" not in text


def test_roles_of_several_models_are_summed(capsys: Output) -> None:
    make_model_version("stages")
    make_model_version("ladder")
    text = report(capsys)
    together = text.partition("all these models together: ")[2]
    assert together.splitlines()[2].split()[1:] == ["16", "0", "16"]
    assert "together" not in report(capsys, "ladder")


def test_newest_published_version_is_told_unless_drafts_are_asked_for(capsys: Output) -> None:
    make_model_version("stages", name="Old", number="1.0", dimensions=("old",))
    make_model_version("stages", name="New", number="2.0", dimensions=("new",))
    make_model_version("stages", name="Next", number="3.0", dimensions=("next",), published=False)
    make_model_version("ladder", name="Ladder", number="1.0")
    assert report(capsys, "stages").startswith("New 2.0 (stages)\n")
    assert report(capsys, "stages", "--drafts").startswith("Next 3.0 (stages)\n")
    assert report(capsys, "ladder", "--drafts").startswith("Ladder 1.0 (ladder)\n")


def test_json_says_the_same(capsys: Output) -> None:
    make_model_version("stages", number="3.0")
    document = json.loads(report(capsys, "--format", "json"))
    item = document["models"][0]
    assert (item["model"], item["number"], item["practices"]) == ("stages", "3.0", 8)
    assert item["dimensions"][0] == {"key": "licences", "levels": [0, 2, 2], "total": 4}
    assert [count["provided"] + count["used"] for count in document["roles"].values()] == [8, 8]


def test_folder_is_read_without_the_database(capsys: Output, tmp_path: Path) -> None:
    text = report(capsys, "--folder", str(write_files(tmp_path, make_files())))
    assert text.startswith("The stages 1.0 (stages)\n")
    assert ModelVersion.objects.count() == 0


def test_broken_folder_is_told_problem_by_problem(capsys: Output, tmp_path: Path) -> None:
    files = make_files()
    files["models/stages.yaml"]["criteria"][0]["weight"] = "0"
    with pytest.raises(SystemExit) as ended:
        report(capsys, "--folder", str(write_files(tmp_path, files)))
    output = capsys.readouterr()
    assert (ended.value.code, output.out) == (2, "")
    assert "criteria[review].weight: The weight 0 is not above 0." in output.err


def test_unknown_model_is_told_with_the_known_ones() -> None:
    make_model_version("stages")
    with pytest.raises(CommandError, match=r"There is no model nope, nay. Known models: stages.") as refused:
        call_command("content_report", "nope", "stages", "nay")
    assert refused.value.returncode == 2
