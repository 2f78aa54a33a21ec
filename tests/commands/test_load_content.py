"""What `manage.py load_content` says and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from assessments import guards
from assessments.models import ModelVersion
from roles.models import Role
from tests.exchange.samples import make_files, write_files

pytestmark = pytest.mark.django_db
Output = pytest.CaptureFixture[str]


def test_shipped_content_is_loaded_by_default(capsys: Output) -> None:
    call_command("load_content")
    assert set(ModelVersion.objects.values_list("maturity_model__key", "status")) == {
        ("todo-stages", "published"),
        ("osmm", "published"),
        ("friction-pulse", "published"),
        ("current-duties", "published"),
    }
    assert Role.objects.count() == 19
    assert capsys.readouterr().out.startswith("Content: 3 scales, 19 roles, 8 risks, 31 activities, ")


def test_summary_counts_what_is_new(tmp_path: Path, capsys: Output) -> None:
    call_command("load_content", folder=write_files(tmp_path, make_files()))
    expected = "Content: 2 scales, 3 roles, 1 risk, 1 activity, 1 guide, 3 practices, 1 model version.\n"
    assert capsys.readouterr() == (expected, "")


def test_second_run_says_nothing(tmp_path: Path, capsys: Output) -> None:
    folder = write_files(tmp_path, make_files())
    call_command("load_content", folder=folder)
    capsys.readouterr()
    call_command("load_content", folder=folder)
    assert capsys.readouterr() == ("", "")


def test_kept_edit_is_named(tmp_path: Path, capsys: Output) -> None:
    folder = write_files(tmp_path, make_files())
    call_command("load_content", folder=folder)
    capsys.readouterr()
    Role.objects.filter(key="developer").update(name="Programmer")
    call_command("load_content", folder=folder)
    assert capsys.readouterr() == ("Role developer: edited here, and kept so.\n", "")


def test_problems_are_one_line_each_with_file_and_key(tmp_path: Path, capsys: Output) -> None:
    files = make_files()
    files["roles.yaml"]["roles"][0]["kind"] = "both"
    files["models/stages.yaml"]["criteria"][0]["weight"] = "0"
    with pytest.raises(SystemExit) as ended:
        call_command("load_content", folder=write_files(tmp_path, files))
    out, err = capsys.readouterr()
    places = [line.split(": ")[:2] for line in err.splitlines()]
    assert (ended.value.code, out) == (2, "")
    assert [(place.split(":")[0], path) for place, path in places] == [
        ("roles.yaml", "roles[developer].kind"),
        ("models/stages.yaml", "criteria[review].weight"),
    ]
    assert Role.objects.count() == 0


def test_check_prints_warnings_and_loads_nothing(tmp_path: Path, capsys: Output) -> None:
    files = make_files()
    files["models/stages.yaml"]["practices"][0]["title"] = "A title of five words"
    call_command("load_content", folder=write_files(tmp_path, files), check=True)
    out, err = capsys.readouterr()
    assert (out.count("\n"), "practices[review].title: The title has 5 words. Use 1 to 4." in out, err) == (1, True, "")
    assert Role.objects.count() == 0


def test_missing_tables_are_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "LAST_TABLE", "no_such_table")
    with pytest.raises(CommandError, match="no tables yet") as ended:
        call_command("load_content")
    assert ended.value.returncode == 2
