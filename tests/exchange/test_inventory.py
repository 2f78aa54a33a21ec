"""The inventory of content: what is counted, what is shared, where a shared practice leaves the cross-walk."""

from __future__ import annotations

from pathlib import Path

from assessments.exchange import Accepted, Content, RoleCount, SharedPractice, count_all_roles, take_inventory

from .samples import Files, make_criterion, make_files, make_level, make_model, make_practice, read_files

MODEL = "models/stages.yaml"


def read(folder: Path, files: Files) -> Content:
    content, problems = read_files(folder, files)
    assert content is not None
    assert problems.errors == ()
    return content


def make_two() -> Files:
    """A second model of three levels that counts "review" one level higher and "list" two levels higher."""
    files = make_files()
    second = make_model("ladder")
    second["model"]["position"] = 2
    second["version"]["cross_walk"] = {"model": "stages", "offset": 1, "source": "ours"}
    second["levels"] = [make_level(number) for number in (1, 2, 3)]
    second["dimensions"] = second["dimensions"][:1]
    second["practices"] = [make_practice("vetting")]
    second["criteria"] = [
        make_criterion("review", level=2),
        make_criterion("list", level=3, note="Named later there.", level_source="ours"),
        make_criterion("vetting", level=3, core=True),
    ]
    return files | {"models/ladder.yaml": second}


def test_practices_are_counted_by_dimension_and_level(tmp_path: Path) -> None:
    stages, ladder = take_inventory(read(tmp_path, make_two()))
    assert [(row.key, row.levels, row.total) for row in stages.dimensions] == [
        ("licences", (0, 2), 2),
        ("means", (0, 0), 1),
    ]
    assert [(row.key, row.levels, row.total) for row in ladder.dimensions] == [("licences", (0, 1, 2), 3)]
    assert (stages.practices, stages.scales, stages.scopes) == (3, {"fact": 1, "practice": 2}, {"unit": 3})


def test_marks_are_listed_in_the_order_of_the_version(tmp_path: Path) -> None:
    stages, ladder = take_inventory(read(tmp_path, make_two()))
    assert (stages.key, stages.core, stages.level_is_ours) == (("review",), ("review",), ())
    assert (ladder.key, ladder.core, ladder.level_is_ours) == ((), ("vetting",), ("list",))


def test_shared_practice_that_leaves_the_cross_walk_is_an_exception(tmp_path: Path) -> None:
    stages, ladder = take_inventory(read(tmp_path, make_two()))
    apart = SharedPractice(practice="list", level=3, other="stages", other_level=1, note="Named later there.")
    assert [item.practice for item in ladder.shared] == ["review", "list"]
    assert ladder.cross_walk_exceptions == (apart,)
    assert [(item.practice, item.other, item.other_level) for item in stages.shared] == [
        ("review", "ladder", 2),
        ("list", "ladder", 3),
    ]
    assert stages.cross_walk_exceptions == ()


def test_role_is_asked_a_shared_practice_once(tmp_path: Path) -> None:
    content = read(tmp_path, make_two())
    counts = [item.roles["developer"] for item in take_inventory(content)]
    assert counts == [RoleCount(provided=3, used=0), RoleCount(provided=3, used=0)]
    assert count_all_roles(content, ["stages", "ladder"]) == {
        "developer": RoleCount(provided=4, used=0),
        "legal-counsel": RoleCount(provided=0, used=4),
    }
    assert count_all_roles(content, ["stages"])["developer"].total == 3


def test_what_was_not_tried_and_what_is_accepted_is_listed(tmp_path: Path) -> None:
    files = make_files()
    files[MODEL]["practices"][0]["paraphrase_tried"] = True
    files[MODEL]["practices"][1]["title"] = "A title of five words"
    files[MODEL]["practices"][1]["exceptions"] = {"long_title": "Known by it."}
    item = take_inventory(read(tmp_path, files))[0]
    assert (item.without_paraphrase_trial, item.without_source) == (("list", "budget"), ())
    assert item.accepted == (Accepted(place="practices[list]", warning="long_title", reason="Known by it."),)


def test_version_without_levels_has_totals_only(tmp_path: Path) -> None:
    files = make_files()
    files[MODEL]["levels"] = []
    for criterion in files[MODEL]["criteria"]:
        criterion |= {"level": None, "level_source": "ours", "key": False}
    item = take_inventory(read(tmp_path, files))[0]
    assert [(row.levels, row.total) for row in item.dimensions] == [((), 2), ((), 1)]
    assert item.level_is_ours == ()
