"""The cross-walk of a version: read from its file, kept in the database, and checked against the other model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assessments.actions.content import load_content
from assessments.exchange import Code, CrossWalkContent
from assessments.queries.content import load_content_set

from .samples import (
    SOURCE,
    Files,
    list_findings,
    make_files,
    make_level,
    make_model,
    make_practice,
    read_files,
    write_files,
)

FILE = "models/rungs.yaml"


def make_walking_files(**values: object) -> Files:
    """The stages 0 and 1, and a second model whose levels 1 and 2 stand beside them unless `values` say otherwise."""
    files, second = make_files(), make_model("rungs")
    second["practices"] = [make_practice("review-rungs")]
    second["levels"] = [make_level(1), make_level(2)]
    second["criteria"] = [{**second["criteria"][0], "practice": "review-rungs", "level": 2}]
    second["version"]["cross_walk"] = {"model": "stages", "offset": 1, "source": "ours", **values}
    files[FILE] = second
    return files


def find(tmp_path: Path, files: Files) -> list[tuple[Code, str]]:
    return [found for found in list_findings(read_files(tmp_path, files)[1]) if found[0] != Code.EMPTY_DIMENSION]


def version_of(files: Files) -> dict[str, Any]:
    return files[FILE]["version"]


def test_cross_walk_is_read(tmp_path: Path) -> None:
    content, _problems = read_files(tmp_path, make_walking_files())
    assert content is not None
    assert [version.cross_walk for version in content.versions] == [
        CrossWalkContent(model="stages", offset=1, source="ours"),
        None,
    ]


def test_cross_walk_may_be_left_out_or_empty(tmp_path: Path) -> None:
    files = make_walking_files()
    version_of(files)["cross_walk"] = None
    assert find(tmp_path, files) == []


def test_cross_walk_to_a_model_that_is_elsewhere_is_fine(tmp_path: Path) -> None:
    assert find(tmp_path, make_walking_files(model="unknown")) == []


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"model": "rungs"}, (Code.CROSS_WALK_ITSELF, "version.cross_walk.model")),
        ({"offset": 7}, (Code.CROSS_WALK_APART, "version.cross_walk.offset")),
        ({"offset": "1"}, (Code.WRONG_TYPE, "version.cross_walk.offset")),
        ({"offset": -100}, (Code.OUT_OF_RANGE, "version.cross_walk.offset")),
        ({"levels": [1]}, (Code.UNKNOWN_KEY, "version.cross_walk.levels")),
        ({"source": ""}, (Code.EMPTY, "version.cross_walk.source")),
    ],
)
def test_wrong_cross_walk_is_found(tmp_path: Path, values: dict[str, object], found: tuple[Code, str]) -> None:
    assert find(tmp_path, make_walking_files(**values)) == [found]


def test_version_without_levels_has_no_cross_walk(tmp_path: Path) -> None:
    files = make_walking_files()
    files[FILE]["levels"] = []
    files[FILE]["criteria"][0].update(level=None, key=False)
    assert find(tmp_path, files) == [(Code.CROSS_WALK_NO_LEVELS, "version.cross_walk")]


@pytest.mark.django_db
def test_cross_walk_is_stored_as_it_was_read(tmp_path: Path) -> None:
    write_files(tmp_path, make_walking_files())
    load_content(folder=tmp_path)
    walks = {version.model: version.cross_walk for version in load_content_set().versions}
    assert walks == {"stages": None, "rungs": CrossWalkContent(model="stages", offset=1, source=SOURCE["source"])}
    assert load_content(folder=tmp_path).is_empty
