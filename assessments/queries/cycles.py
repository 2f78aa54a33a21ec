"""A cycle at a glance: its units, how far their people are, and where each stands. The number of queries is fixed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from accounts import access
from accounts.queries import TreeUnit, list_tree
from assessments.models import Answer, AnswerKind, Assessment, Cycle, Participant
from assessments.queries.inheriting import Settled, load_settled
from assessments.queries.results import score_versions
from assessments.queries.scoped import list_readable

if TYPE_CHECKING:
    from accounts.models import Organisation, User
    from assessments.queries.results import VersionResult

State = Assessment.State
# Said again wherever rows are counted: grouping drops the order of the model.
NEWEST_FIRST = ("-starts_on", "-pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleRow:
    """One unit of a cycle. `started` people have saved something and not submitted; `late` ones have not submitted.

    `asked` practices needed a conversation and `settled` of them are; both 0 while answers are collected. `versions`
    are the results, none where the person may not read them yet, or nothing is answered.
    """

    place: TreeUnit
    assessment: Assessment
    people: int
    submitted: int
    started: int
    late: int
    asked: int
    settled: int
    versions: tuple[VersionResult, ...]


def get_cycle_to_lead(user: User, pk: int) -> Cycle:
    """One cycle of an organisation that the person leads as a whole; 404 for an outsider, 403 for other members."""
    rows = Cycle.objects.filter(organisation__in=access.list_organisations(user)).select_related("organisation")
    cycle = rows.filter(pk=pk).first()
    if cycle is None:
        raise Http404
    if not access.may_lead_whole(user, cycle.organisation):
        raise PermissionDenied
    return cycle


def list_cycles(organisation: Organisation) -> QuerySet[Cycle]:
    """The organisation's cycles, newest first, with the number of their assessments and of those that collect."""
    running = Count("assessments", filter=Q(assessments__state=State.COLLECTING))
    rows = Cycle.objects.filter(organisation=organisation)
    return rows.annotate(units=Count("assessments"), running=running).order_by(*NEWEST_FIRST)


def list_led_cycles(user: User) -> QuerySet[Cycle]:
    """The cycles with something under way in the organisations that the person leads as a whole, newest first."""
    roots = access.list_units(user, kinds=access.LEADING).filter(parent=None)
    under_way = Assessment.objects.filter(cycle=OuterRef("pk")).exclude(state=State.FINALISED)
    rows = Cycle.objects.filter(Exists(under_way), organisation__in=roots.values("organisation"))
    return rows.select_related("organisation").annotate(units=Count("assessments")).order_by(*NEWEST_FIRST)


def list_free_places(cycle: Cycle) -> list[TreeUnit]:
    """The units that have no assessment in the cycle yet. Two queries."""
    taken = set(cycle.assessments.values_list("unit", flat=True))
    return [place for place in list_tree(cycle.organisation) if place.unit.pk not in taken]


def get_newest(cycle: Cycle) -> Assessment | None:
    """The assessment that was added last, None in an empty cycle."""
    return cycle.assessments.prefetch_related("pins").order_by("-pk").first()


def list_collecting(cycle: Cycle) -> QuerySet[Assessment]:
    """The assessments of the cycle in which people can answer now."""
    rows = Assessment.objects.filter(cycle=cycle, state=Assessment.State.COLLECTING)
    return rows.select_related("unit__organisation", "cycle").order_by("pk")


def load_cycle_rows(user: User, cycle: Cycle) -> list[CycleRow]:
    """The assessments of the cycle in the order of the units. Seven queries, whatever their number."""
    held = {row.pk: row for row in cycle.assessments.select_related("unit__organisation", "cycle").order_by("pk")}
    counts = _count_people(held)
    readable = set(list_readable(user).filter(cycle=cycle).values_list("pk", flat=True))
    settled = load_settled(held.values())
    return [
        _build_row(place, row, counts.get(row.pk, (0, 0, 0)), settled[row.pk], is_readable=row.pk in readable)
        for place in list_tree(cycle.organisation)
        for row in held.values()
        if row.unit_id == place.unit.pk
    ]


def _count_people(assessments: Iterable[int]) -> dict[int, tuple[int, int, int]]:
    """By assessment: how many people, how many of them submitted, how many others saved something. One query."""
    given = Answer.objects.filter(participant=OuterRef("pk")).exclude(kind=AnswerKind.NONE)
    has_submitted = Q(submitted_at__isnull=False)
    rows = Participant.objects.filter(assessment__in=list(assessments)).annotate(has_started=Exists(given)).order_by()
    counted = rows.values_list("assessment").annotate(
        people=Count("pk"),
        submitted=Count("pk", filter=has_submitted),
        started=Count("pk", filter=~has_submitted & Q(has_started=True)),
    )
    return {pk: (people, submitted, started) for pk, people, submitted, started in counted}


def _build_row(
    place: TreeUnit, row: Assessment, counts: tuple[int, int, int], settled: Settled, *, is_readable: bool
) -> CycleRow:
    people, submitted, started = counts
    is_late = row.is_collecting and row.is_past_due
    units = settled.units.values() if row.is_closed else ()
    asked = [unit for unit in units if unit.needs_conversation]
    return CycleRow(
        place=place,
        assessment=row,
        people=people,
        submitted=submitted,
        started=started,
        late=people - submitted if is_late else 0,
        asked=len(asked),
        settled=sum(unit.settled for unit in asked),
        versions=score_versions(settled) if is_readable and settled.is_started else (),
    )
