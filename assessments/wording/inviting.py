"""What is said to a lead about the people whom they ask, and to these people."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assessments.queries.inviting import Code, Problem, Way

PROBLEMS = {
    Code.NO_ADDRESS: gettext_noop(
        "Line %(line)d: “%(about)s” is no e-mail address. Write the address, a comma, then the roles."
    ),
    Code.SURPLUS: gettext_noop("Line %(line)d: “%(about)s” is too much. After the unit nothing follows."),
    Code.TWICE: gettext_noop("Line %(line)d: %(about)s stands in line %(earlier)d already. Keep one of them."),
    Code.UNKNOWN_ROLE: gettext_noop(
        "Line %(line)d: no role is called “%(about)s”. Write it as in the list of roles, several with a semicolon."
    ),
    Code.MANY_ROLES: gettext_noop(
        "Line %(line)d: %(about)s roles are too many for one person. Name the few in which they answer."
    ),
    Code.NO_ROLE: gettext_noop(
        "Line %(line)d: “%(about)s” has no role. Write one behind the address, or tick roles for all such lines."
    ),
    Code.UNKNOWN_UNIT: gettext_noop(
        "Line %(line)d: you lead no unit called “%(about)s” that is being assessed in this cycle. Leave it out to mean "
        "this one."
    ),
    Code.AMBIGUOUS_UNIT: gettext_noop(
        "Line %(line)d: more than one unit is called “%(about)s”. Add this person on the page of the right one."
    ),
    Code.PAUSED: gettext_noop(
        "Line %(line)d: %(about)s is a paused member. An administrator can take the membership up again."
    ),
    Code.SWITCHED_OFF: gettext_noop("Line %(line)d: the account of %(about)s is switched off. Leave it out."),
    Code.OUT_OF_REACH: gettext_noop(
        "Line %(line)d: %(about)s is limited to another unit. An administrator can widen the membership."
    ),
    Code.INVITED_ELSEWHERE: gettext_noop(
        "Line %(line)d: %(about)s is invited for another unit already. Wait until it is accepted, or ask an "
        "administrator to withdraw it."
    ),
}
WAYS = {
    Way.JOINS: gettext_noop("takes part at once"),
    Way.GAINS: gettext_noop("takes part already and gains roles"),
    Way.STAYS: gettext_noop("takes part in these roles already; nothing changes"),
    Way.INVITED: gettext_noop("is invited, and takes part after accepting"),
    Way.WAITS: gettext_noop("is invited already by an administrator, and takes part after accepting that"),
}


def say_problems(problems: Sequence[Problem]) -> list[str]:
    """One sentence for each, in the order of the lines."""
    return [
        _(PROBLEMS[item.code]) % {"line": item.number, "about": item.about, "earlier": item.line} for item in problems
    ]


def say_way(way: Way) -> str:
    return _(WAYS[way])


def say_default_text(unit: str) -> str:
    """What stands in an invitation unless the lead writes something else."""
    return _(
        "We want to know how well %(unit)s uses open source, contributes to it and leads it. Your view in your role "
        "counts. You need not know everything: “don’t know” is an answer too. Every answer is saved as you give it, so "
        "you can stop and go on at any time."
    ) % {"unit": unit}
