"""What the pages call each kind of guide and its lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from roles.models import Guide

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

DO, WATCH = _("What to do"), _("What to watch for")


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideWords:
    """The title and the purpose of a kind, and the headings above the lists of its guides."""

    title: str | _StrPromise
    lead: str | _StrPromise
    points: str | _StrPromise
    action_items: str | _StrPromise = DO
    cautions: str | _StrPromise = WATCH


KIND = Guide.Kind
WORDS: Mapping[str, GuideWords] = {
    KIND.STRUCTURE: GuideWords(
        title=_("Structures"),
        lead=_("Where the office stands in the organisation. None is best; each suits another size and purpose."),
        points=_("It suits you when"),
        action_items=_("How to set it up"),
    ),
    KIND.STAFFING: GuideWords(
        title=_("Staffing"),
        lead=_("The posts that an office needs. One person may fill several of them."),
        points=_("What it takes"),
    ),
    KIND.COMPLIANCE_TEAM: GuideWords(
        title=_("The core compliance team"),
        lead=_("The smallest group that can look after licences: law, engineering and compliance at one table."),
        points=_("Duties"),
    ),
    KIND.HAT: GuideWords(
        title=_("Four hats"),
        lead=_("The people of an office change hats during a day. Knowing which one is on keeps advice clear."),
        points=_("Under this hat"),
    ),
    KIND.CHARACTERISTIC: GuideWords(
        title=_("Five characteristics"),
        lead=_("What organisations with a grown open source programme tend to have in common."),
        points=_("Signs of it"),
        action_items=_("If it is missing"),
    ),
    KIND.STRATEGY: GuideWords(
        title=_("Four strategies"),
        lead=_("A ladder from using open source to leading in it. Each rung rests on those below."),
        points=_("You are here when"),
        action_items=_("Action items"),
    ),
    KIND.CHALLENGE: GuideWords(
        title=_("Five challenge areas"),
        lead=_("Where friction comes from when people use open source or contribute to it, and what takes it away."),
        points=_("How it shows"),
        action_items=_("What helps"),
    ),
    KIND.EDUCATION: GuideWords(
        title=_("Education programmes"),
        lead=_("Four ways of teaching, each for other people and another purpose."),
        points=_("What it covers"),
        action_items=_("How to run it"),
    ),
    KIND.RESPONSIBILITY: GuideWords(
        title=_("Responsibilities"),
        lead=_("What offices look after. Few look after all of it, and the choice changes over the years."),
        points=_("What belongs to it"),
        action_items=_("How to begin"),
    ),
}
