"""What assessments ask and where they stand, with what a part of an organisation takes over from the whole.

A practice whose scope is the organisation is answered in the root unit's assessment of a cycle. The other assessments
of that cycle which pin the same revision do not ask it: they inherit the settled answer, and nothing else of it. Who
said what, and how often, stays where it was said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Q

from assessments.models import Assessment, AssessmentVersion, ModelVersion, PracticeRevision
from assessments.queries.questionnaires import Questionnaire, build_questionnaire, leave_out
from assessments.queries.rubrics import load_rubrics
from assessments.queries.settling import Given, load_given, settle_units
from assessments.scoring import NO_ANSWER, SMALLEST_GROUP, Basis, Kind, Rubric, UnitAnswer

KEPT = 32


class Pin(NamedTuple):
    """A version that an assessment is measured against, and the number of the level that it aims at, if any."""

    version: ModelVersion
    target: int | None


Pins = tuple[Pin, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Settled:
    """Where an assessment stands; the rubrics are in the order of the pins.

    As long as nothing changes it is the same object, and only then equal. `inherited` are the answers of the root unit
    that it takes over, by practice, and `differing` those of the practices on which this unit has agreed otherwise.
    """

    pins: Pins
    questionnaire: Questionnaire
    rubrics: Sequence[Rubric]
    given: Given
    units: Mapping[str, UnitAnswer]
    inherited: Mapping[str, UnitAnswer]

    @property
    def is_started(self) -> bool:
        """Whether any practice has an answer."""
        return any(unit.answer.kind is not Kind.NO_ANSWER for unit in self.units.values())

    @property
    def differing(self) -> frozenset[str]:
        return frozenset(key for key in self.inherited if self.units[key].basis is not Basis.INHERITED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheets:
    """What assessments ask in all, by assessment; `sources` say which root assessment answers what a part inherits."""

    pins: Mapping[int, Pins]
    questionnaires: Mapping[int, Questionnaire]
    sources: Mapping[int, Mapping[str, Assessment]]


@dataclass(frozen=True, slots=True, eq=False)
class _HandedOn:
    """What a root assessment hands on, by practice. Unchanged, it is the same object, and only then equal."""

    units: Mapping[str, UnitAnswer]


def load_settled(assessments: Collection[Assessment]) -> dict[int, Settled]:
    """Where several assessments stand, by primary key. At most five queries, whatever their number."""
    sheets = _load_sheets(assessments)
    sources = {root.pk: root for inherited in sheets.sources.values() for root in inherited.values()}
    # Until its people have had their say, nobody elsewhere learns what the root unit will answer.
    shown = {pk: root for pk, root in sources.items() if root.is_closed}
    given = load_given({row.pk for row in assessments} | shown.keys())
    answered = {pk: _hand_on(root.is_by_group, _settle(root, sheets, given[pk], {})) for pk, root in shown.items()}
    return {row.pk: _settle(row, sheets, given[row.pk], answered) for row in assessments}


def load_asked(assessment: Assessment) -> Questionnaire:
    """What the participants of one assessment answer themselves: all but what it inherits. One query."""
    return list_asked([assessment])[assessment.pk]


def list_asked(assessments: Collection[Assessment]) -> dict[int, Questionnaire]:
    """The same for several, by primary key. One query."""
    sheets = _load_sheets(assessments)
    return {row.pk: leave_out(sheets.questionnaires[row.pk], frozenset(sheets.sources[row.pk])) for row in assessments}


def _load_sheets(assessments: Collection[Assessment]) -> _Sheets:
    """One query for the pins of these assessments and of those from which parts among them inherit."""
    own = {row.pk: row for row in assessments}
    cycles = {row.cycle_id for row in assessments if row.unit.parent_id is not None}
    whole = Q(assessment__unit__parent=None, assessment__cycle__in=cycles)
    asked = Q(assessment__in=own) | whole if cycles else Q(assessment__in=own)
    rows = AssessmentVersion.objects.filter(asked).order_by("assessment", "position")
    pins: dict[int, list[Pin]] = {pk: [] for pk in own}
    roots: dict[int, Assessment] = {}
    for row in rows.select_related("assessment__unit", "version__maturity_model"):
        pins.setdefault(row.assessment_id, []).append(Pin(row.version, row.target))
        if row.assessment.unit.parent_id is None:
            roots[row.assessment_id] = row.assessment
    every = {**roots, **own}
    pinned = {pk: tuple(found) for pk, found in pins.items()}
    questionnaires = {pk: _read(every[pk], found) for pk, found in pinned.items()}
    sources = {pk: _find_sources(row, roots.values(), questionnaires) for pk, row in own.items()}
    return _Sheets(pins=pinned, questionnaires=questionnaires, sources=sources)


def _read(assessment: Assessment, pins: Pins) -> Questionnaire:
    pinned = tuple((pin.version.pk, pin.version.published_at) for pin in pins)
    return build_questionnaire(pinned, assessment.scope == Assessment.Scope.CORE)


def _find_sources(
    assessment: Assessment, roots: Iterable[Assessment], questionnaires: Mapping[int, Questionnaire]
) -> dict[str, Assessment]:
    """By practice, the first assessment of the root unit in the same cycle that asks it in the same wording."""
    if assessment.unit.parent_id is None:
        return {}
    found: dict[str, Assessment] = {}
    for root in roots:
        if root.cycle_id == assessment.cycle_id:
            for key in _list_shared(questionnaires[assessment.pk], questionnaires[root.pk]):
                found.setdefault(key, root)
    return found


def _list_shared(part: Questionnaire, whole: Questionnaire) -> Iterable[str]:
    for key, question in part.questions.items():
        other = whole.questions.get(key)
        is_wide = question.scope == PracticeRevision.Scope.ORGANISATION
        if is_wide and other is not None and other.revision_id == question.revision_id:
            yield key


def _settle(assessment: Assessment, sheets: _Sheets, given: Given, roots: Mapping[int, _HandedOn]) -> Settled:
    """`roots` are what the root assessments that may be shown hand on."""
    pins, is_core = sheets.pins[assessment.pk], assessment.scope == Assessment.Scope.CORE
    sources = sheets.sources.get(assessment.pk, {})
    answered = tuple((key, roots.get(root.pk)) for key, root in sources.items())
    moments = tuple(pin.version.published_at for pin in pins)
    return _settle_once(pins, moments, is_core, sheets.questionnaires[assessment.pk], given, answered)


@lru_cache(maxsize=KEPT)
def _settle_once(
    pins: Pins,
    _moments: tuple[datetime | None, ...],
    is_core: bool,
    questionnaire: Questionnaire,
    given: Given,
    answered: tuple[tuple[str, _HandedOn | None], ...],
) -> Settled:
    """Worked out once while nothing of it changes. Versions are known by their keys and moments of publication."""
    rubrics = load_rubrics([pin.version for pin in pins], core=is_core)
    inherited = {key: _take_over(root.units[key] if root else None) for key, root in answered}
    return Settled(
        pins=pins,
        questionnaire=questionnaire,
        rubrics=rubrics,
        given=given,
        units=settle_units(questionnaire, rubrics, given, inherited=inherited),
        inherited=inherited,
    )


@lru_cache(maxsize=KEPT)
def _hand_on(is_by_group: bool, settled: Settled) -> _HandedOn:
    """By group, one or two people are no group: until a lead has recorded an answer, theirs stays where it was given,
    and whether they gave one does too.
    """
    if not is_by_group or not 0 < settled.given.count_speakers(settled.questionnaire) < SMALLEST_GROUP:
        return _HandedOn(settled.units)
    return _HandedOn(
        {
            key: unit if unit.basis is Basis.AGREED else replace(unit, answer=NO_ANSWER, settled=False)
            for key, unit in settled.units.items()
        }
    )


def _take_over(unit: UnitAnswer | None) -> UnitAnswer:
    """The root unit's settled answer alone. Without one nothing is answered; what waits there for a conversation
    keeps the placement here provisional too.
    """
    return UnitAnswer(
        answer=unit.answer if unit and unit.settled else NO_ANSWER,
        basis=Basis.INHERITED,
        points={},
        dont_know=0,
        no_answer=0,
        not_applicable=0,
        spread=None,
        needs_conversation=False,
        settled=unit is None or unit.settled,
    )
