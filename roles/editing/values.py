"""The values of history records: what a field held then, and the words for it now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from django.db.models import ForeignKey, ManyToManyField, Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.db.models import Field

NOTHING = "–"
# Field name → what the record held: a key of another row, a set of keys for links, else the value itself.
Values = dict[str, Any]
Names = Mapping[type[Model], Mapping[Any, str]]


def read_values(kind: type[Model], records: Sequence[Any]) -> list[Values]:
    """What each record held, as codes; one query for each field of links."""
    fields = [field for field in kind._meta.concrete_fields if not field.primary_key]
    values = [{field.name: getattr(record, field.attname) for field in fields} for record in records]
    for field in kind._meta.many_to_many:
        links = _read_links(field, records)
        for held, record in zip(values, records, strict=True):
            held[field.name] = links[record.history_id]
    return values


def _read_links(field: ManyToManyField[Any, Any], records: Sequence[Any]) -> Mapping[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    if records:
        kind = getattr(records[0], field.name).model
        target = field.m2m_reverse_name()
        rows = kind._default_manager.filter(history__in=[record.history_id for record in records])
        for record, key in rows.values_list("history_id", target):
            found[record].add(key)
    return defaultdict(frozenset, {record: frozenset(keys) for record, keys in found.items()})


def load_names(kind: type[Model], pairs: Iterable[tuple[str, Any]]) -> Names:
    """The names of the rows that (field, value) pairs speak of, one query for each kind of row."""
    wanted: dict[type[Model], set[Any]] = defaultdict(set)
    for name, value in pairs:
        related = kind._meta.get_field(name).related_model
        if isinstance(related, type) and value is not None:
            wanted[related] |= value if isinstance(value, frozenset) else {value}
    return {related: _name_rows(related, keys) for related, keys in wanted.items()}


def _name_rows(kind: type[Model], keys: set[Any]) -> dict[Any, str]:
    # All the rows that a name may speak of come along.
    rows = kind._default_manager.select_related().in_bulk(keys)
    return {key: str(row) for key, row in rows.items()}


def show_value(field: Field[Any, Any], value: Any, names: Names) -> str:
    """A value in words. Examples: "Answers" for the choice "answering", "Developer, Legal counsel" for two links."""
    if isinstance(value, frozenset):
        return ", ".join(sorted(_name(field, key, names) for key in value)) or NOTHING
    if value is None or value == "":
        return NOTHING
    if isinstance(field, ForeignKey):
        return _name(field, value, names)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dict):
        return "\n".join(f"{key}: {text}" for key, text in value.items()) or NOTHING
    return str(dict(field.flatchoices).get(value, value))


def _name(field: Field[Any, Any], key: Any, names: Names) -> str:
    known = names.get(cast("type[Model]", field.related_model), {})
    return str(known.get(key) or _("no longer there"))


def name_field(field: Field[Any, Any]) -> str:
    return capfirst(str(field.verbose_name))
