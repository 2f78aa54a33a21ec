"""`manage.py score`: the result as JSON, or every problem at once and nothing on standard output."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from assessments.management.commands.score import MAX_BYTES
from assessments.models import ModelVersion
from assessments.queries.rubrics import load_rubric
from assessments.scoring import NOT_APPLICABLE, rated, result_to_dict, score_assessment
from tests.assessments_factories import make_model_version
from tests.exchange.samples import make_files, make_model, write_files

pytestmark = pytest.mark.django_db
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _content(tmp_path: Path) -> None:
    call_command("load_content", folder=write_files(tmp_path / "content", make_files()), verbosity=0)


def score(tmp_path: Path, text: str | bytes, model: str = "stages") -> None:
    path = tmp_path / "answers.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    call_command("score", str(path), model=model)


def refuse(tmp_path: Path, capsys: Output, text: str | bytes, model: str = "stages") -> list[str]:
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        score(tmp_path, text, model)
    out, err = capsys.readouterr()
    assert (ended.value.code, out) == (2, "")
    return err.splitlines()


def read(capsys: Output) -> dict[str, Any]:
    out, err = capsys.readouterr()
    assert err == ""
    return json.loads(out[out.index("{") :])


def test_result_is_the_one_of_the_engine(tmp_path: Path, capsys: Output) -> None:
    score(tmp_path, '{"review": "standard", "list": "not_applicable", "budget": "partly"}')
    answers = {"review": rated("standard"), "list": NOT_APPLICABLE, "budget": rated("partly")}
    rubric = load_rubric(ModelVersion.objects.get())
    assert read(capsys) == result_to_dict(score_assessment(rubric, answers))


def test_scores_are_exact_and_rounded(tmp_path: Path, capsys: Output) -> None:
    score(tmp_path, '{"review": "individual", "list": "improved", "budget": "dont_know"}')
    result = read(capsys)
    assert result["overall"]["score"] == {"exact": "3/5", "percent": "60"}
    assert (result["placement"]["level"], result["ability"]["score"]) == (0, None)


def test_answers_come_from_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'\xef\xbb\xbf{"review": "checked"}')))
    call_command("score", "-", model="stages")
    assert read(capsys)["overall"]["rated"] == 1


def test_newest_published_version_is_scored(tmp_path: Path, capsys: Output) -> None:
    second = make_model(number="2.0") | {"practices": []}
    write_files(tmp_path / "content", {"models/second.yaml": second})
    call_command("load_content", folder=tmp_path / "content")
    make_model_version("stages", number="3.0", published=False)
    score(tmp_path, "{}")
    score(tmp_path, "{}", "stages@1.0")
    numbers = [line for line in capsys.readouterr().out.splitlines() if '"version"' in line]
    assert numbers == ['  "version": "2.0",', '  "version": "1.0",']


def test_retired_version_is_scored_only_by_its_number(tmp_path: Path, capsys: Output) -> None:
    ModelVersion.objects.update(status=ModelVersion.Status.RETIRED)
    score(tmp_path, "{}", "stages@1.0")
    assert read(capsys)["version"] == "1.0"
    assert refuse(tmp_path, capsys, "{}") == ["All versions of model 'stages' are retired. Name one of: 1.0."]


@pytest.mark.parametrize(
    ("model", "line"),
    [
        ("stage", "There is no published model 'stage'. Known models: stages."),
        ("", "There is no published model ''. Known models: stages."),
        ("stages@7", "Model 'stages' has no published version '7'. Known versions: 1.0."),
        ("stages@", "Model 'stages' has no published version ''. Known versions: 1.0."),
    ],
)
def test_unknown_model_is_refused(tmp_path: Path, capsys: Output, model: str, line: str) -> None:
    assert refuse(tmp_path, capsys, "{}", model) == [line]


def test_draft_is_not_scored(tmp_path: Path, capsys: Output) -> None:
    make_model_version("draft", number="1.0", published=False)
    assert refuse(tmp_path, capsys, "{}", "draft@1.0") == ["There is no published model 'draft'. Known models: stages."]


def test_every_bad_entry_is_told_at_once(tmp_path: Path, capsys: Output) -> None:
    text = (
        '{"review": "standard", "review": "good", "nothing": "yes", "list": "yes", "budget": 1,'
        ' "a": null, "b": true, "c": [1], "d": {"e": "f"}}'
    )
    points = "not-done, individual, partial, standard, checked, improved, not_applicable, dont_know"
    assert refuse(tmp_path, capsys, text) == [
        "'review' is answered 2 times.",
        "The answer to 'budget' is a number, not text in quotes.",
        "The answer to 'a' is null, not text in quotes.",
        "The answer to 'b' is true, not text in quotes.",
        "The answer to 'c' is a list, not text in quotes.",
        "The answer to 'd' is an object, not text in quotes.",
        f"'good' is not an answer to 'review'. Choose one of: {points}.",
        "'nothing' is not a practice of stages.",
        f"'yes' is not an answer to 'list'. Choose one of: {points}.",
    ]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "is not valid JSON: Expecting value"),
        ('{"review": "standard"', "is not valid JSON: Expecting ',' delimiter"),
        ("[" * 100_000, "is not valid JSON: maximum recursion depth"),
        ('{"review": ' + "9" * 5000 + "}", "is not valid JSON: Exceeds the limit"),
        ("[]", "does not hold an object"),
        ('"x"', "does not hold an object"),
        (b"\xff\xfe", "is not UTF-8."),
        (b" " * (MAX_BYTES + 1), "is larger than 2000000 bytes."),
    ],
)
def test_malformed_file_is_one_line(tmp_path: Path, capsys: Output, text: str | bytes, part: str) -> None:
    lines = refuse(tmp_path, capsys, text)
    assert len(lines) == 1
    assert part in lines[0]


def test_bad_model_and_bad_file_are_told_together(tmp_path: Path, capsys: Output) -> None:
    missing = str(tmp_path / "missing.json")
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        call_command("score", missing, model="stage")
    assert (ended.value.code, capsys.readouterr()) == (
        2,
        (
            "",
            "There is no published model 'stage'. Known models: stages.\n"
            f"{missing} cannot be read: No such file or directory.\n",
        ),
    )
