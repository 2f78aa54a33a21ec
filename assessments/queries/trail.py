"""The trail of an assessment as its leads may read it: who changed what, when, from what, to what.

By group, leads read their own acts in full. Of what participants did they read how often an answer to each practice was
saved, once collecting is over, and nothing else: a day, an order or a filter by person would tell whose answer it was.
"""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, QuerySet

from accounts.models import User
from assessments.models import (
    Assessment,
    Level,
    ModelVersion,
    Practice,
    PracticeRevision,
    ScalePoint,
    TrailEntry,
    TrailText,
)
from roles.models import Role

if TYPE_CHECKING:
    from assessments.queries.questionnaires import Questionnaire

Action = TrailEntry.Action
# What a lead does. Every other action is a participant's, and so is each that is added without being named here.
LEAD_ACTS = (
    *(Action.STARTED, Action.DUE, Action.TEXT, Action.ASKED, Action.NOT_ASKED, Action.JOINED, Action.LEFT),
    *(Action.OPENED, Action.CLOSED, Action.COLLECTING, Action.AGREED),
    *(Action.FINALISED, Action.REOPENED, Action.MOVED, Action.MOVE_UNDONE, Action.ERASED, Action.REFUSED),
    *(Action.BASELINE, Action.NO_BASELINE),
)
CHUNK = 500
# No entry has more than one of them.
DAYS = ("due_on", "taken_on", "holds_until")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which entries somebody wants to see; what is empty selects all. Days are the installation's."""

    person: uuid.UUID | None = None
    action: str = ""
    practice: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None

    def __bool__(self) -> bool:
        return any((self.person, self.action, self.practice, self.since, self.until))


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What stood before, or after, an entry. Which of the fields are filled depends on the action.

    `kind` is None where no answer is meant, `person` where no participant is, and "" where they were erased. `point`,
    `person`, `roles` and `versions` are names; `levels` too, beside the versions and empty where there is none.
    `scope` and `confidentiality` are codes. `is_usual` says whether an invitation has its usual text, None where none
    is meant; `text` is one that was replaced.
    """

    kind: str | None = None
    point: str = ""
    evidence: str = ""
    person: str | None = None
    roles: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    revision: int | None = None
    scope: str = ""
    confidentiality: str = ""
    day: datetime.date | None = None
    addresses: int | None = None
    is_usual: bool | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody wrote in a change; empty once it was erased."""

    reason: str = ""
    comment: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailLine:
    """One entry. `person` is "" for somebody who was erased; `is_automatic` says that nobody did it."""

    at: datetime.datetime
    person: str
    is_automatic: bool
    action: str
    practice: str
    title: str
    before: Side | None
    after: Side | None
    written: Written = field(default_factory=Written)


class SaveCount(NamedTuple):
    """How often answers to one practice were saved while answers were collected."""

    practice: str
    title: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """What the numbers in the entries stand for."""

    people: Mapping[str, str]
    titles: Mapping[int, str]
    points: Mapping[int, str]
    roles: Mapping[str, str]
    versions: Mapping[int, str]
    levels: Mapping[tuple[int, int], str]
    texts: Mapping[str, str]


def list_entries(assessment: Assessment, chosen: Choice | None = None) -> QuerySet[TrailEntry]:
    """The entries that a lead may read in full, newest first."""
    rows = TrailEntry.objects.filter(assessment=assessment).select_related("practice").order_by("-pk")
    if assessment.is_by_group:
        rows = rows.filter(action__in=LEAD_ACTS)
    return _narrow(rows, chosen) if chosen else rows


def list_save_counts(assessment: Assessment, questionnaire: Questionnaire, practice: str = "") -> tuple[SaveCount, ...]:
    """By group, once collecting is over: how often each practice was answered, in an order that tells nothing."""
    if not assessment.is_by_group or assessment.is_open:
        return ()
    rows = TrailEntry.objects.filter(assessment=assessment, action=Action.ANSWERED)
    if practice:
        rows = rows.filter(practice__key=practice)
    counts = dict(rows.order_by().values_list("practice__key").annotate(Count("pk")))
    titles = {key: question.title for key, question in questionnaire.questions.items()}
    asked = [key for key in titles if key in counts]
    others = sorted(key for key in counts if key not in titles)
    return tuple(SaveCount(key, titles.get(key, key), counts[key]) for key in (*asked, *others))


def list_actors(assessment: Assessment) -> list[tuple[str, str]]:
    """(Opaque id, name) of everybody who appears in the readable entries and is known, by name. Two queries."""
    people = list_entries(assessment).select_related(None).order_by().values_list("person", flat=True).distinct()
    users = User.objects.filter(person__in=list(people))
    return sorted(((str(user.person), user.get_full_name()) for user in users), key=lambda item: item[1])


def load_lines(entries: Sequence[TrailEntry]) -> tuple[TrailLine, ...]:
    """The entries with names for their numbers, in the order given. At most seven queries, whatever their number."""
    names = _load_names(entries)
    return tuple(_read(entry, names) for entry in entries)


