"""The authoring rules that a machine can see, each broken once; and the shipped files, which break none."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessments.exchange import Code, Problems, check_content, read_folder
from assessments.exchange.authoring import ACCEPTABLE, measure_reading
from assessments.exchange.checks_version import DIMENSION_WARNINGS, VERSION_WARNINGS

from .samples import list_findings, make_criterion, make_files, make_practice, make_role, read_files

SHIPPED = Path(__file__).parents[2] / "fixtures"
MODEL = "models/stages.yaml"


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [
        ("statement", "We check licences.", [Code.LENGTH]),
        ("statement", "We check " + "very " * 19 + "old licences.", [Code.LENGTH]),
        ("statement", "We check the licence and the origin of each component.", [Code.CONNECTIVE]),
        ("statement", "We check the licence/origin of each component we use.", [Code.CONNECTIVE]),
        ("statement", "We formally check the licence of each component we use.", [Code.DEGREE]),
        ("statement", "We check the licence, the origin of each component we use.", [Code.CONNECTIVE]),
        ("statement", "We aim for a licence check of each component we use.", [Code.INTENTION]),
        ("statement", "We should check the licence of each component we use.", [Code.MODAL]),
        ("statement", "We check each licence so that our customers sleep well.", [Code.REASON]),
        ("statement", "The legal team checks the licence of each component in use.", [Code.SUBJECT]),
        ("statement", "We keep an SBOM of the software that we run.", [Code.ABBREVIATION]),
        ("statement", "Each component that we use has a licence on record.", [Code.SCALE_FIT]),
        ("users", ["ceo-board", "developer", "legal-counsel"], [Code.MANY_USERS]),
        ("counts", "Organisational responsibilities notwithstanding: interdepartmental documentation.", []),
        ("counts", "Organisational responsibilities, interdepartmental documentation. " * 9, [Code.HARD_TO_READ]),
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
    for role in files["roles.yaml"]["roles"]:
        role["kind"] = "answering"
    files["models/stages.yaml"]["practices"][0] |= {"provider": "engineer", field: value}
    files["roles.yaml"]["roles"].append(make_role("engineer"))
    problems = read_files(tmp_path, files)[1]
    assert [problem.code for problem in problems] == found
    assert problems.errors == ()


def test_words_of_degree_may_stand_on_other_scales(tmp_path: Path) -> None:
    files = make_files()
    files["models/stages.yaml"]["practices"][2]["statement"] = "We have a documented budget for our open source work."
    assert list_findings(read_files(tmp_path, files)[1]) == []


def test_body_may_speak_only_for_the_organisation(tmp_path: Path) -> None:
    """The same sentence suits one scope and not the other."""
    files = make_files()
    practice = files[MODEL]["practices"][0]
    practice |= {"scope": "organisation", "statement": "The legal team checks the licence of each component in use."}
    assert list_findings(read_files(tmp_path, files)[1]) == []
    practice["statement"] = "We check the licence of each component that we use."
    assert list_findings(read_files(tmp_path, files)[1]) == [(Code.SUBJECT, "practices[review].statement")]


def test_role_with_too_many_practices_is_told(tmp_path: Path) -> None:
    files = make_files()
    for number in range(29):
        files[MODEL]["practices"].append(make_practice(f"more-{number}"))
        files[MODEL]["criteria"].append(make_criterion(f"more-{number}"))
    found = read_files(tmp_path, files)[1]
    told = [(problem.details["role"], problem.details["count"]) for problem in found if problem.code == Code.BUSY_ROLE]
    assert told == [("developer", "32"), ("legal-counsel", "32")]
    files[MODEL]["version"]["exceptions"] = {"busy_role": "A test of limits."}
    assert list_findings(read_files(tmp_path, files)[1]) == []


@pytest.mark.parametrize(
    ("steps", "exceptions", "found"),
    [
        (("practices", 0), {"degree": "The law says formal."}, []),
        (("practices", 0), {"negative": "Not so."}, [Code.DEGREE, Code.UNUSED_EXCEPTION]),
        (("practices", 0), {"weight": "Ours."}, [Code.NOT_A_CHOICE, Code.DEGREE]),
        (("practices", 0), {"degree": ""}, [Code.EMPTY]),
        (("dimensions", 0), {"empty_cell": "None."}, [Code.DEGREE, Code.UNUSED_EXCEPTION]),
        (("dimensions", 0), {"degree": "None."}, [Code.DEGREE, Code.NOT_A_CHOICE]),
        (("version",), {"degree": "None."}, [Code.DEGREE, Code.NOT_A_CHOICE]),
    ],
)
def test_warning_is_accepted_where_it_arises_with_a_reason(
    tmp_path: Path, steps: tuple[str | int, ...], exceptions: dict[str, str], found: list[Code]
) -> None:
    files = make_files()
    files[MODEL]["practices"][0]["statement"] = "We make a formal check of the licence of each component."
    item = files[MODEL]
    for step in steps:
        item = item[step]  # type: ignore[index]
    item["exceptions"] = exceptions
    assert [problem.code for problem in read_files(tmp_path, files)[1]] == found


def test_reason_of_an_exception_is_read(tmp_path: Path) -> None:
    files = make_files()
    files[MODEL]["dimensions"][0]["exceptions"] = {"empty_cell": "The source is silent."}
    content, _problems = read_files(tmp_path, files)
    assert content is not None
    assert content.versions[0].dimensions[0].exceptions == {"empty_cell": "The source is silent."}


def test_reading_is_measured_by_the_published_formula() -> None:
    """Two sentences, ten words, three of them with more than six letters: 10 / 2 + 100 * 3 / 10."""
    assert measure_reading("We keep our lists. Developers describe every component of it.") == 35
    assert measure_reading("") == 0


def test_shipped_files_have_no_error_and_keep_the_authoring_rules() -> None:
    problems = Problems()
    content = read_folder(SHIPPED, problems)
    assert content is not None
    check_content(content, problems)
    assert [str(problem) for problem in problems] == []


def test_every_warning_that_may_be_accepted_is_documented() -> None:
    page = (SHIPPED.parent / "docs" / "writing-practices.md").read_text(encoding="utf-8")
    codes = {*ACCEPTABLE, *DIMENSION_WARNINGS, *VERSION_WARNINGS}
    assert [code for code in sorted(codes) if f"`{code}`" not in page] == []
