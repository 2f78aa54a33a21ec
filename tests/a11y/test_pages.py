"""Every page in every state is usable: by axe, by keyboard, narrow, dark, with more room between letters."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.a11y import (  # noqa: F401 - each adds its rows to the table
    answering_states,
    cycle_states,
    leading_states,
    people_states,
    sign_in_states,
    states,
    version_states,
)
from tests.a11y.inspection import Inspection, check_html
from tests.a11y.stage import Stage
from tests.a11y.table import STATES, State, list_uncovered

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("state", STATES, ids=str)
def test_state_has_no_barriers(state: State, stage: Stage, record_property: Callable[[str, object], None]) -> None:
    state.play(stage)
    inspection = Inspection.begin(stage.page)
    faults = [
        *inspection.check_first_look(is_error=state.is_error),
        *inspection.check_other_looks(),
        *inspection.check_focus(),
        *check_html(stage.source),
    ]
    assert "\n".join(faults) == ""
    record_property("accessible", str(state))


def test_table_of_states_knows_every_page() -> None:
    assert list_uncovered() == []
