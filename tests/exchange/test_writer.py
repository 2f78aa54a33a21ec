"""What is written can be read again, says the same, and is written the same way again."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings

from assessments.exchange import Content, Problems, read_file, read_folder, write_json, write_yaml
from assessments.exchange.format import CriterionContent, DimensionContent, LevelContent, PracticeContent, ScaleContent
from assessments.exchange.writer import to_plain
from assessments.wording.problems import say_problem

from .strategies import contents

SHIPPED = Path(__file__).parents[2] / "fixtures"
WRITERS = [(write_yaml, "yaml"), (write_json, "json")]


def read(text: str, ending: str) -> Content:
    problems = Problems()
    content = read_file(text.encode(), file=f"model.{ending}", problems=problems)
    assert [say_problem(problem) for problem in problems] == []
    assert content is not None
    return content


def list_shipped() -> list[Content]:
    """Every shipped version with the scales and practices that it needs."""
    everything = read_folder(SHIPPED, Problems())
    assert everything is not None
    packages = []
    for version in everything.versions:
        counted = {(item.practice, item.revision) for item in version.criteria}
        practices = tuple(item for item in everything.practices if (item.key, item.revision) in counted)
        used = {practice.scale for practice in practices}
        scales = tuple(scale for scale in everything.scales if scale.key in used)
        packages.append(Content(scales=scales, practices=practices, versions=(version,)))
    return packages


@pytest.mark.parametrize(("write", "ending"), WRITERS)
@settings(max_examples=60, deadline=None)
@given(content=contents())
def test_whatever_is_stored_is_written_read_and_written_alike(write, ending, content) -> None:  # noqa: ANN001
    text = write(content)
    back = read(text, ending)
    assert write(back) == text
    assert [to_plain(version) for version in back.versions] == [to_plain(version) for version in content.versions]


@settings(max_examples=40, deadline=None)
@given(content=contents())
def test_both_forms_say_the_same_to_any_other_reader(content: Content) -> None:
    assert yaml.safe_load(write_yaml(content)) == json.loads(write_json(content))


@pytest.mark.parametrize(("write", "ending"), WRITERS)
def test_shipped_versions_come_back_as_they_were(write, ending) -> None:  # noqa: ANN001
    packages = list_shipped()
    assert len(packages) >= 2
    for package in packages:
        back = read(write(package), ending)
        assert (back.scales, back.versions) == (package.scales, package.versions)
        assert set(map(str, back.practices)) == set(map(str, package.practices))
        assert write(back) == write(package)


def test_every_field_of_an_item_is_written(example: Content) -> None:
    version = example.versions[0]
    items = [example.scales[0], example.practices[0], version.levels[0], version.dimensions[0], version.criteria[0]]
    for item in items:
        assert set(to_plain(item)) == {field.name for field in fields(item)} - {"where"}
    kinds = (ScaleContent, PracticeContent, LevelContent, DimensionContent, CriterionContent)
    assert tuple(type(item) for item in items) == kinds


@pytest.fixture
def example() -> Content:
    """Every optional key has a value other than its default."""
    package = next(package for package in list_shipped() if package.versions[0].levels)
    version, accepted = package.versions[0], {"length": "It is short."}
    practice = replace(package.practices[0], remarks=("Tried",), exceptions=accepted)
    axis = replace(version.dimensions[0], group="Whole", exceptions={"empty_cell": "Ours."})
    criterion = replace(version.criteria[0], group="Part", note="Why here.")
    version = replace(version, dimensions=(axis,), criteria=(criterion,))
    return replace(package, practices=(practice,), versions=(version,))


def test_long_texts_are_folded_and_numbers_in_words_are_quoted() -> None:
    text = write_yaml(list_shipped()[0])
    assert '  min_in_place: "3/4"\n' in text
    assert "  summary: >-\n" in text
    assert max(map(len, text.splitlines())) < 140


def test_practices_stand_in_the_order_in_which_they_are_counted() -> None:
    package = list_shipped()[0]
    written = json.loads(write_json(package))
    assert [item["key"] for item in written["practices"]] == [item["practice"] for item in written["criteria"]]
