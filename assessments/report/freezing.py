"""A report as text that never changes, and back: what a snapshot holds.

The text is canonical JSON, made and read by the types of `report.shapes` and of what they hold, so that nothing has to
be listed twice. Reading it back gives an equal report.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from assessments.report.shapes import Report
from assessments.scoring import Json


def freeze(report: Report) -> str:
    """The whole report, charts included, as canonical JSON."""
    return json.dumps(_encode(report), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def thaw(text: str) -> Report:
    """The report that was frozen; what its shape did not have yet takes its default.

    Raises `KeyError`, `TypeError` or `ValueError` for text of another shape.
    """
    report: Report = _decode(Report, json.loads(text))
    return report


def _encode(value: Any) -> Json:
    if isinstance(value, Enum):
        return _encode(value.value)
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, Fraction):
        return str(value)
    if is_dataclass(value):
        return {field.name: _encode(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return [[_encode(key), _encode(item)] for key, item in value.items()]
    if isinstance(value, (tuple, list)):
        return [_encode(item) for item in value]
    raise TypeError(type(value))


def _decode(kind: Any, value: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return None if value is None else _decode(next(each for each in inner if each is not NoneType), value)
    if origin is tuple:
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_decode(each, item) for each, item in zip(kinds, value, strict=True))
    if origin is not None and issubclass(origin, Mapping):
        return {_decode(inner[0], key): _decode(inner[1], item) for key, item in value}
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _list_fields(kind)
        wanted = [name for name in hints if name in value or not _has_default(kind, name)]
        return kind(**{name: _decode(hints[name], value[name]) for name in wanted})
    return kind(value)


@lru_cache
def _list_fields(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _has_default(kind: type, name: str) -> bool:
    """Whether a text that was frozen before the shape had this field can be read without it."""
    return next(field for field in fields(kind) if field.name == name).default is not MISSING
