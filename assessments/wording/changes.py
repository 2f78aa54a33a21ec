"""What changed between two versions, in words: groups of items, each with sentences and with texts before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.exchange import Change, Counted, CountedOn, CrossWalkContent, VersionContent
from assessments.queries.changes import NamedChanges, Names
from assessments.wording.numbers import say_list, say_percent

FIELDS: Mapping[str, Promise] = {
    "name": gettext_lazy("Name"),
    "summary": gettext_lazy("Summary"),
    "level_word": gettext_lazy("Word for a level"),
    "rules_note": gettext_lazy("Note on the rules"),
    "min_in_place": gettext_lazy("Least share in place"),
    "max_not_applicable": gettext_lazy("Largest share not applicable"),
    "cross_walk": gettext_lazy("Read beside another model"),
    "source": gettext_lazy("Source"),
    "source_url": gettext_lazy("Address of the source"),
    "licence": gettext_lazy("Licence"),
    "attribution": gettext_lazy("Attribution"),
    "aliases": gettext_lazy("Also called"),
    "signs": gettext_lazy("Signs to look for"),
    "short_name": gettext_lazy("Short name"),
    "measures": gettext_lazy("Measures"),
    "caption": gettext_lazy("Caption"),
    "title": gettext_lazy("Title"),
    "statement": gettext_lazy("Statement"),
    "scale": gettext_lazy("Answered on"),
    "scope": gettext_lazy("Answered for"),
    "provider": gettext_lazy("Run by"),
    "users": gettext_lazy("Lived with by"),
    "activity": gettext_lazy("Activity"),
    "counts": gettext_lazy("What counts"),
    "does_not_count": gettext_lazy("What does not count"),
    "evidence": gettext_lazy("Evidence"),
    "who_knows": gettext_lazy("Who would know"),
    "example": gettext_lazy("Example"),
    "level_source": gettext_lazy("Source of the level"),
    "note": gettext_lazy("Note"),
}
WORDS: Mapping[str, Promise] = {
    "organisation": gettext_lazy("The whole organisation"),
    "unit": gettext_lazy("Each unit"),
    "maturity": gettext_lazy("Maturity"),
    "ability": gettext_lazy("Ability to execute"),
    "published": gettext_lazy("Named by the published model"),
    "ours": gettext_lazy("Ours"),
}
MARKS: Mapping[tuple[str, bool], Promise] = {
    ("key", True): gettext_lazy("It is a key practice now: without it its level is not reached."),
    ("key", False): gettext_lazy("It is no key practice any more."),
    ("core", True): gettext_lazy("The quick pass asks it now."),
    ("core", False): gettext_lazy("The quick pass does not ask it any more."),
    ("may_not_apply", True): gettext_lazy("It may not apply now, although it is key."),
    ("may_not_apply", False): gettext_lazy("“Not applicable” no longer passes for it where it is key."),
}
SHARES, CODED = ("min_in_place", "max_not_applicable"), ("scope", "measures", "level_source")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """One text before and after; either may be empty."""

    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedItem:
    """What is said of one level, dimension or practice; `practice` is its key, else empty."""

    name: str
    practice: str = ""
    sentences: tuple[str, ...] = ()
    texts: tuple[TextChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeGroup:
    key: str
    title: str
    items: tuple[ChangedItem, ...]


def list_change_groups(loaded: NamedChanges) -> tuple[ChangeGroup, ...]:
    """Every kind of change that there is, in the order in which it matters to people who answer."""
    changes, names = loaded.changes, loaded.names
    groups = (
        ("added", _("Practices added"), [_say_counted(row, changes.new) for row in changes.added]),
        ("removed", _("Practices removed"), [_say_counted(row, changes.old) for row in changes.removed]),
        ("reworded", _("Practices reworded"), [_say_reworded(row, names) for row in changes.reworded]),
        ("moved", _("Practices moved"), [_say_moved(row, changes.old, changes.new) for row in changes.moved]),
        ("reweighted", _("Practices with another weight"), [_say_reweighted(row) for row in changes.reweighted]),
        ("marked", _("Practices marked otherwise"), [_say_marked(row) for row in changes.marked]),
        ("noted", _("Notes on practices"), [_say_noted(row, names) for row in changes.noted]),
        ("levels", _("Levels"), list(_list_levels(loaded))),
        ("dimensions", _("Dimensions"), list(_list_dimensions(loaded))),
        ("rules", _("Rules and description"), list(_list_rules(loaded))),
    )
    return tuple(ChangeGroup(key=key, title=title, items=tuple(items)) for key, title, items in groups if items)


def _say_counted(row: Counted, version: VersionContent) -> ChangedItem:
    marks = [_("key practice")] if row.criterion.key else []
    marks += [_("quick pass")] if row.criterion.core else []
    place = say_list([_say_place(row, version), *marks])
    return ChangedItem(name=row.practice.title, practice=row.practice.key, sentences=(row.practice.statement, place))


def _say_reworded(row: CountedOn, names: Names) -> ChangedItem:
    texts = _list_texts(row.wording or (), names)
    sentences = () if texts else (_("A new revision with the same words."),)
    return ChangedItem(name=row.new.practice.title, practice=row.new.practice.key, sentences=sentences, texts=texts)


def _say_moved(row: CountedOn, old: VersionContent, new: VersionContent) -> ChangedItem:
    places = {"old": _say_place(row.old, old), "new": _say_place(row.new, new)}
    return _say_item(row, _("It counts in %(new)s instead of %(old)s.") % places)


def _say_reweighted(row: CountedOn) -> ChangedItem:
    weights = {"old": row.old.criterion.weight, "new": row.new.criterion.weight}
    return _say_item(row, _("It counts with the weight %(new)s instead of %(old)s.") % weights)


def _say_marked(row: CountedOn) -> ChangedItem:
    return _say_item(row, *(str(MARKS[change.name, change.new]) for change in row.marks))


def _say_noted(row: CountedOn, names: Names) -> ChangedItem:
    return ChangedItem(name=row.new.practice.title, practice=row.new.practice.key, texts=_list_texts(row.rest, names))


def _say_item(row: CountedOn, *sentences: str) -> ChangedItem:
    return ChangedItem(name=row.new.practice.title, practice=row.new.practice.key, sentences=sentences)


def _say_place(row: Counted, version: VersionContent) -> str:
    """The dimension and the level, such as "Licences, Stage 2"."""
    axes = {axis.key: axis.name for axis in version.dimensions}
    parts = [axes.get(row.criterion.dimension, row.criterion.dimension)]
    if row.criterion.level is not None:
        parts.append(f"{version.level_word} {row.criterion.level}")
    return say_list(parts)


def _list_levels(loaded: NamedChanges) -> Iterator[ChangedItem]:
    changes = loaded.changes
    for item in changes.levels.added:
        yield ChangedItem(name=f"{changes.new.level_word} {item.number}: {item.name}", sentences=(_("Added."),))
    for item in changes.levels.removed:
        yield ChangedItem(name=f"{changes.old.level_word} {item.number}: {item.name}", sentences=(_("Removed."),))
    for row in changes.levels.changed:
        name = f"{changes.new.level_word} {row.new.number}: {row.new.name}"
        yield ChangedItem(name=name, texts=_list_texts(row.changes, loaded.names))


def _list_dimensions(loaded: NamedChanges) -> Iterator[ChangedItem]:
    changes = loaded.changes.dimensions
    yield from (ChangedItem(name=item.name, sentences=(_("Added."),)) for item in changes.added)
    yield from (ChangedItem(name=item.name, sentences=(_("Removed."),)) for item in changes.removed)
    for row in changes.changed:
        yield ChangedItem(name=row.new.name, texts=_list_texts(row.changes, loaded.names))


def _list_rules(loaded: NamedChanges) -> Iterator[ChangedItem]:
    changes, names = loaded.changes, loaded.names
    sentences = []
    for keys, text in (
        (changes.scales_added, _("Some practices are answered on a scale that is new here: %(scales)s.")),
        (changes.scales_removed, _("No practice is answered any more on: %(scales)s.")),
    ):
        if keys:
            sentences.append(text % {"scales": say_list(names.scales.get(key, key) for key in keys)})
    if changes.is_reordered:
        sentences.append(_("Practices or dimensions stand in another order."))
    if changes.head or sentences:
        texts = _list_texts(changes.head, names)
        yield ChangedItem(name=changes.new.name, sentences=tuple(sentences), texts=texts)


def _list_texts(changes: Iterable[Change], names: Names) -> tuple[TextChange, ...]:
    return tuple(
        TextChange(
            what=str(FIELDS[change.name]),
            old=_say_value(change.name, change.old, names),
            new=_say_value(change.name, change.new, names),
        )
        for change in changes
    )


def _say_value(name: str, value: Any, names: Names) -> str:
    if value is None:
        return ""
    if name in SHARES:
        return say_percent(value)
    if name in CODED:
        return str(WORDS.get(value, value))
    if isinstance(value, CrossWalkContent):
        return _("%(model)s, %(offset)d levels apart (%(source)s)") % {
            "model": value.model,
            "offset": value.offset,
            "source": value.source,
        }
    return _say_text(name, value, names)


def _say_text(name: str, value: Any, names: Names) -> str:
    """Keys become names, lists and mappings one line each."""
    if name in ("provider", "users"):
        return say_list(names.roles.get(key, key) for key in ([value] if name == "provider" else value))
    if name == "scale":
        return names.scales.get(value, value)
    if name == "activity":
        return names.activities.get(value, value)
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {line}" for key, line in value.items())
    return "\n".join(value) if isinstance(value, tuple) else str(value)
