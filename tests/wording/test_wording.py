"""Codes and numbers as sentences: what is said in every state of a result."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from django.utils import translation

from assessments import wording
from assessments.queries.versions import DimensionLabel, LevelLabel, VersionLabels
from assessments.scoring import (
    DONT_KNOW,
    NO_ANSWER,
    NOT_APPLICABLE,
    Answer,
    Basis,
    Kind,
    Reason,
    ReasonCode,
    Result,
    Score,
    UnitAnswer,
    rated,
    score_assessment,
)
from assessments.wording.placement import list_some, say_reason
from tests.scoring.build import make_rubric

NAMES = {"no": "No", "partly": "Partly", "yes": "Yes"}
LEVELS = {0: "Adoption", 1: "Legal Education", 2: "Community Education"}
YES, PARTLY = rated("yes"), rated("partly")
PRACTICES = ("a", "b", "c", "d", "e", "f", "g", "h")


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en-gb"):
        yield


def make_labels() -> VersionLabels:
    return VersionLabels(
        model="todo",
        name="TODO",
        number="1.0",
        level_word="Stage",
        rules_note="",
        source="",
        source_url="",
        licence="",
        attribution="",
        levels={n: LevelLabel(number=n, name=name, summary="") for n, name in LEVELS.items()},
        dimensions={
            key: DimensionLabel(key=key, name=name, short_name=name, caption="", levels=(1, 2))
            for key, name in (("use", "Use"), ("give", "Giving back"), ("means", "Means"))
        },
        practices={key: f"Practice {key}" for key in PRACTICES},
        statements={},
    )


def make_result(answers: dict[str, Answer], *, unsettled: tuple[str, ...] = (), **rubric: Any) -> Result:
    """Stage 1: a (key), b, c, d in use; stage 2: e, f in giving back; g, h measure the ability."""
    rows = [{"practice": key, "dimension": "use", "level": 1, "key": key == "a"} for key in "abcd"]
    rows += [{"practice": key, "dimension": "give", "level": 2} for key in "ef"]
    rows += [{"practice": key, "dimension": "means", "level": None} for key in "gh"]
    dimensions = {"use": "maturity", "give": "maturity", "means": "ability"}
    plain = {"levels": [0, 1, 2], "dimensions": dimensions, "criteria": rows, **rubric}
    return score_assessment(make_rubric(plain), answers, unsettled=unsettled)


LABELS = make_labels()
HALF = {"a": PARTLY, "b": YES, "c": YES, "d": PARTLY}
STAGE_1 = {"a": YES, "b": YES, "c": YES, "d": PARTLY}
ALL = dict.fromkeys(PRACTICES, YES)


def test_headline_is_level_and_name() -> None:
    assert wording.say_headline(make_result(STAGE_1), LABELS) == "Stage 1: Legal Education"


def test_quick_pass_has_no_placement_and_says_how_to_get_one() -> None:
    result = make_result(STAGE_1, quick=True)
    assert wording.say_headline(result, LABELS) == "No placement from a quick pass"
    assert wording.list_notes(result, LABELS) == (
        "A quick pass asks the core practices only. Its scores are indicative.",
        "Only a full assessment gives a placement.",
    )
    assert (wording.list_holds(result, LABELS), wording.say_next_level(result, LABELS)) == ((), "")


def test_open_conversation_makes_it_provisional() -> None:
    assert wording.list_notes(make_result(STAGE_1, unsettled=("a",)), LABELS) == (
        "Provisional: 1 practice still needs a conversation.",
    )
    assert wording.list_notes(make_result(STAGE_1, unsettled=("a", "b")), LABELS) == (
        "Provisional: 2 practices still need a conversation.",
    )


def test_nothing_answered_is_said_and_not_read_as_a_finding() -> None:
    assert wording.list_notes(make_result({}), LABELS) == (
        "Nothing is answered yet, so the count stands where it starts, at stage 0.",
    )


def test_profile_names_each_level_that_has_practices() -> None:
    assert wording.say_profile(make_result(HALF), LABELS) == "In place: stage 1 (2 of 4), stage 2 (0 of 2)."


def test_what_holds_a_level_names_key_practices_and_both_shares() -> None:
    assert wording.list_holds(make_result(HALF), LABELS) == (
        "Stage 1 is held by: Practice a.",
        "50% of stage 1 is in place; it needs 75%.",
    )


def test_share_just_below_the_threshold_is_told_apart() -> None:
    reason = Reason(
        code=ReasonCode.SHARE_TOO_LOW,
        level=1,
        practices=("b",),
        measured=Fraction(2999, 4000),
        threshold=Fraction(3, 4),
    )
    assert say_reason(reason, LABELS) == "74.98% of stage 1 is in place; it needs 75.00%."


def test_too_much_that_does_not_apply_is_not_assessed() -> None:
    result = make_result({**STAGE_1, "c": NOT_APPLICABLE, "d": NOT_APPLICABLE})
    assert wording.list_holds(result, LABELS) == (
        "Stage 1 is not assessed: 2 practices of it (50%) are marked not applicable, and at most 25% may be.",
    )
    assert wording.say_next_level(result, LABELS) == "Stage 1 asks for no further practice."
    assert wording.list_next_level_obstacles(result, LABELS) == wording.list_holds(result, LABELS)


def test_key_practice_that_does_not_apply_is_named() -> None:
    assert wording.list_holds(make_result({**STAGE_1, "a": NOT_APPLICABLE}), LABELS)[0] == (
        "Stage 1 is not assessed, because a key practice is marked not applicable: Practice a."
    )


def test_next_level_is_counted_in_singular_and_plural() -> None:
    assert wording.say_next_level(make_result(HALF), LABELS) == "Stage 1 asks for 1 more practice in place:"
    assert wording.say_next_level(make_result(STAGE_1), LABELS) == "Stage 2 asks for 2 more practices in place:"


def test_top_says_that_it_is_the_top() -> None:
    result = make_result(ALL)
    assert wording.say_next_level(result, LABELS) == "Stage 2 is the highest level of this model."
    assert wording.list_holds(result, LABELS) == ()


def test_rests_on_names_the_answer_that_carries_the_level() -> None:
    assert wording.say_rests_on(make_result(STAGE_1), LABELS) == (
        "Stage 1 rests on 1 answer: one point lower, it would be lost (Practice a)."
    )
    assert wording.say_rests_on(make_result(HALF), LABELS) == ""


def test_out_of_order_is_common_and_no_fault() -> None:
    result = make_result({"a": PARTLY, "e": YES, "f": YES})
    assert wording.say_out_of_order(result, LABELS) == (
        "More is in place at stage 2 (100%) than at stage 1 (0%). "
        "Practices out of the model’s order are common and no fault."
    )
    assert wording.say_out_of_order(make_result(HALF), LABELS) == ""


def test_radar_states_highest_lowest_and_what_is_missing() -> None:
    said = wording.say_radar(make_result({**HALF, "e": PARTLY}), LABELS)
    assert said.title == "TODO: highest in Use (75%), lowest in Giving back (50%)"
    assert said.description == (
        "Scores in per cent, clockwise from the top: Use 75% (4 of 4 rated); Giving back 50% (1 of 2 rated)."
    )
    missing = wording.say_radar(make_result(HALF), LABELS)
    assert missing.title == "TODO: 75% in each dimension with a score"
    assert missing.description.endswith("Giving back not rated yet.")
    assert wording.say_radar(make_result({}), LABELS).title == "TODO: nothing is rated yet"


def test_plane_says_a_range_while_too_little_is_rated() -> None:
    assert wording.say_plane(make_result({**STAGE_1, "g": YES, "h": YES}), LABELS).title == (
        "Stage 1, ability to execute 100%"
    )
    assert wording.say_plane(make_result({**STAGE_1, "g": YES}), LABELS).title == (
        "Stage 1, ability to execute between 50% and 100% (1 of 2 rated)"
    )
    assert wording.say_plane(make_result(STAGE_1), LABELS).title == "Stage 1, ability to execute not rated yet"


def make_score(**counts: int) -> Score:
    known = {"rated": 0, "in_place": 0, "dont_know": 0, "no_answer": 0, "not_applicable": 0, **counts}
    return Score(value=Fraction(1, 2) if known["rated"] else None, **known)


def test_coverage_says_what_is_left_out() -> None:
    assert wording.say_coverage(make_score(rated=12)) == "12 of 12 rated"
    assert wording.say_coverage(make_score(rated=9, dont_know=1, no_answer=2, not_applicable=1)) == (
        "9 of 12 rated, 1 don’t know, 2 not answered, 1 not applicable"
    )


def test_score_that_is_not_there_says_why() -> None:
    assert wording.say_score(make_score(no_answer=2)) == "not rated yet"
    assert wording.say_score(make_score()) == "not measured here"


def test_confidence_counts_people_answers_and_conversations() -> None:
    score = make_score(rated=9, dont_know=1)
    assert wording.say_confidence(5, 4, score, 1) == (
        "5 participants, 4 submitted, 90% of 10 practices rated, 1 don’t know, 1 practice needs a conversation."
    )
    assert wording.say_confidence(1, 1, make_score(rated=1), 0) == (
        "1 participant, submitted, 100% of 1 practice rated."
    )


@pytest.mark.parametrize(
    ("answer", "said", "now"),
    [
        (PARTLY, "Partly", "now: Partly"),
        (NOT_APPLICABLE, "Not applicable", "not applicable"),
        (DONT_KNOW, "Don’t know", "don’t know"),
        (NO_ANSWER, "Not answered", "not answered yet"),
    ],
)
def test_answer_is_said_by_its_name(answer: Answer, said: str, now: str) -> None:
    assert (wording.say_answer(answer, NAMES), wording.say_now(answer, NAMES)) == (said, now)


def make_unit_answer(**fields: Any) -> UnitAnswer:
    values = {"points": {"no": 0, "partly": 1, "yes": 3}, "dont_know": 1, "no_answer": 0, "not_applicable": 0}
    facts = {"answer": YES, "basis": Basis.PROVIDER, "spread": None, "needs_conversation": False, "settled": True}
    return UnitAnswer(**{**facts, **values, **fields})


def test_basis_is_said_unless_one_person_answers_alone() -> None:
    unit = make_unit_answer()
    assert wording.say_basis(unit, is_single=False) == "middle answer of those who run it"
    assert wording.say_basis(unit, is_single=True) == ""
    assert wording.say_basis(replace(unit, basis=Basis.AGREED), is_single=True) == "agreed answer"


def test_counts_name_each_answer_that_was_given() -> None:
    assert wording.say_counts(make_unit_answer(), NAMES) == "Partly 1, Yes 3, don’t know 1"


def test_many_titles_are_cut_to_six() -> None:
    assert list_some([str(n) for n in range(6)]) == "0, 1, 2, 3, 4, 5"
    assert list_some([str(n) for n in range(9)]) == "0, 1, 2, 3, 4, 5, 3 more"


def test_method_has_the_thresholds_of_the_version() -> None:
    rubric = make_result({}, min_in_place="2/3", max_not_applicable="1/5").rubric
    rule = wording.list_method(rubric)[-1]
    assert ("at least 67% of it" in rule, "at most 20% of its" in rule) == (True, True)


def test_every_kind_of_answer_has_a_name() -> None:
    assert [wording.answers.say_kind(kind, "yes", NAMES) for kind in Kind] == [
        "Yes",
        "Not applicable",
        "Don’t know",
        "Not answered",
    ]


@pytest.mark.parametrize(
    ("answers", "states"),
    [
        (HALF, ("where counting starts", "not reached", "not reached")),
        (
            {**STAGE_1, "a": PARTLY, "d": YES, "e": YES, "f": YES},
            ("where counting starts", "not reached: a key practice is missing", "not reached: a lower one comes first"),
        ),
        (STAGE_1, ("where counting starts", "reached", "not reached")),
    ],
)
def test_state_of_a_level_does_not_contradict_its_bar(answers: dict[str, Answer], states: tuple[str, ...]) -> None:
    result = make_result(answers)
    assert tuple(wording.say_level_state(row, result) for row in result.profile) == states
