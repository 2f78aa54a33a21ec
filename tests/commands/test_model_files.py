"""What `export_model` and `import_model` say and how they end."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from assessments.actions.content import load_content
from assessments.models import ModelVersion
from tests.exchange.samples import make_files, write_files

pytestmark = pytest.mark.django_db
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _library(tmp_path: Path, capsys: Output) -> None:
    load_content(folder=write_files(tmp_path / "content", make_files()))
    capsys.readouterr()


def test_export_prints_the_newest_published_version(capsys: Output) -> None:
    call_command("export_model", "stages")
    out = capsys.readouterr().out
    assert out.startswith("format: 1\nkind: model\nmodel:\n  key: stages\n")


def test_export_writes_the_named_version_to_a_file(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "stages.json"
    call_command("export_model", "stages", "1.0", "--format", "json", "--output", str(path))
    assert path.read_text(encoding="utf-8").startswith('{\n  "format": 1,\n  "kind": "model",\n')
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("name", [["nothing"], ["stages", "9"]])
def test_export_of_what_is_not_there_says_what_is(name: list[str]) -> None:
    with pytest.raises(CommandError) as ended:
        call_command("export_model", *name)
    assert (str(ended.value), ended.value.returncode) == (
        f"There is no version {' '.join(name)}. Known: stages 1.0.",
        2,
    )


def test_export_to_a_place_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file or directory"):
        call_command("export_model", "stages", "--output", str(tmp_path / "no" / "a.yaml"))


def test_import_makes_a_draft_and_says_what_it_did(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "stages.yaml"
    call_command("export_model", "stages", "--output", str(path))
    path.write_text(path.read_text().replace("title: Review\n", "title: Reviewing\n"))
    call_command("import_model", str(path))
    assert capsys.readouterr().out.splitlines() == [
        "A new draft, The stages 1.1; version 1.0, as the file calls it, is there already. "
        "It has 2 levels, 2 dimensions, 3 practices.",
        "1 reworded practice:",
        "  review becomes revision 2 with other details.",
        "2 practices as they are stored",
        "Stored. Look through the draft and publish it.",
    ]
    assert set(ModelVersion.objects.values_list("number", "status")) == {("1.0", "published"), ("1.1", "draft")}


def test_dry_run_says_the_same_and_stores_nothing(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "stages.yaml"
    call_command("export_model", "stages", "--output", str(path))
    call_command("import_model", str(path), "--dry-run")
    out = capsys.readouterr().out
    assert out.splitlines()[-2:] == ["3 practices as they are stored", "Nothing was stored."]
    assert ModelVersion.objects.count() == 1


def test_errors_go_to_stderr_each_on_its_line(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "stages.yaml"
    call_command("export_model", "stages", "--output", str(path))
    text = path.read_text().replace("provider: developer", "provider: nobody").replace('weight: "1"', 'weight: "0"')
    path.write_text(text)
    with pytest.raises(SystemExit) as ended:
        call_command("import_model", str(path))
    out, err = capsys.readouterr()
    assert (ended.value.code, out, len(err.splitlines())) == (2, "", 6)
    line = text.splitlines().index("  - key: review") + 1
    assert err.splitlines()[0] == (
        f"{path}:{line}: practices[review].provider: There is no role 'nobody'. Add it or correct the key."
    )
    assert ModelVersion.objects.count() == 1


def test_file_may_come_from_standard_input(tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    call_command("export_model", "stages")
    data = capsys.readouterr().out.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    call_command("import_model", "-")
    assert ModelVersion.objects.filter(status="draft").count() == 1


def test_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file or directory") as ended:
        call_command("import_model", str(tmp_path / "no.yaml"))
    assert ended.value.returncode == 2
