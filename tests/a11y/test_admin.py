"""Our own pages inside the administration: by axe, narrow and dark, and in the HTML standard. The frame is Django's."""

from __future__ import annotations

import pytest

from tests.a11y.admin_states import STATES, list_uncovered
from tests.a11y.inspection import EVERYTHING, FIRST_LOOK, NARROW, WHAT_LOOKS_CHANGE, Inspection, Look, check_html
from tests.a11y.stage import Stage
from tests.a11y.table import State

pytestmark = pytest.mark.browser
# Django's links change their colour slowly, also for those who ask for less motion.
AT_REST = "() => Promise.allSettled(document.getAnimations().map((moving) => moving.finished))"
# Django's style sheets import each other, and axe reads such by writing them into the page, which the policy forbids.
WITHOUT_SHEETS = {**EVERYTHING, "preload": False}
NARROW_DARK = Look("320 dark", NARROW, "dark")


@pytest.mark.parametrize("state", STATES, ids=str)
def test_state_has_no_barriers(state: State, stage: Stage) -> None:
    state.play(stage)
    inspection = Inspection.begin(stage.page)
    faults = []
    for look, rules in ((FIRST_LOOK, WITHOUT_SHEETS), (NARROW_DARK, WHAT_LOOKS_CHANGE)):
        inspection.wear(look)
        stage.page.evaluate(AT_REST)
        found = [*inspection.ask("checkReflow"), *inspection.ask("checkRules", rules, "#content")]
        faults += [f"{look.name}: {fault}" for fault in found]
    assert "\n".join([*faults, *check_html(stage.source)]) == ""


def test_table_of_states_knows_every_page_of_ours() -> None:
    assert list_uncovered() == []
