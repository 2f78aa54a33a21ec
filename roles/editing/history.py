"""The history of a piece of content with that of its parts: who changed which field from what to what, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
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
# Two entries as near as this, one of the whole and one of a part, are one deed.
MOMENT = timedelta(seconds=5)
# A kind whose rows belong to the content, its column that says to which, and its field that tells one from the other.
Parts = Sequence[tuple[type[Model], str, str]]


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
    """Newest first, with the entries of the parts; those of parts that came in one go with the content are left out.

    The number of queries does not depend on the entries.
    """
    own = _read(content, content._meta.pk.attname, pk)
    born = [record for record in own if record.history_type == ADDED]
    entries = list(_build_entries(content, own))
    for part, link, name in parts:
        records = [record for record in _read(part, link, pk) if not _came_along(record, born)]
        entries += _build_entries(part, records, name)
    return sorted(entries, key=attrgetter("moment"), reverse=True)[:MOST_SHOWN]


def _read(kind: type[Model], link: str, pk: int) -> list[Any]:
    records = kind.history.filter(**{link: pk})  # type: ignore[attr-defined]
    return list(records.select_related("history_user").order_by("-history_id")[:MOST_READ])


def _came_along(record: Any, born: Sequence[Any]) -> bool:
    """Whether the part was added with the whole: at the same moment, for the same reason."""
    return record.history_type == ADDED and any(
        record.history_change_reason == whole.history_change_reason
        and abs(record.history_date - whole.history_date) < MOMENT
        for whole in born
    )


def _build_entries(kind: type[Model], records: list[Any], naming: str = "") -> Iterator[Entry]:
    """`naming` is the field by which a part is called."""
    compared = _compare(kind, records)
    spoken_of = [(name, value) for differences in compared for name, pair in differences.items() for value in pair]
    named = [(naming, _hold(kind, naming, record)) for record in records] if naming else []
    names = load_names(kind, [*spoken_of, *named])
    for record, differences in zip(records, compared, strict=True):
        yield Entry(
            moment=record.history_date,
            kind=record.history_type,
            part=f"{kind._meta.verbose_name} {_show(kind, naming, _hold(kind, naming, record), names)}"
            if naming
            else "",
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


def _hold(kind: type[Model], name: str, record: Any) -> Any:
    return getattr(record, _get_field(kind, name).attname)


def _describe(kind: type[Model], name: str, pair: tuple[Any, Any], names: Names) -> Change:
    old, new = (_show(kind, name, value, names) for value in pair)
    return Change(field=name_field(_get_field(kind, name)), old=old, new=new)


def _show(kind: type[Model], name: str, value: Any, names: Names) -> str:
    return show_value(_get_field(kind, name), value, names)


def _get_field(kind: type[Model], name: str) -> Field[Any, Any]:
    return cast("Field[Any, Any]", kind._meta.get_field(name))