def stream_lines(entries: QuerySet[TrailEntry]) -> Iterator[TrailLine]:
    """All of them, newest first, without ever holding more than a chunk. An entry that comes meanwhile is left out."""
    last: int | None = None
    while chunk := list((entries if last is None else entries.filter(pk__lt=last))[:CHUNK]):
        yield from load_lines(chunk)
        last = chunk[-1].pk


def _narrow(rows: QuerySet[TrailEntry], chosen: Choice) -> QuerySet[TrailEntry]:
    limits = {
        "person": chosen.person,
        "action": chosen.action,
        "practice__key": chosen.practice,
        "at__date__gte": chosen.since,
        "at__date__lte": chosen.until,
    }
    return rows.filter(**{name: value for name, value in limits.items() if value})


def _load_names(entries: Iterable[TrailEntry]) -> _Names:
    entries = list(entries)
    sides = [side for entry in entries for side in (entry.old, entry.new) if side]
    people = {str(entry.person) for entry in entries} | {side["person"] for side in sides if "person" in side}
    versions = {pk for side in sides for pk in _list_versions(side)}
    levels = Level.objects.filter(version__in={pk for side in sides for pk, number in _list_levels(side) if number})
    texts = TrailText.objects.filter(pk__in=_collect(sides, "text") | _collect(sides, "replaced"))
    return _Names(
        people={str(user.person): user.get_full_name() for user in User.objects.filter(person__in=people)},
        titles=_load_titles(entries),
        points=_name(ScalePoint.objects.filter(pk__in=_collect(sides, "point")), "pk", "name"),
        roles=_name(Role.objects.filter(key__in=_gather(sides, "roles")), "key", "name"),
        versions={row.pk: str(row) for row in ModelVersion.objects.filter(pk__in=versions)},
        levels={(row.version_id, row.number): str(row) for row in levels.select_related("version")},
        texts={str(pk): body for pk, body in texts.values_list("pk", "body")},
    )


def _load_titles(entries: Iterable[TrailEntry]) -> dict[int, str]:
    """By practice: the title of its newest revision. One query."""
    practices = {entry.practice_id for entry in entries if entry.practice_id}
    rows = PracticeRevision.objects.filter(practice__in=practices).order_by("number")
    return dict(rows.values_list("practice_id", "title"))


def _name(rows: QuerySet[Any], key: str, name: str) -> dict[Any, str]:
    """One query; none where the rows are sought by an empty set."""
    return dict(rows.values_list(key, name))


def _collect(sides: Iterable[Mapping[str, Any]], name: str) -> set[Any]:
    return {side[name] for side in sides if side.get(name) is not None}


def _gather(sides: Iterable[Mapping[str, Any]], name: str) -> set[Any]:
    return {key for side in sides for key in side.get(name) or ()}


def _read(entry: TrailEntry, names: _Names) -> TrailLine:
    practice: Practice | None = entry.practice
    return TrailLine(
        at=entry.at,
        person=names.people.get(str(entry.person), ""),
        is_automatic=entry.is_automatic,
        action=entry.action,
        practice=practice.key if practice else "",
        title=names.titles.get(practice.pk, practice.key) if practice else "",
        before=_read_side(entry.old, names),
        after=_read_side(entry.new, names),
        written=_read_text(names.texts.get((entry.new or {}).get("text", ""), "")),
    )


def _read_side(side: Mapping[str, Any] | None, names: _Names) -> Side | None:
    if side is None:
        return None
    return Side(
        kind=side.get("kind"),
        point=names.points.get(side.get("point") or 0, ""),
        evidence=side.get("evidence", ""),
        person=names.people.get(side["person"], "") if "person" in side else None,
        roles=tuple(names.roles.get(key, key) for key in side.get("roles") or ()),
        versions=tuple(names.versions.get(pk, str(pk)) for pk in _list_versions(side)),
        levels=tuple(names.levels.get(pair, "") for pair in _list_levels(side)),
        revision=side.get("revision") if "kind" not in side else None,
        scope=side.get("scope", ""),
        confidentiality=side.get("confidentiality", ""),
        day=_read_day(side),
        addresses=side.get("addresses"),
        is_usual=side.get("usual"),
        text=_read_text(names.texts.get(side.get("replaced") or "", "")).comment,
    )


def _read_day(side: Mapping[str, Any]) -> datetime.date | None:
    day = next(filter(None, (side.get(name) for name in DAYS)), None)
    return datetime.date.fromisoformat(day) if day else None


def _list_versions(side: Mapping[str, Any]) -> list[int]:
    """Those that were pinned, or the one that an earlier result is about. An answer has a version of another kind."""
    return side.get("versions") or ([side["version"]] if "scores" in side else [])


def _list_levels(side: Mapping[str, Any]) -> list[tuple[int, int]]:
    """(Version, number of its level) for each: what is aimed at, or was reached; 0 for none."""
    versions = _list_versions(side)
    found = side.get("levels") or [side.get("level")] * len(versions)
    return [(pk, number or 0) for pk, number in zip(versions, found, strict=True)]


def _read_text(body: str) -> Written:
    if not body:
        return Written()
    text = json.loads(body)
    return Written(reason=text["reason"], comment=text["comment"], evidence=tuple(text["evidence"]))
