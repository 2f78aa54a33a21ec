"""Comparing versions as pure content: the same gives nothing, and there and back are mirror images."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from assessments.exchange import Content, VersionContent, compare_versions
from tests.exchange.samples import make_files, read_files


@pytest.fixture
def content(tmp_path: Path) -> Content:
    content, _ = read_files(tmp_path, make_files())
    assert content is not None
    return content


def read(content: Content) -> VersionContent:
    return content.versions[0]


def test_version_is_the_same_as_itself(content: Content) -> None:
    changes = compare_versions(read(content), read(content), content)
    assert (changes.head, changes.added, changes.removed, changes.is_reordered) == ((), (), (), False)
    assert [changes.reworded, changes.moved, changes.reweighted, changes.marked, changes.noted] == [()] * 5


def test_added_there_is_removed_on_the_way_back(content: Content) -> None:
    old, new = read(content), replace(read(content), criteria=read(content).criteria[1:])
    there, back = compare_versions(old, new, content), compare_versions(new, old, content)
    assert [row.criterion for row in there.removed] == [old.criteria[0]]
    assert (there.added, there.removed) == (back.removed, back.added)


def test_order_alone_is_a_change(content: Content) -> None:
    old = read(content)
    new = replace(old, criteria=tuple(reversed(old.criteria)))
    changes = compare_versions(old, new, content)
    assert (changes.is_reordered, changes.moved) == (True, ())


def test_thresholds_are_part_of_the_head(content: Content) -> None:
    old = read(content)
    changes = compare_versions(old, replace(old, min_in_place=Fraction(1)), content)
    assert [(change.name, change.new) for change in changes.head] == [("min_in_place", Fraction(1))]
