"""The headline: where the count stands, what holds it, what comes next. Design.md 3 has the rules behind the words."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.queries.versions import VersionLabels
from assessments.scoring import LevelProfile, NoPlacement, Reason, ReasonCode, Result
from assessments.wording.numbers import say_count_of, say_list, say_percent, say_score, say_share

NAMED_AT_MOST = 6


def name_level(labels: VersionLabels, number: int) -> str:
    """A level with its name: "Stage 0: Adoption"."""
    return _("%(level)s: %(name)s") % {"level": name_rung(labels, number), "name": labels.levels[number].name}


def name_rung(labels: VersionLabels, number: int) -> str:
    """A level by its number: "Stage 0"."""
    return _("%(word)s %(number)d") % {"word": labels.level_word, "number": number}


def name_rung_inside(labels: VersionLabels, number: int) -> str:
    """The same inside a sentence: "stage 0"."""
    return _("%(word)s %(number)d") % {"word": labels.level_word.lower(), "number": number}


def say_headline(result: Result, labels: VersionLabels) -> str:
    """The placement in words and number, or why there is none."""
    if result.placement is not None:
        return name_level(labels, result.placement.level)
    if result.no_placement is NoPlacement.QUICK:
        return _("No placement from a quick pass")
    if result.overall.value is None:
        return _("Scores only")
    return _("Scores only: %(score)s overall") % {"score": say_score(result.overall)}


def list_notes(result: Result, labels: VersionLabels) -> tuple[str, ...]:
    """What a reader must know before trusting the headline."""
    if result.no_placement is NoPlacement.QUICK:
        return (
            _("A quick pass asks the core practices only. Its scores are indicative."),
            _("Only a full assessment gives a placement."),
        )
    if result.no_placement is NoPlacement.NO_LEVELS:
        return (_("This model has scores and no levels."),)
    if result.overall.applicable and result.overall.no_answer == result.overall.applicable:
        floor = name_rung_inside(labels, result.rubric.levels[0])
        return (_("Nothing is answered yet, so the count stands where it starts, at %(level)s.") % {"level": floor},)
    return _list_provisional(result)


def _list_provisional(result: Result) -> tuple[str, ...]:
    count = len(result.placement.open_conversations) if result.placement else 0
    if not count:
        return ()
    text = ngettext(
        "Provisional: %(count)d practice still needs a conversation.",
        "Provisional: %(count)d practices still need a conversation.",
        count,
    )
    return (text % {"count": count},)


def say_profile(result: Result, labels: VersionLabels) -> str:
    """The level profile in a line: "In place: stage 1 (2 of 7), stage 2 (5 of 8)."."""
    pieces = [
        _("%(level)s (%(share)s)") % {"level": name_rung_inside(labels, row.level), "share": _say_in_place(row)}
        for row in result.profile
        if row.total
    ]
    return _("In place: %(levels)s.") % {"levels": say_list(pieces)} if pieces else ""


def _say_in_place(row: LevelProfile) -> str:
    return say_count_of(row.in_place, row.applicable) if row.applicable else _("nothing applies")


def say_level_state(row: LevelProfile, result: Result) -> str:
    """What the count says of one level."""
    if row.attained is None:
        return _("not judged")
    if row.level == result.rubric.floor:
        return _("where counting starts")
    if row.attained:
        return _("reached")
    return _("not assessed") if row.not_assessed else _say_not_reached(row, result)


def _say_not_reached(row: LevelProfile, result: Result) -> str:
    """A level whose share would do says what else is missing, so that its bar and its state do not disagree."""
    has_share = row.share is not None and row.share >= result.rubric.min_in_place
    if not has_share or result.placement is None:
        return _("not reached")
    if row.level == result.placement.blocked_at:
        return _("not reached: a key practice is missing")
    return _("not reached: a lower one comes first")


def list_holds(result: Result, labels: VersionLabels) -> tuple[str, ...]:
    """What stops the next level, one sentence per reason; empty at the top and without a placement."""
    reasons = result.placement.reasons if result.placement else ()
    return tuple(say_reason(reason, labels) for reason in reasons)


def say_reason(reason: Reason, labels: VersionLabels) -> str:
    """One reason as a sentence. Key practices are named; of a share that is too low, the two numbers are."""
    values = {
        "level": name_rung(labels, reason.level),
        "inside": name_rung_inside(labels, reason.level),
        "practices": name_practices(reason.practices, labels),
        "count": len(reason.practices),
        **_say_numbers(reason),
    }
    return _choose_reason(reason) % values


def _say_numbers(reason: Reason) -> dict[str, str]:
    if reason.threshold is None:
        return {}
    return {
        "measured": say_share(reason.measured, reason.threshold),
        "threshold": say_percent(reason.threshold, apart_from=[] if reason.measured is None else [reason.measured]),
    }


def _choose_reason(reason: Reason) -> str:
    if reason.code is ReasonCode.KEY_NOT_IN_PLACE:
        return _("%(level)s is held by: %(practices)s.")
    if reason.code is ReasonCode.SHARE_TOO_LOW:
        return _("%(measured)s of %(inside)s is in place; it needs %(threshold)s.")
    if reason.code is ReasonCode.KEY_NOT_APPLICABLE:
        return _("%(level)s is not assessed, because a key practice is marked not applicable: %(practices)s.")
    return ngettext(
        "%(level)s is not assessed: %(count)d practice of it (%(measured)s) is marked not applicable, "
        "and at most %(threshold)s may be.",
        "%(level)s is not assessed: %(count)d practices of it (%(measured)s) are marked not applicable, "
        "and at most %(threshold)s may be.",
        len(reason.practices),
    )


def name_practices(keys: tuple[str, ...], labels: VersionLabels) -> str:
    """The titles of practices in one line."""
    return list_some([labels.practices[key] for key in keys])


def list_some(titles: Sequence[str]) -> str:
    """Titles in one line; of many, the first six and how many more."""
    shown = [*titles[:NAMED_AT_MOST]]
    more = len(titles) - len(shown)
    if more:
        shown.append(ngettext("%(count)d more", "%(count)d more", more) % {"count": more})
    return say_list(shown)


def say_out_of_order(result: Result, labels: VersionLabels) -> str:
    """That higher levels are further along than the blocking one is common and no fault; empty when they are not."""
    shares = {row.level: row.share for row in result.profile}
    blocked = result.placement.blocked_at if result.placement else None
    base = shares.get(blocked) if blocked is not None else None
    if blocked is None or base is None or not result.out_of_order:
        return ""
    ahead = [f"{name_rung_inside(labels, n)} ({_percent_of(result, n)})" for n in result.out_of_order]
    return _(
        "More is in place at %(ahead)s than at %(blocked)s (%(share)s). "
        "Practices out of the model’s order are common and no fault."
    ) % {"ahead": say_list(ahead), "blocked": name_rung_inside(labels, blocked), "share": say_percent(base)}


def _percent_of(result: Result, level: int) -> str:
    share = next(row.share for row in result.profile if row.level == level)
    return say_share(share, result.rubric.min_in_place)


def say_next_level(result: Result, labels: VersionLabels) -> str:
    """What the next level asks, as the sentence before the list of practices; at the top, that it is the top."""
    if result.placement is None:
        return ""
    if result.next_level is None:
        return _("%(level)s is the highest level of this model.") % {"level": name_rung(labels, result.placement.level)}
    count = len(result.next_level.practices)
    if not count:
        return _("%(level)s asks for no further practice.") % {"level": name_rung(labels, result.next_level.level)}
    text = ngettext(
        "%(level)s asks for %(count)d more practice in place:",
        "%(level)s asks for %(count)d more practices in place:",
        count,
    )
    return text % {"level": name_rung(labels, result.next_level.level), "count": count}


def list_next_level_obstacles(result: Result, labels: VersionLabels) -> tuple[str, ...]:
    """What no practice brought in place can mend."""
    return tuple(say_reason(reason, labels) for reason in (result.next_level.obstacles if result.next_level else ()))


def say_target(result: Result, labels: VersionLabels, target: int | None, gaps: int) -> str:
    """The level aimed at and how many of its practices and of those below it are missing; empty without a target."""
    if target is None:
        return ""
    level = name_level(labels, target)
    if result.placement is not None and result.placement.level >= target:
        return _("Target: %(level)s. It is reached.") % {"level": level}
    text = ngettext(
        "Target: %(level)s. At it or below, %(count)d practice is not in place.",
        "Target: %(level)s. At it or below, %(count)d practices are not in place.",
        gaps,
    )
    return text % {"level": level, "count": gaps}


def say_rests_on(result: Result, labels: VersionLabels) -> str:
    """How few answers carry the placement; empty on the floor."""
    placement = result.placement
    if placement is None or not placement.rests_on:
        return ""
    text = ngettext(
        "%(level)s rests on %(count)d answer: one point lower, it would be lost (%(practices)s).",
        "%(level)s rests on %(count)d answers: one point lower, it would be lost (%(practices)s).",
        len(placement.rests_on),
    )
    return text % {
        "level": name_rung(labels, placement.level),
        "count": len(placement.rests_on),
        "practices": name_practices(placement.rests_on, labels),
    }
