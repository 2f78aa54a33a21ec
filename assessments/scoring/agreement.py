"""From what several people said to the unit's answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from fractions import Fraction

from assessments.scoring.errors import AnswerError, ScoringError
from assessments.scoring.results import Basis, UnitAnswer
from assessments.scoring.types import DONT_KNOW, NO_ANSWER, NOT_APPLICABLE, Answer, Kind, Practice, Reply, rated

CONVERSATION_FROM = Fraction(2, 5)


def settle(
    practice: Practice,
    replies: Iterable[Reply],
    *,
    agreed: Answer | None = None,
    left_open: bool = False,
    single: bool = False,
) -> UnitAnswer:
    """The unit's answer to a practice: the agreed answer; else, provisionally, a lower median.

    The lower median in scale order is taken over the rated answers of participants holding the provider role, else of
    those holding a user role, else of anyone; `basis` says which. Somebody holding both counts as provider. Of n
    answers in order it is number ⌈n/2⌉: of Partial, Standard, Standard, Checked it is the second, Standard.
    *Not applicable* takes effect only when agreed, or when the assessment has a `single` participant; until then it
    counts as no answer. *Don't know* when people answered but nobody rated; *no answer* when nobody did.

    Needs a conversation: values differ by >= 2/5, or some rated and some said *not applicable*. Settled: none is
    needed, or there is an agreed answer, or the lead recorded why not (`left_open`). Raises `AnswerError` for a point
    of another scale, `ScoringError` for an agreed *no answer* or several replies of a single participant.
    """
    count = _count_replies(practice, replies)
    if single and count.total > 1:
        raise ScoringError(f"practice {practice.key}: {count.total} replies of a single participant")
    answer, basis = _choose_agreed(practice, agreed) if agreed else _choose_provisional(practice, count, single)
    needs_conversation = count.needs_conversation
    return UnitAnswer(
        answer=answer,
        basis=basis,
        points={point.code: number for point, number in zip(practice.scale.points, count.anyone, strict=True)},
        dont_know=count.kinds[Kind.DONT_KNOW],
        no_answer=count.kinds[Kind.NO_ANSWER],
        not_applicable=count.kinds[Kind.NOT_APPLICABLE],
        spread=count.spread,
        needs_conversation=needs_conversation,
        settled=agreed is not None or left_open or not needs_conversation,
    )


def settle_all(
    practices: Iterable[Practice],
    replies: Mapping[str, Sequence[Reply]],
    *,
    agreed: Mapping[str, Answer] | None = None,
    left_open: AbstractSet[str] = frozenset(),
    inherited: Mapping[str, UnitAnswer] | None = None,
    single: bool = False,
) -> dict[str, UnitAnswer]:
    """One unit answer per practice. `replies`, `agreed` and `left_open` are by practice key, and may lack any.

    `inherited` are the root unit's answers to organisation-scope practices; such a one counts here, marked so, unless
    this unit has an agreed answer of its own ("differs here"). Example: the root agreed on Standard, this unit on
    nothing: Standard, basis INHERITED.
    """
    agreed, inherited = agreed or {}, inherited or {}
    return {
        practice.key: inherit(inherited[practice.key])
        if practice.key in inherited and practice.key not in agreed
        else settle(
            practice,
            replies.get(practice.key, ()),
            agreed=agreed.get(practice.key),
            left_open=practice.key in left_open,
            single=single,
        )
        for practice in practices
    }


def inherit(root: UnitAnswer) -> UnitAnswer:
    """The root unit's answer as it counts in another unit: the same in everything but its basis."""
    return replace(root, basis=Basis.INHERITED)


def list_answers(units: Mapping[str, UnitAnswer]) -> dict[str, Answer]:
    """The answers alone, by practice key, as `score_assessment` takes them."""
    return {practice: unit.answer for practice, unit in units.items()}


def list_unsettled(units: Mapping[str, UnitAnswer]) -> frozenset[str]:
    """The practices that still need a conversation, as `score_assessment` takes them."""
    return frozenset(practice for practice, unit in units.items() if not unit.settled)


def find_lower_median(counts: Sequence[int]) -> int:
    """Rank of the lower median, from how often each rank was chosen: the first rank where 2 · (sum so far) >= n.

    Example: counts 0, 1, 2, 1 (n = 4): sums 0, 1, 3, so rank 2. At least one count must be above 0.
    """
    total, seen, rank = sum(counts), counts[0], 0
    while seen == 0 or 2 * seen < total:
        rank += 1
        seen += counts[rank]
    return rank


@dataclass(slots=True, kw_only=True)
class _Count:
    """How often each rank was chosen by providers, by users and by anyone, and each other kind by anyone."""

    provider: list[int]
    users: list[int]
    anyone: list[int]
    values: tuple[Fraction, ...]
    kinds: dict[Kind, int] = field(default_factory=lambda: dict.fromkeys(Kind, 0))

    @property
    def total(self) -> int:
        return sum(self.kinds.values())

    @property
    def spread(self) -> Fraction | None:
        """Highest minus lowest rated value, None when nobody rated. Example: Partial and Improved: 1 - 2/5 = 3/5."""
        chosen = [value for value, number in zip(self.values, self.anyone, strict=True) if number]
        return chosen[-1] - chosen[0] if chosen else None

    @property
    def needs_conversation(self) -> bool:
        """Values differ by >= 2/5, or some rated and some said *not applicable*. Example: 1/5 and 3/5 do."""
        spread = self.spread
        return spread is not None and (spread >= CONVERSATION_FROM or self.kinds[Kind.NOT_APPLICABLE] > 0)


def _count_replies(practice: Practice, replies: Iterable[Reply]) -> _Count:
    ranks = {point.code: rank for rank, point in enumerate(practice.scale.points)}
    provider, users, anyone = ([0] * len(ranks) for _ in range(3))
    count = _Count(
        provider=provider, users=users, anyone=anyone, values=tuple(point.value for point in practice.scale.points)
    )
    for reply in replies:
        answer, roles = reply.answer, reply.roles
        count.kinds[answer.kind] += reply.count
        if answer.point is None:
            continue
        rank = ranks.get(answer.point)
        if rank is None:
            raise AnswerError(f"practice {practice.key!r} has no point {answer.point!r}")
        anyone[rank] += reply.count
        if practice.provider in roles:
            provider[rank] += reply.count
        elif not practice.users.isdisjoint(roles):
            users[rank] += reply.count
    return count


def _choose_agreed(practice: Practice, agreed: Answer) -> tuple[Answer, Basis]:
    if agreed.kind is Kind.NO_ANSWER:
        raise ScoringError(f"practice {practice.key}: no answer cannot be agreed on")
    if agreed.point is not None:
        practice.scale.rank(agreed.point)
    return agreed, Basis.AGREED


def _choose_provisional(practice: Practice, count: _Count, single: bool) -> tuple[Answer, Basis]:
    groups = ((Basis.PROVIDER, count.provider), (Basis.USERS, count.users), (Basis.ANYONE, count.anyone))
    for basis, counts in groups:
        if any(counts):
            return rated(practice.scale.points[find_lower_median(counts)].code), basis
    return _choose_unrated(count, single), Basis.NONE


def _choose_unrated(count: _Count, single: bool) -> Answer:
    """*Not applicable* of a single participant; else *don't know* if somebody said so; else *no answer*."""
    if single and count.kinds[Kind.NOT_APPLICABLE]:
        return NOT_APPLICABLE
    return DONT_KNOW if count.kinds[Kind.DONT_KNOW] else NO_ANSWER
