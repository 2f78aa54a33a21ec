"""What files may hold fits the columns: PostgreSQL would refuse a longer text, SQLite would take it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import models

from assessments.exchange import Code
from assessments.models import Criterion, Dimension, Level, ModelVersion, Practice, PracticeRevision, Scale, ScalePoint
from roles.models import Activity, Expectation, Guide, Risk, Role
from tests.exchange.samples import make_files, read_files

MODEL = "models/stages.yaml"
LIMITS: list[tuple[tuple[str | int, ...], type[models.Model], str]] = [
    (("scales.yaml", "scales", 0, "name"), Scale, "name"),
    (("scales.yaml", "scales", 0, "points", 0, "name"), ScalePoint, "name"),
    (("scales.yaml", "scales", 0, "points", 0, "description"), ScalePoint, "description"),
    (("roles.yaml", "roles", 0, "name"), Role, "name"),
    (("roles.yaml", "roles", 0, "source"), Role, "source"),
    (("roles.yaml", "roles", 0, "licence"), Role, "licence"),
    (("roles.yaml", "roles", 0, "expectations", 0, "structure"), Expectation, "structure"),
    (("roles.yaml", "roles", 0, "expectations", 0, "source"), Expectation, "source"),
    (("risks.yaml", "risks", 0, "name"), Risk, "name"),
    (("activities.yaml", "activities", 0, "name"), Activity, "name"),
    (("guides.yaml", "guides", 0, "name"), Guide, "name"),
    (("guides.yaml", "guides", 0, "source"), Guide, "source"),
    ((MODEL, "model", "name"), ModelVersion, "name"),
    ((MODEL, "version", "number"), ModelVersion, "number"),
    ((MODEL, "version", "level_word"), ModelVersion, "level_word"),
    ((MODEL, "levels", 0, "name"), Level, "name"),
    ((MODEL, "dimensions", 0, "name"), Dimension, "name"),
    ((MODEL, "dimensions", 0, "short_name"), Dimension, "short_name"),
    ((MODEL, "dimensions", 0, "caption"), Dimension, "caption"),
    ((MODEL, "practices", 0, "title"), PracticeRevision, "title"),
    ((MODEL, "practices", 0, "statement"), PracticeRevision, "statement"),
    ((MODEL, "practices", 0, "source"), PracticeRevision, "source"),
    ((MODEL, "criteria", 0, "note"), Criterion, "note"),
    (("scales.yaml", "scales", 1, "key"), Scale, "key"),
    (("scales.yaml", "scales", 0, "points", 0, "code"), ScalePoint, "code"),
    (("roles.yaml", "roles", 0, "key"), Role, "key"),
    (("risks.yaml", "risks", 0, "key"), Risk, "key"),
    (("activities.yaml", "activities", 0, "key"), Activity, "key"),
    (("guides.yaml", "guides", 0, "key"), Guide, "key"),
    ((MODEL, "dimensions", 0, "key"), Dimension, "key"),
    ((MODEL, "practices", 0, "key"), Practice, "key"),
]


def count_too_long(folder: Path, path: tuple[str | int, ...], length: int) -> int:
    files = make_files()
    target = files
    for step in path[:-1]:
        target = target[step]  # type: ignore[index, assignment]
    target[path[-1]] = "x" * length  # type: ignore[index, assignment]
    _content, problems = read_files(folder, files)
    return [problem.code for problem in problems].count(Code.TOO_LONG)


@pytest.mark.parametrize(("path", "table", "field"), LIMITS)
def test_text_that_fits_the_column_is_the_longest(
    tmp_path: Path, path: tuple[str | int, ...], table: type[models.Model], field: str
) -> None:
    longest = table._meta.get_field(field).max_length
    assert longest is not None
    assert [count_too_long(tmp_path, path, length) for length in (longest, longest + 1)] == [0, 1]
