"""The JSON Schema and the reader judge the shape of a model file alike; the shipped copy is the present one."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from assessments.exchange import Problems, build_schema, read_file, write_schema

ROOT = Path(__file__).parents[2]
VALIDATOR = Draft202012Validator(build_schema())
MODELS = sorted((ROOT / "tests/exchange/models").glob("*.yaml"))
SHIPPED = sorted((ROOT / "fixtures/models").glob("*.yaml"))
WRONG: tuple[Any, ...] = (None, 7, -1, 10**12, True, "", "x" * 21_000, "A b_c", ["x", ["y"]], {"z": 1})


def reads(data: object) -> bool:
    problems = Problems()
    content = read_file(json.dumps(data).encode(), file="a.json", problems=problems)
    return content is not None and not problems.errors


def load(path: Path) -> Any:
    """As our own reader does: what YAML 1.1 takes for a truth value is text unless it says true or false."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_schema_is_a_valid_one() -> None:
    Draft202012Validator.check_schema(build_schema())


def test_shipped_copy_is_the_present_schema() -> None:
    said = (ROOT / "docs/model.schema.json").read_text(encoding="utf-8")
    assert said == write_schema(), "write it anew: manage.py model_schema > docs/model.schema.json"


@pytest.mark.parametrize("path", [*MODELS, *SHIPPED], ids=lambda path: path.stem)
def test_every_model_we_have_is_valid(path: Path) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(load(path))] == []


def walk(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of every key, of lists only into their first entry."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield (*path, key)
            yield from walk(below, (*path, key))
    elif isinstance(value, list) and value:
        yield (*path, 0)
        yield from walk(value[0], (*path, 0))


def change(data: Any, path: tuple[Any, ...], value: Any, *, remove: bool = False) -> Any:
    changed = copy.deepcopy(data)
    target = changed
    for step in path[:-1]:
        target = target[step]
    if remove:
        del target[path[-1]]
    else:
        target[path[-1]] = value
    return changed


def test_reader_and_schema_judge_every_change_alike() -> None:
    """Each key removed, each value replaced by wrong ones, an unknown key beside each: one verdict."""
    data = load(next(path for path in MODELS if path.stem == "samm-shape"))
    for part in ("practices", "criteria", "levels", "dimensions"):
        data[part] = data[part][:2]
    cases = [change(data, path, None, remove=True) for path in walk(data)]
    cases += [change(data, path, value) for path in walk(data) for value in WRONG]
    cases += [change(data, (*path[:-1], "unknown"), 1) for path in walk(data) if isinstance(path[-1], str)]
    verdicts = [(reads(case), VALIDATOR.is_valid(case)) for case in cases]
    assert len(verdicts) > 500
    assert {True, False} <= {verdict for verdict, _other in verdicts}
    assert [case for case, (one, other) in zip(cases, verdicts, strict=True) if one != other] == []
