"""Reading files: the shape of each item, and every problem of it at once with file, line, path and what to do."""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from assessments.exchange import Code, Content, Problems, read_file, read_folder
from assessments.wording.problems import say_problem

from .samples import Files, list_findings, make_files, read_files, write_files

MODEL = "models/stages.yaml"


def get(files: Files, path: str) -> tuple[Any, Any]:
    """The container and the last key of a path such as `scales.yaml/scales/0/name`."""
    name, *keys = (MODEL, *path.split("/")[1:]) if path.startswith("model/") else path.split("/")
    target: Any = files[name]
    steps = [int(key) if key.isdigit() else key for key in keys]
    for step in steps[:-1]:
        target = target[step]
    return target, steps[-1]


def change(path: str, value: object) -> Files:
    files = make_files()
    target, key = get(files, path)
    target[key] = value
    return files


def remove(path: str) -> Files:
    files = make_files()
    target, key = get(files, path)
    del target[key]
    return files


def test_small_set_is_read_without_problem(tmp_path: Path) -> None:
    content, problems = read_files(tmp_path, make_files())
    assert list_findings(problems) == []
    assert content is not None
    counts = {item.name: len(getattr(content, item.name)) for item in fields(content)}
    known = {"scales": 2, "roles": 3, "risks": 1, "activities": 1, "guides": 1, "practices": 3, "versions": 1}
    assert counts == known


def test_guide_may_leave_out_its_lists_and_its_text(tmp_path: Path) -> None:
    files = make_files()
    bare = {name: files["guides.yaml"]["guides"][0][name] for name in ("key", "kind", "name", "summary", "source")}
    files["guides.yaml"]["guides"] = [bare]
    content, problems = read_files(tmp_path, files)
    assert content is not None
    assert (list_findings(problems), content.guides[0].body, content.guides[0].points) == ([], "", ())


def test_values_are_read_as_what_they_are(tmp_path: Path) -> None:
    content, _problems = read_files(tmp_path, make_files())
    assert content is not None
    version, scale = content.versions[0], content.scales[0]
    assert [point.value for point in scale.points] == [Fraction(n, 5) for n in range(6)]
    assert (version.min_in_place, version.max_not_applicable) == (Fraction(3, 4), Fraction(1, 4))
    assert [(item.practice, item.level, item.weight, item.key) for item in version.criteria] == [
        ("review", 1, Fraction(1), True),
        ("list", 1, Fraction(1), False),
        ("budget", None, Fraction(1), False),
    ]
    assert content.activities[0].roles == ("developer", "legal-counsel")


def test_place_names_file_line_and_key(tmp_path: Path) -> None:
    content, _problems = read_files(tmp_path, make_files())
    assert content is not None
    where = content.practices[1].where
    line = (tmp_path / MODEL).read_text().splitlines().index("- key: list") + 1
    assert str(where) == f"{MODEL}:{line}: practices[list]"


