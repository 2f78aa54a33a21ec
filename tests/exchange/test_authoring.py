"""The authoring rules that a machine can see, each broken once; and the shipped files, which break none."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessments.exchange import Code, Problems, check_content, read_folder

from .samples import list_findings, make_files, read_files

SHIPPED = Path(__file__).parents[2] / "fixtures"
GAPS = {Code.EMPTY_CELL}


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [
        ("statement", "We check licences.", [Code.LENGTH]),
        ("statement", "We check " + "very " * 19 + "old licences.", [Code.LENGTH]),
        ("statement", "We check the licence and the origin of each component.", [Code.CONNECTIVE]),
        ("statement", "We check the licence/origin of each component we use.", [Code.CONNECTIVE]),
        ("statement", "We formally check the licence of each component we use.", [Code.DEGREE]),
        ("statement", "We should check the licence of each component we use.", [Code.INTENTION]),
        ("statement", "We check each licence so that our customers can sleep well.", [Code.REASON]),
        ("statement", "We never use a component before its licence is known.", [Code.NEGATIVE]),
        ("statement", "We check the licence of each component that we use", [Code.NO_FULL_STOP]),
        ("statement", "We ask an android about every component before our code uses it.", [Code.DEGREE]),
        ("title", "A title of five words", [Code.LONG_TITLE]),
        ("counts", "", [Code.NO_GUIDANCE]),
        ("example", "", [Code.NO_GUIDANCE]),
        ("evidence", {"standard": "A record."}, [Code.NO_EVIDENCE]),
        ("statement", "We check the licence of each component that we use.", []),
    ],
)
def test_rule_is_watched(tmp_path: Path, field: str, value: object, found: list[Code]) -> None:
    files = make_files()
    files["models/stages.yaml"]["practices"][0][field] = value
    problems = read_files(tmp_path, files)[1]
    assert [problem.code for problem in problems] == found
    assert problems.errors == ()


def test_words_of_degree_may_stand_on_other_scales(tmp_path: Path) -> None:
    files = make_files()
    files["models/stages.yaml"]["practices"][2]["statement"] = "We have a documented budget for our open source work."
    assert list_findings(read_files(tmp_path, files)[1]) == []


def test_shipped_files_have_no_error_and_keep_the_authoring_rules() -> None:
    problems = Problems()
    content = read_folder(SHIPPED, problems)
    assert content is not None
    check_content(content, problems)
    assert [str(problem) for problem in problems if problem.code not in GAPS] == []
