"""The description of the format: its example comes in, and it names every key and bound that there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from assessments.actions.content import load_content
from assessments.actions.import_model import import_model
from assessments.actions.publish import publish_versions
from assessments.exchange import build_schema
from assessments.exchange.document import MAX_BYTES
from assessments.exchange.fields import MOST_ENTRIES
from assessments.exchange.library import MOST_PARTS
from assessments.exchange.nodes import MAX_DEPTH
from assessments.models import ModelVersion
from assessments.queries.files import load_package

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/model-format.md").read_text(encoding="utf-8")
EXAMPLE = TEXT.partition("```yaml\n")[2].partition("```")[0]


def test_example_has_the_shape_of_the_schema() -> None:
    assert [error.message for error in Draft202012Validator(build_schema()).iter_errors(yaml.safe_load(EXAMPLE))] == []


@pytest.mark.django_db
def test_example_comes_in_and_can_be_published() -> None:
    load_content(folder=ROOT / "fixtures")
    draft, preview = import_model(data=EXAMPLE.encode(), file="docs/model-format.md")
    assert preview.plan.is_new_model
    publish_versions(versions=[draft])
    assert ModelVersion.objects.get(maturity_model__key="house-rules").status == "published"
    criterion = load_package(draft).versions[0].criteria[0]
    assert (criterion.practice, criterion.group) == ("house-component-list", "Products")


def list_keys(schema: Any) -> set[str]:
    if not isinstance(schema, dict):
        return set()
    keys = set(schema.get("properties", ()))
    return keys.union(*(list_keys(below) for below in [*schema.get("properties", {}).values(), schema.get("items")]))


def test_every_key_is_described() -> None:
    described = set(re.findall(r"`([a-z_]+)`", TEXT))
    assert list_keys(build_schema()) - described - {"criteria", "name"} == set()


def test_bounds_are_those_of_the_reader() -> None:
    assert (MAX_BYTES, MOST_ENTRIES, MOST_PARTS, MAX_DEPTH) == (2_000_000, 5_000, 100, 12)
    bounds = TEXT.partition("## Bounds")[2]
    assert all(bound in bounds.replace("\n", " ") for bound in ("2 MB", "5,000", "100 levels", "12 deep"))
