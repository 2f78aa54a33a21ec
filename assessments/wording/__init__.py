"""Codes and numbers become sentences here, and nowhere else. Plain, calm, never a judgement of people.

The engine and the charts hand over codes and exact fractions; pages, PDF and JSON print what these functions say.
"""

from __future__ import annotations

from assessments.wording.answers import say_answer, say_basis, say_counts, say_evidence_state, say_now
from assessments.wording.charts import (
    Text,
    chart_words,
    say_absent,
    say_bars,
    say_levels_measured,
    say_plane,
    say_radar,
)
from assessments.wording.cross_walk import (
    list_cross_walk_obstacles,
    say_cause,
    say_cross_walk,
    say_cross_walk_causes,
    say_cross_walk_note,
    say_cross_walk_title,
    say_standing,
)
from assessments.wording.glossary import FINOS_STEPS, THEMES
from assessments.wording.numbers import (
    say_count_of,
    say_coverage,
    say_list,
    say_percent,
    say_rated,
    say_score,
    say_share,
)
from assessments.wording.people import (
    say_confidence,
    say_participants,
    say_progress,
    say_scope,
    say_status,
    say_status_note,
)
from assessments.wording.placement import (
    list_holds,
    list_next_level_obstacles,
    list_notes,
    name_level,
    name_rung,
    say_headline,
    say_level_state,
    say_next_level,
    say_out_of_order,
    say_profile,
    say_rests_on,
    say_target,
)
from assessments.wording.rules import list_caveats, list_glossary, list_method
from assessments.wording.summary import say_ask, say_gap, say_strength

__all__ = [
    "FINOS_STEPS",
    "THEMES",
    "Text",
    "chart_words",
    "list_caveats",
    "list_cross_walk_obstacles",
    "list_glossary",
    "list_holds",
    "list_method",
    "list_next_level_obstacles",
    "list_notes",
    "name_level",
    "name_rung",
    "say_absent",
    "say_answer",
    "say_ask",
    "say_bars",
    "say_basis",
    "say_cause",
    "say_confidence",
    "say_count_of",
    "say_counts",
    "say_coverage",
    "say_cross_walk",
    "say_cross_walk_causes",
    "say_cross_walk_note",
    "say_cross_walk_title",
    "say_evidence_state",
    "say_gap",
    "say_headline",
    "say_level_state",
    "say_levels_measured",
    "say_list",
    "say_next_level",
    "say_now",
    "say_out_of_order",
    "say_participants",
    "say_percent",
    "say_plane",
    "say_profile",
    "say_progress",
    "say_radar",
    "say_rated",
    "say_rests_on",
    "say_scope",
    "say_score",
    "say_share",
    "say_standing",
    "say_status",
    "say_status_note",
    "say_strength",
    "say_target",
]
