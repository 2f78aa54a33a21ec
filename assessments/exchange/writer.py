"""Content to the text of a model file: always the same bytes for the same content, and what the reader takes.

Names and order of the keys are those of the dataclasses in `format`, so that a new field is written as soon as it is
read. Whatever may be left out is, while it has its default.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from fractions import Fraction
from typing import Any

import yaml

from assessments.exchange.document import reads_as_text
from assessments.exchange.format import FORMAT, Content, Placed, Sourced
from assessments.exchange.texts import tidy_line, tidy_text

WIDTH = 120
LONG = 100
MODEL_KEYS = {"model": "key", "name": "name", "position": "position"}
PARTS = ("levels", "dimensions", "criteria")
SOURCE_KEYS = tuple(field.name for field in fields(Sourced) if field.name != "where")
Plain = dict[str, Any]


def write_yaml(content: Content) -> str:
    """The model file of content with exactly one version, for people to read and edit."""
    return yaml.dump(to_file(content), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)


def write_json(content: Content) -> str:
    """The same for programs."""
    return json.dumps(to_file(content), ensure_ascii=False, indent=2) + "\n"


def to_file(content: Content) -> Plain:
    """The keys and values of the file: mappings, lists, texts, whole numbers, truth values and None."""
    version = to_plain(content.versions[0])
    points = {scale.key: [point.code for point in scale.points] for scale in content.scales}
    order = {item["practice"]: number for number, item in enumerate(version["criteria"])}
    practices = [to_plain(item) for item in sorted(content.practices, key=lambda item: order.get(item.key, -1))]
    for practice in practices:
        practice["evidence"] = _sort_evidence(practice["evidence"], points.get(practice["scale"], []))
    parts = {name: version.pop(name) for name in PARTS}
    return {
        "format": FORMAT,
        "kind": "model",
        "model": {key: version.pop(name) for name, key in MODEL_KEYS.items()},
        "version": version,
        "scales": [to_plain(scale) for scale in content.scales],
        "levels": parts["levels"],
        "dimensions": parts["dimensions"],
        "practices": practices,
        "criteria": parts["criteria"],
    }


def to_plain(item: Placed) -> Plain:
    """One item by the keys of its file, its source last. Texts are as a file holds them."""
    known = [field for field in fields(item) if field.name != "where"]
    ordered = sorted(known, key=lambda field: field.name in SOURCE_KEYS)
    values = {field: _plain(getattr(item, field.name)) for field in ordered}
    return {field.name: value for field, value in values.items() if not _is_default(field, value)}


class Quoted(str):
    """Text that is written in quotes, because without them it looks like a number or a date."""

    __slots__ = ()


def _is_default(field: Field[Any], value: object) -> bool:
    if field.default is not MISSING:
        return value == _plain(field.default)
    return field.default_factory is not MISSING and value == _plain(field.default_factory())


def _plain(value: object) -> object:
    match value:
        case Fraction():
            return Quoted(value)
        case str():
            return tidy_text(value)
        case Placed():
            return to_plain(value)
        case tuple():
            return [tidy_line(entry) if isinstance(entry, str) else to_plain(entry) for entry in value]
        case Mapping():
            return {key: tidy_line(entry) for key, entry in sorted(value.items())}
        case _:
            return value


def _sort_evidence(evidence: Mapping[str, str], points: list[str]) -> Plain:
    """In the order of the scale: a database may give the keys back in another one."""
    order = {code: number for number, code in enumerate(points)}
    return dict(sorted(evidence.items(), key=lambda pair: (order.get(pair[0], len(order)), pair[0])))


class _Dumper(yaml.SafeDumper):
    """The one in Python, whatever is installed: the one in C folds lines elsewhere."""

    def ignore_aliases(self, data: object) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style=_choose_style(text))


def _choose_style(text: str) -> str | None:
    """Quotes where a reader could take the text for something else, blocks for long and for several lines."""
    if isinstance(text, Quoted) or not reads_as_text(text):
        return '"'
    lines = text.split("\n")
    is_tame = text.replace("\n", "").isprintable() and "  " not in text and all(line == line.strip() for line in lines)
    if len(lines) > 1:
        return "|" if is_tame else '"'
    return ">" if is_tame and len(text) > LONG else None


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(Quoted, _represent_text)
