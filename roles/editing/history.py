"""The history of a piece of content with that of its parts: who changed which field from what to what, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Model
from django.utils.translation import gettext as _

from roles.editing.values import Names, Values, load_names, name_field, read_values, show_value

if TYPE_CHECKING:
    from django.db.models import Field

# The newest of one kind that are looked at, and the newest of all kinds that a page shows.
MOST_READ, MOST_SHOWN = 1000, 200
ADDED, CHANGED = "+", "~"
# How a part is called in its parent's history, by the first of these that it has.
PART_NAMES = ("name", "title", "level", "position")
Parts = Sequence[tuple[type[Model], str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field of one entry; both values as they are shown."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One change of one row. `part` is empty for the content itself, `person` for what no request did."""

    moment: datetime
    kind: str
    part: str
    person: str
    reason: str
    changes: tuple[Change, ...]

    @property
    def action(self) -> str:
        return {ADDED: _("Added"), CHANGED: _("Changed")}.get(self.kind, _("Deleted"))


def build_history(content: type[Model], pk: int, *, parts: Parts = ()) -> list[Entry]:
    """Newest first. `parts` are kinds whose rows belong to the content, each with the field that says to which.

    Parts that came in one go with the content are left out. The number of queries does not depend on the entries.
    """
    own = _read(content, content._meta.pk.attname, pk)
    born = {record.history_date for record in own if record.history_type == ADDED}
    entries = list(_build_entries(content, own, is_part=False))
    for part, link in parts:
        for entry in _build_entries(part, _read(part, link, pk), is_part=True):
            if entry.kind != ADDED or entry.moment not in born:
                entries.append(entry)
    return sorted(entries, key=attrgetter("moment"), reverse=True)[:MOST_SHOWN]


def _read(kind: type[Model], link: str, pk: int) -> list[Any]:
    records = kind.history.filter(**{link: pk})  # type: ignore[attr-defined]
    return list(records.select_related("history_user").order_by("-history_id")[:MOST_READ])


def _build_entries(kind: type[Model], records: list[Any], *, is_part: bool) -> Iterator[Entry]:
    compared = _compare(kind, records)
    spoken_of = ((name, value) for differences in compared for name, pair in differences.items() for value in pair)
    names = load_names(kind, spoken_of)
    for record, differences in zip(records, compared, strict=True):
        yield Entry(
            moment=record.history_date,
            kind=record.history_type,
            part=f"{kind._meta.verbose_name} {_name_part(record)}" if is_part else "",
            person=str(record.history_user or ""),
            reason=_(record.history_change_reason) if record.history_change_reason else "",
            changes=tuple(_describe(kind, name, pair, names) for name, pair in differences.items()),
        )


def _compare(kind: type[Model], records: list[Any]) -> list[dict[str, tuple[Any, Any]]]:
    """For each record, newest first, the fields that differ from the record before it of the same row."""
    key = kind._meta.pk.attname
    earlier: dict[Any, Values] = {}
    compared: list[dict[str, tuple[Any, Any]]] = []
    for record, held in reversed(list(zip(records, read_values(kind, records), strict=True))):
        before = earlier.get(getattr(record, key), {}) if record.history_type == CHANGED else {}
        compared.append({name: (old, held[name]) for name, old in before.items() if old != held[name]})
        earlier[getattr(record, key)] = held
    return compared[::-1]


def _name_part(record: Any) -> str:
    """What tells the part from its neighbours, without asking the database."""
    return str(next((value for name in PART_NAMES if (value := getattr(record, name, None)) is not None), record.pk))


def _describe(kind: type[Model], name: str, pair: tuple[Any, Any], names: Names) -> Change:
    field = cast("Field[Any, Any]", kind._meta.get_field(name))
    old, new = (show_value(field, value, names) for value in pair)
    return Change(field=name_field(field), old=old, new=new)
