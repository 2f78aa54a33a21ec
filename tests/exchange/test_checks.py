"""Every error and warning of a whole set of content, each from one change to a set that is right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assessments.exchange import Code, Content, Problems, check_content
from assessments.wording.problems import say_message, say_problem

from .samples import (
    Files,
    list_findings,
    make_activity,
    make_criterion,
    make_dimension,
    make_files,
    make_level,
    make_model,
    make_point,
    make_practice,
    make_practice_scale,
    make_role,
    read_files,
)

MODEL = "models/stages.yaml"
Change = Callable[[Files], object]


def scale(files: Files) -> dict[str, Any]:
    return files["scales.yaml"]["scales"][0]


def model(files: Files) -> dict[str, Any]:
    return files[MODEL]


def practice(files: Files) -> dict[str, Any]:
    return model(files)["practices"][0]


def criterion(files: Files, number: int = 0) -> dict[str, Any]:
    return model(files)["criteria"][number]


def put(target: dict[str, Any], **values: object) -> None:
    target.update(values)


def drop_levels(files: Files) -> None:
    model(files)["levels"] = []


def keep_one_level(files: Files) -> None:
    del model(files)["levels"][0]


def add_version(files: Files, **values: object) -> None:
    """A second model, which counts another revision of the first practice."""
    second = make_model("other")
    second["practices"] = [{**make_practice("review"), "revision": 2}]
    second["criteria"] = [make_criterion("review", revision=2, core=True), *second["criteria"][1:]]
    second["model"].update(values)
    files["models/other.yaml"] = second


ERRORS: list[tuple[Change, list[tuple[Code, str]]]] = [
    (lambda f: f["roles.yaml"]["roles"].append(make_role("developer")), [(Code.DUPLICATE, "roles[developer]")]),
    (lambda f: f["scales.yaml"]["scales"].append(make_practice_scale()), [(Code.DUPLICATE, "scales[practice]")]),
    (
        lambda f: f["activities.yaml"]["activities"].append(make_activity()),
        [(Code.DUPLICATE, "activities[licence-management]")],
    ),
    (lambda f: model(f)["practices"].append(make_practice("list")), [(Code.DUPLICATE, "practices[list]")]),
    (lambda f: model(f)["dimensions"].append(make_dimension("licences")), [(Code.DUPLICATE, "dimensions[licences]")]),
    (lambda f: model(f)["levels"].append(make_level(1)), [(Code.DUPLICATE, "levels[1]")]),
    (lambda f: model(f)["criteria"].append(make_criterion("list")), [(Code.DUPLICATE, "criteria[list]")]),
    (
        lambda f: f.update({"models/copy.yaml": make_model()}),
        [
            (Code.DUPLICATE, "practices[review]"),
            (Code.DUPLICATE, "practices[list]"),
            (Code.DUPLICATE, "practices[budget]"),
            (Code.DUPLICATE, "version"),
        ],
    ),
    (lambda f: put(scale(f)["points"][0], value="1/10"), [(Code.SCALE_VALUES, "scales[practice].points")]),
    (lambda f: put(scale(f)["points"][5], value="9/10"), [(Code.SCALE_VALUES, "scales[practice].points")]),
    (lambda f: put(scale(f)["points"][2], value="1/5"), [(Code.SCALE_VALUES, "scales[practice].points")]),
    (lambda f: put(scale(f), in_place="done"), [(Code.SCALE_IN_PLACE, "scales[practice].in_place")]),
    (lambda f: put(scale(f), in_place="not-done"), [(Code.SCALE_IN_PLACE, "scales[practice].in_place")]),
    (
        lambda f: scale(f)["points"].insert(1, make_point("rated", "1/10")),
        [(Code.RESERVED_POINT, "scales[practice].points[rated].code")],
    ),
    (
        lambda f: scale(f)["points"].insert(1, make_point("partial", "1/10")),
        [(Code.DUPLICATE, "scales[practice].points[partial]")],
    ),
    (
        lambda f: put(f["roles.yaml"]["roles"][0], works_with=["nobody"]),
        [(Code.UNKNOWN_REFERENCE, "roles[developer].works_with")],
    ),
    (
        lambda f: put(f["roles.yaml"]["roles"][0], reports_to=["nobody"]),
        [(Code.UNKNOWN_REFERENCE, "roles[developer].reports_to")],
    ),
    (
        lambda f: put(f["activities.yaml"]["activities"][0], roles=["nobody"], risks=["nothing"]),
        [
            (Code.UNKNOWN_REFERENCE, "activities[licence-management].roles"),
            (Code.UNKNOWN_REFERENCE, "activities[licence-management].risks"),
        ],
    ),
    (
        lambda f: put(f["guides.yaml"]["guides"][0], roles=["nobody"], activities=["nothing"]),
        [
            (Code.UNKNOWN_REFERENCE, "guides[structure-virtual].roles"),
            (Code.UNKNOWN_REFERENCE, "guides[structure-virtual].activities"),
        ],
    ),
    (
        lambda f: put(practice(f), scale="x", provider="y", users=["z"], activity="w"),
        [
            (Code.UNKNOWN_REFERENCE, "practices[review].scale"),
            (Code.UNKNOWN_REFERENCE, "practices[review].provider"),
            (Code.UNKNOWN_REFERENCE, "practices[review].users"),
            (Code.UNKNOWN_REFERENCE, "practices[review].activity"),
        ],
    ),
    (lambda f: put(practice(f), users=[]), [(Code.NO_USERS, "practices[review].users")]),
    (
        lambda f: put(practice(f), users=["developer", "legal-counsel"]),
        [(Code.PROVIDER_AMONG_USERS, "practices[review].users")],
    ),
    (lambda f: put(practice(f), provider="ceo-board"), [(Code.READING_ROLE, "practices[review].provider")]),
    (lambda f: put(practice(f), users=["ceo-board"]), [(Code.READING_ROLE, "practices[review].users")]),
    (
        lambda f: put(practice(f)["evidence"], yes="A note."),
        [(Code.EVIDENCE_POINT, "practices[review].evidence.yes")],
    ),
    (lambda f: put(model(f)["version"], min_in_place="0"), [(Code.MIN_IN_PLACE, "version.min_in_place")]),
    (lambda f: put(model(f)["version"], min_in_place="5/4"), [(Code.MIN_IN_PLACE, "version.min_in_place")]),
    (
        lambda f: put(model(f)["version"], max_not_applicable="1"),
        [(Code.MAX_NOT_APPLICABLE, "version.max_not_applicable")],
    ),
    (lambda f: model(f)["levels"].reverse(), [(Code.LEVEL_ORDER, "version"), (Code.BARE_LEVEL, "levels[0]")]),
    (keep_one_level, [(Code.ONE_LEVEL, "levels[1]")]),
    (lambda f: model(f)["levels"].append(make_level(2)), [(Code.BARE_LEVEL, "levels[2]")]),
    (
        drop_levels,
        [(Code.LEVEL_NOT_ALLOWED, "criteria[review].level"), (Code.LEVEL_NOT_ALLOWED, "criteria[list].level")],
    ),
    (lambda f: put(criterion(f), revision=2), [(Code.UNKNOWN_REFERENCE, "criteria[review].practice")]),
    (lambda f: put(criterion(f), dimension="x"), [(Code.UNKNOWN_REFERENCE, "criteria[review].dimension")]),
    (lambda f: put(criterion(f), level=7), [(Code.UNKNOWN_REFERENCE, "criteria[review].level")]),
    (lambda f: put(criterion(f), weight="0"), [(Code.WEIGHT, "criteria[review].weight")]),
    (lambda f: put(criterion(f), level=None), [(Code.LEVEL_MISSING, "criteria[review].level")]),
    (lambda f: put(criterion(f, 2), level=1), [(Code.LEVEL_NOT_ALLOWED, "criteria[budget].level")]),
    (lambda f: put(criterion(f), level_source="ours"), [(Code.KEY_NOT_PUBLISHED, "criteria[review].key")]),
    (
        lambda f: (
            model(f)["practices"].append({**make_practice("review"), "revision": 2}),
            model(f)["criteria"].append(make_criterion("review", revision=2)),
        ),
        [(Code.TWO_REVISIONS, "criteria[review]")],
    ),
    (lambda f: add_version(f, key="stages"), [(Code.DUPLICATE, "version")]),
]


@pytest.mark.parametrize(("change", "found"), ERRORS)
def test_error_is_found(tmp_path: Path, change: Change, found: list[tuple[Code, str]]) -> None:
    files = make_files()
    change(files)
    _content, problems = read_files(tmp_path, files)
    assert [(problem.code, problem.where.path) for problem in problems.errors] == found
    assert all("{" not in say_problem(problem) for problem in problems)


def test_weights_need_a_common_denominator(tmp_path: Path) -> None:
    files = make_files()
    for item, weight in zip(model(files)["criteria"], ("1/999983", "1/999979", "1/999961"), strict=True):
        item["weight"] = weight
    _content, problems = read_files(tmp_path, files)
    assert [(problem.code, problem.where.path) for problem in problems.errors] == [
        (Code.WEIGHTS_APART, "version.criteria")
    ]


def test_model_with_two_names_is_an_error(tmp_path: Path) -> None:
    files = make_files()
    second = make_model(number="2.0")
    second["model"]["name"] = "Other stages"
    second["practices"] = []
    files["models/two.yaml"] = second
    assert list_findings(read_files(tmp_path, files)[1]) == [(Code.TWO_NAMES, "version")]


def test_version_without_levels_is_right(tmp_path: Path) -> None:
    files = make_files()
    drop_levels(files)
    for item in model(files)["criteria"]:
        item["level"] = None
    assert list_findings(read_files(tmp_path, files)[1]) == []


def test_errors_of_one_set_are_found_together(tmp_path: Path) -> None:
    files = make_files()
    put(scale(files), in_place="done")
    put(practice(files), provider="ceo-board", users=[])
    put(criterion(files), weight="0", level_source="ours")
    put(model(files)["version"], min_in_place="0")
    assert list_findings(read_files(tmp_path, files)[1]) == [
        (Code.SCALE_IN_PLACE, "scales[practice].in_place"),
        (Code.NO_USERS, "practices[review].users"),
        (Code.READING_ROLE, "practices[review].provider"),
        (Code.MIN_IN_PLACE, "version.min_in_place"),
        (Code.WEIGHT, "criteria[review].weight"),
        (Code.KEY_NOT_PUBLISHED, "criteria[review].key"),
    ]


def test_what_a_broken_practice_refers_to_is_checked_at_once(tmp_path: Path) -> None:
    files = make_files()
    put(practice(files), scope="galaxy", provider="nobody", users=["nobody-else", "Not a key"], unknown=1)
    findings = list_findings(read_files(tmp_path, files)[1])
    assert [code for code, _path in findings].count(Code.UNKNOWN_REFERENCE) == 2
    assert {Code.NOT_A_CHOICE, Code.UNKNOWN_KEY} <= {code for code, _path in findings}


WARNINGS: list[tuple[Change, list[tuple[Code, str]]]] = [
    (lambda f: model(f)["dimensions"].append(make_dimension("empty")), [(Code.EMPTY_DIMENSION, "dimensions[empty]")]),
    (
        lambda f: (
            model(f)["levels"].append(make_level(2)),
            model(f)["dimensions"].append(make_dimension("second")),
            put(criterion(f, 1), level=2, dimension="second"),
        ),
        [(Code.EMPTY_CELL, "dimensions[licences]"), (Code.EMPTY_CELL, "dimensions[second]")],
    ),
    (lambda f: put(criterion(f), core=False), [(Code.NO_CORE, "version")]),
    (lambda f: model(f)["practices"].append(make_practice("spare")), [(Code.NOT_COUNTED, "practices[spare]")]),
]


@pytest.mark.parametrize(("change", "found"), WARNINGS)
def test_warning_is_found(tmp_path: Path, change: Change, found: list[tuple[Code, str]]) -> None:
    files = make_files()
    change(files)
    _content, problems = read_files(tmp_path, files)
    assert list_findings(problems) == found
    assert problems.errors == ()


def test_versions_with_other_revisions_are_told(tmp_path: Path) -> None:
    files = make_files()
    add_version(files)
    _content, problems = read_files(tmp_path, files)
    assert [problem.code for problem in problems] == [Code.REVISIONS_APART]
    assert say_message(next(iter(problems))) == ("'review' has revision 2 in other 1.0 and revision 1 in stages 1.0.")


def test_empty_set_has_no_problem() -> None:
    problems = Problems()
    check_content(Content(), problems)
    assert list_findings(problems) == []
