"""The JSON Schema of a model file, recorded from its reader: whatever the reader asks for stands in the schema.

It tells editors and programs the shape. References between items, and the rules of a publishable model, are left to
`check_content`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from fractions import Fraction
from typing import Any

from assessments.exchange.fields import LONGEST_KEY, LONGEST_TEXT, MOST_ENTRIES, SLUG, Fields
from assessments.exchange.format import FORMAT
from assessments.exchange.library import read_model
from assessments.exchange.problems import NOWHERE, Where

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SHARE = r"^[0-9]{1,6}(/(?!0+$)[0-9]{1,6})?$"
SLUG_PATTERN = f"^{SLUG.pattern}$"
ADDRESS = "^(https?://.*)?$"
LINE = r"^[^\n]*\S[^\n]*$"
FULL = r"\S"
Schema = dict[str, Any]


def build_schema() -> Schema:
    """The schema as plain values, in the order in which the reader asks."""
    fields = SchemaFields()
    fields.number("format", lowest=FORMAT, highest=FORMAT)
    fields.choice("kind", ["model"])
    read_model(fields)
    title = "Model file of OSPO Maturity: one version of a maturity model with its scales and practices"
    return {"$schema": DIALECT, "title": title, **fields.schema}


def write_schema() -> str:
    return json.dumps(build_schema(), indent=2, ensure_ascii=False) + "\n"


class SchemaFields(Fields):
    """Stands in for `Fields`, answers with harmless values, and notes what was asked."""

    def __init__(self) -> None:
        self._properties: dict[str, Schema] = {}
        self._required: list[str] = []
        self._items: dict[str, SchemaFields] = {}

    @property
    def schema(self) -> Schema:
        """An object with exactly the keys that were asked for."""
        properties = {
            **self._properties,
            **{key: _or_null(below, key in self._required) for key, below in self._items.items()},
        }
        shape = {"type": "object", "properties": properties, "additionalProperties": False}
        return {**shape, "required": self._required} if self._required else shape

    def where(self) -> Where:
        return NOWHERE

    def text(self, key: str, *, longest: int = LONGEST_TEXT, empty: bool = False) -> str:
        self._need(key, {"type": "string", "maxLength": longest} | ({} if empty else {"pattern": FULL}))
        return ""

    def optional_text(self, key: str, *, longest: int = LONGEST_TEXT) -> str:
        self._may(key, {"type": ["string", "null"], "maxLength": longest})
        return ""

    def address(self, key: str) -> str:
        self._may(key, {"type": ["string", "null"], "maxLength": 500, "pattern": ADDRESS})
        return ""

    def slug(self, key: str, *, longest: int = LONGEST_KEY) -> str:
        self._need(key, {"type": "string", "maxLength": longest, "pattern": SLUG_PATTERN})
        return ""

    def optional_slug(self, key: str, *, longest: int = LONGEST_KEY) -> str | None:
        self._may(key, {"type": ["string", "null"], "maxLength": longest, "pattern": SLUG_PATTERN})
        return None

    def choice(self, key: str, choices: Collection[str]) -> str:
        self._need(key, {"enum": list(choices)})
        return ""

    def number(self, key: str, *, lowest: int, highest: int) -> int:
        self._need(key, {"type": "integer", "minimum": lowest, "maximum": highest})
        return lowest

    def optional_number(self, key: str, *, lowest: int, highest: int) -> int | None:
        self._may(key, {"type": ["integer", "null"], "minimum": lowest, "maximum": highest})
        return None

    def flag(self, key: str) -> bool:
        self._need(key, {"type": "boolean"})
        return False

    def fraction(self, key: str) -> Fraction:
        whole = {"type": "integer", "minimum": 0, "maximum": 999_999}
        self._need(key, {"anyOf": [{"type": "string", "pattern": SHARE}, whole]})
        return Fraction(1)

    def lines(self, key: str) -> tuple[str, ...]:
        self._need(key, _list_of({"type": "string", "maxLength": LONGEST_TEXT, "pattern": LINE}))
        return ()

    def optional_lines(self, key: str) -> tuple[str, ...]:
        self._may(key, _list_of({"type": "string", "maxLength": LONGEST_TEXT, "pattern": LINE}))
        return ()

    def slugs(self, key: str) -> tuple[str, ...]:
        entry = {"type": "string", "maxLength": LONGEST_KEY, "pattern": SLUG_PATTERN}
        self._need(key, {**_list_of(entry), "uniqueItems": True})
        return ()

    def texts(self, key: str) -> dict[str, str]:
        self._need(key, _LINES_BY_KEY)
        return {}

    def optional_texts(self, key: str) -> dict[str, str]:
        self._may(key, {**_LINES_BY_KEY, "type": ["object", "null"]})
        return {}

    def item(self, key: str) -> Fields:
        self._need(key, {})
        self._items[key] = SchemaFields()
        return self._items[key]

    def optional_item(self, key: str) -> Fields | None:
        self._may(key, {})
        self._items[key] = SchemaFields()
        return self._items[key]

    def items(self, key: str, *, most: int = MOST_ENTRIES) -> Iterator[Fields]:
        below = SchemaFields()
        yield below
        self._need(key, _list_of(below.schema, most))

    def optional_items(self, key: str, *, most: int = MOST_ENTRIES) -> Iterator[Fields]:
        below = SchemaFields()
        yield below
        self._may(key, _list_of(below.schema, most))

    def _need(self, key: str, schema: Schema) -> None:
        self._required.append(key)
        self._may(key, schema)

    def _may(self, key: str, schema: Schema) -> None:
        self._properties[key] = schema


def _or_null(fields: SchemaFields, is_required: bool) -> Schema:
    """The schema of an item; one that may be left out may be null."""
    return fields.schema if is_required else {**fields.schema, "type": ["object", "null"]}


_LINES_BY_KEY: Schema = {
    "type": "object",
    "additionalProperties": {"type": "string", "maxLength": LONGEST_TEXT, "pattern": LINE},
}


def _list_of(entry: Schema, most: int = MOST_ENTRIES) -> Schema:
    return {"type": "array", "items": entry, "maxItems": most}
