"""Pages of a cycle."""

from __future__ import annotations

from assessments.models import Assessment
from tests.a11y.leading_states import gather
from tests.a11y.stage import Stage
from tests.a11y.table import state
from tests.assessments_factories import make_assessment
from tests.inheriting import WIDE, agree_on, make_wide_version


@state("assessments:cycle", "one unit collects, one is prepared")
def show_cycle(stage: Stage) -> None:
    own = gather(stage)
    root = own.assessment.unit.parent
    Assessment.objects.create(unit=root, cycle=own.assessment.cycle, state=Assessment.State.DRAFT)
    stage.visit("assessments:cycle", own.assessment.cycle_id)


@state("assessments:new-cycle", "nothing chosen", is_error=True)
def refuse_cycle(stage: Stage) -> None:
    gather(stage)
    stage.visit("assessments:new-cycle", "acme")
    stage.press("Start the cycle", status=400)


@state("assessments:cycle-units", "one unit is left")
def show_cycle_units(stage: Stage) -> None:
    stage.visit("assessments:cycle-units", gather(stage).assessment.cycle_id)


@state("assessments:inherited", "one is settled")
def show_inherited(stage: Stage) -> None:
    stage.visit("assessments:inherited", inherit(stage).pk)


@state("assessments:differs", "no reason given", is_error=True)
def refuse_difference(stage: Stage) -> None:
    stage.visit("assessments:differs", inherit(stage).pk, WIDE)
    stage.press("Say that it differs", status=400)


def inherit(stage: Stage) -> Assessment:
    """An assessment of a part, of which the whole answers a practice."""
    own = stage.take_part(versions=[make_wide_version(name="TODO maturity stages")]).assessment
    whole = make_assessment(own.unit.organisation.units.get(parent=None), list(own.versions.all()))
    Assessment.objects.filter(pk=whole.pk).update(state=Assessment.State.REVIEWING)
    agree_on(whole, "standard")
    return own