@pytest.mark.parametrize(
    ("files", "code", "path"),
    [
        (remove("scales.yaml/scales/0/name"), Code.MISSING, "scales[practice]"),
        (change("scales.yaml/scales/0/name", None), Code.MISSING, "scales[practice]"),
        (change("scales.yaml/scales/0/nmae", "x"), Code.UNKNOWN_KEY, "scales[practice].nmae"),
        (
            change("scales.yaml/scales/0/points/1/value", "1/0"),
            Code.BAD_FRACTION,
            "scales[practice].points[individual].value",
        ),
        (
            change("scales.yaml/scales/0/points/1/value", 0.2),
            Code.BAD_FRACTION,
            "scales[practice].points[individual].value",
        ),
        (
            change("scales.yaml/scales/0/points/1/value", "-1/5"),
            Code.BAD_FRACTION,
            "scales[practice].points[individual].value",
        ),
        (
            change("scales.yaml/scales/0/points/1/value", ["1/5"]),
            Code.BAD_FRACTION,
            "scales[practice].points[individual].value",
        ),
        (change("scales.yaml/scales/0/points", "x"), Code.WRONG_TYPE, "scales[practice].points"),
        (change("scales.yaml/scales/1", "x"), Code.WRONG_TYPE, "scales[1]"),
        (change("scales.yaml/extra", 1), Code.UNKNOWN_KEY, "extra"),
        (change("roles.yaml/roles/0/kind", "both"), Code.NOT_A_CHOICE, "roles[developer].kind"),
        (change("roles.yaml/roles/0/name", 12), Code.WRONG_TYPE, "roles[developer].name"),
        (change("roles.yaml/roles/0/name", " "), Code.EMPTY, "roles[developer].name"),
        (change("roles.yaml/roles/0/name", "x" * 121), Code.TOO_LONG, "roles[developer].name"),
        (change("roles.yaml/roles/0/aliases", ["a\nb"]), Code.SEVERAL_LINES, "roles[developer].aliases[0]"),
        (change("roles.yaml/roles/0/aliases", [1]), Code.WRONG_TYPE, "roles[developer].aliases[0]"),
        (
            change("roles.yaml/roles/0/works_with", ["ceo-board", "ceo-board"]),
            Code.DUPLICATE,
            "roles[developer].works_with",
        ),
        (change("roles.yaml/roles/0/source_url", "example.org"), Code.BAD_ADDRESS, "roles[developer].source_url"),
        (
            change("roles.yaml/roles/0/expectations/0/level", 6),
            Code.OUT_OF_RANGE,
            "roles[developer].expectations[6].level",
        ),
        (
            change("roles.yaml/roles/0/expectations/0/level", True),
            Code.WRONG_TYPE,
            "roles[developer].expectations[0].level",
        ),
        (
            change("activities.yaml/activities/0/overview", "no"),
            Code.WRONG_TYPE,
            "activities[licence-management].overview",
        ),
        (
            change("activities.yaml/activities/0/key", "Licence Management"),
            Code.BAD_SLUG,
            "activities[Licence Management].key",
        ),
        (change("guides.yaml/guides/0/kind", "advice"), Code.NOT_A_CHOICE, "guides[structure-virtual].kind"),
        (change("guides.yaml/guides/0/points", "one"), Code.WRONG_TYPE, "guides[structure-virtual].points"),
        (remove("guides.yaml/guides/0/source"), Code.MISSING, "guides[structure-virtual]"),
        (change("model/version/number", 1.0), Code.WRONG_TYPE, "version.number"),
        (change("model/version/min_in_place", 0.75), Code.BAD_FRACTION, "version.min_in_place"),
        (remove("model/model/name"), Code.MISSING, "model"),
        (change("roles.yaml/roles/0/name", True), Code.WRONG_TYPE, "roles[developer].name"),
        (change("roles.yaml/roles/0/name", ["a"]), Code.WRONG_TYPE, "roles[developer].name"),
        (change("roles.yaml/roles/0/name", {"a": "b"}), Code.WRONG_TYPE, "roles[developer].name"),
        (remove("model/practices/0/evidence"), Code.MISSING, "practices[review]"),
        (remove("model/model"), Code.MISSING, ""),
        (change("model/practices/0/evidence", ["x"]), Code.WRONG_TYPE, "practices[review].evidence"),
        (change("model/practices/0/statement", "x" * 201), Code.TOO_LONG, "practices[review].statement"),
        (change("model/practices/0/scope", "team"), Code.NOT_A_CHOICE, "practices[review].scope"),
        (change("model/criteria/0/level", "1"), Code.WRONG_TYPE, "criteria[review].level"),
    ],
)
def test_wrong_item_is_told_with_its_path(tmp_path: Path, files: Files, code: Code, path: str) -> None:
    _content, problems = read_files(tmp_path, files)
    first = next(iter(problems.errors))
    assert (first.code, first.where.path) == (code, path)
    assert first.where.line is not None
    assert "{" not in say_problem(first)


@pytest.mark.parametrize(
    ("path", "value", "code", "where"),
    [
        ("model/practices/0/counts", "a\0b", Code.CONTROL_CHARACTER, "practices[review].counts"),
        ("model/practices/0/remarks", ["a\x07"], Code.CONTROL_CHARACTER, "practices[review].remarks[0]"),
        ("model/levels", [{} for _ in range(101)], Code.TOO_MANY, "levels"),
        ("model/criteria", [{} for _ in range(5001)], Code.TOO_MANY, "criteria"),
        ("model/practices", [{} for _ in range(5001)], Code.TOO_MANY, "practices"),
        ("model/version/max_not_applicable", 10**40, Code.BAD_FRACTION, "version.max_not_applicable"),
        ("model/criteria/0/weight", "1" * 7, Code.BAD_FRACTION, "criteria[review].weight"),
    ],
)
def test_excess_is_refused(tmp_path: Path, path: str, value: object, code: Code, where: str) -> None:
    files = make_files()
    target, key = get(files, path)
    target[key] = value
    problems = read_files(tmp_path, files)[1]
    assert (code, where) in list_findings(problems)


def test_repeated_keys_of_a_long_list_are_found_at_once() -> None:
    keys = "\n".join(["      - a"] * 50_000)
    problems = Problems()
    read_file(f"format: 1\nkind: roles\nroles:\n  - works_with:\n{keys}\n".encode(), file="a.yaml", problems=problems)
    assert (Code.TOO_MANY, "roles[0].works_with") in list_findings(problems)


