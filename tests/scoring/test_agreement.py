"""Several people: what settling refuses, what is inherited, and laws on random replies. Cases: agreement.json."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring import (
    NO_ANSWER,
    NOT_APPLICABLE,
    AnswerError,
    Basis,
    ScoringError,
    list_answers,
    list_unsettled,
    rated,
    settle,
    settle_all,
)

from .build import SCALES, make_practice, make_reply

POINTS = list(SCALES["practice"]["points"])
REPLIES = st.lists(
    st.tuples(
        st.sampled_from(["provider", "user", "other-user", "developer", "provider user"]),
        st.sampled_from([*POINTS, "dont_know", "not_applicable", "no_answer"]),
    ),
    max_size=12,
)


def test_reply_with_a_point_of_another_scale_is_refused() -> None:
    with pytest.raises(AnswerError, match="'inventory' has no point 'yes'"):
        settle(make_practice(), [make_reply("provider", "yes")])


def test_agreed_point_of_another_scale_is_refused() -> None:
    with pytest.raises(AnswerError, match="no point 'yes'"):
        settle(make_practice(), [], agreed=rated("yes"))


def test_agreed_no_answer_is_refused() -> None:
    with pytest.raises(ScoringError, match="cannot be agreed"):
        settle(make_practice(), [], agreed=NO_ANSWER)


def test_single_participant_with_two_replies_is_refused() -> None:
    with pytest.raises(ScoringError, match="2 replies of a single participant"):
        settle(make_practice(), [make_reply("provider", "standard")] * 2, single=True)


def test_settle_all_gives_every_practice_an_answer() -> None:
    practices = [make_practice("inventory"), make_practice("policy"), make_practice("training")]
    apart = [make_reply("provider", "not-done"), make_reply("user", "improved")]
    units = settle_all(
        practices, {"inventory": apart, "policy": apart}, agreed={"policy": rated("partial")}, left_open={"training"}
    )
    assert list_answers(units) == {"inventory": rated("not-done"), "policy": rated("partial"), "training": NO_ANSWER}
    assert list_unsettled(units) == {"inventory"}


def test_settle_all_left_open_settles_without_an_agreed_answer() -> None:
    apart = {"inventory": [make_reply("provider", "not-done"), make_reply("user", "improved")]}
    units = settle_all([make_practice()], apart, left_open={"inventory"})
    assert list_unsettled(units) == frozenset()
    assert units["inventory"].needs_conversation


def test_settle_all_single_participant_not_applicable_takes_effect() -> None:
    units = settle_all([make_practice()], {"inventory": [make_reply("provider", "not_applicable")]}, single=True)
    assert units["inventory"].answer == NOT_APPLICABLE


def test_inherited_answer_counts_marked_with_the_conversation_still_open() -> None:
    root = settle(make_practice(), [make_reply("provider", "not-done"), make_reply("user", "improved")])
    units = settle_all(
        [make_practice()], {"inventory": [make_reply("provider", "checked")]}, inherited={"inventory": root}
    )
    assert units["inventory"].answer == rated("not-done")
    assert units["inventory"].basis is Basis.INHERITED
    assert list_unsettled(units) == {"inventory"}


def test_inherited_answer_yields_to_one_that_differs_here() -> None:
    root = settle(make_practice(), [], agreed=rated("checked"))
    units = settle_all([make_practice()], {}, agreed={"inventory": rated("partial")}, inherited={"inventory": root})
    assert units["inventory"].answer == rated("partial")
    assert units["inventory"].basis is Basis.AGREED


@given(REPLIES)
def test_rated_answer_is_the_sorted_lower_median_of_its_group(replies: list[tuple[str, str]]) -> None:
    unit = settle(make_practice(), [make_reply(roles, text) for roles, text in replies])
    ratings = [(set(roles.split()), POINTS.index(text)) for roles, text in replies if text in POINTS]
    provider = sorted(rank for roles, rank in ratings if "provider" in roles)
    users = sorted(rank for roles, rank in ratings if roles & {"user", "other-user"})
    group = provider or users or sorted(rank for _roles, rank in ratings)
    assert unit.answer.point == (POINTS[group[(len(group) - 1) // 2]] if group else None)


@given(REPLIES, st.randoms(use_true_random=False))
def test_order_of_replies_changes_nothing(replies: list[tuple[str, str]], random: Any) -> None:
    built = [make_reply(roles, text) for roles, text in replies]
    shuffled = list(built)
    random.shuffle(shuffled)
    assert settle(make_practice(), shuffled) == settle(make_practice(), built)


@given(REPLIES)
def test_not_applicable_of_several_never_takes_effect_by_itself(replies: list[tuple[str, str]]) -> None:
    assert settle(make_practice(), [make_reply(roles, text) for roles, text in replies]).answer != NOT_APPLICABLE