def test_scales_may_stand_in_the_file_of_their_model(tmp_path: Path) -> None:
    files = make_files()
    files[MODEL]["scales"] = files.pop("scales.yaml")["scales"]
    content, problems = read_files(tmp_path, files)
    assert list_findings(problems) == []
    assert content is not None
    assert [scale.key for scale in content.scales] == ["practice", "fact"]


def test_problems_without_end_are_cut_off_and_say_so() -> None:
    problems = Problems()
    read_file(b"format: 1\nkind: scales\nscales:\n" + b"- {}\n" * 4_000, file="a.yaml", problems=problems)
    assert (len(problems.errors), problems.errors[-1].code) == (501, Code.MORE_PROBLEMS)
    assert len(problems) == 4_000 * 4


def test_endless_key_is_quoted_in_part() -> None:
    problems = Problems()
    read_file(f"format: 1\nkind: scales\nscales: []\n{'k' * 900}: 1\n".encode(), file="a.yaml", problems=problems)
    assert max(len(say_problem(problem)) for problem in problems) < 1_300


def test_whole_number_may_stand_without_quotes(tmp_path: Path) -> None:
    assert list_findings(read_files(tmp_path, change("model/criteria/0/weight", 2))[1]) == []


def test_item_that_is_partly_read_is_not_blamed_twice(tmp_path: Path) -> None:
    files = change("scales.yaml/scales/0/points/1/value", "one fifth")
    content, problems = read_files(tmp_path, files)
    assert list_findings(problems) == [(Code.BAD_FRACTION, "scales[practice].points[individual].value")]
    assert content is not None
    assert [scale.where.broken for scale in content.scales] == [True, False]


def test_problems_of_all_files_are_told_together(tmp_path: Path) -> None:
    files = change("scales.yaml/scales/0/colour", "red")
    files["roles.yaml"]["roles"][0]["kind"] = "both"
    files[MODEL]["practices"][0]["provider"] = "nobody"
    files[MODEL]["criteria"][1]["weight"] = "0"
    assert list_findings(read_files(tmp_path, files)[1]) == [
        (Code.NOT_A_CHOICE, "roles[developer].kind"),
        (Code.UNKNOWN_KEY, "scales[practice].colour"),
        (Code.UNKNOWN_REFERENCE, "practices[review].provider"),
        (Code.WEIGHT, "criteria[list].weight"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("format: 2\nkind: scales\nwhatever: 1\n", Code.NEWER_FORMAT),
        ("format: '1'\nkind: scales\n", Code.NO_FORMAT),
        ("format: true\nkind: scales\n", Code.NO_FORMAT),
        ("format: 0\nkind: scales\n", Code.NO_FORMAT),
        ("kind: scales\n", Code.NO_FORMAT),
        ("- a\n", Code.NO_FORMAT),
        ("", Code.NO_FORMAT),
        ("format: 1\nkind: people\n", Code.NOT_A_CHOICE),
        ("format: 1\n", Code.MISSING),
    ],
)
def test_file_of_no_known_kind_is_one_problem(text: str, code: Code) -> None:
    problems = Problems()
    assert read_file(text.encode(), file="a.yaml", problems=problems) is None
    assert [problem.code for problem in problems] == [code]


def test_newer_format_says_what_to_do() -> None:
    problems = Problems()
    read_file(b"format: 3\n", file="new.yaml", problems=problems)
    assert [say_problem(problem) for problem in problems] == [
        "new.yaml:1: format: The file has format 3 and was written for a newer release; this one reads format 1. "
        "Upgrade this installation first."
    ]


def test_unreadable_file_hides_no_other(tmp_path: Path) -> None:
    write_files(tmp_path, change("roles.yaml/roles/0/kind", "both"))
    (tmp_path / "scales.yaml").write_text("format: [1\n")
    problems = Problems()
    assert read_folder(tmp_path, problems) is None
    found = [(problem.code, problem.where.file) for problem in problems]
    assert found == [(Code.NOT_A_CHOICE, "roles.yaml"), (Code.BAD_YAML, "scales.yaml")]


def test_link_to_nowhere_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "scales.yaml").symlink_to(tmp_path / "missing.yaml")
    problems = Problems()
    assert read_folder(tmp_path, problems) is None
    assert [say_problem(problem) for problem in problems] == [
        "scales.yaml: The file cannot be read: No such file or directory. See that it is there and may be read."
    ]


def test_folder_without_files_is_a_problem(tmp_path: Path) -> None:
    problems = Problems()
    assert read_folder(tmp_path / "missing", problems) is None
    assert [problem.code for problem in problems] == [Code.NO_FILES]


def test_sets_of_content_add_up(tmp_path: Path) -> None:
    content, _problems = read_files(tmp_path, make_files())
    assert content is not None
    assert Content() + content == content
